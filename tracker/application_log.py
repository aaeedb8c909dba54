"""A file of applications beside the record: its rows as they would come in. A few queries, however long it is."""

import datetime

from tracker.applogs.beside import Other, There, judge
from tracker.applogs.entries import entry_of
from tracker.applogs.own import own_entry_of
from tracker.applogs.sheets import unpacked
from tracker.applogs.words import Meaning, Words
from tracker.duplicates import folded
from tracker.models import Application, ImportedApplication, StageWord
from tracker.own_names import with_names


def words_of(learner):
    """What words mean to a learner."""
    said = list(StageWord.objects.for_learner(learner))
    stages = {word.folded: Meaning(word.stage, word.closing, word.own_stage_id) for word in said if not word.channel}
    channels = {word.folded: word.channel for word in said if word.channel}
    own = {}
    for stage in learner.own_stages.all():
        closes = stage.meaning in Application.CLOSED_STAGES
        own[folded(stage.name)] = Meaning("" if closes else stage.meaning, stage.meaning if closes else "", stage.pk)
    return Words(stages, channels, own)


def there_of(learner):
    """What the learner has already."""
    rows = list(Application.objects.ever_of(learner).beside())
    others = [
        Other(
            f"{role}, {company}",
            {"link_key": link, "requisition_key": requisition, "company_key": company_key, "role_key": role_key},
        )
        for _, company, role, deleted, link, requisition, company_key, role_key in rows
        if deleted is None
    ]
    contents = ImportedApplication.objects.for_learner(learner).contents()
    return There(frozenset(contents), frozenset(str(row[0]) for row in rows), tuple(others))


def entries_of(batch, sheet, today):
    """An Entry for each row of the sheet, as the batch has it mapped."""
    mapping = batch.mapping
    if mapping.get("own"):
        return [own_entry_of(row, sheet.header, today) for row in sheet.rows]
    day = mapping.get("day")
    mapping = {**mapping, "day": datetime.date.fromisoformat(day) if day else None}
    words = words_of(batch.learner)
    return [entry_of(row, mapping, words, today) for row in sheet.rows]


def judged_rows(batch, today, sheet=None):
    """What becomes of each row of the batch's sheet."""
    sheet = sheet or unpacked(batch.cells)[batch.sheet]
    judged = judge(entries_of(batch, sheet, today), there_of(batch.learner), frozenset(batch.taken))
    return with_names(judged, batch.learner.own_stages.all()) if batch.mapping.get("own") else judged

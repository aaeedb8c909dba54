"""Reading the chunks of a file into rows, and looking at the rows beside the log: what is new, known, in the way."""

import hashlib
import uuid
from functools import cached_property

from django.db import transaction

from guide.models import Record
from tracker.actions.imports import locked, unpacked
from tracker.importers.beside import crowded, overlapping, without_room
from tracker.importers.entries import CUT, Refused, read
from tracker.importers.files import DAILY, way_in
from tracker.importers.names import folded, holdable
from tracker.models import DayTotal, ImportBatch, ImportRow, ImportSource, Learner, NameMapping, StudySession
from tracker.tied import by_lasting_name

CHUNKS_AT_ONCE = 4  # with a thousand rows each: about a second
ACTIVITIES = frozenset(StudySession.Activity.values)
Verdict = ImportSource.Verdict
FULL = "The day has no room for it: with what is logged, and what stands above it in the file, it would be over 24 h."
SAME_TIME = "It lies at the same time as another session."
OPEN = {"verdict": Verdict.OPEN, "activity": StudySession.Activity.STUDY, "skill_id": None, "topic_id": None}


@transaction.atomic
def read_on(*, batch, guide, today):
    """Read the next rows of a file; after the last, look at all of them beside the log. Returns the batch.

    ``guide``: the catalogue. Two requests at once read one after the other, never the same rows.
    """
    batch = locked(batch)
    if batch.state != ImportBatch.State.READING:
        return batch
    chunks = list(batch.chunks.filter(number__gte=batch.chunks_read)[:CHUNKS_AT_ONCE])
    if chunks:
        reader = Reader(batch, guide)
        for chunk in chunks:
            reader.read(unpacked(chunk))
        batch.chunks_read += len(chunks)
        batch.save(update_fields=["chunks_read"])
        return batch
    ImportRow.objects.number_alike(batch)
    batch.state = ImportBatch.State.READY
    batch.save(update_fields=["state"])
    return look_at(batch, today)


class Reader:
    """Turns rows of a file into rows of the batch."""

    def __init__(self, batch, guide):
        self.batch, self.options = batch, batch.options
        self.way = way_in(batch.format, batch.zone, self.options.get("order", ""), self.options.get("unit", ""))
        self.skills = {skill.slug: skill for skill in guide.skills.values() if not skill.is_draft}

    @cached_property
    def things(self):
        """What the learner's sessions can be for, by its name in files; asked for only where a file names some."""
        return by_lasting_name(self.batch.learner)

    def read(self, raws):
        rows = []
        for raw in raws:
            if raw.refused:
                rows.append((self._refused(raw, raw.refused), None))
                continue
            record = raw.record(self.options["columns"])
            if record.get("way", "") != self.options.get("way", ""):
                continue
            try:
                entry = read(record, self.way)
            except Refused as error:
                rows.append((self._refused(raw, str(error)), None))
            else:
                rows += [(self._row(raw, entry, part), entry) for part in range(len(entry.pieces))]
        self._place(rows)
        ImportRow.objects.bulk_create([row for row, _ in rows], batch_size=1000)

    def _refused(self, raw, reason):
        reason, text = holdable(reason)[:300], holdable(raw.text)
        return ImportRow(batch=self.batch, line=raw.line, status="refused", reason=reason, note=text)

    def _row(self, raw, entry, part):
        piece = entry.pieces[part]
        return ImportRow(
            batch=self.batch, line=raw.line, part=part, day=piece.day, seconds=piece.seconds, started_at=piece.start,
            ended_at=piece.end, zone=entry.zone, note=entry.note, link=entry.link, cut=entry.remark == CUT,
            content=entry.content(part), identified=bool(entry.identity), token=entry.token_of(part) or uuid.uuid4(),
        )  # fmt: skip

    def _place(self, rows):
        """Say of each row where it comes from, and which record of the guide it names."""
        entries = {key_of(entry): entry for _, entry in rows if entry}
        sources = ImportSource.objects.of(self.batch)
        known = sources.by_key(list(entries))
        new = [self._source(key, entry) for key, entry in entries.items() if key not in known]
        if new:
            ImportSource.objects.bulk_create(new, batch_size=500)
            known = sources.by_key(list(entries))
        names = {entry.resource for entry in entries.values() if entry.resource.count("/") == 1}
        names |= {entry.resource for _, entry in rows if entry and entry.resource.count("/") == 1}
        records = {record.name: record for record in Record.objects.readable().by_names(sorted(names))} if names else {}
        for row, entry in rows:
            if entry:
                row.source = known[key_of(entry)]
                row.resource = records.get(entry.resource)
                if entry.towards and (thing := self.things.get(entry.towards)):
                    setattr(row, thing._meta.model_name, thing)

    def _source(self, key, entry):
        source = ImportSource(
            batch=self.batch, key=key, project=entry.project, folded=folded(entry.project)[:400], tags=list(entry.tags)
        )
        if self.way.as_it_was:
            self._say_itself(source, entry)
        return source

    def _say_itself(self, source, entry):
        """The file says in our words what the rows of this source are; names are asked for where it does not."""
        skill = self.skills.get(entry.skill)
        activity = entry.activity if entry.activity in ACTIVITIES else StudySession.Activity.STUDY
        if skill is None and (entry.skill or activity == StudySession.Activity.STUDY):
            source.project, source.folded = entry.skill, folded(entry.skill)
            return
        source.named, source.verdict, source.activity, source.skill = False, Verdict.TAKE, activity, skill
        if skill and entry.topic:
            topics = {folded(topic.name): topic for topic in skill.topics.all()}
            source.topic = topics.get(folded(entry.topic))


def key_of(entry):
    said = [folded(entry.project), sorted(entry.tags), entry.skill, entry.topic, entry.activity]
    return hashlib.blake2b(repr(said).encode("utf-8", "replace"), digest_size=16).hexdigest()


# --- beside the log --------------------------------------------------------------------------------------------------


@transaction.atomic
def look_again_at(*, batch, today):
    """Look at the rows beside the log as it is now. Returns the batch."""
    batch = locked(batch)
    return look_at(batch, today) if batch.state in LOOKED_AT else batch


@transaction.atomic
def take_overlaps(*, batch, today, take):
    """Whether rows at the same time as other sessions are imported too. Returns the batch."""
    batch = locked(batch)
    if batch.state in LOOKED_AT:
        batch.options = {**batch.options, "overlaps": take}
        batch.save(update_fields=["options"])
        look_at(batch, today)
    return batch


@transaction.atomic
def name_sources(*, batch, mappings, today):
    """Keep what the learner said of names, for this and all later files, and look again. Returns the batch."""
    batch = locked(batch)
    if mappings:
        NameMapping.objects.save_all(mappings)
    return look_at(batch, today) if batch.state in LOOKED_AT else batch


LOOKED_AT = (ImportBatch.State.READY, ImportBatch.State.UNDONE)


def look_at(batch, today):
    """Say of each row what it is beside the log of now. In a transaction, with the learner and the batch locked."""
    learner = Learner.objects.get(pk=batch.learner_id)
    resolve_names(batch)
    rows = ImportRow.objects.of(batch)
    rows.read_only()
    if batch.format in DAILY:
        rows.refuse("going-on", "This day is not over: its sum may still grow.", day=today)
    rows.refuse("to-come", "This day has not come yet.", day__gt=today)
    start = learner.started_on
    rows.refuse("before", f"It is before your start, {start.day} {start:%B %Y}.", day__lt=start)
    rows.mark_known(learner)
    rows.mark_logged(batch, learner)
    _mark_overlaps(rows, learner)
    _mark_full_days(rows, batch, learner)
    batch.looked_at = learner.version
    batch.save(update_fields=["looked_at"])
    return batch


def resolve_names(batch):
    """Say of each source what it is logged as, by what the learner said of its names."""
    said = NameMapping.objects.for_learner(batch.learner_id).by_name()
    meanings = {}
    for source in ImportSource.objects.of(batch).named():
        meaning = meaning_of(source, said)
        if meaning != source.meaning:
            meanings.setdefault(meaning, []).append(source.pk)
    for meaning, ids in meanings.items():
        ImportSource.objects.mean(ids, dict(zip(ImportSource.MEANING, meaning, strict=True)))


def meaning_of(source, said):
    """What a source is: as its project says; as the first of its tags that says something, where the project is none
    or leaves it to the tags."""
    project = said.get(("project", source.folded))
    if project and project.verdict != Verdict.TAGS:
        return project.meaning
    if project or not source.folded:
        for tag in source.tags:
            if mapping := said.get(("tag", folded(tag))):
                return mapping.meaning
    return tuple(OPEN.values())


def _mark_overlaps(rows, learner):
    candidates = rows.to_be_logged()
    first, last = candidates.span()
    if first is None:
        return
    logged = StudySession.objects.for_learner(learner).kept().timed(first, last)
    found = overlapping(candidates.timed().iterator(chunk_size=5000), logged.iterator(chunk_size=5000))
    rows.mark(found, status="overlap", code="overlap", reason=SAME_TIME)


def _mark_full_days(rows, batch, learner):
    taken = rows.taken(batch.options.get("overlaps", False))
    logged = DayTotal.objects.for_learner(learner).seconds_by_day()
    days = crowded(taken.by_day(), logged, batch.zone)
    if days:
        rows.mark(without_room(taken.on_days(days), logged), status="refused", code="full", reason=FULL)

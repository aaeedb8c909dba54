"""Sessions as CSV, in pieces: however many there are, a few hundred at a time are in memory."""

from guide.models import Record
from tracker.exchange import sessions as exchange
from tracker.models import StudySession, Tag
from tracker.tied import lasting_name, rows_for, tied_of

CHUNK = 500


def csv_of(access, wanted):
    """The text of the file, piece by piece: the learner's kept sessions that have what is ``wanted``, latest first."""
    yield exchange.head()
    rows = StudySession.objects.for_learner(access.learner).kept().matching(wanted).latest_first()
    chunk = list(rows[:CHUNK].as_values())
    while chunk:
        yield exchange.written(lines_of(chunk, access.guide))
        last = chunk[-1]
        chunk = list(rows.before(last.day, last.pk)[:CHUNK].as_values()) if len(chunk) == CHUNK else []


def lines_of(rows, guide):
    """The lines of a few rows of values: one query for their tags, one for what they were spent with, and one for each
    kind of what they were for."""
    tags = Tag.objects.names_by_session([row.pk for row in rows])
    ids = {row.resource_id for row in rows} - {None}
    things = rows_for(rows)
    records = Record.objects.in_order().in_bulk(ids) if ids else {}
    for row in rows:
        skill, topic = guide.skills.get(row.skill_id), guide.topics.get(row.topic_id)
        resource, tied = records.get(row.resource_id), tied_of(row, things)
        yield exchange.Line(
            id=str(row.token),
            day=row.day,
            zone=row.zone,
            seconds=row.seconds,
            activity=row.activity,
            start=row.started_at,
            end=row.ended_at,
            skill=skill.slug if skill else "",
            skill_title=skill.title if skill else "",
            topic=topic.name if topic else "",
            counts=row.counts,
            tags=tuple(tags.get(row.pk, ())),
            resource=resource.name if resource else "",
            resource_title=resource.title if resource else "",
            link=row.link,
            note=row.note,
            origin=row.origin,
            towards=lasting_name(tied),
            towards_title=str(tied or ""),
        )

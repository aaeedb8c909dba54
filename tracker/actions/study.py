"""Writing study sessions: each with its rollups, in one transaction, under the lock on the learner's row."""

import datetime
import uuid
from dataclasses import dataclass, fields

from django.db import IntegrityError, transaction
from django.utils import timezone

from tracker import rollups
from tracker.days import day_seconds
from tracker.models import Learner, StudySession, Tag


class DayTooLong(Exception):
    """The sessions of a day would exceed the day.

    ``seconds`` is what is there without the one at hand; 0 where the database refused the sum before it was known.
    """

    def __init__(self, day, seconds):
        super().__init__(day, seconds)
        self.day, self.seconds = day, seconds


class Outdated(Exception):
    """The session was changed since it was read."""


class SkillRetired(Exception):
    """What the guide no longer publishes is not logged anew."""


def _count(session):
    """Add the session to its day and skill; raise DayTooLong if the day (23 to 25 hours in its zone) cannot hold it."""
    try:
        in_all = rollups.add_session(session)
    except IntegrityError as error:  # the check on the day's total: more than any day has
        raise DayTooLong(session.day, 0) from error
    if in_all > day_seconds(session.day, session.zone):
        raise DayTooLong(session.day, in_all - session.seconds)


def _own(learner, entry):
    """Raise ValueError for a project or certification of somebody else: no constraint can say it."""
    if any(thing and thing.learner_id != learner.pk for thing in (entry.project, entry.certification)):
        raise ValueError("What a session is for is the learner's own.")


def _counts(skill):
    return bool(skill and skill.counts_to_total)


def _locked(session, sessions):
    """Of ``sessions`` this one as it is now, with the learner's row locked."""
    learner = Learner.objects.locked(session.learner)
    now = sessions.get(pk=session.pk)
    now.learner = learner
    if now.skill_id and now.skill_id == session.skill_id:
        now.skill = session.skill
    if now.topic_id and now.topic_id == session.topic_id:
        now.topic = session.topic
    return now


@dataclass(frozen=True)
class Entry:
    """What a learner enters of a session. ``seconds`` on ``day`` (the learner's); ``skill`` and ``topic`` of the guide,
    ``resource`` any record of it, ``link`` one's own; ``tags`` names in lower case; start and end, if known, in UTC;
    ``project`` or ``certification``: which of the learner's own it was for.

    Raises ValueError for a topic of another skill, and for both a project and a certification.
    """

    day: datetime.date
    seconds: int
    skill: object = None
    activity: str = StudySession.Activity.STUDY
    topic: object = None
    note: str = ""
    resource: object = None
    link: str = ""
    tags: frozenset = frozenset()
    started_at: datetime.datetime | None = None
    ended_at: datetime.datetime | None = None
    project: object = None
    certification: object = None

    def __post_init__(self):
        object.__setattr__(self, "tags", frozenset(self.tags))
        if self.project and self.certification:
            raise ValueError("A session is for a project or for a certification.")
        if self.topic and self.topic.skill_id != getattr(self.skill, "pk", None):
            raise ValueError("This topic is of another skill.")

    @property
    def columns(self):
        """The values that stand in the session's row."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "tags"}

    @property
    def key(self):
        """A text that two entries share only if they say the same."""
        return repr([str(getattr(value, "pk", value)) for value in (*self.columns.values(), *sorted(self.tags))])


@transaction.atomic
def log_session(*, learner, by, token, origin=StudySession.Origin.FORM, **entry):
    """Log an ``Entry`` (its fields by name). Returns (session, created).

    The same form sent twice (its ``token``) is saved once. A form that comes back changed, or after its session was
    deleted, is an entry of its own: nothing typed is lost. Raises DayTooLong.
    """
    learner, entry = Learner.objects.locked(learner), Entry(**entry)
    _own(learner, entry)
    known = StudySession.objects.for_learner(learner).with_token(token)
    if known is not None:
        if known.deleted_at is None and Entry(**known.entry()).key == entry.key:
            return known, False
        # The token of these contents: sent once more, they are found again.
        return log_session(
            learner=learner, by=by, token=uuid.uuid5(token, entry.key), origin=origin, **entry.columns, tags=entry.tags
        )
    session = StudySession.objects.create(
        learner=learner, by=by, token=token, zone=learner.zone, counts=_counts(entry.skill), origin=origin,
        **entry.columns,
    )  # fmt: skip
    if entry.tags:
        session.tags.set(Tag.objects.named(learner, entry.tags))
    _count(session)
    return session, True


def repeat_session(*, session, day, token, by):
    """Log once more, on ``day``, what a session was: everything but its note and its hours of the day. Returns the new
    one. Raises DayTooLong, SkillRetired."""
    if session.skill_id and not session.skill.is_published:
        raise SkillRetired
    entry = {**session.entry(), "day": day, "note": "", "started_at": None, "ended_at": None}
    for name in ("project", "certification"):
        if entry[name] and entry[name].deleted_at:
            entry[name] = None
    origin = StudySession.Origin.QUICK
    return log_session(learner=session.learner, by=by, token=token, origin=origin, **entry)[0]


@transaction.atomic
def change_session(*, session, by, as_read=False, **changes):
    """Change a kept session: the fields of ``Entry`` that are named, the others stay. Raises DayTooLong.

    ``as_read``: only if it still is as ``session`` has it; raises Outdated. Its zone stays what it was logged in. A
    topic does not outlive its skill, nor a start and end the day and duration that they were of, unless they are given
    anew.
    """
    read, session = session, _locked(session, StudySession.objects.kept())
    if as_read and session.updated_at != read.updated_at:
        raise Outdated
    was = session.entry()
    if "topic" not in changes and "skill" in changes and changes["skill"] != session.skill:
        changes["topic"] = None
    if any(name in changes and changes[name] != was[name] for name in ("day", "seconds")):
        changes = {"started_at": None, "ended_at": None, **changes}
    entry = Entry(**{**was, **changes})
    _own(session.learner, entry)
    rollups.remove_session(session)
    if (session.skill_id, session.activity) != (entry.skill and entry.skill.pk, entry.activity):
        session.counts = _counts(entry.skill)
    for name, value in entry.columns.items():
        setattr(session, name, value)
    session.by = by
    session.save()
    if entry.tags != was["tags"]:
        session.tags.set(Tag.objects.named(session.learner, entry.tags))
    _count(session)
    return session


@transaction.atomic
def delete_session(*, session, by):
    """Put a session into the bin, from which it can be restored until ``tick`` empties it. Twice is once."""
    session = _locked(session, StudySession.objects)
    if session.deleted_at is None:
        rollups.remove_session(session)
        session.deleted_at, session.by = timezone.now(), by
        session.save(update_fields=["deleted_at", "by", "updated_at"])
    return session


@transaction.atomic
def restore_session(*, session, by):
    """Take a session out of the bin. Its day may have filled since: raises DayTooLong. Twice is once."""
    session = _locked(session, StudySession.objects)
    if session.deleted_at is not None:
        session.deleted_at, session.by = None, by
        session.save(update_fields=["deleted_at", "by", "updated_at"])
        _count(session)
    return session

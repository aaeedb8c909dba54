"""Writing study sessions: each with its rollups, in one transaction, under the lock on the learner's row."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from tracker import rollups
from tracker.days import day_seconds
from tracker.models import Learner, StudySession


class DayTooLong(Exception):
    """The sessions of a day would exceed the day.

    ``seconds`` is what is there without the one at hand; 0 where the database refused the sum before it was known.
    """

    def __init__(self, day, seconds):
        super().__init__(day, seconds)
        self.day, self.seconds = day, seconds


def _count(session):
    """Add the session to its day and skill; raise DayTooLong if the day (23 to 25 hours in its zone) cannot hold it."""
    try:
        in_all = rollups.add_session(session)
    except IntegrityError as error:  # the check on the day's total: more than any day has
        raise DayTooLong(session.day, 0) from error
    if in_all > day_seconds(session.day, session.zone):
        raise DayTooLong(session.day, in_all - session.seconds)


def _counts(skill):
    return bool(skill and skill.counts_to_total)


def _locked(session, sessions):
    """Of ``sessions`` this one as it is now, with the learner's row locked."""
    learner = Learner.objects.locked(session.learner)
    now = sessions.get(pk=session.pk)
    now.learner = learner
    if now.skill_id and now.skill_id == session.skill_id:
        now.skill = session.skill
    return now


@transaction.atomic
def log_session(*, learner, by, token, day, seconds, skill=None, activity=StudySession.Activity.STUDY, note=""):
    """Log ``seconds`` on ``day`` (the learner's). Returns (session, created).

    The same form sent twice (its ``token``) is saved once. A form that comes back changed, or after its session was
    deleted, is an entry of its own: nothing typed is lost. Raises DayTooLong.
    """
    learner = Learner.objects.locked(learner)
    known = StudySession.objects.for_learner(learner).with_token(token)
    if known is not None:
        was = (known.deleted_at, known.day, known.seconds, known.skill, known.activity, known.note)
        if was == (None, day, seconds, skill, activity, note):
            return known, False
        # The token of these contents: sent once more, they are found again.
        token = uuid.uuid5(token, repr((day, seconds, skill and skill.pk, activity, note)))
        return log_session(
            learner=learner, by=by, token=token, day=day, seconds=seconds, skill=skill, activity=activity, note=note
        )
    session = StudySession.objects.create(
        learner=learner,
        by=by,
        token=token,
        day=day,
        zone=learner.zone,
        seconds=seconds,
        skill=skill,
        activity=activity,
        counts=_counts(skill),
        note=note,
    )
    _count(session)
    return session, True


@transaction.atomic
def change_session(*, session, by, day, seconds, skill=None, activity=StudySession.Activity.STUDY, note=""):
    """Change a kept session. Its zone stays what it was logged in. Raises DayTooLong."""
    session = _locked(session, StudySession.objects.kept())
    rollups.remove_session(session)
    session.day, session.seconds, session.note, session.by = day, seconds, note, by
    if (session.skill_id, session.activity) != (skill and skill.pk, activity):
        session.skill, session.activity, session.counts = skill, activity, _counts(skill)
    session.save()
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

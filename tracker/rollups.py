"""Sums kept beside the rows that they sum: written in the same transaction, checked and rebuilt from the rows.

Every function here runs inside the caller's transaction, with the learner's row locked first (``locked``).
"""

from django.db import connection
from django.db.models import F

from tracker.models import DayTotal, Learner, SkillTotal

ADD_TO_DAY = """
    INSERT INTO tracker_daytotal (learner_id, day, seconds) VALUES (%s, %s, %s)
    ON CONFLICT (learner_id, day) DO UPDATE SET seconds = tracker_daytotal.seconds + excluded.seconds
"""
ADD_TO_SKILL = """
    INSERT INTO tracker_skilltotal (learner_id, skill_id, logged_seconds, prior_seconds, sessions)
    VALUES (%s, %s, %s, 0, %s)
    ON CONFLICT (learner_id, skill_id) DO UPDATE SET
        logged_seconds = tracker_skilltotal.logged_seconds + excluded.logged_seconds,
        sessions = tracker_skilltotal.sessions + excluded.sessions
"""


def add_session(session):
    """Count a session that was just inserted or restored. ``bulk_create`` cannot add to a row, hence the SQL."""
    with connection.cursor() as cursor:
        cursor.execute(ADD_TO_DAY, [session.learner_id, session.day, session.seconds])
        if session.skill_id:
            cursor.execute(ADD_TO_SKILL, [session.learner_id, session.skill_id, session.seconds, 1])
    counted = session.seconds if session.counts else 0
    touch(session.learner_id, sessions=1, logged_seconds=session.seconds, counted_seconds=counted)


def remove_session(session):
    """Take back a session as it stood when it was counted."""
    DayTotal.objects.filter(learner=session.learner_id, day=session.day).update(seconds=F("seconds") - session.seconds)
    if session.skill_id:
        SkillTotal.objects.filter(learner=session.learner_id, skill=session.skill_id).update(
            logged_seconds=F("logged_seconds") - session.seconds, sessions=F("sessions") - 1
        )
    counted = session.seconds if session.counts else 0
    touch(session.learner_id, sessions=-1, logged_seconds=-session.seconds, counted_seconds=-counted)


def touch(learner_id, **deltas):
    """The record changed: its version grows, and the named sums with it."""
    sums = {name: F(name) + delta for name, delta in deltas.items()}
    Learner.objects.filter(pk=learner_id).update(version=F("version") + 1, **sums)

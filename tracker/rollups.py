"""Sums kept beside the rows that they sum: written in the same transaction, checked and rebuilt from the rows.

The writers run inside the caller's transaction, with the learner's row locked first (``Learner.objects.locked``).
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Case, DateField, F, Value, When

from tracker.models import DayTotal, Learner, PriorHours, SkillTotal, StudySession

ADD_TO_DAY = """
    INSERT INTO tracker_daytotal (learner_id, day, seconds) VALUES (%s, %s, %s)
    ON CONFLICT (learner_id, day) DO UPDATE SET seconds = tracker_daytotal.seconds + excluded.seconds
    RETURNING seconds
"""
ADD_TO_SKILL = """
    INSERT INTO tracker_skilltotal (learner_id, skill_id, logged_seconds, prior_seconds, sessions)
    VALUES (%s, %s, %s, 0, %s)
    ON CONFLICT (learner_id, skill_id) DO UPDATE SET
        logged_seconds = tracker_skilltotal.logged_seconds + excluded.logged_seconds,
        sessions = tracker_skilltotal.sessions + excluded.sessions
"""


def touch(learner_id, *, day=None, **deltas):
    """The record changed: its version grows, and the named sums with it. ``day`` is the earliest one whose time
    changed: if it lies in a week that the kept run of weeks counts, the run is no longer known."""
    values = {name: F(name) + delta for name, delta in deltas.items()}
    if day is not None:
        unknown = When(run_until__gt=day, then=Value(None, output_field=DateField()))
        values["run_until"] = Case(unknown, default=F("run_until"))
    Learner.objects.filter(pk=learner_id).update(version=F("version") + 1, **values)


def add_session(session):
    """Count a session that was just inserted or restored. Returns the day's seconds in all.

    ``bulk_create(update_conflicts=True)`` replaces but cannot add, hence the SQL, which both engines read alike.
    """
    with connection.cursor() as cursor:
        cursor.execute(ADD_TO_DAY, [session.learner_id, session.day, session.seconds])
        (day_total,) = cursor.fetchone()
        if session.skill_id:
            cursor.execute(ADD_TO_SKILL, [session.learner_id, session.skill_id, session.seconds, 1])
    counted = session.seconds if session.counts else 0
    sums = {"sessions": 1, "logged_seconds": session.seconds, "counted_seconds": counted}
    touch(session.learner_id, day=session.day, **sums)
    return day_total


def remove_session(session):
    """Take back a session as it stood when it was counted."""
    DayTotal.objects.filter(learner=session.learner_id, day=session.day).update(seconds=F("seconds") - session.seconds)
    if session.skill_id:
        SkillTotal.objects.filter(learner=session.learner_id, skill=session.skill_id).update(
            logged_seconds=F("logged_seconds") - session.seconds, sessions=F("sessions") - 1
        )
    counted = session.seconds if session.counts else 0
    sums = {"sessions": -1, "logged_seconds": -session.seconds, "counted_seconds": -counted}
    touch(session.learner_id, day=session.day, **sums)


def shift(learner_id, *, out=(), into=()):
    """Many sessions at once: take back those ``out`` as they stood when they were counted, count those ``into``.

    Both are sessions. What a day or a skill loses by the one and gains by the other is written as one sum.
    """
    days, seconds, sessions, totals = Counter(), Counter(), Counter(), Counter()
    for sign, group in ((-1, out), (1, into)):
        for session in group:
            days[session.day] += sign * session.seconds
            seconds[session.skill_id] += sign * session.seconds
            sessions[session.skill_id] += sign
            counted = session.seconds if session.counts else 0
            totals.update(sessions=sign, logged_seconds=sign * session.seconds, counted_seconds=sign * counted)
    with connection.cursor() as cursor:
        for day, delta in days.items():
            if delta > 0:
                cursor.execute(ADD_TO_DAY, [learner_id, day, delta])
            elif delta < 0:
                DayTotal.objects.filter(learner=learner_id, day=day).update(seconds=F("seconds") + delta)
        for skill in [skill for skill in seconds if skill and (seconds[skill] or sessions[skill])]:
            # A row first, then the sum: what is inserted may not be negative, even where it is only to be added.
            cursor.execute(ADD_TO_SKILL, [learner_id, skill, 0, 0])
            SkillTotal.objects.filter(learner=learner_id, skill=skill).update(
                logged_seconds=F("logged_seconds") + seconds[skill], sessions=F("sessions") + sessions[skill]
            )
    touch(learner_id, day=min((day for day, delta in days.items() if delta), default=None), **totals)


@dataclass
class Sums:
    """What the rollups of one learner say, or what they should: days and skills without a value are left out."""

    totals: dict = field(default_factory=dict)  # field of Learner -> value
    days: dict = field(default_factory=dict)  # day -> seconds
    skills: dict = field(default_factory=dict)  # skill id -> (logged seconds, prior seconds, sessions)

    TOTALS = ("sessions", "logged_seconds", "counted_seconds", "prior_seconds")

    @classmethod
    def kept(cls, learner):
        """As the rollup tables have them."""
        learner = Learner.objects.get(pk=learner.pk)
        days = DayTotal.objects.for_learner(learner).seconds_by_day()
        skills = SkillTotal.objects.for_learner(learner).by_skill()
        return cls(
            {name: getattr(learner, name) for name in cls.TOTALS},
            {day: seconds for day, seconds in days.items() if seconds},
            {skill: sums for skill, sums in skills.items() if any(sums)},
        )

    @classmethod
    def counted(cls, learner):
        """Counted anew from the sessions and the prior hours."""
        sessions = StudySession.objects.for_learner(learner).kept()
        prior = PriorHours.objects.latest_by_skill(learner)
        skills = {skill: (logged, prior.get(skill, 0), count) for skill, logged, count in sessions.sums_by_skill()}
        for skill, seconds in prior.items():
            skills.setdefault(skill, (0, seconds, 0))
        totals = {**sessions.sums(), "prior_seconds": sum(prior.values())}
        return cls(totals, dict(sessions.sums_by_day()), {s: sums for s, sums in skills.items() if any(sums)})

    def differences(self, other):
        """Where two sums differ, in words: one line each."""
        pairs = [
            *((name, self.totals[name], other.totals[name]) for name in self.TOTALS),
            *((f"day {day}", self.days.get(day), other.days.get(day)) for day in {**self.days, **other.days}),
            *((f"skill {s}", self.skills.get(s), other.skills.get(s)) for s in {**self.skills, **other.skills}),
        ]
        return [f"{what}: kept {kept}, counted {counted}" for what, kept, counted in pairs if kept != counted]


@transaction.atomic
def rebuild(learner):
    """Write the rollups of one learner anew from the rows; the run of weeks is not known until it is kept again."""
    learner = Learner.objects.locked(learner)
    sums = Sums.counted(learner)
    DayTotal.objects.for_learner(learner).delete()
    SkillTotal.objects.for_learner(learner).delete()
    DayTotal.objects.bulk_create(DayTotal(learner=learner, day=d, seconds=s) for d, s in sums.days.items())
    SkillTotal.objects.bulk_create(
        SkillTotal(learner=learner, skill_id=skill, logged_seconds=logged, prior_seconds=prior, sessions=count)
        for skill, (logged, prior, count) in sums.skills.items()
    )
    Learner.objects.filter(pk=learner.pk).update(version=F("version") + 1, run_until=None, **sums.totals)
    return sums

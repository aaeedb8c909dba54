"""A learner's choices: path and start, weekly goal, calendar, hours before joining.

Each is a row that is appended, never rewritten; the current value stands on the learner's own row as well. A choice
that changes nothing appends nothing, so a form that is sent twice leaves one row.
"""

from django.db import IntegrityError, transaction

from tracker import rollups
from tracker.actions.runs import keep_run
from tracker.actions.targets import ensure_targets
from tracker.models import (
    CalendarChoice,
    Enrollment,
    Learner,
    PriorHours,
    SkillTotal,
    StudySession,
    WeeklyGoal,
)


class StartAfterFirstSession(Exception):
    """The start would be moved behind a day that has a session already. ``day`` is the first such day."""

    def __init__(self, day):
        super().__init__(day)
        self.day = day


@transaction.atomic
def enroll(*, user, path, started_on, goal_seconds, zone, week_start, prior, by):
    """Begin a record, with ``prior`` seconds before joining by skill. Returns the learner.

    Whoever has a record already, be it since another tab was quicker, gets that one as it is.
    """
    chosen = {"path": path, "started_on": started_on, "goal_seconds": goal_seconds}
    try:
        with transaction.atomic():
            learner = Learner.objects.create(user=user, zone=zone, week_start=week_start, **chosen)
    except IntegrityError:
        known = Learner.objects.filter(pk=user.pk).first()
        if known is None:  # it was not the key, so it is a value that the database refuses
            raise
        return known
    Enrollment.objects.create(learner=learner, path=path, started_on=started_on, by=by)
    WeeklyGoal.objects.create(learner=learner, effective_from=started_on, seconds=goal_seconds, by=by)
    CalendarChoice.objects.create(learner=learner, effective_from=started_on, zone=zone, week_start=week_start, by=by)
    ensure_targets(learner=learner, by=by)
    return set_prior_hours(learner=learner, prior=prior, by=by)


@transaction.atomic
def change_path(*, learner, path, started_on, by, restart=False):
    """Follow ``path`` from ``started_on``. Returns the learner.

    The start may not be moved behind what was logged, since a log before the start would be nobody's; ``restart`` says
    that one means to begin again, and what was logged before stays.
    Raises StartAfterFirstSession.
    """
    learner = Learner.objects.locked(learner)
    if learner.path_id == path.pk and learner.started_on == started_on:
        return learner
    if started_on != learner.started_on and not restart:
        first = StudySession.objects.for_learner(learner).kept().first_day()
        if first and started_on > first:
            raise StartAfterFirstSession(first)
    Enrollment.objects.create(learner=learner, path=path, started_on=started_on, by=by)
    if started_on != learner.started_on:
        learner.run_until = None  # it is counted from the start
        learner.save(update_fields=["run_until"])
    return _chosen(learner, path=path, started_on=started_on)


@transaction.atomic
def change_goal(*, learner, seconds, on, by):
    """A weekly goal of ``seconds`` from the week of ``on``, the learner's today. Returns the learner.

    The plan stays as it is: what it has so far, and what is to catch up, would be lost by a version from today on.
    """
    learner = Learner.objects.locked(learner)
    if learner.goal_seconds == seconds:
        return learner
    return set_goal(learner=learner, seconds=seconds, on=on, by=by)


def set_goal(*, learner, seconds, on, by):
    """As ``change_goal``, under the lock on the learner's row."""
    keep_run(learner=learner, today=on, touch=False)  # the best run is one against the goal that held
    WeeklyGoal.objects.create(learner=learner, effective_from=_not_before(learner.goals, on), seconds=seconds, by=by)
    return _chosen(learner, goal_seconds=seconds)


@transaction.atomic
def change_calendar(*, learner, zone, week_start, on, by):
    """Time zone and first day of the week from ``on``, the learner's today. Days logged before keep theirs.

    Past weeks are told by the new first day, but for the best run, which is kept as it was.
    """
    learner = Learner.objects.locked(learner)
    if (learner.zone, learner.week_start) == (zone, week_start):
        return learner
    keep_run(learner=learner, today=on, touch=False)
    since = _not_before(learner.calendar_choices, on)
    CalendarChoice.objects.create(learner=learner, effective_from=since, zone=zone, week_start=week_start, by=by)
    learner = _chosen(learner, zone=zone, week_start=week_start)
    keep_run(learner=learner, today=on, touch=False)
    return learner


@transaction.atomic
def change_limit(*, learner, seconds):
    """From how many seconds on the timer is flagged. Returns the learner."""
    return _chosen(Learner.objects.locked(learner), timer_limit_seconds=seconds)


@transaction.atomic
def change_quiet(*, learner, days):
    """After how many quiet days a follow-up is suggested. Returns the learner."""
    return _chosen(Learner.objects.locked(learner), quiet_days=days)


@transaction.atomic
def change_currency(*, learner, currency):
    """In which currency totals are told. Rates into the former one stay, for when it is chosen again."""
    return _chosen(Learner.objects.locked(learner), currency=currency)


@transaction.atomic
def set_prior_hours(*, learner, prior, by):
    """Seconds before joining by skill; skills that are not named keep theirs. Returns the learner."""
    learner = Learner.objects.locked(learner)
    known = PriorHours.objects.latest_by_skill(learner)
    changed = {skill: seconds for skill, seconds in prior.items() if seconds != known.get(skill.pk, 0)}
    if not changed:
        return learner
    PriorHours.objects.bulk_create(
        PriorHours(learner=learner, skill=skill, seconds=seconds, by=by) for skill, seconds in changed.items()
    )
    # A row's prior seconds are replaced, its logged ones left as they are.
    SkillTotal.objects.bulk_create(
        [SkillTotal(learner=learner, skill=skill, prior_seconds=seconds) for skill, seconds in changed.items()],
        update_conflicts=True,
        unique_fields=["learner", "skill"],
        update_fields=["prior_seconds"],
    )
    more = sum(seconds - known.get(skill.pk, 0) for skill, seconds in changed.items())
    rollups.touch(learner.pk, prior_seconds=more)
    learner.refresh_from_db(fields=["version", "prior_seconds"])
    return learner


def _not_before(rows, day):
    """``day``, but not before the latest row: in a zone further west today may be the day before."""
    latest = rows.first()
    return max(day, latest.effective_from) if latest else day


def _chosen(learner, **values):
    """Keep the current values beside the history."""
    for name, value in values.items():
        setattr(learner, name, value)
    learner.save(update_fields=list(values))
    rollups.touch(learner.pk)
    learner.refresh_from_db(fields=["version"])
    return learner

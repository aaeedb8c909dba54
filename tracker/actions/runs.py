"""Keeping the run of weeks beside the learner, so that Today needs no long history, and the best run for good.

It is kept when a week is over (``tick``), and whenever something is chosen that the run follows from. A write to a day
of a past week makes it unknown, in the statement that counts the session (``rollups.touch``), until it is kept again.
"""

import logging

from django.db import OperationalError, transaction
from django.db.models import F

from careerguide.busy import is_busy
from tracker.days import DAY, local_day, week_of
from tracker.models import DayTotal, Learner
from tracker.runs import MOST_AHEAD, ahead, best_of, running_week, runs_of
from tracker.week_list import Weeks, best_run, kept_breaks

logger = logging.getLogger(__name__)


@transaction.atomic
def keep_run(*, learner, today, touch=True, best=None):
    """Work out the run up to the week of ``today``, the learner's, and keep it; the best run only grows.

    Returns whether anything was kept otherwise before: then the record's version grows, unless ``touch`` is False since
    what goes on sees to that. ``best``: in place of the best run that is kept, where what made that one is taken back.
    """
    learner = Learner.objects.locked(learner)
    weeks = Weeks.of(learner, today)
    best = best_of([best or best_run(learner), weeks.best])
    spans = ahead(weeks.breaks, weeks.running.first)
    values = {
        "run_weeks": weeks.run.weeks,
        "run_until": weeks.running.first,
        "best_run_weeks": best.weeks,
        "best_run_ended_on": best.last,
        "breaks_ahead": [[first.isoformat(), last.isoformat()] for first, last in spans],
    }
    changed = any(getattr(learner, name) != value for name, value in values.items())
    if changed:
        Learner.objects.filter(pk=learner.pk).update(version=F("version") + int(touch), **values)
    return changed


def keep_run_after(*, learner, day, today):
    """After time was logged for ``day``: keep the run if it changed by that. ``learner`` as before, or as after.

    Where the running week cannot make a new best run, nothing is asked of the database. Where the database is busy, the
    time is logged all the same, and ``tick`` keeps the run.
    """
    try:
        return _keep_run_after(learner, day, today)
    except OperationalError as error:
        if not is_busy(error):
            raise
        logger.warning("The run of weeks was not kept: the database is busy.", exc_info=True)
        return False


def _keep_run_after(learner, day, today):
    first, last = week_of(today, learner.week_start)
    if day < first:
        return keep_run(learner=learner, today=today)
    if learner.run_until != first or learner.run_weeks + 1 <= learner.best_run_weeks:
        return False
    seconds = sum(DayTotal.objects.for_learner(learner).between(first, last).seconds_by_day().values())
    week = running_week(first, seconds, learner.goal_seconds, kept_breaks(learner), learner.started_on)
    return week.met and keep_run(learner=learner, today=today)


def keep_runs(*, now):
    """Keep the runs of all whose week is over since they were last kept. Returns how many."""
    kept = 0
    for learner in list(Learner.objects.with_runs_behind(now.date() + DAY)):
        today = local_day(now, learner.zone)
        if learner.run_until != week_of(today, learner.week_start)[0]:
            kept += keep_run(learner=learner, today=today)
    return kept


def differences(learner):
    """Where what is kept differs from what the rows say, in words: one line each. The best run may be longer than they
    say, since it stays when they change; a run that is not known says nothing."""
    until = learner.run_until
    if until is None:
        return []
    weeks, found = Weeks.of(learner, until), []
    if learner.run_weeks != weeks.run.weeks:
        found.append(f"run of weeks until {until}: kept {learner.run_weeks}, counted {weeks.run.weeks}")
    best = best_of(runs_of(weeks.over))
    if learner.best_run_weeks < best.weeks:
        found.append(f"best run: kept {learner.best_run_weeks}, counted {best.weeks}")
    kept, spans = kept_breaks(learner), ahead(weeks.breaks, until)
    kept_now = tuple(span for span in kept if span[1] >= until)
    if kept_now != (spans[: len(kept_now)] if len(kept) == MOST_AHEAD else spans):
        found.append(f"breaks: kept {kept_now}, counted {spans}")
    return found

"""Runs of weeks: how many weeks in a row met their goal, now and at best. Pure.

A week of rest neither ends a run nor lengthens it. The running week lengthens it as soon as its goal is met, and ends
it only when it is over.
"""

import datetime
from dataclasses import dataclass

from tracker.days import DAY
from tracker.weeks import WholeWeek, break_days

MOST_AHEAD = 10  # breaks that are kept beside the learner


@dataclass(frozen=True)
class Run:
    """``weeks`` that met their goal, one after the other but for rests; ``last``: the last day of the last of them."""

    weeks: int = 0
    last: datetime.date | None = None

    def after(self, week):
        """The run as it stands after a further week that is over."""
        if week.rests:
            return self
        return Run(self.weeks + 1, week.last) if week.met else Run()

    def with_running(self, week):
        """The run with the week that is not over yet."""
        return self.after(week) if week.met else self


def best_of(runs):
    """The longest, the earliest of equals."""
    return max(runs, key=lambda run: run.weeks, default=Run())


def runs_of(weeks):
    """The run at the end of each of the weeks, which are over, oldest first."""
    runs, run = [], Run()
    for week in weeks:
        run = run.after(week)
        runs.append(run)
    return runs


def running_week(first, seconds, goal, breaks, since):
    """The week that is not over yet, as the weeks before it are told: its goal rests for the days of a break.

    A week within which the record began, on the day ``since``, has no goal: over, it is no whole week and counts in no
    run, so it makes none before.
    """
    resting = break_days(first, first + 6 * DAY, breaks)
    goal = goal if first >= since else None
    return WholeWeek(first, seconds, None if goal is None else goal * (7 - resting) // 7, resting)


def merged(spans):
    """Spans of days (pairs) as as few as say the same, by the first day: those that overlap or meet become one."""
    found = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def ahead(spans, since):
    """The first of the merged spans that are not over on the day ``since``: ten at most."""
    return tuple(span for span in merged(spans) if span[1] >= since)[:MOST_AHEAD]


@dataclass(frozen=True)
class RunLine:
    """What Today says of the runs: the run as it stands (None: not known), the best one, the break that is or comes."""

    now: Run | None
    best: Run
    pause: tuple | None = None
    today: datetime.date | None = None
    since: datetime.date | None = None

    @classmethod
    def of(cls, run, best, week, breaks, today, since=None):
        """``run`` as of the end of last week, or None; ``week`` the running one; ``breaks`` as from ``ahead``;
        ``since`` the day on which the record began."""
        now = run.with_running(week) if run is not None else None
        pause = next((span for span in breaks if span[1] >= today), None)
        return cls(now, best_of([best, now or Run()]), pause, today, since)

    @property
    def is_best(self):
        """Whether no run was longer than the one that stands."""
        return self.now is not None and self.now.weeks >= self.best.weeks

    @property
    def best_before(self):
        """The day after the best run: the page of weeks from there on begins with it. None where no page shows it:
        there is no run, or it lies before the day ``since``, from which weeks are told."""
        shown = self.best.last and (self.since is None or self.best.last >= self.since)
        return self.best.last + DAY if shown else None

    @property
    def pauses(self):
        """Whether the break has begun."""
        return self.pause is not None and self.pause[0] <= self.today

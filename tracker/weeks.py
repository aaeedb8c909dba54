"""Whole weeks of a record: time against the weekly goal, declared breaks taken out. Pure.

A week is told by the first day of the week that the learner has now, for the past as well: one calendar a page.
"""

import datetime
from dataclasses import dataclass

from tracker.days import DAY, week_of


@dataclass(frozen=True)
class WholeWeek:
    """Seven days that are over: seconds logged, the goal in seconds (rested for days of a break), and those days.

    ``goal`` is None before there was one.
    """

    first: datetime.date
    seconds: int
    goal: int | None
    break_days: int = 0

    @property
    def last(self):
        return self.first + 6 * DAY

    @property
    def rests(self):
        """Whether the whole week was a break."""
        return self.break_days == 7

    @property
    def study_days(self):
        return 7 - self.break_days

    @property
    def met(self):
        """Whether the goal was met; a week of rest neither meets nor misses it."""
        return not self.rests and self.goal is not None and self.seconds >= self.goal


def break_days(first, last, breaks):
    """How many days from ``first`` to ``last`` lie in a break; ``breaks`` are pairs of days, which may overlap."""
    days = range((last - first).days + 1)
    return sum(any(a <= first + n * DAY <= b for a, b in breaks) for n in days)


def goal_on(day, goals):
    """The weekly goal in seconds that held on ``day``; ``goals`` are pairs (from which day, seconds), oldest first."""
    held = [seconds for since, seconds in goals if since <= day]
    return held[-1] if held else None


def first_whole(since, week_start=0):
    """First day of the first week that lies after ``since``, or begins on it, with all its days."""
    return week_of(since + 6 * DAY, week_start)[0]


def whole_weeks(*, seconds_by_day, since, today, week_start=0, goals=(), breaks=()):
    """The weeks that lie between ``since`` and ``today`` with all their days, ``today`` not over yet. Oldest first.

    ``seconds_by_day`` may lack idle days. A goal that was changed within a week holds for all of it, as
    actions.learner.change_goal promises. The goal of a week with days of a break is the share of the other days.
    """
    first, weeks = first_whole(since, week_start), []
    while first + 7 * DAY <= today:
        days = [first + n * DAY for n in range(7)]
        resting = break_days(first, days[-1], breaks)
        goal = goal_on(days[-1], goals)
        rested = None if goal is None else goal * (7 - resting) // 7
        weeks.append(WholeWeek(first, sum(seconds_by_day.get(day, 0) for day in days), rested, resting))
        first += 7 * DAY
    return tuple(weeks)

"""When the milestones that count hours are reached: bands of dates from a learner's own weeks. Pure.

Two things are uncertain and kept apart: the guide's range (a band for its low mark, another for its high one) and the
learner's pace (each band from early to late). The pace and its futures are made in tracker.futures, which needs numpy
and is imported when there is something to forecast.
"""

import datetime
import math
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from tracker.days import DAY
from tracker.shares import Order, Use
from tracker.trends import Trend

FEWEST_WEEKS = 4  # under so many whole weeks a pace is the plan's
LEAST_STUDY_DAYS = 4  # a week with more days of a break than that leaves is left out, as one that rests wholly
IDLE_WEEKS = 8  # so many empty ones in the end, and there is no pace
MOST_WEEKS = 52  # whole weeks that are looked at
HORIZON = 522 * 7 * DAY
CONE_STEP = 28 * DAY
CONE_STEPS = 39  # at most; three years
HOUR = 3600


class Band(NamedTuple):
    """Eighty of a hundred futures reach it from ``early`` to ``late``, half of them by ``middle``.

    None: later than the horizon.
    """

    early: datetime.date | None
    middle: datetime.date | None
    late: datetime.date | None


class ConePoint(NamedTuple):
    """Hours that count to the total, with those from before joining, on a day to come."""

    day: datetime.date
    low: float
    middle: float
    high: float


class Basis(StrEnum):
    """What a pace is taken from."""

    WEEKS = "weeks"  # the learner's own whole weeks
    PLAN = "plan"  # too few of them yet
    ASKED = "asked"  # a what-if
    NONE = "none"  # nothing was logged for weeks


class Scope(StrEnum):
    """Which marks of a range are told."""

    BOTH = "both"
    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True)
class Scenario:
    """A what-if: ``seconds`` a week instead of the pace, a break of so many days from tomorrow, another order than the
    planned one."""

    seconds: int | None = None
    break_days: int = 0
    order: Order | None = None
    scope: Scope = Scope.BOTH

    @property
    def key(self):
        """What tells it from others, as a part of a cache's key."""
        return f"{self.seconds}:{self.break_days}:{self.order}:{self.scope}"

    @property
    def is_what_if(self):
        """Whether it asks for other dates; the scope only leaves some out."""
        return self.seconds is not None or self.break_days > 0 or self.order is not None


@dataclass(frozen=True)
class Pace:
    """``seconds`` a week; 0 where there is none. ``weeks``: whole weeks that it follows from; ``rests``: those left out
    for breaks."""

    basis: Basis
    seconds: int
    weeks: int = 0
    rests: int = 0
    trend: Trend | None = None


@dataclass(frozen=True)
class Mark:
    """One end of a range: ``end`` is "low" or "high", ``hours`` its amount. Reached, or with the band of its date."""

    end: str
    hours: float
    reached: bool
    band: Band | None = None


@dataclass(frozen=True)
class Dated:
    """A milestone, as it is measured, with the dates of its marks: two of a range, else one."""

    measured: object
    marks: tuple

    @property
    def next_mark(self):
        """The first that is not reached; None once all are."""
        return next((mark for mark in self.marks if not mark.reached), None)

    def in_scope(self, scope):
        """The marks that are told; of one that has a single mark, that."""
        return tuple(mark for mark in self.marks if len(self.marks) == 1 or scope in (Scope.BOTH, mark.end))


def marks_of(measured):
    """The amounts that are aimed at: (end, hours) of each."""
    goal = measured.goal
    if goal.is_range:
        return (("low", float(goal.low)), ("high", float(goal.high)))
    return (("low", float(goal.mark)),)


def merged(breaks, today):
    """The breaks after ``today`` as pairs of days in order, none touching another."""
    spans = []
    for first, last in sorted((max(first, today + DAY), last) for first, last in breaks if last > today):
        if spans and first <= spans[-1][1] + DAY:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return tuple(spans)


def day_after(today, study_days, spans):
    """The day on which so many days of study have passed; ``spans`` as ``merged`` gives them."""
    day = today + study_days * DAY
    for first, last in spans:
        if first > day:
            break
        day += last - first + DAY
    return day


def study_days_until(day, today, spans):
    """How many of the days after ``today``, up to ``day``, are no break."""
    rests = sum(max((min(last, day) - first).days + 1, 0) for first, last in spans)
    return (day - today).days - rests


@dataclass(frozen=True)
class Outlook:
    """What a learner's weeks say of their pace. One outlook serves all questions, so that what they differ by is asked.

    ``hours``: of the whole weeks that count, oldest first.
    """

    pace: Pace
    hours: tuple = field(repr=False, default=())

    @classmethod
    def of(cls, weeks, planned_seconds):
        """From whole weeks, oldest first (tracker.weeks), and the plan's pace for who has too few of them."""
        recent = [week for week in weeks if week.study_days >= LEAST_STUDY_DAYS][-MOST_WEEKS:]
        seen = [week for week in weeks if not recent or week.first >= recent[0].first]
        hours = tuple(week.seconds / HOUR * 7 / week.study_days for week in recent)
        told = {"weeks": len(recent), "rests": len(seen) - len(recent)}
        if len(hours) < FEWEST_WEEKS:
            return cls(Pace(Basis.PLAN if planned_seconds else Basis.NONE, planned_seconds or 0, **told))
        if not any(hours[-IDLE_WEEKS:]):
            return cls(Pace(Basis.NONE, 0, **told))
        outlook = cls(Pace(Basis.WEEKS, 0, **told), hours)
        return cls(Pace(Basis.WEEKS, round(outlook.futures.hours * HOUR), **told, trend=Trend.of(hours)), hours)

    @cached_property
    def futures(self):
        from tracker.futures import Futures

        if self.hours:
            return Futures.of(self.hours)
        return Futures.planned((self.pace.seconds or HOUR) / HOUR)


@dataclass(frozen=True)
class Forecast:
    """The dates of all milestones that count hours. ``cone``: where the hours that count are heading, from today on;
    empty without a pace or a total."""

    today: datetime.date
    pace: Pace
    rows: tuple = ()
    cone: tuple = ()

    @property
    def horizon(self):
        """The last day that is looked at."""
        return self.today + HORIZON

    @classmethod
    def of(cls, outlook, *, today, measured, use, breaks=(), scenario=None, ends=None):
        """``measured``: milestones that count hours, those of skills in the order in which they are studied.

        ``use``: how time is shared (tracker.shares); ``breaks``: pairs of days; ``ends``: as in needs_of().
        """
        scenario = scenario or Scenario()
        pace = Pace(Basis.ASKED, scenario.seconds) if scenario.seconds is not None else outlook.pace
        asked = [(today + DAY, today + scenario.break_days * DAY)] if scenario.break_days else []
        dating = Dating(outlook, pace, today, merged([*breaks, *asked], today))
        needs = needs_of(measured, use, scenario.order or Order.TOGETHER, ends)
        rows = tuple(
            Dated(m, tuple(dating.mark(end, hours, needs[m.goal.slug, end]) for end, hours in marks_of(m)))
            for m in measured
        )
        total = next((row for row in rows if row.measured.goal.skill is None), None)
        return cls(today, pace, rows, dating.cone(total, use) if total and pace.seconds else ())


def rest_to(measured, end):
    """Hours that remain to one end of its range, or to the only mark that there is; 0 where it is reached."""
    marks = marks_of(measured)
    return max(dict(marks).get(end, marks[0][1]) - float(measured.done), 0.0)


def needs_of(measured, use, order, ends=None):
    """Hours of all time until each mark, by (slug, end); 0 where it is reached.

    ``ends``: to which end of its range the plan takes a skill, by slug. So far go the others until a mark of one of
    them, whichever it is; those that no plan names go to the same end as that one.
    """
    planned, skills, needs = ends or {}, [m for m in measured if m.goal.skill is not None], {}
    for end in ("low", "high"):
        aimed = {m.goal.slug: rest_to(m, planned.get(m.goal.slug, end)) for m in skills}
        for m in measured:
            slug, rest = m.goal.slug, rest_to(m, end)
            if m.goal.skill is None:
                needs[slug, end] = use.for_total(rest)
            else:
                needs[slug, end] = use.for_skills({**aimed, slug: rest}, order)[slug]
    return needs


@dataclass(frozen=True)
class Dating:
    """Turns hours into days: at a pace, from today, around breaks."""

    outlook: Outlook
    pace: Pace
    today: datetime.date
    spans: tuple

    @cached_property
    def futures(self):
        return self.outlook.futures.at(self.pace.seconds / HOUR)

    def mark(self, end, hours, need):
        if need <= 0:
            return Mark(end, hours, reached=True)
        if not self.pace.seconds:
            return Mark(end, hours, reached=False)
        early, middle, late = (7 * week for week in self.futures.weeks_to(need))
        # Towards the edges, so that rounding makes no band narrower.
        band = Band(self._day(early, math.floor), self._day(middle, round), self._day(late, math.ceil))
        return Mark(end, hours, reached=False, band=band)

    def _day(self, study_days, rounded):
        if study_days > HORIZON.days:
            return None
        day = day_after(self.today, rounded(study_days), self.spans)
        return day if day <= self.today + HORIZON else None

    def cone(self, total, use):
        """Points every four weeks until the last mark of the total is reached by late, at most for three years."""
        done = float(total.measured.done)
        last = total.marks[-1]
        end = self.today if last.reached else last.band.late or self.today + HORIZON
        steps = min(max(math.ceil((end - self.today) / CONE_STEP), 6), CONE_STEPS)
        points = [ConePoint(self.today, done, done, done)]
        for number in range(1, steps + 1):
            day = self.today + number * CONE_STEP
            logged = self.futures.hours_by(study_days_until(day, self.today, self.spans) / 7)
            points.append(ConePoint(day, *(done + use.counted * hours for hours in logged)))
        return tuple(points)


__all__ = ["Band", "Basis", "ConePoint", "Forecast", "Order", "Outlook", "Pace", "Scenario", "Scope", "Use"]

"""A bar a week, and the goal that held in each: a stepped line, with a gap where a whole week rests. Pure.

Across in per cent, so that bars stretch while words keep their size; down in units of the picture.
"""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from careerguide.templatetags.interface import duration, shortday
from guide.pictures import Scale, percent
from guide.templatetags.figures import number
from tracker.days import DAY, week_of
from tracker.progress import as_hours
from tracker.weeks import WholeWeek, whole_weeks

TOP, BASE = 10, 170  # the scale's end, and where bars stand
HEIGHT = 192
FEWEST = 12  # a young record is drawn as if it had so many weeks: bars keep a likely width
BAR = 0.72  # of a week's share of the width
NARROWEST, APART = 280, 40  # px: the picture's least width, and between the starts of two labels


class Standing(Enum):
    """How a week stands; the value is how it is told."""

    MET = "met"
    MISSED = "not met"
    REST = "break"
    RUNNING = "so far"
    BEGINNING = "begun within the week"
    PLAIN = ""


@dataclass(frozen=True)
class Told:
    """A week and how it stands. Only weeks that are over, whole and not at rest are held against the goal."""

    week: WholeWeek
    standing: Standing

    @classmethod
    def of(cls, week, since, today):
        return cls(week, cls._standing(week, since, today))

    @staticmethod
    def _standing(week, since, today):
        if week.rests:
            return Standing.REST
        if week.last >= today:
            return Standing.RUNNING
        if week.goal is None:
            return Standing.PLAIN
        if since is None or week.first < since:
            return Standing.BEGINNING
        return Standing.MET if week.met else Standing.MISSED

    @property
    def counts(self):
        return self.standing in (Standing.MET, Standing.MISSED)

    @property
    def words(self):
        """ "9 h 30 of 10 h, not met"."""
        of = f" of {duration(self.week.goal)}" if self.week.goal else ""
        how = f", {self.standing.value}" if self.standing.value else ""
        return f"{duration(self.week.seconds)}{of}{how}"


def weeks_between(first, last, *, seconds_by_day, since, today, week_start=0, goals=(), breaks=()):
    """The weeks that hold the days from ``first`` to ``last``, each Told; the one of ``today`` is under way.

    ``since``: the day from which goals count. Weeks after today's are left out.
    """
    first, _ = week_of(first, week_start)
    _, last = week_of(min(last, today), week_start)
    weeks = whole_weeks(
        seconds_by_day=seconds_by_day, since=first, today=last + DAY, week_start=week_start, goals=goals, breaks=breaks
    )
    return tuple(Told.of(week, since, today) for week in weeks)


def met_of(told):
    """How many of the weeks met their goal, of how many that are held against one."""
    return sum(each.standing is Standing.MET for each in told), sum(each.counts for each in told)


class Column(NamedTuple):
    """A week as it is drawn; ``x`` and ``width`` of its bar, ``at`` and ``reach`` of all that can be pressed."""

    number: int
    first: str
    last: str
    x: str
    width: str
    at: str
    reach: str
    y: float
    height: float
    look: str
    title: str
    seconds: int


class Step(NamedTuple):
    """A piece of the goal's line: level from ``x1`` to ``x2``, or upright where both are the same."""

    x1: str
    x2: str
    y1: float
    y2: float


class Label(NamedTuple):
    text: str
    at: str


@dataclass(frozen=True)
class WeekBars:
    columns: tuple
    goal: tuple
    labels: tuple
    lines: tuple  # of (y, text): the scale at the left; text "" between two that are told

    @classmethod
    def of(cls, told, today):
        """The picture of at least one week."""
        slots = max(len(told), FEWEST)
        hours = [as_hours(value) for each in told for value in (each.week.seconds, each.week.goal or 0)]
        scale = Scale.for_values(hours, "hour")
        share = 1 / slots
        return cls(
            columns=tuple(column(n, each, share, scale, today) for n, each in enumerate(told)),
            goal=goal_steps(told, share, scale),
            labels=month_labels(told, share),
            lines=tuple((down(tick.value, scale), scale_text(n, tick, scale)) for n, tick in enumerate(scale.ticks)),
        )


def down(hours, scale):
    """Where an amount of hours stands."""
    return round(BASE - float(hours / scale.end) * (BASE - TOP), 1)


def scale_text(n, tick, scale):
    """Every second step is told, the last of them with the unit."""
    stride, last = min(2, len(scale.ticks) - 1), len(scale.ticks) - 1
    if n % stride:
        return ""
    return f"{number(tick.value)} h" if n + stride > last else number(tick.value)


def column(n, told, share, scale, today):
    week = told.week
    top = down(as_hours(week.seconds), scale)
    if told.standing is Standing.RUNNING:
        look = "p-running"
    elif told.standing is Standing.REST and not week.seconds:
        look, top = "p-wait", BASE - 20
    else:
        look = "p-logged"
    left = n * share
    return Column(
        number=n,
        first=week.first.isoformat(),
        last=week.last.isoformat(),
        x=percent(left + share * (1 - BAR) / 2),
        width=percent(share * BAR),
        at=percent(left),
        reach=percent(share),
        y=top,
        height=round(BASE - top, 1),
        look=look,
        title=f"Week of {shortday(week.first, today)}: {told.words}",
        seconds=week.seconds,
    )


def goal_steps(told, share, scale):
    """The line of the goal. A week that rests whole, or had none, interrupts it."""
    steps, before = [], None
    for n, each in enumerate(told):
        y = down(as_hours(each.week.goal), scale) if each.week.goal else None
        if y is not None:
            left, right = percent(n * share), percent((n + 1) * share)
            if before is not None and before != y:
                steps.append(Step(left, left, before, y))
            if before == y:
                steps[-1] = steps[-1]._replace(x2=right)
            else:
                steps.append(Step(left, right, y, y))
        before = y
    return tuple(steps)


def month_labels(told, share):
    """The name of a month under its first week, with the year in January; those too close to the last are left out."""
    labels, edge = [], -NARROWEST
    for n, each in enumerate(told):
        first = each.week.first
        start = n * share * NARROWEST
        text = f"{first:%b}" if first.month > 1 else f"{first.year}"
        if first.day <= 7 and start - edge >= APART and start + APART <= NARROWEST + 8:
            labels.append(Label(text, percent(n * share)))
            edge = start
    return tuple(labels)

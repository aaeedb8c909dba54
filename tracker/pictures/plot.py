"""The box of a curve: days across, hours up, and the axes with their words. Pure; units of the picture's view box."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from guide.pictures import nice_step
from guide.templatetags.figures import number
from tracker.pictures.labels import LETTER, Box, text

STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months from one word on the axis to the next
ROOM = 72  # units that such a word takes, with the space after it
LINE_APART = 15  # least distance of two words on the axis of hours


def month_start(day):
    return day.replace(day=1)


def months_on(day, months):
    """The first of the month that is ``months`` after that of ``day``."""
    years, month = divmod(day.month - 1 + months, 12)
    return datetime.date(day.year + years, month + 1, 1)


class Size(NamedTuple):
    """A way to draw the same picture. ``right``: room beside the plot, for words at the ends of lines."""

    name: str
    width: int
    height: int
    right: int


WIDE, SLIM = Size("wide", 760, 330, 90), Size("slim", 328, 270, 6)
TOP, BOTTOM = 20, 28


class Tick(NamedTuple):
    at: float
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Plot:
    """From ``first`` to ``last`` across, 0 to ``highest`` hours up, in a picture of ``size``."""

    size: Size
    first: datetime.date
    last: datetime.date
    highest: float

    @cached_property
    def hours(self):
        """The steps of the axis of hours."""
        step = nice_step(self.highest)
        return tuple(step * n for n in range(int(self.highest / float(step)) + 1))

    @cached_property
    def left(self):
        """Room for the longest number of hours."""
        return round(12 + LETTER * max(len(number(value)) for value in (*self.hours, int(self.highest))), 1)

    @property
    def right(self):
        return self.size.width - self.size.right

    @property
    def base(self):
        return self.size.height - BOTTOM

    @property
    def top(self):
        return TOP

    @property
    def frame(self):
        """What no word may leave."""
        return Box(0, 0, self.size.width, self.size.height)

    def x(self, day):
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + share * (self.right - self.left), 2)

    def y(self, hours):
        return round(self.base - float(hours) / self.highest * (self.base - TOP), 2)

    def points(self, curve):
        """Pairs of day and hours as points of the picture."""
        return [(self.x(day), self.y(hours)) for day, hours in curve]

    def rows(self, marks=()):
        """The axis of hours: (y, text) of each step. A step that stands too close to one of ``marks`` says nothing."""
        marked, rows = [self.y(mark) for mark in marks], []
        for value in self.hours:
            y = self.y(value)
            is_clear = all(abs(y - other) >= LINE_APART for other in marked)
            rows.append(Tick(y, number(value) if is_clear else ""))
        return tuple(rows)

    def months(self):
        """The axis of days: a word where a month begins, the year with January and with the first word."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        room = max(int((self.right - self.left) / ROOM), 1)
        step = next((step for step in STEPS if count / step <= room), STEPS[-1])
        months = [months_on(self.first, n) for n in range(count + 1)]
        shown = [month for month in months if (month.year * 12 + month.month - 1) % step == 0]
        ticks = []
        for n, month in enumerate(shown):
            x = self.x(month)
            named = f"{month:%b} {month.year}" if month.month == 1 or n == 0 else f"{month:%b}"
            half = LETTER * len(named) / 2
            anchor = "end" if x + half > self.size.width else "" if x - half < 0 else "mid"
            ticks.append(Tick(x, named, anchor))
        return self._apart(ticks)

    def _apart(self, ticks):
        """Of two words that would touch, the later says nothing."""
        kept, edge = [], float("-inf")
        for tick in ticks:
            box = self.month_text(tick).box
            if box.left < edge + LETTER:
                kept.append(tick._replace(text=""))
            else:
                kept.append(tick)
                edge = box.right
        return tuple(kept)

    @property
    def number_x(self):
        """Where numbers of hours end."""
        return round(self.left - 7, 1)

    @property
    def month_y(self):
        return self.base + 21

    def month_text(self, tick):
        return text(tick.text or " ", tick.at, self.month_y, tick.anchor)

    def row_text(self, tick):
        return text(tick.text or " ", self.number_x, tick.at + 4.5, "end")


def cut(curve, last, highest=None):
    """The part of a rising ``curve`` (pairs of day and hours) up to the day ``last``, and to ``highest`` hours.

    It ends on the bound itself, between two of its points.
    """
    if highest is None:
        highest = float("inf")
    kept = [curve[0]] if curve else []
    for (day1, hours1), (day2, hours2) in pairwise(curve):
        share = 1.0
        if day2 > last:
            share = (last - day1).days / (day2 - day1).days
        if hours2 > highest:
            share = min(share, (highest - hours1) / (hours2 - hours1))
        if share >= 1:
            kept.append((day2, hours2))
            continue
        if share > 0:
            days = round(share * (day2 - day1).days)
            kept.append((day1 + datetime.timedelta(days=days), hours1 + share * (hours2 - hours1)))
        break
    return kept


def first_at(curve, hours):
    """The day on which a rising curve first has ``hours``, None if it does not get there."""
    if curve and curve[0][1] >= hours:
        return curve[0][0]
    for (day1, hours1), (day2, hours2) in pairwise(curve):
        if hours2 >= hours:
            share = (hours - hours1) / (hours2 - hours1)
            return day1 + datetime.timedelta(days=round(share * (day2 - day1).days))
    return None


def at_day(curve, day):
    """The hours of a curve on a day; the nearest end's outside of it."""
    if day <= curve[0][0]:
        return curve[0][1]
    for (day1, hours1), (day2, hours2) in pairwise(curve):
        if day <= day2:
            return hours1 + (hours2 - hours1) * ((day - day1).days / (day2 - day1).days)
    return curve[-1][1]


def path(points):
    """Points as the ``d`` of a path."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def lines_of(points):
    return list(pairwise(points))


def thinned(curve, most=120):
    """At most about ``most`` points of a curve, its ends among them."""
    every = max(len(curve) // most, 1)
    return [*curve[:-1:every], curve[-1]] if curve else []

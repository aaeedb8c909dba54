"""Weeks or months side by side, and bars over them. Pure; places are percents across and pixels down."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from guide.pictures import Label, Scale, percent
from tracker.days import DAY, week_of

MOST_WEEKS, MOST_MONTHS = 16, 24
MOST_LABELS = 5
TOP, BOTTOM = 16, 146  # pixels: the scale's end and its nothing
LEFT = Decimal("0.1")  # share of the width that is kept for the numbers of the scale
GAP = Decimal("0.2")  # share of a span between its bar and the next


@dataclass(frozen=True)
class Span:
    """Some days together, and the seconds logged on them."""

    first: datetime.date
    last: datetime.date
    name: str  # "November 2026", or "Week of 2 November"
    short: str
    seconds: int = 0


def month_of(day):
    """First and last day of the month that holds ``day``."""
    first = day.replace(day=1)
    return first, (first + 31 * DAY).replace(day=1) - DAY


def spans(first, today, week_start=0):
    """The weeks from that of ``first`` to today's, or, where these are more than sixteen, the last 24 months at most.

    The oldest first; the last one is not over yet.
    """
    today = max(today, first)  # which has yet to come where one has moved west since
    begin, _ = week_of(first, week_start)
    if (today - begin).days < 7 * MOST_WEEKS:
        weeks = []
        while begin <= today:
            weeks.append(Span(begin, begin + 6 * DAY, f"Week of {begin:%-d %B %Y}", f"{begin:%-d %b}"))
            begin += 7 * DAY
        return tuple(weeks)
    months, (begin, last) = [], month_of(today)
    while last >= first and len(months) < MOST_MONTHS:
        months.append(Span(begin, last, f"{begin:%B %Y}", f"{begin:%b %y}"))
        begin, last = month_of(begin - DAY)
    return tuple(reversed(months))


def filled(spans, seconds_by_day):
    """The same spans with their seconds."""
    sums = [sum(seconds for day, seconds in seconds_by_day.items() if span.first <= day <= span.last) for span in spans]
    return tuple(
        Span(span.first, span.last, span.name, span.short, seconds) for span, seconds in zip(spans, sums, strict=True)
    )


@dataclass(frozen=True)
class Column:
    """One bar: where it stands, and a name for it."""

    x: str
    width: str
    y: int
    height: int
    name: str


@dataclass(frozen=True)
class Columns:
    """A picture of spans: a bar each, on a scale of hours from 0."""

    spans: tuple

    @cached_property
    def scale(self):
        return Scale.for_values([Decimal(span.seconds) / 3600 for span in self.spans], "hour")

    def _x(self, place):
        return LEFT + (1 - LEFT) * Decimal(place) / len(self.spans)

    def _y(self, hours):
        return BOTTOM - round((BOTTOM - TOP) * Decimal(hours) / self.scale.end)

    @cached_property
    def bars(self):
        """Those with hours; what was logged is seen, however little."""
        bars = []
        width = (1 - LEFT) * (1 - GAP) / len(self.spans)
        for n, span in enumerate(self.spans):
            if span.seconds:
                y = min(self._y(Decimal(span.seconds) / 3600), BOTTOM - 1)
                bars.append(Column(percent(self._x(n)), percent(width), y, BOTTOM - y, span.name))
        return tuple(bars)

    @cached_property
    def lines(self):
        """The lines of the scale with their numbers: nothing, the half and the end, which has the unit."""
        values = [Decimal(0), self.scale.end / 2, self.scale.end]
        texts = [f"{value.normalize():f}" for value in values]
        texts[-1] += " h"
        return tuple((self._y(value), text) for value, text in zip(values, texts, strict=True))

    @cached_property
    def labels(self):
        """Names under the bars, as many as there is room for; the last span always has its own."""
        step = -(-len(self.spans) // MOST_LABELS)
        places = range(len(self.spans) - 1, -1, -step)
        return tuple(Label(self.spans[n].short, percent(self._x(n + Decimal("0.4"))), "mid") for n in reversed(places))

    left, numbers, bottom = percent(LEFT), percent(LEFT - Decimal("0.01")), BOTTOM

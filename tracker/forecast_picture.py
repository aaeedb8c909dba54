"""The dates of a forecast on one scale of time: geometry of a straight picture, in percent strings. Pure."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from guide.pictures import percent
from tracker.days import DAY

STEPS = (1, 2, 3, 6, 12, 24, 36)  # months between two labels
MOST_LABELS = 4  # as many as fit beside each other on a phone
SHORTEST = datetime.timedelta(weeks=12)
LINE, GAP, WORDS = 10, 6, 17  # px: height of a band, between two, and of the words above one
RIGHT = Decimal("0.6")  # of the scale: what begins beyond has its words at its end, so that they fit


class Label(NamedTuple):
    text: str
    at: str


@dataclass(frozen=True)
class Span:
    """One band: from ``at`` so ``wide``, the middle at ``middle`` (None beyond the scale), ``y`` px from the top. One
    that is ``asked`` answers a what-if; ``open_end``: its late date lies beyond. ``text`` stands above it, from where
    it begins, or up to where it ends if ``ends``."""

    at: str
    wide: str
    middle: str | None
    y: int
    asked: bool
    open_end: bool
    text: str
    text_at: str
    ends: bool

    @property
    def text_y(self):
        return self.y - 4

    @property
    def bottom(self):
        return self.y + LINE


@dataclass(frozen=True)
class Line:
    """A milestone's bands, the low mark's first."""

    dated: object
    spans: tuple

    @property
    def height(self):
        return (self.spans[-1].bottom if self.spans else 0) + GAP


@dataclass(frozen=True)
class Timeline:
    """From today to a while after the last date that is shown."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def of(cls, today, bands, horizon):
        """Holds every band: to its late date, or to the horizon where one has none."""
        ends = [horizon if band.late is None else band.late for band in bands]
        return cls(today, max([today + SHORTEST, *ends]) + 7 * DAY)

    def at(self, day):
        return percent(self._share(day))

    def _share(self, day):
        return Decimal((day - self.first).days) / (self.last - self.first).days

    def span(self, band, y, asked, text=""):
        late = band.late or self.last
        early = band.early or self.last
        middle = None if band.middle is None else self.at(band.middle)
        wide = percent(self._share(late) - self._share(early))
        ends = self._share(early) > RIGHT
        text_at = self.at(late if ends else early)
        return Span(self.at(early), wide, middle, y, asked, band.late is None, text, text_at, ends)

    @property
    def labels(self):
        """Beginnings of months at even distances; what would run over an end of the picture is left out."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((step for step in STEPS if months / step <= MOST_LABELS), STEPS[-1])
        number = self.first.year * 12 + self.first.month  # months since year 0: the first of the next one
        days = []
        while True:
            day = datetime.date(number // 12, number % 12 + 1, 1)
            if day > self.last:
                break
            if number % step == 0:
                days.append(day)
            number += 1
        return tuple(Label(f"{day:%b} {day.year}", self.at(day)) for day in days if 0.2 < self._share(day) < 0.91)


def words_of(dated, mark, is_what_if, asked):
    """What a band shows, as far as its row does not say it: "low mark", "high mark, what if", "now"."""
    which = [f"{mark.end} mark"] if len(dated.marks) > 1 else []
    when = [("what if" if asked else "now")] if is_what_if else []
    return ", ".join(which + when)


def lines_of(rows, timeline, scope):
    """``rows``: pairs of a milestone's dates now and, where something is asked, then (tracker.forecast.Dated)."""
    lines = []
    for now, then in rows:
        spans, y = [], GAP
        shown = [now.in_scope(scope), then.in_scope(scope) if then else ()]
        for number in range(len(shown[0])):
            for asked, marks in enumerate(shown):
                if marks and marks[number].band:
                    text = words_of(now, marks[number], bool(then), bool(asked))
                    y += WORDS if text else 0
                    spans.append(timeline.span(marks[number].band, y, bool(asked), text))
                    y += LINE + (2 if then and not asked else GAP)
        lines.append(Line(now, tuple(spans)))
    return tuple(lines)

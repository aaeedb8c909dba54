"""Geometry of straight pictures: one scale, bars and bands on it, boxes to fill. Pure; positions are percent strings.

Templates only place what stands here: nothing is computed in a template, and nothing needs a ``style``.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from typing import NamedTuple

from guide.templatetags.figures import after, number

STEPS = tuple(Decimal(step) for step in ("1", "2", "2.5", "5", "10"))
MOST_STEPS = 8
LETTER = 7  # px, the mean width of a character of a label
APART = 8  # px, the least gap between two labels
CLOSE = Decimal("0.3")  # share of the scale: edges nearer than this have one label for both
EDGE = Decimal("0.1")  # share of the scale: labels nearer than this to an end of the picture do not cross it
START = Decimal("0.15")  # share of the scale: where a learner's own label no longer needs to start at its mark


def percent(share):
    """A share of 1 as an attribute of SVG: "57.14%", kept between 0% and 100%."""
    share = min(max(Decimal(share), Decimal(0)), Decimal(1))
    text = f"{100 * share:.2f}".rstrip("0").rstrip(".")
    return f"{text}%"


def nice_step(highest):
    """The smallest of 1, 2, 2.5, 5, 10 … times a power of ten that reaches ``highest`` in at most eight steps."""
    rough = Decimal(highest) / MOST_STEPS
    power = Decimal(10) ** rough.adjusted()
    return next(step * power for step in STEPS if step * power >= rough)


class Tick(NamedTuple):
    value: Decimal
    at: str


class Label(NamedTuple):
    text: str
    at: str
    anchor: str  # class of the text element: "" from its start, "mid" centred, "end" up to its end


@dataclass(frozen=True)
class Scale:
    """From 0 to a round end, the same for all rows of a picture."""

    end: Decimal
    step: Decimal
    unit: str = "count"
    width: int = 240

    @classmethod
    def for_values(cls, values, unit="count", width=240):
        """The scale that holds all ``values`` (None is skipped). ``width``: px, the narrowest that it is drawn at."""
        highest = max((Decimal(value) for value in values if value is not None), default=Decimal(0))
        if highest <= 0:
            return cls(Decimal(1), Decimal(1), unit, width)
        step = nice_step(highest)
        end = (highest / step).to_integral_value(ROUND_CEILING) * step
        return cls(end, step, unit, width)

    def at(self, value):
        """Where ``value`` stands."""
        return percent(Decimal(value) / self.end)

    def span(self, low, high):
        """How wide it is from ``low`` to ``high``."""
        low, high = (min(max(Decimal(value), Decimal(0)), self.end) for value in (low, high))
        return percent((high - low) / self.end)

    @cached_property
    def ticks(self):
        count = int(self.end / self.step)
        return tuple(Tick(self.step * n, self.at(self.step * n)) for n in range(count + 1))

    @cached_property
    def labels(self):
        """0 and what follows evenly, the last with its unit: every second step, or as many as do not touch."""
        count = int(self.end / self.step)
        strides = sorted(range(min(2, count), count + 1), key=lambda stride: (-(count // stride), count % stride))
        return next(labels for labels in map(self._labels, strides) if labels)

    def _labels(self, stride):
        """Labels at every so many steps; () where two would touch, or the last cross the picture's end."""
        ticks = self.ticks[::stride]
        labels, right = [], -APART
        for tick in ticks:
            text, middle = number(tick.value, self.money), self.width * tick.value / self.end
            if tick is ticks[-1]:
                text += after(tick.value, self.unit, brief=True)
            wide = LETTER * len(text)
            anchor = "" if not tick.value else "end" if tick.value == self.end else "mid"
            left = middle - wide * {"": 0, "mid": Decimal("0.5"), "end": 1}[anchor]
            if len(ticks) > 2 and (left < right + APART or left + wide > self.width):
                return ()
            labels.append(Label(text, tick.at, anchor))
            right = left + wide
        return tuple(labels)

    @property
    def money(self):
        return self.unit.startswith("usd")


@dataclass(frozen=True)
class Bar:
    """One row: what a source recommends from low to high, and on it what a learner has. All values in the scale's unit.

    Without ``high`` the source names one value: a line; with ``open_end`` all above it too. Without ``low`` it names
    a most: a band from 0. Without ``prior`` and ``logged`` nothing of a learner is drawn.
    """

    scale: Scale
    low: Decimal | int | None = None
    high: Decimal | int | None = None
    prior: Decimal | int | None = None
    logged: Decimal | int | None = None
    open_end: bool = False

    @classmethod
    def of(cls, figure, scale, prior=None, logged=None):
        """The bar of an edition: "at least" is open to the right, a single value is a line."""
        return cls(scale, figure.low, figure.high, prior, logged, open_end=figure.bound == "at_least")

    # the source's

    @cached_property
    def low_at(self):
        return "" if self.low is None else self.scale.at(self.low)

    @cached_property
    def high_at(self):
        return "" if self.high is None else self.scale.at(self.high)

    @cached_property
    def band_at(self):
        return self.scale.at(self.low or 0)

    @cached_property
    def band_width(self):
        """ "" where there is no band to draw."""
        if self.high is not None:
            return self.scale.span(self.low or 0, self.high)
        if self.low is not None and self.open_end:
            return self.scale.span(self.low, self.scale.end)
        return ""

    @cached_property
    def is_point(self):
        return self.low is not None and self.high is None and not self.open_end

    @cached_property
    def marks(self):
        """Labels above the edges: low and high; or both as one, where two would touch."""
        ends = [(value, word) for value, word in ((self.low, "low"), (self.high, "high")) if value is not None]
        if len(ends) == 2:
            low, high = (Decimal(value) for value, _ in ends)
            if high - low < self.scale.end * CLOSE:
                text = number(low) if low == high else f"{number(low)}–{number(high)}"
                return (self._mark((low + high) / 2, text),)
            return tuple(self._mark(value, f"{number(value)} {word}") for value, word in ends)
        return tuple(self._mark(value, number(value)) for value, _ in ends)

    def _mark(self, value, text):
        share = Decimal(value) / self.scale.end
        anchor = "" if share < EDGE else "end" if share > 1 - EDGE else "mid"
        return Label(text, self.scale.at(value), anchor)

    # the learner's

    @cached_property
    def own(self):
        """What the learner has in all; None where nothing of a learner is drawn."""
        if self.prior is None and self.logged is None:
            return None
        return Decimal(self.prior or 0) + Decimal(self.logged or 0)

    @cached_property
    def prior_width(self):
        return self.scale.at(self.prior) if self.prior else ""

    @cached_property
    def logged_at(self):
        return self.scale.at(self.prior or 0)

    @cached_property
    def logged_width(self):
        return self.scale.span(self.prior or 0, self.own) if self.logged else ""

    @cached_property
    def own_at(self):
        return "" if self.own is None else self.scale.at(self.own)

    @cached_property
    def own_anchor(self):
        """A label of one's own ends at its mark; near 0 it starts there, lest it leave the picture."""
        if self.own is None:
            return ""
        return "end" if self.own >= self.scale.end * START else ""


class Box(NamedTuple):
    x: int
    state: str  # "done", "due" up to the low mark, "more" from there to the high mark


@dataclass(frozen=True)
class Boxes:
    """A count to reach, one box each: 2 of 3 projects. For counts up to ``MOST``; beyond that draw a Bar."""

    done: int
    low: int
    high: int | None = None

    MOST = 12
    SIZE = 20
    PITCH = 26

    @cached_property
    def boxes(self):
        total = max(self.done, self.low, self.high or 0)
        return tuple(Box(1 + n * self.PITCH, self._state(n)) for n in range(total))

    def _state(self, n):
        if n < self.done:
            return "done"
        return "due" if n < self.low else "more"

    @cached_property
    def fits(self):
        return len(self.boxes) <= self.MOST

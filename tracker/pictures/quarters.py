"""A bar a quarter for how many projects became public in it, and the line of what is recommended. Pure.

Across in per cent, so that bars stretch while words keep their size; down in units of the picture.
"""

from dataclasses import dataclass
from typing import NamedTuple

from guide.pictures import percent
from tracker.portfolio import Kept

TOP, BASE = 14, 104  # the scale's end, and where bars stand
FEWEST = 8  # a young record is drawn as if it had so many quarters
BAR = 0.6  # of a quarter's share of the width
MOST_LABELS = 4  # the least picture is 280 px wide, and "Jan 2026" takes 60 of them


class Bar(NamedTuple):
    x: str
    width: str
    middle: str
    y: float
    height: float
    look: str
    text: str  # how many, above the bar; "" for none
    text_y: float


class Label(NamedTuple):
    text: str
    at: str


@dataclass(frozen=True)
class QuarterBars:
    bars: tuple
    labels: tuple
    goal: float | None  # how far down the recommended number lies
    goal_text: str
    end: str  # how far across the quarters reach

    @classmethod
    def of(cls, quarters, mark=None):
        """The picture of at least one quarter. ``mark``: how many a quarter are recommended, None for nothing said."""
        share = 1 / max(len(quarters), FEWEST)
        most = max([quarter.count for quarter in quarters] + [2, float(mark or 0)])
        every = -(-len(quarters) // MOST_LABELS)
        shown = [n for n in range(len(quarters)) if (len(quarters) - 1 - n) % every == 0]
        return cls(
            bars=tuple(bar(n, quarter, share, most) for n, quarter in enumerate(quarters)),
            labels=tuple(Label(f"{quarters[n].first:%b %Y}", percent(n * share)) for n in shown),
            goal=None if mark is None else down(float(mark), most),
            goal_text="" if mark is None else f"{mark.normalize():f}",
            end=percent(len(quarters) * share),
        )


def down(count, most):
    """Where a number of projects stands."""
    return round(BASE - count / most * (BASE - TOP), 1)


def bar(n, quarter, share, most):
    top = down(quarter.count, most)
    return Bar(
        x=percent(n * share + share * (1 - BAR) / 2),
        width=percent(share * BAR),
        middle=percent((n + 0.5) * share),
        y=top,
        height=round(BASE - top, 1),
        look="p-running" if quarter.kept is Kept.RUNNING else "p-logged",
        text=f"{quarter.count}" if quarter.count else "",
        text_y=top - 4,
    )

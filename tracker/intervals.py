"""A rate with what it may plausibly be: Wilson's score interval for a share of few or many cases. Pure.

E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), without correction
for continuity. The closed form takes counts that are not whole, too: what they would be with more cases of one share.
"""

from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

LEVEL = 0.95


class Interval(NamedTuple):
    low: float
    high: float


@cache
def score(level):
    """The normal score that leaves ``1 - level`` outside, half on each side."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def wilson(hits, of, level=LEVEL):
    """The interval for ``hits`` of ``of`` cases; all from 0 to 1 where there is no case."""
    if not of:
        return Interval(0.0, 1.0)
    square = score(level) ** 2
    middle = hits + square / 2
    half = score(level) * sqrt(hits * (of - hits) / of + square / 4)
    low = 0.0 if hits == 0 else (middle - half) / (of + square)
    high = 1.0 if hits == of else (middle + half) / (of + square)
    return Interval(max(low, 0.0), min(high, 1.0))


@dataclass(frozen=True)
class Rate:
    """So many of so many cases."""

    hits: int
    of: int

    @property
    def share(self):
        """From 0 to 1; None where there is no case."""
        return self.hits / self.of if self.of else None

    def interval(self, level=LEVEL):
        return wilson(self.hits, self.of, level)

    @property
    def low(self):
        return self.interval().low

    @property
    def high(self):
        return self.interval().high

    def with_more(self, cases):
        """What it would be with so many more cases at the same share."""
        of = self.of + cases
        return Rate(self.share * of, of)

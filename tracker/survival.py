"""How long it takes until something happens, where it has yet to happen for some: the Kaplan-Meier estimate. Pure.

E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958). Who is censored on a
day was still waiting on it: what happens on the same day counts before.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

ROUNDING = 1e-9  # of the product of many fractions


@dataclass(frozen=True)
class Curve:
    """``steps``: pairs of a day on which something happened and the share of those for whom it had yet to, after it.

    ``happened``: for how many it did; ``censored``: for how many it was not seen to.
    """

    steps: tuple
    happened: int
    censored: int

    @classmethod
    def of(cls, waits):
        """From pairs of whole days waited (0 or more) and whether it happened then."""
        waits = list(waits)
        ends = Counter(days for days, happened in waits if happened)
        leaves = Counter(days for days, _ in waits)
        days = sorted(leaves)
        gone = accumulate((leaves[day] for day in days), initial=0)
        steps, still = [], 1.0
        for day, before in zip(days, gone, strict=False):
            if ends[day]:
                at_risk = len(waits) - before
                still *= (at_risk - ends[day]) / at_risk
                steps.append((day, still))
        happened = sum(ends.values())
        return cls(tuple(steps), happened, len(waits) - happened)

    @property
    def count(self):
        return self.happened + self.censored

    @property
    def end(self):
        """The share for whom it had yet to happen, after all that was seen."""
        return self.steps[-1][1] if self.steps else 1.0

    def still(self, days):
        """The share for whom it has yet to happen after so many days."""
        return next((still for day, still in reversed(self.steps) if day <= days), 1.0)

    def within(self, part):
        """The days within which it happens for this part of all; None if it was not seen to."""
        return next((day for day, still in self.steps if still <= 1 - part + ROUNDING), None)

    def within_of_happened(self, part):
        """The days within which this part of what ever happens has happened; None if nothing has."""
        return self.within(part * (1 - self.end)) if self.steps else None

    @property
    def quarter(self):
        return self.within(0.25)

    @property
    def median(self):
        return self.within(0.5)

    @property
    def three_quarters(self):
        return self.within(0.75)

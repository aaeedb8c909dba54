"""Whether a pace is falling or rising, told only with enough evidence. Pure.

The last eight whole weeks are compared with up to sixteen before them. A pace is falling if their mean is lower by a
fifth or more, and if of all pairs of a recent and an earlier week the recent one is the lower in three of four or more:
one bad week among good ones is no fall. Rising is the mirror of it.
"""

from dataclasses import dataclass

RECENT, EARLIER = 8, 16  # whole weeks; of the earlier ones at least as many as of the recent
CHANGE = 0.2
PAIRS = 0.75


@dataclass(frozen=True)
class Trend:
    """What was compared: mean hours a week of so many recent weeks, and of so many before them."""

    falling: bool
    now: float
    recent: int
    before: float
    earlier: int

    @classmethod
    def of(cls, hours):
        """From the hours of whole weeks, oldest first; None where neither is plain."""
        recent, earlier = hours[-RECENT:], hours[-RECENT - EARLIER : -RECENT]
        if len(earlier) < RECENT:
            return None
        now, before = sum(recent) / len(recent), sum(earlier) / len(earlier)
        lower = share_of_pairs(recent, earlier)
        if now <= (1 - CHANGE) * before and lower >= PAIRS:
            return cls(True, now, len(recent), before, len(earlier))
        if before <= (1 - CHANGE) * now and lower <= 1 - PAIRS:
            return cls(False, now, len(recent), before, len(earlier))
        return None


def share_of_pairs(recent, earlier):
    """In what part of all pairs the recent value is lower; equal ones count half."""
    lower = sum((one < other) + (one == other) / 2 for one in recent for other in earlier)
    return lower / (len(recent) * len(earlier))

"""When a certification runs out, and when to be reminded of it. Pure.

It is held until the end of ``expires_on``, its last day. Reminders fall 90, 60, 30 and 7 days before that day; each
holds until the next one, so that none is missed by whoever does not look every day.
"""

import datetime
from dataclasses import dataclass

from tracker.days import DAY

REMINDERS = (90, 60, 30, 7)  # days before the last day, the first reminder first
SOON = REMINDERS[0] * DAY


@dataclass(frozen=True)
class Expiry:
    """The last day of something, as it stands on ``today``."""

    day: datetime.date
    today: datetime.date

    @property
    def days(self):
        """To go until the last day: 0 on it, negative after it."""
        return (self.day - self.today).days

    @property
    def is_over(self):
        return self.days < 0

    @property
    def reminder(self):
        """The reminder that holds now, as days before; None before the first, and once it is over."""
        return min((n for n in REMINDERS if 0 <= self.days <= n), default=None)

    @property
    def in_words(self):
        """How far it is: "in 40 days", "tomorrow", "today", "3 days ago"."""
        if self.days in (0, 1, -1):
            return {0: "today", 1: "tomorrow", -1: "yesterday"}[self.days]
        return f"in {self.days:,} days" if self.days > 0 else f"{-self.days:,} days ago"

    def falls_between(self, first, last):
        """Whether a reminder or the last day itself falls on one of these days."""
        return any(first <= self.day - n * DAY <= last for n in (*REMINDERS, 0))


def remembered_between(first, last):
    """The last days, from which to which, whose reminders or which themselves can fall on these days."""
    return first, last + SOON

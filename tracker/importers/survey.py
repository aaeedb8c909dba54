"""What a whole column says of how it is to be read, and what has to be asked. Pure.

One day like 25/12/2026 settles the order of all the others; without one, nothing does, and the learner is asked.
"""

from dataclasses import dataclass, field

from tracker.importers import values
from tracker.importers.values import DMY, HOURS, MDY, UNITS

DAYS = ("day", "start", "end_day", "end")
NEAR = 60  # seconds by which a duration may differ from its start and end and still be the same


@dataclass
class Survey:
    """Gathers from record after record. ``order`` and ``unit``: as found, None where the learner has to say."""

    orders: set = field(default_factory=lambda: {DMY, MDY})
    two_ways: str = ""  # the first day that can be read in two ways
    naive: bool = False  # there are times that do not say their zone
    bare: str = ""  # the first duration that is a number of something
    fractions: bool = False
    agreeing: dict = field(default_factory=lambda: dict.fromkeys(UNITS, 0))

    def add(self, record):
        for role in DAYS:
            text = record.get(role, "")
            if text and (role in ("day", "end_day") or values.is_moment(text)):
                self._add_day(text)
        for role in ("start", "end"):
            if (text := record.get(role, "")) and not values.has_offset(text):
                self.naive = True
        self._add_duration(record)

    def _add_day(self, text):
        possible = values.orders_of(text)
        if len(possible) == 1:
            self.orders &= possible
        elif not self.two_ways and values.is_two_ways(text):
            self.two_ways = text.strip()[:40]

    def _add_duration(self, record):
        text = record.get("duration", "")
        if not values.is_bare_number(text):
            return
        self.bare = self.bare or text.strip()[:40]
        self.fractions = self.fractions or values.is_fraction(text)
        span = span_of(record)
        for unit in UNITS if span else ():
            if abs(values.parse_seconds(text, unit) - span) <= NEAR:
                self.agreeing[unit] += 1

    @property
    def order(self):
        if self.two_ways and len(self.orders) != 1:
            return None
        return next(iter(self.orders)) if len(self.orders) == 1 else ""

    @property
    def unit(self):
        """By what agrees with start and end; else a fraction can only be of hours. "" where no number is bare."""
        if not self.bare:
            return ""
        best = max(UNITS, key=self.agreeing.get)
        if self.agreeing[best] and sum(count == self.agreeing[best] for count in self.agreeing.values()) == 1:
            return best
        return HOURS if self.fractions else None


def span_of(record):
    """Seconds from start to end where both are times of a clock, past midnight if need be; 0 if there is none."""
    times = []
    for role in ("start", "end"):
        text, _ = values.before_midnight(record.get(role, "").strip())
        try:
            times.append(values.parse_moment(text, DMY)[1] if values.is_moment(text) else values.parse_time(text))
        except ValueError:
            return 0
    start, end = (time.hour * 3600 + time.minute * 60 + time.second for time in times)
    return (end - start) % 86_400

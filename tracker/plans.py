"""A plan's arithmetic: due dates, what it asks for so far, and three ways to close a gap. Pure.

Seconds are whole and days the learner's own. A plan spreads its work evenly over the days that are not in a declared
break, so that a week with days of rest asks for the share of the others, as the weekly goal does. Fractions are kept
until something is shown: a gap is then closed exactly, and what is rounded is rounded to the learner's safe side.
"""

import datetime
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from tracker.days import DAY

MINUTE = 60
WEEK = 7 * 24 * 3600  # seconds
LAST_DAY = datetime.date(2199, 12, 31)  # as far as we count; what is due later has no date
BEHIND = Fraction(1, 4)  # of a week's hours: a gap up to it is a bad day, beyond it a proposal
WHOLE_WEEK = 7 * DAY  # what a plan is given before it is held against what was done
RESTS = 28 * DAY  # how long proposals rest after one was declined

HOURS, DATE, LOW_END = "hours", "date", "low_end"


def to_minute(seconds):
    """Up to the next whole minute."""
    return ceil(Fraction(seconds) / MINUTE) * MINUTE


@dataclass(frozen=True)
class Rest:
    """The days on which nothing is asked for: spans of days, in order and apart."""

    spans: tuple = ()

    @classmethod
    def of(cls, breaks):
        """Pairs of first and last day, which may overlap."""
        spans = []
        for first, last in sorted(breaks):
            if spans and first <= spans[-1][1] + DAY:
                spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
            else:
                spans.append((first, last))
        return cls(tuple(spans))

    def holds(self, day):
        return any(first <= day <= last for first, last in self.spans)

    def study_days(self, first, last):
        """How many days from ``first`` to ``last`` do not rest; 0 where there is none between them."""
        resting = sum(max((min(b, last) - max(a, first)).days + 1, 0) for a, b in self.spans)
        return max((last - first).days + 1 - resting, 0) if last >= first else 0

    def nth(self, first, number):
        """The day on which the ``number``-th day of study from ``first`` on falls; None beyond LAST_DAY."""
        if number > (LAST_DAY - first).days + 1:
            return None
        day = first + (number - 1) * DAY
        for a, b in self.spans:
            if b >= first and a <= day:
                day += ((b - max(a, first)).days + 1) * DAY
                if day > LAST_DAY:
                    return None
        return day


@dataclass(frozen=True)
class Work:
    """What remains to be done, in seconds: for each skill in the plan's order, and for all hours together.

    The hours of a skill count to the total as well, so the two are not added: the larger of them is the work.
    """

    parts: tuple = ()
    whole: int = 0
    together: bool = False

    @property
    def seconds(self):
        return max(sum(self.parts), self.whole)

    @property
    def until(self):
        """For each skill, how much of the work lies before it is done; None where nothing remains of it.

        One after the other: what comes before it, and itself. Together: each gets its share of every week, so that
        all are done with the last.
        """
        done, marks = 0, []
        for part in self.parts:
            done += part
            marks.append((sum(self.parts) if self.together else done) if part else None)
        return tuple(marks)


@dataclass(frozen=True)
class Course:
    """A plan as it runs: ``seconds`` of work from the morning of ``began`` on, ``per_day`` of them on a day of study.

    ``per_day`` is None where every day until the target rests. ``ends``: the day with which all is done, None where
    nothing is to do or the end lies beyond LAST_DAY. ``is_dated``: the day was chosen, not the hours.
    """

    began: datetime.date
    seconds: int
    per_day: Fraction | None
    ends: datetime.date | None
    is_dated: bool
    rest: Rest = field(default_factory=Rest)

    @classmethod
    def by_hours(cls, began, seconds, weekly, rest):
        """So many seconds a week, for as long as it takes."""
        ends = rest.nth(began, ceil(Fraction(7 * seconds, weekly))) if seconds else None
        return cls(began, seconds, Fraction(weekly, 7), ends, False, rest)

    @classmethod
    def by_day(cls, began, seconds, day, rest):
        """All by ``day``, with as much a week as it takes."""
        days = rest.study_days(began, day)
        return cls(began, seconds, Fraction(seconds, days) if days else None, day, True, rest)

    @property
    def weekly(self):
        """Seconds a week without rest, up to the next minute; None where no day is left for them."""
        return None if self.per_day is None else to_minute(7 * self.per_day)

    def due(self, seconds):
        """The day with which so much of the work is done; None beyond LAST_DAY."""
        if not self.per_day:
            return self.ends
        return self.rest.nth(self.began, max(ceil(seconds / self.per_day), 1))

    def asked(self, day):
        """Seconds that the plan has by the end of ``day``."""
        if self.per_day is None:
            return Fraction(self.seconds if day >= self.ends else 0)
        return min(Fraction(self.seconds), self.per_day * self.rest.study_days(self.began, day))

    def gap(self, left, day):
        """Seconds by which the plan was ahead of the learner on the morning of ``day``, of whom ``left`` remained.

        Negative: what was done beyond the plan.
        """
        return self.asked(day - DAY) - (self.seconds - left)

    def is_over(self, day):
        """Whether its last day lay before ``day``."""
        return self.ends is not None and self.ends < day

    def is_behind(self, left, day):
        """The one definition of it: on the morning of ``day`` the gap is more than a quarter of a week's hours, or the
        plan is over and something remains. A plan is given a whole week first, and on a day of a break nothing is
        said."""
        if not left or day < self.began + WHOLE_WEEK or self.rest.holds(day):
            return False
        if self.is_over(day):
            return True
        return self.per_day is not None and self.gap(left, day) > BEHIND * 7 * self.per_day


@dataclass(frozen=True)
class Offer:
    """One way to close the gap: ``weekly`` seconds a week, by which all is done on ``day``.

    ``low``: at the low ends of the ranges. ``open``: what the low ends alone would leave of the gap, so that ``weekly``
    or ``day`` had to change as well.
    """

    lever: str
    weekly: int
    day: datetime.date | None
    low: bool = False
    open: int = 0

    @property
    def fits(self):
        """Whether a week has so many hours, and the calendar such a day."""
        return self.weekly <= WEEK and self.day is not None

    @property
    def key(self):
        """A text that two offers share only if they say the same."""
        return f"{self.lever}.{self.weekly}.{self.day}"


def offers(course, *, left, low_left, day):
    """The levers for a plan that is behind on the morning of ``day``: with ``left`` seconds to do, ``low_left`` of them
    at the low ends (the same where no high end is chosen). A tuple of Offers.

    More hours a week, to keep the end; a later end, at the hours planned; the low ends, by themselves if that closes
    the gap, else with more hours, or where those do not fit with a later end. Each closes the gap exactly: a minute a
    week less, or a day earlier, would not. The first is missing where no day is left before the end.
    """
    more = keeping_end(course, left, day)
    later = keeping_hours(course, left, day)
    found = [Offer(HOURS, *more) if more else None, Offer(DATE, *later) if later else None]
    if low_left < left:
        found.append(at_low_ends(course, low_left, day))
    return tuple(offer for offer in found if offer)


def keeping_end(course, left, day):
    """(seconds a week, the end): what it takes from ``day`` on to be done with the plan's end. None if no day is left
    before it."""
    days = course.rest.study_days(day, course.ends) if course.ends else 0
    return (to_minute(Fraction(7 * left, days)), course.ends) if days else None


def keeping_hours(course, left, day):
    """(seconds a week, the end) at the hours planned. None for a plan that has none."""
    if not course.per_day:
        return None
    return course.weekly, course.rest.nth(day, max(ceil(left / course.per_day), 1))


def at_low_ends(course, left, day):
    """The Offer of the low ends, with ``left`` seconds at them."""
    if not left:
        return Offer(LOW_END, course.weekly or 0, day, low=True)
    kept, later = keeping_end(course, left, day), keeping_hours(course, left, day)
    gap = course.gap(left, day)
    if gap <= 0:
        return Offer(LOW_END, *(kept if course.is_dated else later), low=True)
    choice = kept if kept and kept[0] <= WEEK else later
    return Offer(LOW_END, *choice, low=True, open=ceil(gap)) if choice else None


def rests_until(declined):
    """The day from which there are proposals again, after one of the week that began on ``declined``."""
    return declined + RESTS

"""What follows from a portfolio: how many projects became public in each quarter, which ideas the hours allow. Pure."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from tracker.days import DAY


class Proof(NamedTuple):
    """That a project meets a criterion: since when, and where it can be seen."""

    met_on: datetime.date
    link: str = ""
    note: str = ""


# --- public projects, quarter by quarter -----------------------------------------------------------------------------


class Kept(Enum):
    """How a quarter stands against the cadence; the value is how it is told."""

    MET = "kept"
    MISSED = "not kept"
    RUNNING = "so far"
    BEGINNING = "begun within the quarter"
    PLAIN = ""


def quarter_of(day):
    """The first day and the last of the quarter of the calendar that holds ``day``."""
    first = datetime.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, next_quarter(first) - DAY


def next_quarter(first):
    """The first day of the quarter after the one that begins on ``first``."""
    return datetime.date(first.year + 1, 1, 1) if first.month == 10 else first.replace(month=first.month + 3)


@dataclass(frozen=True)
class Quarter:
    """A quarter of the calendar, and how many projects became public in it."""

    first: datetime.date
    last: datetime.date
    count: int
    kept: Kept = Kept.PLAIN

    @property
    def name(self):
        """ "January to March 2026"."""
        return f"{self.first:%B} to {self.last:%B} {self.first.year}"

    @property
    def is_held_to_it(self):
        return self.kept in (Kept.MET, Kept.MISSED)


def quarters_since(since, days, *, today, mark=None):
    """The quarters from that of ``since`` to that of ``today``, and how many of ``days`` from ``since`` on lie in each.

    Each is held to ``mark`` (how many a quarter, None for nothing said), but for the one under way and one that the
    record began within.
    """
    first, quarters = quarter_of(since)[0], []
    while first <= today:
        last = next_quarter(first) - DAY
        count = sum(max(first, since) <= day <= last for day in days)
        quarters.append(Quarter(first, last, count, _kept(first, last, count, since, today, mark)))
        first = last + DAY
    return tuple(quarters)


def _kept(first, last, count, since, today, mark):
    if last >= today:
        return Kept.RUNNING
    if mark is None:
        return Kept.PLAIN
    if count >= mark:
        return Kept.MET
    return Kept.BEGINNING if since > first else Kept.MISSED


# --- ideas by hours --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Need:
    """Hours of a skill that an idea is about: the low mark, and what was done, before joining and since."""

    skill: object
    low: Decimal
    done: Decimal

    @property
    def to_go(self):
        return max(self.low - self.done, Decimal(0))


@dataclass(frozen=True)
class Readiness:
    """Whether hours allow an idea: the rule is that every skill that it is about, of those for which hours are
    recommended, has reached the low mark. Where there is none of these, hours say nothing of it."""

    needs: tuple

    @property
    def is_told(self):
        return bool(self.needs)

    @property
    def is_ready(self):
        return self.is_told and not self.to_go

    @property
    def to_go(self):
        return sum((need.to_go for need in self.needs), Decimal(0))


def readiness(skills, lows, done):
    """``skills``: what of it a page shows, by id, of those that an idea is about; ``lows``: the low mark by id where
    there is one; ``done``: hours by id."""
    return Readiness(tuple(Need(skills[pk], lows[pk], done.get(pk, Decimal(0))) for pk in skills if pk in lows))

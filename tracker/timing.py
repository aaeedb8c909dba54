"""Time that a timer measured: pieces between pauses, and the learner's days that they fall on. Pure.

Instants are aware datetimes in whole seconds; the zone is an IANA name.
"""

import datetime
from dataclasses import dataclass
from itertools import pairwise

from tracker.days import split_by_day


def to_second(instant):
    """The second that an instant lies in: what is measured in whole seconds adds up to the second."""
    return instant.replace(microsecond=0)


@dataclass(frozen=True)
class Piece:
    """From when to when the timer ran without a pause."""

    start: datetime.datetime
    end: datetime.datetime

    @property
    def seconds(self):
        return int((self.end - self.start).total_seconds())


@dataclass(frozen=True)
class DayPart:
    """What of the pieces fell on one day: its seconds, and from when to when, pauses in between left out."""

    day: datetime.date
    seconds: int
    start: datetime.datetime
    end: datetime.datetime


def measured(pieces):
    """The seconds of all pieces."""
    return sum(piece.seconds for piece in pieces)


def overlap(pieces):
    """Whether two of the pieces, the earliest first, hold the same time."""
    return any(later.start < earlier.end for earlier, later in pairwise(pieces))


def until(pieces, end):
    """The pieces as they were if it all ended at ``end``."""
    return tuple(Piece(piece.start, min(piece.end, end)) for piece in pieces if piece.start < end)


def day_parts(pieces, zone):
    """The pieces as one part for each day of ``zone`` on which there was time, the earliest first.

    The parts hold the seconds of the pieces, all of them: what ends a day begins the next.
    """
    found = {}
    for piece in pieces:
        for day, start, end, _ in split_by_day(piece.start, piece.end, zone):
            found.setdefault(day, []).append(Piece(start, end))
    return tuple(
        DayPart(day, measured(parts), min(part.start for part in parts), max(part.end for part in parts))
        for day, parts in sorted(found.items())
    )

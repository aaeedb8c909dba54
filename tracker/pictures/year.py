"""A year, a square a day: how dark says how much. Two halves, which stand side by side or one below the other. Pure."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from careerguide.templatetags.interface import duration
from tracker.days import DAY, week_of

HOUR = 3600
LEVELS = ((0, "none"), (HOUR, "under 1 h"), (2.5 * HOUR, "to 2 h 30"), (4 * HOUR, "to 4 h"))
MORE = len(LEVELS), "more"
SIZE, PITCH = 11, 13.2  # of a square; from one to the next
LEFT, TOP = 28, 16  # room for the names of days and months
COLUMNS = 28  # the weeks that half a year touches at most
WIDTH = round(LEFT + COLUMNS * PITCH, 1)
HEIGHT = round(TOP + 7 * PITCH, 1)
NAMED = (0, 2, 4)  # Monday, Wednesday, Friday


def level(seconds):
    """How dark a day is, 0 to 4. Just under an hour is still "under 1 h"; exactly 2 h 30 and 4 h are "to" them."""
    if seconds <= 0:
        return 0
    if seconds < HOUR:
        return 1
    return next((n for n, (most, _) in enumerate(LEVELS) if n > 1 and seconds <= most), MORE[0])


class Mark(NamedTuple):
    """A name at the edge: of a month above, of a weekday at the left."""

    text: str
    x: str
    y: str


class Square(NamedTuple):
    """``number`` counts days from the year's first; ``iso`` is the day, "" where there is nothing to look up."""

    number: int
    iso: str
    x: str
    y: str
    look: str  # classes
    title: str
    seconds: int


@dataclass(frozen=True)
class Calendar:
    """What the days of a record are told by: its first day (None before there is any), today, breaks as pairs."""

    seconds_by_day: dict
    since: datetime.date | None
    today: datetime.date
    week_start: int = 0
    breaks: tuple = ()

    def rests(self, day):
        return any(first <= day <= last for first, last in self.breaks)

    def is_outside(self, day):
        """Whether the day is to come, or lies before the record."""
        return day > self.today or self.since is None or day < self.since

    def look(self, day, seconds):
        """The classes of a day's square."""
        rests, shade = self.rests(day), level(seconds)
        if seconds:
            look = f"h{shade} h-rest" if rests else f"h{shade}"
        elif rests:
            look = "h-pause"
        else:
            look = "h-next" if self.is_outside(day) else "h0"
        return f"{look} h-today" if day == self.today else look

    def words(self, day, seconds):
        """What stands behind a square: "Fri 20 Nov: 2 h 15"."""
        name = f"{day:%a} {day.day} {day:%b}{', today' if day == self.today else ''}"
        if self.rests(day):
            return f"{name}: {duration(seconds)}, in a break" if seconds else f"{name}: break"
        if seconds:
            return f"{name}: {duration(seconds)}"
        if day > self.today:
            return f"{name}: to come"
        return f"{name}: before the record" if self.is_outside(day) else f"{name}: none"


@dataclass(frozen=True)
class Half:
    """Six months: ``squares`` by day, ``months`` and ``weekdays`` at the edges."""

    first: datetime.date
    last: datetime.date
    squares: tuple
    months: tuple
    weekdays: tuple

    @classmethod
    def of(cls, first, last, calendar):
        origin, _ = week_of(first, calendar.week_start)
        squares, months = [], []
        for n in range((last - first).days + 1):
            day = first + n * DAY
            column, row = divmod((day - origin).days, 7)
            x, y = f"{LEFT + column * PITCH:.1f}", f"{TOP + row * PITCH:.1f}"
            seconds = calendar.seconds_by_day.get(day, 0)
            number = (day - datetime.date(day.year, 1, 1)).days
            look, title = calendar.look(day, seconds), calendar.words(day, seconds)
            squares.append(Square(number, day.isoformat() if seconds else "", x, y, look, title, seconds))
            if day.day == 1:
                months.append(Mark(f"{day:%b}", x, f"{TOP - 6}"))
        rows = [(row, (calendar.week_start + row) % 7) for row in range(7)]
        names = [(row, f"{origin + row * DAY:%a}") for row, weekday in rows if weekday in NAMED]
        weekdays = tuple(Mark(name, "0", f"{TOP + row * PITCH + SIZE - 1.5:.1f}") for row, name in names)
        return cls(first, last, tuple(squares), tuple(months), weekdays)

    @property
    def seconds(self):
        return sum(square.seconds for square in self.squares)

    @property
    def days(self):
        """How many days have time logged."""
        return sum(square.seconds > 0 for square in self.squares)

    @property
    def title(self):
        return f"Time a day, {self.first:%B} to {self.last:%B} {self.first.year}"


def halves(year, calendar):
    """The two halves of a year."""
    date = datetime.date
    return (
        Half.of(date(year, 1, 1), date(year, 6, 30), calendar),
        Half.of(date(year, 7, 1), date(year, 12, 31), calendar),
    )

"""All hours so far and where they may lead: what there is to draw, told in words. Pure.

Curves are pairs of day and hours that rise; the cone is made of points with ``day``, ``low``, ``middle``, ``high``, the
first of them today.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from guide.templatetags.figures import long, number
from tracker.days import DAY
from tracker.pictures.plot import at_day, first_at, months_on

LEAST_AHEAD = 45 * DAY
MOST_AHEAD = 3 * 366 * DAY
ABOVE_MARK = 1.25  # how far above the highest mark a cone is followed


def whole(hours):
    """Whole hours for people, halves up: as everywhere else on the page."""
    return number(Decimal(hours).quantize(Decimal(1), ROUND_HALF_UP))


def part_of_month(day):
    """ "early March", "mid-March", "late March"."""
    part = "early " if day.day <= 10 else "mid-" if day.day <= 20 else "late "
    return f"{part}{day:%B}"


def between(early, late):
    """When it happens: "between late April and mid-July 2027", "in mid-July 2027", "in late April 2027 or later"."""
    if late is None:
        return f"in {part_of_month(early)} {early.year} or later"
    if part_of_month(early) == part_of_month(late) and early.year == late.year:
        return f"in {part_of_month(late)} {late.year}"
    year = "" if early.year == late.year else f" {early.year}"
    return f"between {part_of_month(early)}{year} and {part_of_month(late)} {late.year}"


@dataclass(frozen=True)
class Cone:
    """Where the hours may lead: two curves, or none."""

    low: tuple = ()
    high: tuple = ()

    @classmethod
    def of(cls, points):
        low = tuple((point.day, float(point.low)) for point in points)
        return cls(low, tuple((point.day, float(point.high)) for point in points))

    def __bool__(self):
        return len(self.low) > 1

    def reaches(self, hours):
        """(earliest, latest) day on which ``hours`` are reached, each None if later than the cone goes."""
        return first_at(self.high, hours), first_at(self.low, hours)

    @property
    def paces(self):
        """Hours a week, (low, high), to the cone's end."""
        weeks = (self.low[-1][0] - self.low[0][0]).days / 7
        return tuple(round((curve[-1][1] - curve[0][1]) / weeks) for curve in (self.low, self.high))

    def paces_words(self):
        low, high = self.paces
        return f"{low} h a week" if low == high else f"{low} to {high} h a week"


@dataclass(frozen=True)
class Course:
    """What both drawings show. ``curve`` begins with the hours from before joining and ends today; ``goal`` is what is
    recommended (with low, high, bound, unit) or None."""

    curve: tuple
    prior: float = 0
    goal: object = None
    cone: Cone = Cone()

    @property
    def since(self):
        return self.curve[0][0]

    @property
    def today(self):
        return self.curve[-1][0]

    @property
    def done(self):
        return self.curve[-1][1]

    @property
    def marks(self):
        """What is recommended, from low to high; one value where low and high are the same or one is not stated."""
        if self.goal is None:
            return ()
        return tuple(sorted({float(end) for end in (self.goal.low, self.goal.high) if end is not None}))

    @property
    def next_mark(self):
        """The first mark that is still ahead, or None."""
        return next((mark for mark in self.marks if mark > self.done), None)

    @property
    def crossing(self):
        """(earliest, latest) for the next mark; None where no cone gets there."""
        if not self.cone or self.next_mark is None:
            return None
        early, late = self.cone.reaches(self.next_mark)
        return (early, late) if early else None

    @property
    def last(self):
        """The day at which the picture ends: a while after the next mark is likely reached, or after today, then the
        first of a month; no later than the cone."""
        end = months_on(self._seen, 1)
        return min(end, self.cone.low[-1][0]) if self.cone else end

    @property
    def _seen(self):
        history = max(self.today - self.since, LEAST_AHEAD)
        if not self.cone:
            return self.today + max(history / 6, LEAST_AHEAD)
        if self.crossing:
            early, late = self.crossing
            wanted = ((late or early) - self.today) * 5 / 4
        else:
            wanted = history * 2
        return self.today + min(max(wanted, LEAST_AHEAD), MOST_AHEAD)

    @property
    def highest(self):
        """The end of the scale: it holds the marks and what is done, and a cone as far as a quarter above them."""
        most = max([*self.marks, self.done, 1.0])
        if not self.cone:
            return most if self.done < most else most * 1.05
        return max(most, min(at_day(self.cone.high, self.last), ABOVE_MARK * most))

    @property
    def crossing_words(self):
        """("reaches 1,500 h between", "late April and mid-July 2027"), or ()."""
        if not self.crossing:
            return ()
        when = between(*self.crossing)
        joint = "between " if when.startswith("between ") else ""
        return f"reaches {number(int(self.next_mark))} h {joint}".rstrip(), when.removeprefix(joint)

    @property
    def words(self):
        """The picture told in a sentence or three."""
        told = [f"{whole(self.done)} hours by {self.today.day} {self.today:%B} {self.today.year}"]
        if self.prior:
            told.insert(0, f"{whole(self.prior)} hours before joining")
        sentences = [", ".join(told)]
        if self.goal:
            sentences.append(f"Recommended: {long(self.goal)}")
        if self.cone:
            sentence = f"At {self.cone.paces_words()}"
            sentences.append(f"{sentence} it {' '.join(self.crossing_words)}" if self.crossing else sentence)
        return ". ".join(sentences) + "."

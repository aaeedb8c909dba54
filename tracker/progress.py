"""What follows from a learner's sums and a recommended range: how far, how far to go, what is next. Pure.

Amounts are Decimals in the unit of the recommendation (hours, or a count); days are the learner's own.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from tracker.weeks import break_days, first_whole

HOUR = 3600


def as_hours(seconds):
    """Seconds as a Decimal of hours."""
    return Decimal(seconds) / HOUR


class Standing(Enum):
    """Where one stands against a range; the value is how it is told."""

    UNDER = "under the low mark"
    WITHIN = "in the range"
    OVER = "past the high mark"
    REACHED = "reached"


@dataclass(frozen=True)
class Goal:
    """A recommendation to measure against: what the milestone counts, the range as an edition gives it, its source.

    ``low`` and ``high`` are Decimal or None as the bound has it; ``end`` says which of them is the first goal.
    ``source`` and ``skill`` are whatever the page shows of them; nothing here looks into them.
    """

    slug: str
    title: str
    counts: str
    bound: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    source: object
    figure_key: str
    skill: object = None
    end: str = "low"

    @property
    def is_range(self):
        return self.low is not None and self.high is not None and self.low != self.high

    @property
    def mark(self):
        """The amount that is the first goal."""
        wanted = self.high if self.end == "high" else self.low
        return wanted if wanted is not None else self.low or self.high


@dataclass(frozen=True)
class Measured:
    """What was done, before joining and since, against a goal."""

    goal: Goal
    prior: Decimal
    logged: Decimal

    @property
    def done(self):
        return self.prior + self.logged

    @property
    def to_go(self):
        """What is missing to the mark; 0 once it is reached."""
        return max(self.goal.mark - self.done, Decimal(0))

    @property
    def reached(self):
        return self.to_go == 0

    @property
    def standing(self):
        low, high = self.goal.low, self.goal.high
        if low is not None and self.done < low:
            return Standing.UNDER
        if not self.goal.is_range:
            return Standing.REACHED if self.reached else Standing.UNDER
        return Standing.OVER if self.done > high else Standing.WITHIN

    @property
    def is_under(self):
        return self.standing is Standing.UNDER

    @property
    def to_low(self):
        """What is missing to the low mark, or to the one value where there is no range."""
        return max((self.goal.low or self.goal.mark) - self.done, Decimal(0))

    @property
    def under_words(self):
        """What ``to_low`` leads to."""
        return "to the low mark" if self.goal.is_range else "to go"


def measure(goal, *, logged, prior=0):
    """Measure amounts in the goal's own unit (for hours: Decimal hours) against it."""
    return Measured(goal, Decimal(prior), Decimal(logged))


@dataclass(frozen=True)
class WeekDay:
    day: datetime.date
    seconds: int
    is_today: bool
    to_come: bool


PICTURE = 58  # height of the highest bar of a week
BASE = 78  # where the bars stand


@dataclass(frozen=True)
class WeekBar:
    """A day of the week as the picture draws it: positions in per cent across, in units of the picture down."""

    name: str
    text: str
    x: str
    middle: str
    y: float
    height: float
    is_today: bool
    to_come: bool

    @property
    def label_y(self):
        return round(BASE - self.height - 6, 1)


@dataclass(frozen=True)
class Week:
    """One week of the learner against the weekly goal, in seconds; ``goal`` is None where it is not to be seen, where
    the whole week is a break, and where the record began within it: then the goal begins on ``goal_from``. Of
    ``break_days`` the goal rests."""

    days: tuple
    goal: int | None
    break_days: int = 0
    goal_from: datetime.date | None = None

    @classmethod
    def of(cls, first, seconds_by_day, today, goal, breaks=(), since=None):
        """The seven days from ``first``; days that are missing in ``seconds_by_day`` were idle. ``since``: the day on
        which the record began."""
        dates = [first + datetime.timedelta(days=n) for n in range(7)]
        logged = [(day, seconds_by_day.get(day, 0)) for day in dates]
        # After a move to the west a day that has yet to come may hold time: that is to be seen.
        days = tuple(WeekDay(day, seconds, day == today, day > today and not seconds) for day, seconds in logged)
        if goal and since and first < since:
            return cls(days, None, goal_from=first_whole(since, first.weekday()))
        resting = break_days(first, dates[-1], breaks)
        return cls(days, goal * (7 - resting) // 7 or None if goal else goal, resting)

    @property
    def first(self):
        return self.days[0].day

    @property
    def last(self):
        return self.days[-1].day

    @property
    def done(self):
        return sum(day.seconds for day in self.days)

    @property
    def to_go(self):
        return max((self.goal or 0) - self.done, 0)

    @property
    def met(self):
        return self.goal is not None and self.to_go == 0

    @property
    def bars(self):
        """The picture of the week: its busiest day, or an hour if that is more, is the full height."""
        peak = max([day.seconds for day in self.days] + [HOUR])
        return tuple(self._bar(n, day, peak) for n, day in enumerate(self.days))

    @staticmethod
    def _bar(n, day, peak):
        height = round(PICTURE * day.seconds / peak, 1)
        hours, minutes = divmod(round(day.seconds / 60), 60)
        text = f"{hours}h{minutes:02}" if hours else f"{minutes}m"
        left = 100 * n / 7 + 2.5
        return WeekBar(
            name=f"{day.day:%a}",
            text="to come" if day.to_come else text if day.seconds else "none",
            x=f"{left:.2f}%",
            middle=f"{left + 4.6:.2f}%",
            y=round(BASE - height, 1),
            height=height,
            is_today=day.is_today,
            to_come=day.to_come,
        )


class Act(Enum):
    """The next useful act. The value names the template that words it."""

    FIRST_LOG = "first_log"
    STUDY = "study"
    PROJECT = "project"
    CERTIFICATION = "certification"
    APPLY = "apply"
    REST = "rest"


@dataclass(frozen=True)
class Next:
    act: Act
    measured: Measured | None = None

    @property
    def template(self):
        return f"tracker/next/_{self.act.value}.html"


def next_act(*, sessions, week, skills, counts):
    """What to do next, from what may be seen; None if nothing may be.

    The rule, in this order: log a first session; meet this week's goal on the first skill (in the guide's order) that
    is under its mark; then whatever is under its mark: a skill, end-to-end projects, a cloud certification,
    applications; else nothing is missing. ``skills`` are Measured in order; ``counts`` are Measured by what they count.
    """
    if sessions == 0:
        return Next(Act.FIRST_LOG)
    open_skill = next((skill for skill in skills if not skill.reached), None)
    if week is not None and week.goal and not week.met and open_skill:
        return Next(Act.STUDY, open_skill)
    order = (
        ("end_to_end_projects", Act.PROJECT),
        ("cloud_certifications", Act.CERTIFICATION),
        ("applications_sent", Act.APPLY),
    )
    missing = [(act, counts[name]) for name, act in order if name in counts and not counts[name].reached]
    if open_skill:
        missing.insert(0, (Act.STUDY, open_skill))
    if missing:
        return Next(*missing[0])
    return Next(Act.REST) if skills or counts else None

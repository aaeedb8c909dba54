"""The mistake watch: what of a learner's own log shows one of the guide's mistakes. Pure.

A rule (``tracker.watch_rules``) is a function of a ``Log``, its ``Limit`` and today. It gives None where the log tells
too little, which an empty one always does, else a ``Finding``: whether the mistake shows, with the numbers in words.
The thresholds are the guide's (kind ``watch``); what a log cannot show has no rule and says why there.
"""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from careerguide.templatetags.interface import hours as spelled
from guide.templatetags.figures import number
from tracker.stages import PROJECT

DAY = datetime.timedelta(days=1)
HOUR = 3600


@dataclass(frozen=True)
class ProjectLog:
    """``since``: the day of its stage; ``changed_on``: the last on which it moved or met a criterion."""

    stage: str
    begun_on: datetime.date
    since: datetime.date
    changed_on: datetime.date
    criteria: frozenset = frozenset()
    has_code: bool = False
    public_on: datetime.date | None = None

    def is_at_least(self, stage):
        return PROJECT.rung(self.stage) >= PROJECT.rung(stage)

    @property
    def is_deployed(self):
        return self.is_at_least("deployed") or "deployed" in self.criteria


@dataclass(frozen=True)
class Sent:
    """An application that was sent. ``title``: what was applied for, folded; ``says``: the same as it is written."""

    applied_on: datetime.date
    title: str
    says: str
    channel: str


@dataclass(frozen=True)
class Accepted:
    """The latest offer that was accepted: when it was made and taken, and how many of that employer are on record."""

    made_on: datetime.date
    accepted_on: datetime.date
    offers: int


@dataclass(frozen=True)
class Log:
    """What the rules look at. What the viewer may not see is as if it were not there: the rules on it are not asked.

    ``seconds``: of each skill by its id, from before joining too. ``plan_share``: per cent of the recommended hours,
    None without such a goal. ``by_day``: seconds of the last year. ``worked_on`` and ``practised_on``: the last day of
    project work and of interview practice. ``sent``: the latest first. ``awaiting``: how many applications have waited
    for an answer since each day.
    """

    started_on: datetime.date
    path: int | None = None
    seconds: dict = field(default_factory=dict)
    plan_share: Decimal | None = None
    by_day: dict = field(default_factory=dict)
    worked_on: datetime.date | None = None
    practised_on: datetime.date | None = None
    projects: tuple = ()
    sent: tuple = ()
    awaiting: dict = field(default_factory=dict)
    has_cloud_certification: bool = False
    accepted: Accepted | None = None

    @property
    def begun(self):
        """The projects that are more than an idea."""
        return [project for project in self.projects if project.is_at_least("building")]

    @property
    def deployed(self):
        return [project for project in self.projects if project.is_deployed]


@dataclass(frozen=True)
class Limit:
    """The numbers of a rule, and the guide's records that it names: ids, a skill with its title."""

    least: Decimal
    span: Decimal | None = None
    skill: int | None = None
    skill_title: str = ""
    other_skill: int | None = None
    path: int | None = None

    def first_day(self, today):
        """The first day of as many weeks up to today as ``span`` says."""
        return today - datetime.timedelta(days=int(self.span * 7)) + DAY


@dataclass(frozen=True)
class Finding:
    is_shown: bool
    says: str


# --- words ---


def hours(seconds, mark=None):
    """Hours as every page tells them; "under 10 h" where rounding would reach a ``mark`` (hours) that is not."""
    told = spelled(seconds)
    if mark is None or seconds >= mark * HOUR:
        return told
    whole = spelled(mark * HOUR)
    return f"under {whole}" if told == whole else told


def percent(share):
    """A share in per cent, cut off to one decimal rather than rounded up to a threshold that was not reached."""
    return f"{number(share // Decimal('0.1') * Decimal('0.1'))}%"


def on(day):
    return f"{day.day} {day:%B %Y}"


def counted(value, noun):
    return f"{number(Decimal(value))} {noun}{'' if value == 1 else 's'}"


def number_of(count):
    """ "none" rather than 0."""
    return str(count) if count else "none"

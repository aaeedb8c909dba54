"""Invented learners: what somebody of certain habits would have written down in a year. Pure; a seed gives one life.

Nothing here happened to anybody. Names of people, companies and projects are made up, and plainly so.
"""

import datetime
import itertools
from dataclasses import dataclass, field

from tracker.days import DAY

HOUR = 3600
FIVE_MINUTES = 300
MARK = "Demo person: this record is invented."


@dataclass(frozen=True)
class Habit:
    """How somebody studies: ``weekday`` and ``weekend`` are the chances of a session on such a day, ``minutes`` the
    shortest and longest one, ``rhythm`` factors on the chance, spread evenly over the time (0 is a break)."""

    goal_hours: int
    weekday: float
    weekend: float
    minutes: tuple[int, int]
    rhythm: tuple[float, ...] = (1.0,)
    prior_hours: tuple[int, ...] = ()
    projects: int = 3
    certifications: int = 1
    applies_from: float | None = None
    longest_days: int | None = None

    def chance(self, day, share):
        """The chance of a session on ``day``, which lies at ``share`` (0 to 1) of the whole time."""
        factor = self.rhythm[min(int(share * len(self.rhythm)), len(self.rhythm) - 1)]
        return factor * (self.weekend if day.weekday() >= 5 else self.weekday)


HABITS = {
    "steady": Habit(14, 0.85, 0.55, (60, 180), (0.8, 1, 1, 0.6, 1, 1), (120, 60), projects=4, applies_from=0.93),
    "bursty": Habit(10, 0.35, 0.9, (90, 300), (1.2, 0.1, 1.2, 0.2, 1.2, 0.1, 1), (40,), projects=2, certifications=0),
    "paused": Habit(8, 0.6, 0.4, (45, 120), (1, 1, 0.7, 0, 0, 0, 0.5), projects=2),
    "starter": Habit(6, 0.6, 0.4, (30, 75), projects=1, certifications=0, longest_days=24),
    "applying": Habit(20, 0.9, 0.7, (90, 210), (1, 1, 1, 0.8, 0.5), (300, 150, 50), 5, 2, applies_from=0.7),
    "part-time": Habit(5, 0.4, 0.3, (30, 90), (1, 0.7, 1), (200, 100, 80, 20), projects=2, certifications=2),
}


@dataclass(frozen=True)
class Person:
    """One of the demo people whom the quickstart prints. ``habit`` None: keeps no record. ``sections``: shown to the
    mentor; ``path``: its slug, any if empty."""

    login: str
    name: str
    what: str
    habit: str | None = None
    zone: str = "UTC"
    sections: tuple[str, ...] = ()
    path: str = ""


BASICS = ("hours", "notes", "projects", "certifications", "plan")
CAST = (
    Person("learner", "Linnea Larkspur", "a learner, a year in", "steady", "Europe/Berlin", BASICS, "self-taught"),
    Person("mentor", "Mortimer Bramble", "a mentor with six mentees"),
    Person("curator", "Clementine Thistle", "a curator: edits the guide in the admin"),
    Person("root", "Rufus Hollyhock", "a superuser"),
    Person("barnaby", "Barnaby Fennel", "studies in bursts", "bursty", "Europe/London", ("hours", "projects", "plan")),
    Person("philippa", "Philippa Sorrel", "took a long break", "paused", "America/New_York", ("hours", "plan")),
    Person("ignatius", "Ignatius Clover", "has just begun", "starter", "Asia/Tokyo", BASICS),
    Person("winifred", "Winifred Yarrow", "applies for jobs", "applying", "UTC", (*BASICS, "applications", "offers")),
    Person("leopold", "Leopold Teasel", "studies beside a job", "part-time", "Europe/Paris", (*BASICS, "applications")),
)


@dataclass(frozen=True)
class Subject:
    """A skill that can be studied."""

    slug: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Session:
    day: datetime.date
    seconds: int
    activity: str
    skill: str | None = None
    topic: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Staged:
    """A project, certification or application: ``events`` are pairs of stage and day, in order."""

    name: str
    events: tuple[tuple[str, datetime.date], ...]
    details: dict = field(default_factory=dict)
    evidence: tuple[tuple[str, datetime.date], ...] = ()


@dataclass(frozen=True)
class Life:
    """All that one learner wrote down, in the order of the days."""

    started_on: datetime.date
    goals: tuple[tuple[datetime.date, int], ...]  # from which day, seconds a week
    prior: dict[str, int]  # skill -> seconds
    sessions: list[Session]
    projects: list[Staged]
    certifications: list[Staged]
    applications: list[Staged]


def live(rng, habit, *, first, last, subjects, credentials=()):
    """The life of somebody of this habit from ``first`` to ``last``; ``credentials`` are slugs that may be earned."""
    if habit.longest_days:
        first = max(first, last - habit.longest_days * DAY)
    goal = habit.goal_hours * HOUR
    return Life(
        started_on=first,
        goals=((first, goal), (first + (last - first) * 2 // 5, goal + 2 * HOUR)),
        prior={s.slug: hours * HOUR for s, hours in zip(subjects, habit.prior_hours, strict=False)},
        sessions=list(study(rng, habit, first, last, subjects)),
        projects=list(build(rng, habit, first, last)),
        certifications=list(certify(rng, habit, first, last, credentials)),
        applications=list(apply(rng, habit, first, last)),
    )


NOTES = (
    "Exercises, slowly.",
    "Read it twice; the second time it stuck.",
    "Wrote a summary on one page.",
    "Stuck on the last part, to be continued.",
    "Redid last week's from memory.",
    "Good morning, long stretch without a break.",
    "Only the examples today.",
)


def study(rng, habit, first, last, subjects):
    """The sessions, day by day: earlier skills first, later ones more and more."""
    length = (last - first).days + 1
    for number in range(length):
        day, share = first + number * DAY, number / length
        chance = habit.chance(day, share)
        while rng.random() < chance:
            yield one_session(rng, habit, day, share, subjects, first_of_all=number == 0)
            chance *= 0.3  # a second one is rarer


def one_session(rng, habit, day, share, subjects, first_of_all=False):
    low, high = habit.minutes
    seconds = rng.randrange(low * 60, high * 60 + 1, FIVE_MINUTES)
    kind = rng.random()
    if kind < 0.05 + 0.1 * share:
        return Session(day, seconds, "project", note=rng.choice(NOTES) if rng.random() < 0.2 else "")
    if habit.applies_from is not None and share >= habit.applies_from and kind > 0.85:
        return Session(day, seconds, "interview")
    focus = share * max(len(subjects) - 1, 1)
    weights = [max(0.1, 1 - abs(focus - index) * 0.6) for index in range(len(subjects))]
    [subject] = rng.choices(subjects, weights)
    topic = rng.choice(subject.topics) if subject.topics and rng.random() < 0.6 else None
    note = rng.choice(NOTES) if rng.random() < 0.3 else ""
    return Session(day, seconds, "study", subject.slug, topic, MARK if first_of_all else note)


PROJECTS = (
    "Bike-share demand, an hour ahead",
    "Leaf photos told apart",
    "Late buses, predicted",
    "Recipes for what is in the fridge",
    "Bird calls in the park",
    "Library loans by the week",
    "Noise complaints on a map",
    "A filter for the club's mail",
)


def steps(rng, day, last, stages, gap):
    """The stages that are reached by ``last``: the first on ``day``, the others ``gap`` (two numbers of days) apart."""
    reached = []
    for stage in stages:
        if day > last:
            break
        reached.append((stage, day))
        day += rng.randint(*gap) * DAY
    return tuple(reached)


def build(rng, habit, first, last):
    """Projects, begun at even distances through the time."""
    for number, title in enumerate(rng.sample(PROJECTS, habit.projects)):
        began = first + (last - first) * (2 * number + 1) // (2 * habit.projects + 1)
        stages = ("idea", "building", "deployed", "public", "kept")[: rng.randint(1, 5)]
        events = steps(rng, began, last, stages, (12, 35))
        days = dict(events)
        evidence = []
        if "building" in days:
            evidence = [("real_data", min(days["building"] + 3 * DAY, last))]
        if "deployed" in days:
            evidence += [(done, days["deployed"]) for done in ("model", "deployed")[rng.random() < 0.3 :]]
        details = {"note": MARK, "link": f"https://demo.example/project-{number + 1}" if "public" in days else ""}
        yield Staged(title, events, details, tuple(evidence))


def certify(rng, habit, first, last, credentials):
    """Certifications, the last one perhaps still being studied for."""
    for number, slug in enumerate(credentials[: habit.certifications]):
        began = first + (last - first) * (number + 2) // (habit.certifications + 2)
        stages = ("planned", "studying", "booked", "passed")
        if rng.random() < 0.25:
            stages = ("planned", "studying", "booked", "failed", "booked", "passed")
        events = steps(rng, began, last, stages, (10, 40))
        if events:
            yield Staged(slug, events)


FIRST_NAMES = ("Fernwell", "Tidemark", "Quillworks", "Harbourline", "Mossgate", "Larkfield", "Inkwell", "Stonepath")
SECOND_NAMES = ("Labs", "Analytics", "Systems", "Health", "Freight", "Energy")
COMPANIES = [f"{one} {other}" for one, other in itertools.product(FIRST_NAMES, SECOND_NAMES)]
ROLES = ("Junior machine-learning engineer", "Machine-learning engineer", "Data scientist", "MLOps engineer")
CHANNELS = ("board", "board", "cold", "referral", "recruiter", "event")
# Each stage with the chance that it is reached from the one before. Invented, as everything here.
FUNNEL = (("replied", 0.4), ("screen", 0.8), ("technical", 0.6), ("onsite", 0.5), ("offer", 0.4))


def apply(rng, habit, first, last):
    """Applications: about three a week from the time that the habit says."""
    if habit.applies_from is None:
        return
    day = first + (last - first) * int(habit.applies_from * 100) // 100
    while (day := day + rng.randint(1, 4) * DAY) <= last:
        stages = ["saved", "applied"] if rng.random() < 0.3 else ["applied"]
        for stage, chance in FUNNEL:
            if rng.random() >= chance:
                stages.append("rejected" if len(stages) > 2 or rng.random() < 0.4 else "no_reply")
                break
            stages.append(stage)
        details = {"role": rng.choice(ROLES), "channel": rng.choice(CHANNELS), "note": MARK}
        yield Staged(rng.choice(COMPANIES), steps(rng, day, last, stages, (4, 14)), details)

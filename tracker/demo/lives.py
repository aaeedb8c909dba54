"""A whole invented life: hours, goals, projects, certifications, applications."""

import datetime
from dataclasses import dataclass, replace

from tracker.days import DAY
from tracker.demo.people import Intent
from tracker.demo.search import apply
from tracker.demo.things import MARK, Staged, build, certify

HOUR = 3600
FIVE_MINUTES = 300


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
class Version:
    """A version of a plan: from which day, seconds a week, and why."""

    day: datetime.date
    weekly: int
    reason: str
    by_day: bool = False


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
    intent: Intent | None = None
    plan: tuple[Version, ...] = ()
    claims: tuple = ()  # of prospects.Claimed


def with_plan(life, intent, last):
    """The life of somebody who plans like this, up to ``last``: each version is the weekly goal from its day on."""
    versions = []
    for number, (weeks, share, reason) in enumerate(intent.versions, start=1):
        day = max(last - weeks * 7 * DAY, life.started_on)
        did = sum(session.seconds for session in life.sessions if session.day >= day)
        days = max((last - day).days, 1)
        weekly = max(round(did * 7 * share / days / (HOUR // 2)), 1) * (HOUR // 2)
        versions.append(Version(day, weekly, reason, intent.by_day and number == len(intent.versions)))
    goals = (*(goal for goal in life.goals if goal[0] < versions[0].day), *((v.day, v.weekly) for v in versions))
    return replace(life, intent=intent, plan=tuple(versions), goals=goals)


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
        projects=list(build(rng, habit, first, last, subjects)),
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

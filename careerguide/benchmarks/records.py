"""Learners with as many sessions and applications as a measurement wants."""

import datetime
import random

from careerguide.models import User
from tracker.actions.demo import Catalogue, Newcomer, record_lives
from tracker.days import DAY
from tracker.demo import Life, Session
from tracker.demo.things import Staged

PER_DAY = 20
SENT_PER_DAY = 5
# How far an application gets, in turn: most stay without an answer, a few go on for long.
COURSES = (
    ("applied",),
    ("applied", "rejected"),
    ("applied", "replied", "screen", "rejected"),
    ("applied",),
    ("applied", "replied"),
    ("saved", "applied", "no_reply"),
    ("applied", "replied", "screen", "technical", "onsite", "rejected"),
    ("applied",),
    ("applied", "replied", "screen", "technical", "onsite", "offer", "declined"),
    ("applied", "withdrawn"),
)
CHANNELS = ("board", "cold", "referral", "recruiter")
FAMILIES = ("Machine learning", "Data science", "MLOps")
HALF_AN_HOUR = 1800
LAST = datetime.date(2026, 6, 30)


def learner_with(sessions, applications=0):
    """A new user whose record has so many sessions, twenty a day over all the skills, and so many applications, five
    a day of every course."""
    catalogue = Catalogue.read()
    slugs = list(catalogue.skills)
    first = LAST - max(sessions // PER_DAY, applications // SENT_PER_DAY) * DAY
    life = Life(
        started_on=first,
        goals=((first, 10 * 3600),),
        prior={slugs[0]: 100 * 3600},
        sessions=[
            Session(first + number // PER_DAY * DAY, HALF_AN_HOUR, "study", slugs[number % len(slugs)], note="A note.")
            for number in range(sessions)
        ],
        projects=[],
        certifications=[],
        applications=[application(first, number) for number in range(applications)],
    )
    user = User.objects.create_user(
        f"{sessions}-sessions-{applications}-applications@demo.example",
        name=f"{sessions} sessions, {applications} applications",
    )
    newcomer = Newcomer(user, life, catalogue.paths[0], "UTC", random.Random(sessions))  # noqa: S311  (invents a life, guards nothing)
    record_lives(newcomers=[newcomer], catalogue=catalogue)
    return user


def application(first, number):
    """One of many, sent ``number // SENT_PER_DAY`` days after ``first``, a stage every other day."""
    sent = first + number // SENT_PER_DAY * DAY
    course = COURSES[number % len(COURSES)]
    details = {
        "role": "Machine-learning engineer",
        "link": f"https://jobs.example/{number}",
        "channel": CHANNELS[number % len(CHANNELS)],
        "role_family": FAMILIES[number % len(FAMILIES)],
    }
    return Staged(f"Company {number}", tuple((stage, sent + 2 * at * DAY) for at, stage in enumerate(course)), details)

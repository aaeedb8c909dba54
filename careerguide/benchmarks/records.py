"""Learners with as many sessions as a measurement wants."""

import datetime
import random

from careerguide.models import User
from tracker.actions.demo import Catalogue, Newcomer, record_lives
from tracker.days import DAY
from tracker.demo import Life, Session

PER_DAY = 20
HALF_AN_HOUR = 1800
LAST = datetime.date(2026, 6, 30)


def learner_with(sessions):
    """A new user whose record has so many sessions, twenty a day, over all the skills."""
    catalogue = Catalogue.read()
    slugs = list(catalogue.skills)
    first = LAST - sessions // PER_DAY * DAY
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
        applications=[],
    )
    user = User.objects.create_user(f"{sessions}-sessions@demo.example", name=f"{sessions} sessions")
    newcomer = Newcomer(user, life, catalogue.paths[0], "UTC", random.Random(sessions))  # noqa: S311  (invents a life, guards nothing)
    record_lives(newcomers=[newcomer], catalogue=catalogue)
    return user

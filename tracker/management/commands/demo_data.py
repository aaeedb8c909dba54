import datetime
import random

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError

from careerguide.demo import DEMO_DOMAIN
from careerguide.models import HANDLE_ALPHABET, User
from tracker.actions.demo import Catalogue, Newcomer, record_lives
from tracker.days import DAY
from tracker.demo import HABITS, live

BATCH = 50  # learners in one transaction
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "America/Los_Angeles")
HABIT_WEIGHTS = {"steady": 4, "bursty": 2, "paused": 2, "starter": 1, "applying": 1, "part-time": 3}


class Command(BaseCommand):
    help = (
        "Add invented learners with a history, for demos and benchmarks. The same arguments give the same rows (but "
        "for keys and times of writing); learners who are there already stay as they are. Nobody can log in as them."
    )

    def add_arguments(self, parser):
        parser.add_argument("--learners", type=int, default=20, metavar="N")
        parser.add_argument("--days", type=int, default=365, metavar="D", help="How far back the histories reach.")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument(
            "--until", type=datetime.date.fromisoformat, metavar="DATE", help="The last day. Without it: yesterday."
        )
        parser.add_argument("--force", action="store_true", help="In production too.")

    def handle(self, *, learners, days, seed, until, force, verbosity, **options):
        if not (settings.EMBEDDED or force):
            raise CommandError("This would put invented people into a production database. --force does it.")
        if learners < 0 or days < 1:
            raise CommandError("--learners is 0 or more, --days 1 or more.")
        catalogue = Catalogue.read()
        if not (catalogue.skills and catalogue.paths):
            raise CommandError("There is no guide yet: run load_guide first.")
        until = until or datetime.datetime.now(datetime.UTC).date() - DAY
        emails = [f"learner-{seed}-{number:05}@{DEMO_DOMAIN}" for number in range(learners)]
        there = set(User.objects.filter(email__in=emails).values_list("email", flat=True))

        added = sessions = 0
        for start in range(0, learners, BATCH):
            batch = [n for n in range(start, min(start + BATCH, learners)) if emails[n] not in there]
            newcomers = [invent(n, emails[n], seed, until - (days - 1) * DAY, until, catalogue) for n in batch]
            users = User.objects.bulk_create([newcomer.user for newcomer in newcomers])
            added += len(users)
            sessions += sum(len(newcomer.life.sessions) for newcomer in newcomers)
            record_lives(newcomers=newcomers, catalogue=catalogue)
        if verbosity:
            self.stdout.write(f"{added} invented learners added with {sessions} sessions, {len(there)} were there.")


def invent(number, email, seed, first, last, catalogue):
    """The learner of this number: everything about them follows from the seed and the number."""
    rng = random.Random(f"{seed}:{number}")  # noqa: S311  (invents lives, guards nothing)
    habit = HABITS[rng.choices(list(HABIT_WEIGHTS), list(HABIT_WEIGHTS.values()))[0]]
    path, zone = rng.choice(catalogue.paths), rng.choice(ZONES)
    life = live(
        rng, habit, first=first, last=last, subjects=catalogue.subjects, credentials=tuple(catalogue.credentials)
    )
    user = User(
        email=email,
        name=f"Demo person {number + 1}",
        handle="".join(rng.choice(HANDLE_ALPHABET) for _ in range(10)),
        password=make_password(None),
        date_joined=datetime.datetime.combine(life.started_on, datetime.time(8), tzinfo=datetime.UTC),
    )
    return Newcomer(user, life, path, zone, rng)

"""Settling the demo people of the quickstart: whoever is there already stays as they are."""

import datetime
import random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from careerguide.demo import DEMO_DOMAIN, DEMO_PASSWORD
from careerguide.models import User
from careerguide.roles import CURATORS
from tracker.actions.demo import Catalogue, Newcomer, record_lives
from tracker.days import DAY
from tracker.demo import CAST, HABITS, live, with_plan, with_prospects
from tracker.models import Mentorship, Section, Share

YEAR = 365 * DAY


def email_of(person):
    return f"{person.login}@{DEMO_DOMAIN}"


@transaction.atomic
def settle_cast(*, last):
    """Create the demo people who are missing, with histories up to the day ``last``. Returns how many were.

    Nobody who exists is touched: not their password, not what was entered or deleted since.
    """
    catalogue = Catalogue.read()
    hashed = make_password(DEMO_PASSWORD)  # once for all of them: it is slow by design
    there = {user.email: user for user in User.objects.filter(email__in=map(email_of, CAST))}
    missing = [person for person in CAST if email_of(person) not in there]
    new = {person.login: create_account(person, hashed) for person in missing}
    record_lives(
        newcomers=[newcomer(person, new[person.login], last, catalogue) for person in missing if person.habit],
        catalogue=catalogue,
    )
    people = {person.login: new.get(person.login) or there[email_of(person)] for person in CAST}
    for person in CAST:
        if person.sections and (person.login in new or "mentor" in new):
            begin_mentorship(people[person.login], people["mentor"], person.sections)
    return len(missing)


def create_account(person, hashed_password):
    staff = person.login in ("curator", "root")
    user = User.objects.create(
        email=email_of(person),
        name=person.name,
        password=hashed_password,
        is_staff=staff,
        is_superuser=person.login == "root",
        is_mentor=person.login == "mentor",
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if person.login == "curator":
        user.groups.add(Group.objects.get(name=CURATORS))
    return user


def newcomer(person, user, last, catalogue):
    rng = random.Random(f"cast:{person.login}")  # noqa: S311  (invents a life, guards nothing)
    life = live(
        rng,
        HABITS[person.habit],
        first=last - YEAR,
        last=last,
        subjects=catalogue.subjects,
        credentials=tuple(catalogue.credentials),
    )
    if person.plan:
        life = with_plan(life, person.plan, last)
    if person.prospects:
        life = with_prospects(life, last)
    since = datetime.datetime.combine(life.started_on, datetime.time(8), tzinfo=datetime.UTC)
    User.objects.filter(pk=user.pk).update(date_joined=since)
    path = next((path for path in catalogue.paths if path.slug == person.path), rng.choice(catalogue.paths))
    return Newcomer(user, life, path, person.zone, rng)


def begin_mentorship(user, mentor, sections):
    """Let the mentor see ``sections``, unless the two have had a mentorship, which may have been ended on purpose."""
    mentorship, begun = Mentorship.objects.get_or_create(learner_id=user.pk, mentor=mentor)
    if begun:
        Share.objects.bulk_create(
            Share(mentorship=mentorship, section=section, granted=section in sections, by=user)
            for section in Section.values
        )

"""A learner's record for tests: keyword functions with defaults, writing past forms and actions where they can."""

import datetime
import uuid

from django.contrib.auth.models import Group

from careerguide.models import User
from careerguide.roles import CURATORS
from guide.models import Edition
from guide.tests.factories import make_path
from tracker.models import Learner, Mentorship, Section, Share

START = datetime.date(2026, 1, 5)  # a Monday
PASSWORD = "correct horse battery"


def make_user(name="Wren", **fields):
    defaults = {"email": f"{name.lower()}@example.com", "name": name}
    return User.objects.create_user(**{"password": None, **defaults, **fields})


def make_curator(name="Cato"):
    user = make_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=CURATORS))
    return user


def make_superuser(name="Sol"):
    return make_user(name, is_staff=True, is_superuser=True)


def make_learner(user=None, **fields):
    """A learner past onboarding, with no log yet."""
    from tracker.models import CalendarChoice, Enrollment, WeeklyGoal

    user = user or make_user("Lena")
    defaults = {"path": make_path(), "started_on": START, "goal_seconds": 10 * 3600, "zone": "UTC"}
    learner = Learner.objects.create(user=user, **{**defaults, **fields})
    Enrollment.objects.create(learner=learner, path=learner.path, started_on=learner.started_on, by=user)
    WeeklyGoal.objects.create(learner=learner, effective_from=learner.started_on, seconds=learner.goal_seconds, by=user)
    CalendarChoice.objects.create(learner=learner, effective_from=learner.started_on, zone=learner.zone, by=user)
    return learner


def make_mentorship(learner, mentor, *, sections=tuple(Section.values)):
    """An open mentorship that shares ``sections``."""
    mentorship = Mentorship.objects.create(learner=learner, mentor=mentor)
    Share.objects.bulk_create(
        Share(mentorship=mentorship, section=section, granted=True, by=learner.user) for section in sections
    )
    type(mentor).objects.filter(pk=mentor.pk).update(is_mentor=True)
    mentor.is_mentor = True
    return mentorship


def make_project(learner, **fields):
    """A project with its first stage event, and its rollups."""
    from tracker.actions.projects import add_project

    defaults = {"title": "Bus delays", "stage": "building", "happened_on": START, "token": uuid.uuid4()}
    return add_project(learner=learner, by=learner.user, **{**defaults, **fields})[0]


def make_held(learner, **fields):
    """A certification of the learner, by its own name unless ``listed`` is given."""
    from tracker.actions.certifications import add_certification

    defaults = {"stage": "passed", "happened_on": START, "token": uuid.uuid4()}
    if "listed" not in fields:
        defaults["name"] = "Own diploma"
    return add_certification(learner=learner, by=learner.user, **{**defaults, **fields})[0]


def make_application(learner, **fields):
    from tracker.actions.applications import add_application

    defaults = {"company": "Lakeshore Analytics", "role": "Data Engineer", "channel": "board", "stage": "applied"}
    defaults |= {"happened_on": START, "token": uuid.uuid4()}
    return add_application(learner=learner, by=learner.user, **{**defaults, **fields})[0]


def correct(figure, low, high):
    """Publish the figure's next edition."""
    old = figure.editions.current().get()
    old.is_current = False
    old.save(update_fields=["is_current"])
    values = {**old.values(), "low": low, "high": high}
    return Edition.objects.create(figure=figure, number=old.number + 1, **values)

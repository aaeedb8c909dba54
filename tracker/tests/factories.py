"""A learner's record for tests: keyword functions with defaults, writing past forms and actions where they can."""

import datetime
import io
import uuid

from django.contrib.auth.models import Group
from django.utils import timezone

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


def in_the_afternoon(learner):
    """Let the learner live where it is between two and three in the afternoon now: hours ago are of the same day."""
    ahead = 14 - timezone.now().hour
    zone = f"Etc/GMT{-ahead:+}" if ahead else "UTC"  # these names count westwards
    Learner.objects.filter(pk=learner.pk).update(zone=zone)
    learner.zone = zone
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


def make_sessions(learner, days, **fields):
    """An hour on each of the days, past the action that logs; the rollups are written anew."""
    from tracker import rollups
    from tracker.models import StudySession

    defaults = {"learner": learner, "zone": "UTC", "seconds": 3600}
    StudySession.objects.bulk_create(StudySession(day=day, **{**defaults, **fields}) for day in days)
    rollups.rebuild(learner)
    learner.refresh_from_db()


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


def make_attached(application):
    """One of each that hangs on an application, by the noun of its addresses."""
    from tracker.models import Contact, Document, FollowUp, Interview, Offer

    fields = {
        "contact": (Contact, {"name": "Robin Vale", "email": "robin@example.org"}),
        "interview": (Interview, {"day": START, "with_whom": "two engineers", "questions": "Why us?"}),
        "document": (Document, {"title": "Letter", "link": "https://example.org/letter"}),
        "follow-up": (FollowUp, {"happened_on": START}),
        "offer": (Offer, {"made_on": START, "base": "98000.50", "currency": "USD"}),
    }
    return {noun: model.objects.create(application=application, **said) for noun, (model, said) in fields.items()}


def make_applications(learner, count, **fields):
    """Many applications at once, each sent on a day of its own year, past the action; the rollups are written anew."""
    from tracker.duplicates import keys_of
    from tracker.models import Application, ApplicationEvent

    days = [START + datetime.timedelta(days=n % 250) for n in range(count)]
    defaults = {"learner": learner, "channel": "board", "stage": "applied", "furthest": "applied"}
    defaults |= {"stage_without_offers": "applied", "furthest_without_offers": "applied"}
    rows = []
    for n, day in enumerate(days):
        names = {"company": f"Firm {n % 97:03}", "role": f"Engineer {n}", "link": f"https://example.org/jobs/{n}"}
        names |= {name: fields[name] for name in names if name in fields}
        names_of_days = ("stage_since", "stage_without_offers_since", "applied_on", "applied_on_without_offers")
        since = dict.fromkeys((*names_of_days, "quiet_since"), day)
        rows.append(Application(**{**defaults, **since, **names, **keys_of(**names), **fields}))
    Application.objects.bulk_create(rows, batch_size=500)
    events = (ApplicationEvent(application=row, sequence=1, stage="applied", happened_on=row.stage_since,
                               recorded_on=row.stage_since) for row in rows)  # fmt: skip
    ApplicationEvent.objects.bulk_create(events, batch_size=500)
    learner.applications_sent += count
    learner.save(update_fields=["applications_sent"])
    return rows


def correct(figure, low, high):
    """Publish the figure's next edition."""
    old = figure.editions.current().get()
    old.is_current = False
    old.save(update_fields=["is_current"])
    values = {**old.values(), "low": low, "high": high}
    return Edition.objects.create(figure=figure, number=old.number + 1, **values)


def make_import(learner, content="day,time\n2026-02-03,1h\n", name="log.csv"):
    """An uploaded file that waits for an answer: any CSV is asked about."""
    from tracker.actions.imports import start_batch

    data = content if isinstance(content, bytes) else content.encode()
    return start_batch(
        learner=learner, by=learner.user, token=uuid.uuid4(), file=io.BytesIO(data), filename=name, size=len(data)
    )


def make_application_import(learner, content="Employer,Job title,Status\nAcme,Data Engineer,Applied\n", name="log.csv"):
    """An uploaded log of applications that waits for its columns."""
    from tracker.actions.application_imports import take_up

    data = content if isinstance(content, bytes) else content.encode()
    return take_up(learner=learner, by=learner.user, token=uuid.uuid4(), data=data, filename=name)

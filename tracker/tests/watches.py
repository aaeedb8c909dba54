"""For the tests of the mistake watch: a guide with a watch of every rule, and a record that shows all of them."""

import datetime

from django.utils import timezone

from guide.models.watches import SHAPES, Rule
from guide.tests.factories import make_figure, make_path, make_record, make_skill, make_source, make_watch
from tracker.actions.stages import move
from tracker.actions.targets import ensure_targets
from tracker.models import Application, Learner, Offer
from tracker.tests.factories import make_application, make_project, make_sessions

DAY = datetime.timedelta(days=1)
# By the rule: threshold, second number.
NUMBERS = {
    Rule.LITTLE_PROGRAMMING: (10, 20),
    Rule.TUTORIAL_LOOP: (20, 8),
    Rule.ONE_TITLE: (3, None),
    Rule.UNTOUCHED_LATE: (1, 10),
    Rule.NO_PRACTICE: (3, 4),
    Rule.NO_REFERRAL: (3, None),
    Rule.NO_CODE: (1, None),
    Rule.NOTHING_DEPLOYED: (60, None),
    Rule.NO_PUBLIC_PROJECT: (1, 13),
    Rule.NO_CLOUD_CERTIFICATE: (20, None),
    Rule.UNTRACKED: (0, 3),
    Rule.NO_PORTFOLIO: (60, None),
    Rule.ONE_SIDED: (80, 20),
    Rule.NO_MONITORING: (1, None),
    Rule.FIRST_OFFER: (1, None),
}


def today():
    return timezone.now().date()


def days_ago(days):
    return today() - days * DAY


def make_watches(guide):
    """A watch of every rule by its key, each about a mistake of its own, and under ``""`` one that no log shows.

    The threshold of a cloud certification is a figure's.
    """
    skills = {"skill": guide["math"], "other_skill": guide["programming"], "path": make_path()}
    practice, made = make_skill("interview-preparation", low=None, counts_to_total=False), {}
    for rule, (threshold, span) in NUMBERS.items():
        needs = {name: skills[name] for name in SHAPES[rule].needs}
        if rule == Rule.LITTLE_PROGRAMMING:
            needs["skill"] = guide["programming"]
        if rule == Rule.UNTOUCHED_LATE:
            needs["skill"] = guide["programming"]
        if rule == Rule.NO_PRACTICE:
            needs["skill"] = practice
        limit = {"threshold": threshold}
        if rule == Rule.NO_CLOUD_CERTIFICATE:
            limit = {"figure": make_figure("credential.hours", subject=make_source().record, low=20, high=40)[0]}
        made[rule.value] = make_watch(
            rule.value.replace("_", "-"), rule=rule, span=span, about=make_mistake(rule), **limit, **needs
        )
    made[""] = make_watch("unseen", summary="Nobody writes it down.", about=make_mistake("unseen"))
    return made


def make_mistake(name):
    return make_record("mistake", f"mistake-{name}".replace("_", "-"))


def make_mistakes(learner, guide):
    """A record that shows every mistake but those of a project that none is of."""
    by = learner.user
    Learner.objects.filter(pk=learner.pk).update(started_on=days_ago(200))
    learner.refresh_from_db()
    ensure_targets(learner=learner, by=by)
    make_sessions(learner, [days_ago(n) for n in range(30)], skill=guide["math"])
    for n in range(3):
        make_application(learner, company=f"Firm {n}", happened_on=days_ago(n))
    hired = make_application(learner, company="Hired", happened_on=days_ago(40))
    move(thing=hired, stage="offer", happened_on=days_ago(9), by=by)
    move(thing=hired, stage="accepted", happened_on=days_ago(9), by=by)
    Offer.objects.create(application=hired, made_on=days_ago(9), base=1, currency="USD")
    return hired


def make_begun(learner):
    """A project that was begun long ago and nothing came of."""
    return make_project(learner, stage="building", happened_on=days_ago(100))


def sent(learner):
    return Application.objects.for_learner(learner)

"""A learner with a plan, for tests: written past the form, by the same action."""

import uuid

from tracker.actions.plans import make_plan
from tracker.actions.study import log_session
from tracker.actions.targets import ensure_targets
from tracker.dashboard import COUNTED
from tracker.models import Learner, Plan, Target
from tracker.tests.factories import START
from tracker.workload import SKILL

HOUR = 3600
MATH, PROGRAMMING = "hours-math", "hours-programming"


def steps_for(learner, order=(PROGRAMMING, MATH), ends=None):
    """The current targets as steps, the skills in this order; ``ends`` by the milestone's slug."""
    targets = [t for t in Target.objects.for_learner(learner).current().following() if t.milestone.counts in COUNTED]
    places = {slug: place for place, slug in enumerate(order)}
    targets.sort(key=lambda t: (t.milestone.counts != SKILL, places.get(t.milestone.slug, 9)))
    return [(t.milestone, t.edition, (ends or {}).get(t.milestone.slug, t.end)) for t in targets]


def plan_of(learner, *, today=START, ends=None, order=(PROGRAMMING, MATH), **shape):
    """Make the next version; by ten hours a week unless ``shape`` says otherwise."""
    ensure_targets(learner=learner, by=learner.user)
    current = Plan.objects.for_learner(learner).current()
    if "target_day" not in shape:
        shape = {"weekly_seconds": 10 * HOUR, **shape}
    return make_plan(
        learner=learner,
        by=learner.user,
        today=today,
        seen=current.number if current else 0,
        steps=steps_for(learner, order, ends),
        **{"order": "in_order", "reason": "A reason." if current else "", **shape},
    )


def study(learner, skill, day, hours):
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=int(hours * HOUR), skill=skill)
    return Learner.objects.get(pk=learner.pk)

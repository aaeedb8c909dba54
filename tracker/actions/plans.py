"""Planning: the learner makes the next version, or answers what was proposed. Nothing else moves a plan.

Targets and the weekly goal say the same as the plan, and are changed with it in one transaction.
"""

import datetime

from django.db import transaction

from careerguide.templatetags.interface import duration
from guide.models import Milestone
from tracker.actions.learner import set_goal
from tracker.actions.plan_versions import append_version, shape_of, steps_of
from tracker.actions.targets import aim
from tracker.models import Learner, Plan, PlanAnswer
from tracker.models.learner import WEEK_SECONDS
from tracker.plans import DATE, LOW_END
from tracker.proposals import proposal_of
from tracker.workload import Running, rest_of


class PlanMovedOn(Exception):
    """The plan was changed elsewhere since the form was opened. ``plan`` is the version that holds now."""

    def __init__(self, plan):
        super().__init__(plan)
        self.plan = plan


class ProposalMovedOn(Exception):
    """The proposal is not the one that the learner was shown: the plan, the hours or the week are others by now."""


class ProposalAnswered(Exception):
    """This week's proposal was answered otherwise before. ``answer`` is what was said."""

    def __init__(self, answer):
        super().__init__(answer)
        self.answer = answer


@transaction.atomic
def make_plan(*, learner, by, today, seen, steps, reason="", **shape):
    """Append the version that the form says, from ``today``, the learner's, on. Returns the plan.

    ``steps``: (milestone, edition, end) in order; ``shape``: order, target_day or weekly_seconds. ``seen`` is the
    number of the version that the form began from, 0 for none: the same form sent twice is saved once, and another
    window's version is not written over. Raises PlanMovedOn.
    """
    learner = Learner.objects.locked(learner)
    current = Plan.objects.for_learner(learner).current()
    if (current.number if current else 0) != seen:
        if current and says(current, steps=steps, reason=reason, **shape):
            return current
        raise PlanMovedOn(current)
    for milestone, edition, end in steps:
        aim(learner=learner, milestone=milestone, edition=edition, end=end, by=by)
    plan = append_version(learner=learner, by=by, effective_from=today, steps=steps, reason=reason, **shape)
    return _with_goal(plan, learner, today, by)


def says(plan, *, steps, reason, order, target_day=None, weekly_seconds=None):
    """Whether the version says just this."""
    shape = {"order": order, "target_day": target_day, "weekly_seconds": weekly_seconds}
    return plan.reason == reason and shape_of(plan) == shape and steps_of(plan) == [tuple(step) for step in steps]


@transaction.atomic
def accept_proposal(*, learner, by, today, week, seen, key):
    """Take one of the offers of the week's proposal, the one with this ``key``: the next version of the plan, from the
    first day of the week on. Returns the plan.

    ``week`` and ``seen``, the number of the plan's version, say what the learner was shown. The same answer twice is
    one; raises ProposalAnswered after another one, ProposalMovedOn where the proposal is not that one any more.
    """
    learner = Learner.objects.locked(learner)
    answer = PlanAnswer.objects.for_learner(learner).of_week(week)
    if answer:
        if answer.lever and key.partition(".")[0] == answer.lever:
            return Plan.objects.for_learner(learner).current()
        raise ProposalAnswered(answer)
    proposal = _proposal(learner, today, week, seen)
    offer = proposal.offer(key)
    if offer is None:
        raise ProposalMovedOn
    old = proposal.running.plan
    PlanAnswer.objects.create(
        learner=learner, by=by, plan=old, week=week, answer=PlanAnswer.Answer.ACCEPTED, lever=offer.lever
    )
    steps = steps_of(old)
    if offer.low:
        high = {step.milestone_id for step in proposal.running.steps if step.is_high}
        steps = [(m, edition, Milestone.End.LOW if m.pk in high else end) for m, edition, end in steps]
        for milestone, edition, end in steps:
            aim(learner=learner, milestone=milestone, edition=edition, end=end, by=by)
    dated = {"target_day": offer.day} if old.target_day else {"weekly_seconds": offer.weekly}
    plan = append_version(
        learner=learner,
        by=by,
        effective_from=week,
        steps=steps,
        reason=reason_of(proposal, offer),
        origin=Plan.Origin.PROPOSAL,
        **{**shape_of(old), **dated},
    )
    return _with_goal(plan, learner, today, by)


@transaction.atomic
def decline_proposal(*, learner, by, today, week, seen):
    """Leave the plan as it is; nothing is proposed for four weeks. Returns the answer. As ``accept_proposal``."""
    learner = Learner.objects.locked(learner)
    answer = PlanAnswer.objects.for_learner(learner).of_week(week)
    if answer:
        if not answer.lever:
            return answer
        raise ProposalAnswered(answer)
    proposal = _proposal(learner, today, week, seen)
    return PlanAnswer.objects.create(
        learner=learner, by=by, plan=proposal.running.plan, week=week, answer=PlanAnswer.Answer.DECLINED
    )


def reason_of(proposal, offer):
    """Why the version was made, in words that do not tell hours logged: the plan can be shared without them."""
    plan = proposal.running.plan
    before = proposal.running.course.weekly or 0
    what = [PlanAnswer.Lever(offer.lever).label.lower()]
    if offer.lever == LOW_END and offer.open:
        what.append("with more hours a week" if offer.weekly > before else "with a later date")
    if plan.weekly_seconds and offer.weekly != before:
        what.append(f"{duration(offer.weekly)} instead of {duration(before)}")
    if plan.target_day and offer.day != plan.target_day:
        what.append(f"{written(offer.day)} instead of {written(plan.target_day)}")
    elif offer.lever == DATE:
        what.append("at the same hours")
    return f"Proposed in the week of {written(proposal.week)} and accepted: {', '.join(what)}."


def written(day: datetime.date):
    return f"{day.day} {day:%B %Y}"


def _proposal(learner, today, week, seen):
    """The proposal as it is now, if it is of this week and this version of the plan."""
    proposal = proposal_of(learner, today)
    if proposal is None or (proposal.week, proposal.running.plan.number) != (week, seen):
        raise ProposalMovedOn
    return proposal


def _with_goal(plan, learner, today, by):
    """Make the weekly goal what the plan asks of a week: its hours, or what its day takes. Returns the plan."""
    fresh = Plan.objects.for_learner(learner).current()
    weekly = plan.weekly_seconds or Running(fresh, rest_of(learner)).course.weekly
    if weekly and weekly <= WEEK_SECONDS and weekly != learner.goal_seconds:
        set_goal(learner=learner, seconds=weekly, on=today, by=by)
    return fresh

"""Appending the next version of a plan, and letting it follow a target changed elsewhere. Under the learner's lock."""

from guide.templatetags.figures import long
from tracker import rollups
from tracker.models import Plan, PlanStep
from tracker.models.targets import goal_of
from tracker.workload import Done


def append_version(*, learner, by, effective_from, steps, reason, origin=Plan.Origin.CHOSEN, **fields):
    """The next version, from the morning of ``effective_from`` on: with what remains then, or as the steps know it.

    ``steps`` are (milestone, edition, end) in order, or with a fourth, the seconds that the milestone had to go;
    ``fields``: order, and target_day or weekly_seconds. Returns the plan.
    """
    number = Plan.objects.for_learner(learner).next_number()
    plan = Plan.objects.create(
        learner=learner, by=by, number=number, effective_from=effective_from, origin=origin,
        reason=reason[: Plan.LONGEST_REASON], **fields,
    )  # fmt: skip
    done = Done.now(learner).before(learner, effective_from)
    PlanStep.objects.bulk_create(
        PlanStep(
            plan=plan, milestone=milestone, edition=edition, end=end, position=position,
            to_go=known[0] if known else done.to_go(goal_of(milestone, edition, end)),
        )
        for position, (milestone, edition, end, *known) in enumerate(steps, start=1)
    )  # fmt: skip
    rollups.touch(learner.pk)
    return plan


def follow_target(*, target, by):
    """A target was changed elsewhere: the plan goes on from the same day, with that milestone as it is now.

    Returns the target.
    """
    learner, plan = target.learner, Plan.objects.for_learner(target.learner).current()
    steps = list(plan.steps.all()) if plan else []
    step = next((step for step in steps if step.milestone_id == target.milestone_id), None)
    if step is None or (step.edition_id, step.end) == (target.edition_id, target.end):
        return target
    mark = f", {target.get_end_display()} first" if target.other_end else ""
    append_version(
        learner=learner,
        by=by,
        effective_from=plan.effective_from,
        steps=[
            (target.milestone, target.edition, target.end)
            if each is step
            else (each.milestone, each.edition, each.end, each.to_go)
            for each in steps
        ],
        reason=f"{Plan.TARGET_CHANGED}{target.milestone.title}: {long(target.edition)}{mark}.",
        **shape_of(plan),
    )
    return target


def shape_of(plan):
    """What a version says beside its steps and why."""
    return {"order": plan.order, "target_day": plan.target_day, "weekly_seconds": plan.weekly_seconds}


def steps_of(plan):
    """The steps as ``append_version`` takes them, to be reckoned anew."""
    return [(step.milestone, step.edition, step.end) for step in plan.steps.all()]

"""The plans of invented people: rows that agree with what their lives say."""

from collections import Counter

from guide.models import Milestone
from tracker.dashboard import COUNTED
from tracker.models import Plan, PlanStep
from tracker.models.targets import goal_of
from tracker.plans import Course, Rest
from tracker.workload import SKILL, Done, work_of


def aims_of(life, milestones):
    """Pairs of a milestone and the end that they aim for."""
    high = life.intent.high if life.intent else ()
    return [(m, Milestone.End.HIGH if m.skill and m.skill.slug in high else m.end) for m in milestones]


def plan_rows(learner, life, catalogue):
    """The versions of their plan, and the steps of all of them."""
    aims = [(m, end) for m, end in aims_of(life, catalogue.milestones) if m.counts in COUNTED]
    aims.sort(key=lambda aim: aim[0].counts != SKILL)
    plans, steps = [], []
    for number, version in enumerate(life.plan, start=1):
        done = done_before(life, version.day, catalogue)
        marks = [(m, end, done.to_go(goal_of(m, m.now, end))) for m, end in aims]
        plan = Plan(
            learner=learner,
            by_id=learner.pk,
            number=number,
            effective_from=version.day,
            order=Plan.Order.TOGETHER if life.intent.together else Plan.Order.IN_ORDER,
            reason=version.reason,
            **shape_of(version, work_of([(m.counts, to_go or 0) for m, _, to_go in marks], life.intent.together)),
        )
        plans.append(plan)
        steps += [
            PlanStep(plan=plan, milestone=m, edition=m.now, end=end, position=position, to_go=to_go)
            for position, (m, end, to_go) in enumerate(marks, start=1)
        ]
    return plans, steps


def shape_of(version, work):
    """By hours a week, or by the day on which those hours would be done."""
    course = Course.by_hours(version.day, work.seconds, version.weekly, Rest())
    if version.by_day and course.ends:
        return {"target_day": course.ends}
    return {"weekly_seconds": version.weekly}


def done_before(life, day, catalogue):
    """What they had done by the morning of ``day``."""
    skills, whole = Counter(life.prior), sum(life.prior.values())
    for session in life.sessions:
        if session.day < day and session.skill:
            skills[session.skill] += session.seconds
            whole += session.seconds if catalogue.skills[session.skill].counts_to_total else 0
    return Done({catalogue.skills[slug].pk: seconds for slug, seconds in skills.items()}, whole)

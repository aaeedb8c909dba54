"""What remains of a plan's milestones, now or on a morning: the rows that tracker/plans.py reckons with."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from guide.models import Milestone
from tracker.models import Break, Plan, SkillTotal, StudySession
from tracker.plans import Course, Rest, Work
from tracker.progress import HOUR

SKILL, WHOLE = Milestone.Counts.SKILL_HOURS, Milestone.Counts.TOTAL_HOURS
IN_HOURS = (SKILL, WHOLE)


@dataclass(frozen=True)
class Done:
    """Seconds that count: by skill, before joining and since, and all that count to the total."""

    skills: dict
    whole: int

    @classmethod
    def now(cls, learner):
        """One query; the total stands on the learner's row."""
        totals = SkillTotal.objects.for_learner(learner).by_skill()
        skills = {skill: logged + prior for skill, (logged, prior, _) in totals.items()}
        return cls(skills, learner.prior_seconds + learner.counted_seconds)

    def before(self, learner, day):
        """As it was on the morning of ``day``, by what is known today. One query, over the days since."""
        skills, whole = dict(self.skills), self.whole
        for skill, seconds, counted in StudySession.objects.for_learner(learner).kept().since(day).amounts():
            whole -= counted
            if skill is not None:
                skills[skill] = skills.get(skill, 0) - seconds
        return Done(skills, whole)

    def to_go(self, goal):
        """Seconds to the mark of a goal; None where it does not count hours."""
        if goal.counts not in IN_HOURS:
            return None
        have = self.skills.get(goal.skill.pk, 0) if goal.counts == SKILL else self.whole
        return max(ceil(goal.mark * HOUR) - have, 0)


def work_of(pairs, together):
    """The Work of pairs of what a milestone counts and its seconds to go."""
    return Work(
        tuple(seconds for counts, seconds in pairs if counts == SKILL),
        sum(seconds for counts, seconds in pairs if counts == WHOLE),
        together,
    )


@dataclass(frozen=True)
class Running:
    """A version of a plan with the course that follows from it."""

    plan: Plan
    rest: Rest

    @classmethod
    def of(cls, learner):
        """The version that holds, or None. Three queries."""
        plan = Plan.objects.for_learner(learner).current()
        return plan and cls(plan, rest_of(learner))

    @cached_property
    def steps(self):
        return tuple(self.plan.steps.all())

    @cached_property
    def work(self):
        """What was to do when it began."""
        return work_of([(step.milestone.counts, step.to_go or 0) for step in self.steps], self.plan.is_together)

    @cached_property
    def course(self):
        plan, seconds = self.plan, self.work.seconds
        if plan.target_day:
            return Course.by_day(plan.effective_from, seconds, plan.target_day, self.rest)
        return Course.by_hours(plan.effective_from, seconds, plan.weekly_seconds, self.rest)

    def left(self, done, low=False):
        """Seconds that remain with ``done``; with ``low`` at the low ends of the ranges."""
        goals = [step.low_goal if low else step.goal for step in self.steps]
        return work_of([(goal.counts, done.to_go(goal) or 0) for goal in goals], self.plan.is_together).seconds

    @cached_property
    def dues(self):
        """The day on which each step is due, in their order; None where it had nothing to go.

        What is not counted in hours is due with the plan's last day: it can be done any time before.
        """
        parts = iter(self.work.until)
        return tuple(self._due(step, parts) for step in self.steps)

    def _due(self, step, parts):
        if step.milestone.counts not in IN_HOURS:
            return self.course.ends
        until = next(parts) if step.milestone.counts == SKILL else step.to_go
        return self.course.due(until) if until else None


def rest_of(learner):
    """The days of the learner's declared breaks. One query."""
    return Rest.of(Break.objects.for_learner(learner).declared().spans())

"""The read model of the plan: due dates, how far the plan and the learner have come, what is proposed, every version.

The plan is seen with the section Plan. What follows from hours logged, the due dates among it, needs Hours as well; so
does the day of a plan by a day, and the hours that it takes: together they would tell what remains. A milestone that
counts what another section shows is left out of every table and version for whoever may not see that section.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from tracker.dashboard import COUNTED, count_done
from tracker.days import DAY, week_of
from tracker.models import Plan, PlanStep, Section
from tracker.plans import to_minute
from tracker.progress import measure
from tracker.proposals import Proposal, resting_until
from tracker.workload import IN_HOURS, Done, Running

PAGE = 20  # versions shown, each with its steps
NEXT = 4  # due dates shown on Today


@dataclass(frozen=True)
class Due:
    """A milestone, by its slug and title, and the day by which the plan has it."""

    slug: str
    title: str
    day: datetime.date


@dataclass(frozen=True)
class StepRow:
    """A milestone of the plan as the viewer may see it: ``to_go`` in seconds, or a number; None where it is hidden."""

    step: PlanStep
    due: datetime.date | None = None
    to_go: object = None
    is_late: bool = False
    weekly: int = 0  # its share of a week's hours, where all are studied together

    @property
    def in_hours(self):
        return self.step.to_go is not None

    @property
    def is_reached(self):
        return self.to_go == 0


@dataclass(frozen=True)
class VersionRow:
    """A version as the viewer may see it: ``steps`` in their order, and ``reason``, "" where it is not told."""

    plan: Plan
    steps: tuple[PlanStep, ...]
    reason: str


@dataclass(frozen=True)
class PlanPage:
    """``running`` is None before there is a plan, ``done`` None where hours may not be seen."""

    access: object
    running: Running | None
    done: Done | None
    proposal: Proposal | None
    rests_until: datetime.date | None
    before: int | None = None  # the version below which the list of versions begins

    @classmethod
    def of(cls, access, before=None):
        """Seven queries at most, however long the record; ``versions`` take two more."""
        learner, today = access.learner, access.today
        running = Running.of(learner)
        if running is None:
            return cls(access, None, None, None, None)
        done = Done.now(learner) if access.shows(Section.HOURS) else None
        proposal = rests = None
        if access.own:
            proposal = Proposal.of(learner, today, running=running, done=done)
            rests = None if proposal else resting_until(learner, week_of(today, learner.week_start)[0])
        return cls(access, running, done, proposal, rests, before)

    @property
    def plan(self):
        return self.running.plan if self.running else None

    @property
    def course(self):
        return self.running.course

    @cached_property
    def _versions(self):
        versions = Plan.objects.for_learner(self.access.learner).with_steps().latest_first()
        return tuple((versions.below(self.before) if self.before else versions)[: PAGE + 1])

    @property
    def versions(self):
        """A page of them, the latest first."""
        return tuple(self._version(plan) for plan in self._versions[:PAGE])

    def _version(self, plan):
        shown = tuple(step for step in plan.steps.all() if self.access.own or self._shows(step))
        return VersionRow(plan, shown, plan.reason if self._tells(plan, shown) else "")

    def _tells(self, plan, shown):
        """Whether the reason is told: a proposal's may name a plan's day, a target's names its milestone."""
        if plan.origin != Plan.Origin.CHOSEN and self.done is None:
            return False
        if self.access.own or not plan.reason.startswith(Plan.TARGET_CHANGED):
            return True
        return any(plan.reason.startswith(f"{Plan.TARGET_CHANGED}{step.milestone.title}: ") for step in shown)

    @property
    def older(self):
        """The number to go on below, None where these are the last."""
        return self._versions[PAGE - 1].number if len(self._versions) > PAGE else None

    @cached_property
    def rows(self):
        """The steps that the viewer may see; without the hours what was chosen alone."""
        pairs = zip(self.running.steps, self.running.dues, strict=True)
        shown = [(step, due) for step, due in pairs if self._shows(step)]
        if self.done is None:
            return tuple(StepRow(step) for step, _ in shown)
        return tuple(self._row(step, due) for step, due in shown)

    def _shows(self, step):
        """Whether the viewer may know of a step: one in hours belongs to the plan itself, any other to the section
        that shows what it counts, so that nothing says that it is there."""
        if step.milestone.counts in IN_HOURS:
            return True
        section = COUNTED.get(step.milestone.counts, (None,))[0]
        return section is not None and self.access.shows(section)

    @property
    def is_all_reached(self):
        """Whether every step is, as far as all of them may be seen."""
        return len(self.rows) == len(self.running.steps) and all(row.is_reached for row in self.rows)

    def _row(self, step, due):
        goal, today = step.goal, self.access.today
        to_go = self.done.to_go(goal)
        if to_go is None:
            to_go = measure(goal, logged=count_done(goal.counts, self.access)).to_go
        late = bool(due and to_go and due < today)
        return StepRow(step, due, to_go, late, self._share(step) if goal.skill else 0)

    def _share(self, step):
        """Seconds a week, to the minute, of a skill that is studied beside the others."""
        if not self.plan.is_together or not step.to_go or not self.course.per_day:
            return 0
        return to_minute(7 * self.course.per_day * step.to_go / self.running.work.seconds)

    @cached_property
    def left(self):
        return self.running.left(self.done)

    @cached_property
    def asked(self):
        """Seconds that the plan has by yesterday's end: today is not over."""
        return ceil(self.course.asked(self.access.today - DAY))

    @property
    def did(self):
        return self.course.seconds - self.left

    @property
    def gap(self):
        """Seconds to catch up; negative where more was done than the plan has."""
        return self.asked - self.did

    @property
    def ahead(self):
        return max(-self.gap, 0)

    @property
    def goal_differs(self):
        """Whether the weekly goal is another than the plan's hours, or what its day takes: it was chosen by itself
        since, or a break was declared."""
        weekly = self.plan.weekly_seconds or self.course.weekly
        return bool(self.left and weekly and weekly != self.access.learner.goal_seconds)

    @property
    def missing(self):
        """Milestones that the guide has by now and the plan does not."""
        planned = {step.milestone_id for step in self.running.steps}
        milestones = self.access.guide.milestones.values()
        return [m for m in milestones if m.now and m.counts in COUNTED and m.pk not in planned]

    @property
    def dues(self):
        """What is still to be reached, by day, as far as it may be seen."""
        rows = [row for row in self.rows if row.due and row.to_go]
        rows.sort(key=lambda row: row.due)
        return tuple(Due(row.step.milestone.slug, row.step.milestone.title, row.due) for row in rows)

    @property
    def next_dues(self):
        return self.dues[:NEXT]

    @property
    def later_dues(self):
        """How many are due after those."""
        return len(self.dues[NEXT:])


def dues_of(access):
    """What the plan has still to be reached, as ``Due``, by day: none without a plan, or where Plan and Hours may not
    both be seen. Four queries."""
    if not access.shows(Section.PLAN, Section.HOURS):
        return ()
    running = Running.of(access.learner)
    return PlanPage(access, running, Done.now(access.learner), None, None).dues if running else ()


def pace_of(access):
    """Seconds a week that are planned: the plan's hours, or what its day takes; without a plan the weekly goal.

    Three queries. What a day takes follows from hours logged: for a viewer, ask for Hours first.
    """
    running = Running.of(access.learner)
    weekly = running.course.weekly if running else None
    return weekly or access.learner.goal_seconds

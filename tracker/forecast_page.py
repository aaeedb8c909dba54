"""The read model of the forecast: the learner's weeks, what is measured, breaks; and what a what-if makes of them.

Rows are bounded: day sums and sessions of about a year, however long the record. Needs the sections Hours and Plan.
"""

import datetime
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.cache import caches

from tracker.dashboard import goals_of, skill_rows, total_row
from tracker.days import DAY
from tracker.forecast import HORIZON, Forecast, Outlook, Scenario, marks_of
from tracker.forecast_picture import Timeline, lines_of
from tracker.models import Break, DayTotal, SkillTotal, StudySession
from tracker.shares import Order, Use
from tracker.weeks import whole_weeks
from tracker.workload import Running

LOOKED_AT = datetime.timedelta(weeks=60)  # for whole weeks: 52 of study, and room for breaks
LEAST_BESIDE = 360  # seconds a week that count to no total; less than a tenth of an hour is not told
RECENT = datetime.timedelta(weeks=12)  # in which it is looked at what time is spent on


@dataclass(frozen=True)
class ForecastPage:
    """``present``: the learner's own forecast; ``asked``: the same for a what-if, None where none is asked.

    ``counted``: the part of all time that counts to the total. ``planned_seconds``: a week's, as ``planned_pace``.
    """

    today: datetime.date
    scenario: Scenario
    present: Forecast
    asked: Forecast | None
    counted: float
    has_plan: bool
    planned_seconds: int
    planned_order: Order

    @classmethod
    def of(cls, access, scenario=None):
        """Nine queries, or none where the record, the guide, the day and the question are what they were."""
        scenario = scenario or Scenario()
        learner = access.learner
        key = f"forecast:{learner.pk}:{learner.version}:{access.guide.version}:{access.today}:{scenario.key}"
        kept = caches["pages"].get(key)
        if kept is None:
            kept = cls._made(access, scenario)
            caches["pages"].set(key, kept)
        return kept

    @classmethod
    def _made(cls, access, scenario):
        running = Running.of(access.learner)
        planned, order = planned_pace(access, running), planned_order(running)
        breaks = breaks_of(access)
        outlook = Outlook.of(weeks_of(access, breaks), planned)
        measured = in_plans_order(measured_of(access), running)
        use = use_of(access, measured)
        given = {"today": access.today, "measured": measured, "use": use, "breaks": breaks, "ends": ends_of(running)}
        return cls(
            today=access.today,
            scenario=scenario,
            present=Forecast.of(outlook, scenario=Scenario(order=order), **given),
            asked=Forecast.of(outlook, scenario=replace(scenario, order=scenario.order or order), **given)
            if scenario.is_what_if
            else None,
            counted=use.counted,
            has_plan=running is not None,
            planned_seconds=planned,
            planned_order=order,
        )

    @cached_property
    def rows(self):
        """Pairs of a milestone's dates: now, and then (None where nothing is asked)."""
        then = self.asked.rows if self.asked else [None] * len(self.present.rows)
        return tuple(zip(self.present.rows, then, strict=True))

    @cached_property
    def told(self):
        """For the table: each milestone's marks in scope, now and then, side by side."""
        scope = self.scenario.scope
        return tuple(
            (now.measured, tuple(zip(now.in_scope(scope), (then or now).in_scope(scope), strict=True)))
            for now, then in self.rows
        )

    @cached_property
    def timeline(self):
        dated = [row for pair in self.rows for row in pair if row]
        bands = [mark.band for row in dated for mark in row.in_scope(self.scenario.scope) if mark.band]
        return Timeline.of(self.today, bands, self.present.horizon) if bands else None

    @property
    def lines(self):
        """The picture's; none without a date."""
        return lines_of(self.rows, self.timeline, self.scenario.scope) if self.timeline else ()

    @property
    def total(self):
        """The dates of all hours together, or of the first milestone that there is; None without any."""
        return self._total[0] if self.rows else None

    @property
    def _total(self):
        return next((pair for pair in self.rows if pair[0].measured.goal.skill is None), self.rows[0])

    @property
    def lead(self):
        """Of the total the next mark in scope that is not reached: now, and then (the same where nothing is asked).
        None once all are."""
        if not self.rows:
            return None
        now, then = (row.in_scope(self.scenario.scope) for row in (self._total[0], self._total[1] or self._total[0]))
        return next((pair for pair in zip(now, then, strict=True) if not pair[0].reached), None)

    @property
    def counted_seconds(self):
        """Of the pace, what counts to the total; None where that is all of it, or there is none."""
        seconds = round(self.present.pace.seconds * self.counted)
        return seconds if self.present.pace.seconds - seconds >= LEAST_BESIDE else None


def forecast_of(access):
    """The learner's own forecast, kept; for other pages, which ask for it only where Hours and Plan are shown."""
    return ForecastPage.of(access).present


def planned_pace(access, running):
    """The seconds a week that are planned: the plan's hours, or what its day takes; without a plan the weekly goal."""
    return (running and running.course.weekly) or access.learner.goal_seconds


def planned_order(running):
    """How the plan goes through the skills; without one all together."""
    return Order.IN_ORDER if running and not running.plan.is_together else Order.TOGETHER


def in_plans_order(measured, running):
    """The milestones in the order of the plan, those that it does not name last."""
    places = {step.milestone.slug: step.position for step in running.steps} if running else {}
    return tuple(sorted(measured, key=lambda m: places.get(m.goal.slug, len(places) + 1)))


def ends_of(running):
    """To which end of its range the plan takes each milestone; none without a plan."""
    return {step.milestone.slug: step.end for step in running.steps} if running else {}


def breaks_of(access):
    first, last = access.today - LOOKED_AT, access.today + HORIZON
    return Break.objects.for_learner(access.learner).declared().touching(first, last).spans()


def weeks_of(access, breaks):
    """The whole weeks of about a year, since the start."""
    learner, today = access.learner, access.today
    since = max(learner.started_on, today - LOOKED_AT)
    seconds = DayTotal.objects.for_learner(learner).between(since, today).seconds_by_day()
    return whole_weeks(seconds_by_day=seconds, since=since, today=today, week_start=learner.week_start, breaks=breaks)


def measured_of(access):
    """What the learner has of each milestone that counts hours, skills first in the guide's order."""
    goals = [goal for goal in goals_of(access) if goal.mark is not None]
    totals = SkillTotal.objects.for_learner(access.learner).by_skill()
    rows = (*skill_rows(goals, totals), total_row(goals, access.learner))
    return tuple(row.measured for row in rows if row)


def use_of(access, measured):
    """What the last weeks went to."""
    first = access.today - RECENT + DAY
    recent = StudySession.objects.for_learner(access.learner).kept().between(first, access.today).time_by_skill()
    skills = [m for m in measured if m.goal.skill]
    return Use.of(
        recent={m.goal.slug: sum(s for skill, _, s in recent if skill == m.goal.skill.pk) for m in skills},
        counted=sum(seconds for _, counts, seconds in recent if counts),
        in_all=sum(seconds for *_, seconds in recent),
        remaining={m.goal.slug: max(marks_of(m)[-1][1] - float(m.done), 0.0) for m in skills},
    )

"""The read model of the weeks of a record against the goal: the run, the best one, and the weeks, page by page."""

import datetime
from dataclasses import dataclass

from tracker.days import DAY, week_of
from tracker.models import Break, DayTotal, WeeklyGoal
from tracker.runs import Run, RunLine, ahead, best_of, running_week, runs_of
from tracker.weeks import WholeWeek, first_whole, goal_on, whole_weeks

PAGE = 26  # half a year


@dataclass(frozen=True)
class Weeks:
    """All weeks of a record: those that are over, oldest first, and the running one. Three queries, however long.

    ``begun``: the week within which the record began, once it is over, or None; it is held against no goal.
    """

    over: tuple
    running: object
    breaks: tuple
    begun: WholeWeek | None = None

    @classmethod
    def of(cls, learner, today):
        first, last = week_of(today, learner.week_start)
        since = min(learner.started_on, first)
        seconds = DayTotal.objects.for_learner(learner).between(since, last).seconds_by_day()
        goals = WeeklyGoal.objects.for_learner(learner).by_day()
        breaks = Break.objects.for_learner(learner).declared().spans()
        over = whole_weeks(
            seconds_by_day=seconds, since=learner.started_on, today=first, week_start=learner.week_start, goals=goals,
            breaks=breaks,
        )  # fmt: skip
        running = running_week(first, in_week(seconds, first), goal_on(last, goals), breaks, learner.started_on)
        begun_on, _ = week_of(learner.started_on, learner.week_start)
        begun = None
        if begun_on < learner.started_on < first:
            begun = WholeWeek(begun_on, in_week(seconds, begun_on), None)
        return cls(over, running, breaks, begun)

    @property
    def run(self):
        """The run as of the end of last week."""
        runs = runs_of(self.over)
        return runs[-1] if runs else Run()

    @property
    def best(self):
        """The longest run that these weeks hold, the running one among them."""
        return best_of([*runs_of(self.over), self.run.with_running(self.running)])


def in_week(seconds_by_day, first):
    """The seconds of the seven days from ``first``."""
    return sum(seconds_by_day.get(first + n * DAY, 0) for n in range(7))


def best_run(learner):
    """The best run that is kept beside the learner."""
    return Run(learner.best_run_weeks, learner.best_run_ended_on)


def kept_breaks(learner):
    """The breaks that are kept beside the learner: pairs of days."""
    return tuple(tuple(map(datetime.date.fromisoformat, span)) for span in learner.breaks_ahead)


def kept_run(learner, first):
    """The run as of the day before ``first``, with which the running week begins: as it is kept, Run() before any week
    is over, None where it is not known."""
    if learner.run_until == first:
        return Run(learner.run_weeks)
    return Run() if first_whole(learner.started_on, learner.week_start) >= first else None


def parse_before(text):
    """``2026-05-25`` → the day before which the weeks of a page begin; None for anything else: the first page."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class WeekPage:
    """At most 26 weeks that are over, the latest first, and what Today says of the run. The first page has the running
    week above them; the last one may end with the week within which the record began."""

    line: RunLine
    running: WholeWeek
    weeks: tuple
    from_day: datetime.date  # the first day of the first whole week: goals begin with it
    older: str = ""  # the address of the next older page, "" on the last
    first: bool = True

    @classmethod
    def of(cls, access, before=""):
        """``before``: of the address, the day before which the weeks begin."""
        weeks, learner, today = Weeks.of(access.learner, access.today), access.learner, access.today
        best = best_of([best_run(learner), weeks.best])
        breaks = ahead(weeks.breaks, weeks.running.first)
        line = RunLine.of(weeks.run, best, weeks.running, breaks, today, learner.started_on)
        until, told = parse_before(before), (*([weeks.begun] if weeks.begun else ()), *weeks.over)
        shown = [week for week in reversed(told) if until is None or week.first < until]
        older = f"{access.url('week-list')}?before={shown[PAGE - 1].first}" if len(shown) > PAGE else ""
        from_day = first_whole(learner.started_on, learner.week_start)
        return cls(line, weeks.running, tuple(shown[:PAGE]), from_day, older, until is None)

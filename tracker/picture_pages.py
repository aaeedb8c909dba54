"""The read models of the pictures of a record: each fetches at most a row a day, however many sessions there are.

What belongs to the plan (goals, breaks, one's own targets, the day of the start) is fetched only for whom it is shared
with; what the guide recommends is public.
"""

import calendar
import datetime
from dataclasses import dataclass

from guide.models import Milestone
from tracker.dashboard import goals_of
from tracker.days import DAY, week_of
from tracker.forecast_page import forecast_of
from tracker.models import DayTotal, Section, StudySession
from tracker.pictures.course import Cone, Course
from tracker.pictures.hours import drawings
from tracker.pictures.shares import Part, shares_of
from tracker.pictures.weeks import WeekBars, met_of, weeks_between
from tracker.pictures.year import HEIGHT, WIDTH, Calendar, halves
from tracker.progress import as_hours

WEEKS = (12, 26, 52)
SPANS = {"all": "All time", "year": "This year", "12-weeks": "12 weeks"}


def begun(access):
    """The record's first day: the earliest with time logged, or that of the start, where the plan may be seen."""
    first = DayTotal.objects.for_learner(access.learner).first_day()
    if not access.shows(Section.PLAN):
        return first
    return min(filter(None, (first, access.learner.started_on)))


def goals_and_breaks(access, first, last):
    """What weeks are held against: (day, seconds) of each weekly goal, and the declared breaks from first to last."""
    if not access.shows(Section.PLAN):
        return (), ()
    learner = access.learner
    goals = learner.goals.order_by("effective_from", "id").values_list("effective_from", "seconds")
    return tuple(goals), learner.breaks.declared().touching(first, last).spans()


def told_weeks(access, first, last):
    """The weeks that hold the days from first to last, with their goals. Three queries."""
    first, _ = week_of(first, access.learner.week_start)
    _, last = week_of(last, access.learner.week_start)
    seconds = DayTotal.objects.for_learner(access.learner).between(first, last).seconds_by_day()
    goals, breaks = goals_and_breaks(access, first, last)
    since = access.learner.started_on if access.shows(Section.PLAN) else None
    told = weeks_between(
        first,
        last,
        seconds_by_day=seconds,
        since=since,
        today=access.today,
        week_start=access.learner.week_start,
        goals=goals,
        breaks=breaks,
    )
    return told, seconds, breaks


@dataclass(frozen=True)
class Goals:
    """How the weeks of a picture stand against the weekly goal. ``low`` and ``high``: the least and the most it was."""

    met: int
    counted: int
    rested: int
    low: int | None
    high: int | None

    @classmethod
    def of(cls, told):
        met, counted = met_of(told)
        goals = [each.week.goal for each in told if each.week.goal and not each.week.break_days] or [None]
        return cls(met, counted, sum(each.week.rests for each in told), min(goals, default=None), max(goals))


@dataclass(frozen=True)
class YearPage:
    """A year, a square a day; a half that lies before the record is left out.

    ``told``: its weeks, those that begin in it; ``years``: those beside it.
    """

    year: int
    halves: tuple
    told: tuple
    goals: Goals
    years: tuple
    latest: int | None  # the number of the last day with time on it

    width, height = WIDTH, HEIGHT

    @classmethod
    def of(cls, access, year):
        """The year, or the nearest one of the record."""
        since = begun(access)
        year = min(max(year, since.year if since else access.today.year), access.today.year)
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        told, seconds, breaks = told_weeks(access, first, last)
        days = Calendar(seconds, since, access.today, access.learner.week_start, breaks)
        both = tuple(half for half in halves(year, days) if since is None or half.last >= since)
        told = tuple(each for each in told if each.week.first.year == year and since and each.week.last >= since)
        years = [other for other in (year - 1, year + 1) if since and since.year <= other <= access.today.year]
        numbers = [square.number for half in both for square in half.squares if square.iso]
        return cls(year, both, told, Goals.of(told), tuple(years), max(numbers, default=None))

    @property
    def seconds(self):
        return sum(half.seconds for half in self.halves)

    @property
    def days(self):
        return sum(half.days for half in self.halves)

    @property
    def has_breaks(self):
        return any(
            "h-pause" in square.look or "h-rest" in square.look for half in self.halves for square in half.squares
        )


@dataclass(frozen=True)
class WeeksPage:
    """The last weeks, the one under way among them; ``count`` of ``choices`` were asked for."""

    count: int
    told: tuple
    bars: WeekBars | None
    goals: Goals

    choices = WEEKS

    @classmethod
    def of(cls, access, count):
        since = begun(access)
        first = access.today - (count - 1) * 7 * DAY
        told, _, _ = told_weeks(access, first, access.today)
        told = tuple(each for each in told if since and each.week.last >= since)
        return cls(count, told, WeekBars.of(told, access.today) if told else None, Goals.of(told))

    @property
    def seconds(self):
        return sum(each.week.seconds for each in self.told)


@dataclass(frozen=True)
class Month:
    """Counted time of a month, and in all at its end (so far, in the one under way)."""

    first: datetime.date
    seconds: int
    in_all: int

    @property
    def last(self):
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])


def counted_pieces(access):
    """Counted seconds by (month, week): what was logged, less what is kept beside the total. Two queries.

    The second has a row for each day with such time.
    """
    pieces = {}
    for month, week, seconds in DayTotal.objects.for_learner(access.learner).sums_by_month_and_week():
        pieces[month, week] = seconds
    beside = StudySession.objects.for_learner(access.learner).kept().beside_the_total()
    for day, seconds in beside.sums_by_day():
        pieces[day.replace(day=1), day - day.weekday() * DAY] -= seconds
    return pieces


def months_of(pieces, since, today, prior):
    """A row for each month from the first to today's."""
    by_month, in_all, months = {}, prior, []
    for (month, _), seconds in pieces.items():
        by_month[month] = by_month.get(month, 0) + seconds
    month = since.replace(day=1)
    while month <= max(today, *by_month, month):
        in_all += by_month.get(month, 0)
        months.append(Month(month, by_month.get(month, 0), in_all))
        month = (month + 31 * DAY).replace(day=1)
        if month > today and month not in by_month:
            break
    return tuple(months)


def curve_of(pieces, since, today, prior):
    """The sum in hours at the end of each piece: pairs of day and hours, from ``since`` to ``today``."""
    curve, in_all = [(since, float(as_hours(prior)))], prior
    for (month, week), seconds in pieces.items():
        in_all += seconds
        end = min(week + 6 * DAY, (month + 31 * DAY).replace(day=1) - DAY, today)
        curve.append((max(end, since), float(as_hours(in_all))))
    if curve[-1][0] < today:
        curve.append((today, curve[-1][1]))
    return tuple(curve)


@dataclass(frozen=True)
class HoursPage:
    """All hours so far against what is recommended in all, and the cone of where they may lead."""

    course: Course | None
    drawings: tuple
    months: tuple
    prior: int
    goal: object

    @classmethod
    def of(cls, access):
        """The cone only where the plan is shown, as the forecast's own page."""
        cone = forecast_of(access).cone if access.shows(Section.PLAN) else ()
        learner, today = access.learner, access.today
        goal = next((goal for goal in goals_of(access) if goal.counts == Milestone.Counts.TOTAL_HOURS), None)
        since, prior, pieces = begun(access), learner.prior_seconds, counted_pieces(access)
        if not pieces and not prior:
            return cls(None, (), (), 0, goal)
        since = min(since or today, today)
        curve = curve_of(pieces, since, today, prior)
        course = Course(curve, float(as_hours(prior)), goal, Cone.of(cone))
        return cls(course, drawings(course), months_of(pieces, since, today, prior), prior, goal)


@dataclass(frozen=True)
class SkillsPage:
    """How the time of a span is spread over skills and activities. ``first``: the span's first day, None for all."""

    span: str
    first: datetime.date | None
    last: datetime.date
    shares: tuple

    choices = SPANS

    @classmethod
    def of(cls, access, span):
        today = access.today
        first = {"year": today.replace(month=1, day=1), "12-weeks": week_of(today, access.learner.week_start)[0]}.get(
            span
        )
        if span == "12-weeks":
            first -= 11 * 7 * DAY
        rows = StudySession.objects.for_learner(access.learner).kept()
        if first:
            rows = rows.between(first, today)
        return cls(span, first, today, shares_of(parts_of(rows.sums_by_what(), access.guide.skills)))

    @property
    def seconds(self):
        return sum(share.part.seconds for share in self.shares)

    @property
    def counted(self):
        return sum(share.part.seconds for share in self.shares if share.part.counts)


def parts_of(rows, skills):
    """Parts from rows of sums: a session with a skill is time on it, whatever was done; one without is its activity."""
    parts = {}
    for skill, activity, counts, seconds, sessions in rows:
        key = (skill, None if skill else activity, counts)
        before = parts.get(key, (0, 0))
        parts[key] = (before[0] + seconds, before[1] + sessions)
    return [
        Part(skills[skill].title, seconds, sessions, counts, f"skill={skills[skill].slug}")
        if skill
        else Part(StudySession.Activity(activity).label, seconds, sessions, counts, f"activity={activity}")
        for (skill, activity, counts), (seconds, sessions) in parts.items()
    ]

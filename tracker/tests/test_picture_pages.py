"""What the pictures of a record show: sums that agree with the rows, and nothing of what is not shared."""

import datetime
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.utils import timezone

from guide.models import Milestone
from tracker import picture_pages
from tracker.access import Access
from tracker.days import DAY
from tracker.models import Break, Section, StudySession, Target, WeeklyGoal
from tracker.picture_pages import HoursPage, SkillsPage, WeeksPage, YearPage, counted_pieces
from tracker.tests.factories import START, make_sessions

HOUR = 3600
FIVE_WEEKS = [START + (7 + n) * DAY for n in range(35)]
TODAY = datetime.date(2026, 4, 9)  # a Thursday
EVERYTHING = frozenset(Section.values)
WITHOUT_PLAN = EVERYTHING - {Section.PLAN}


def look(learner, sections=EVERYTHING, today=TODAY):
    """A look at the record as it is on ``today``."""
    learner.refresh_from_db()
    access = Access(learner, learner.user, frozenset(sections))
    vars(access)["today"] = today
    return access


@pytest.fixture
def studied(learner, guide):
    """Five weeks of study from the second on, a break in the middle, another goal since, some time beside the total."""
    for milestone in Milestone.objects.tracked():
        Target.objects.create(learner=learner, milestone=milestone, edition=milestone.now, answered=milestone.now)
    WeeklyGoal.objects.create(learner=learner, effective_from=datetime.date(2026, 2, 9), seconds=6 * HOUR)
    Break.objects.create(learner=learner, first=datetime.date(2026, 2, 2), last=datetime.date(2026, 2, 8))
    deleted = timezone.now()
    make_sessions(learner, [TODAY], seconds=4 * HOUR, skill=guide["math"], deleted_at=deleted)
    make_sessions(learner, [TODAY], seconds=2 * HOUR, skill=guide["programming"])
    make_sessions(learner, [TODAY - DAY], activity="interview", counts=False)
    make_sessions(learner, FIVE_WEEKS, skill=guide["math"])
    return learner


def test_a_year_adds_up_and_its_weeks_stand_against_the_goals_that_held(studied):
    page = YearPage.of(look(studied), 2026)
    assert page.seconds == studied.logged_seconds == 38 * HOUR
    assert page.days == 37
    assert (page.goals.met, page.goals.counted, page.goals.rested) == (1, 12, 1), "7 h of 10 h thrice, 7 h of 6 h once"
    assert (page.goals.low, page.goals.high) == (6 * HOUR, 10 * HOUR)
    assert page.told[0].week.first == START
    assert page.told[-1].standing.value == "so far"
    assert page.latest == (TODAY - datetime.date(2026, 1, 1)).days
    assert page.has_breaks


@pytest.mark.parametrize(("asked", "shown"), [(2026, 2026), (1, 2026), (9999, 2027), (2027, 2027)])
def test_the_nearest_year_of_the_record_is_shown(studied, asked, shown):
    access = look(studied, today=datetime.date(2027, 1, 3))
    page = YearPage.of(access, asked)
    assert page.year == shown
    assert page.years == ((2026,) if shown == 2027 else (2027,))


def test_a_year_begins_its_weeks_where_the_learner_does(studied):
    studied.week_start = 6
    studied.save()
    assert {each.week.first.weekday() for each in YearPage.of(look(studied), 2026).told} == {6}


def test_half_a_year_before_the_record_is_left_out(studied):
    assert len(YearPage.of(look(studied), 2026).halves) == 2
    late = datetime.date(2025, 9, 1)
    studied.started_on = late
    studied.save()
    (half,) = YearPage.of(look(studied), 2025).halves
    assert half.first == datetime.date(2025, 7, 1)


def test_weeks_before_the_record_are_not_drawn(studied):
    page = WeeksPage.of(look(studied), 52)
    assert page.told[0].week.first == START
    assert page.seconds == 38 * HOUR
    assert len(WeeksPage.of(look(studied), 12).bars.columns) == 12


def test_before_the_first_log_there_is_the_week_under_way(learner):
    access = look(learner, today=START)
    assert [each.standing.value for each in WeeksPage.of(access, 26).told] == ["so far"]
    assert YearPage.of(access, 2026).latest is None
    assert HoursPage.of(access).course is None
    assert SkillsPage.of(access, "all").shares == ()


def test_all_hours_end_with_what_counts_and_agree_with_the_kept_sums(studied):
    studied.prior_seconds = 20 * HOUR
    studied.save()
    page = HoursPage.of(look(studied))
    assert page.course.done == 20 + studied.counted_seconds / HOUR == 57
    assert (page.course.curve[0], page.course.curve[-1][0]) == ((START, 20.0), TODAY)
    assert sum(month.seconds for month in page.months) == studied.counted_seconds
    assert [month.seconds // HOUR for month in page.months] == [20, 15, 0, 2]
    assert page.months[-1].in_all == 57 * HOUR
    assert sum(counted_pieces(look(studied)).values()) == studied.counted_seconds


def test_hours_are_told_to_the_minute_whatever_the_order_of_months_and_weeks(studied, guide):
    curve = HoursPage.of(look(studied)).course.curve
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(curve))
    first_of_february = next(hours for day, hours in curve if day == datetime.date(2026, 1, 31))
    assert first_of_february == 20


def test_the_forecasts_points_become_the_cone(studied, monkeypatch):
    done = studied.counted_seconds / HOUR
    points = [
        SimpleNamespace(day=TODAY + 7 * n * DAY, low=done + 10 * n, middle=done + 12 * n, high=done + 14 * n)
        for n in range(200)
    ]
    monkeypatch.setattr(picture_pages, "forecast_of", lambda access: SimpleNamespace(cone=points))
    page = HoursPage.of(look(studied))
    assert page.course.cone.paces == (10, 14)
    assert page.course.crossing
    assert all(drawing.cone and drawing.reached for drawing in page.drawings)


def test_shares_are_of_the_span_asked_for(studied, guide):
    whole = SkillsPage.of(look(studied), "all")
    assert whole.seconds == studied.logged_seconds
    assert whole.counted == studied.counted_seconds
    assert [(share.part.title, share.part.sessions) for share in whole.shares] == [
        (guide["math"].title, 35),
        (guide["programming"].title, 1),
        ("Interview practice", 1),
    ]
    recent = SkillsPage.of(look(studied), "12-weeks")
    assert recent.first == datetime.date(2026, 1, 19)
    assert recent.seconds == 31 * HOUR
    assert SkillsPage.of(look(studied, today=datetime.date(2027, 3, 1)), "year").shares == ()


def test_a_project_session_with_a_skill_is_time_on_the_skill(studied, guide):
    StudySession.objects.filter(skill=guide["programming"]).update(activity="project")
    assert [share.part.asked for share in SkillsPage.of(look(studied), "all").shares] == [
        "skill=math",
        "skill=programming",
        "activity=interview",
    ]


def test_without_the_plan_there_is_no_goal_no_break_no_day_of_the_start_and_no_target(studied):
    milestone = Milestone.objects.get(counts="total_hours")
    Target.objects.filter(milestone=milestone).update(end="high")
    access = look(studied, WITHOUT_PLAN)

    year = YearPage.of(access, 2026)
    assert (year.goals.counted, year.goals.low, year.has_breaks) == (0, None, False)
    looks = {square.iso or square.number: square.look for half in year.halves for square in half.squares}
    assert looks[10] == "h-next", "the record seems to begin with the first session"
    assert WeeksPage.of(access, 26).bars.goal == ()
    page = HoursPage.of(access)
    assert not page.course.cone
    assert page.course.since == START + 7 * DAY
    assert page.goal.end == milestone.end, "what the guide recommends to everybody"


def test_queries_and_rows_do_not_grow_with_the_record(studied, guide, django_assert_num_queries):
    pages = {
        "year": lambda access: YearPage.of(access, 2026),
        "weeks": lambda access: WeeksPage.of(access, 26),
        "hours": HoursPage.of,
        "skills": lambda access: SkillsPage.of(access, "all"),
    }
    counts = {
        "year": 4,
        "weeks": 4,
        "hours": 10,  # six of them the forecast's
        "skills": 1,
    }
    look(studied).guide  # noqa: B018 - fetched once a process
    for times in range(2):
        for name, page in pages.items():
            access = look(studied)
            access.guide  # noqa: B018
            with django_assert_num_queries(counts[name]):
                page(access)
        if not times:
            make_sessions(studied, [START + n * DAY for n in range(90)], seconds=60, skill=guide["programming"])


def test_a_long_record_is_summed_by_the_database(studied, guide):
    pieces = len(counted_pieces(look(studied)))
    make_sessions(studied, FIVE_WEEKS, seconds=60, skill=guide["math"])
    assert len(counted_pieces(look(studied))) == pieces == 7, "parts of weeks in a month"


def test_the_clock_is_the_learners(studied):
    assert Access(studied, studied.user, EVERYTHING).today == timezone.now().date()

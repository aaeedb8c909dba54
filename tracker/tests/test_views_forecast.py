"""The forecast's page: dates of one's own or a mentee's milestones, and what if."""

import datetime
import os
import re
import subprocess
import sys
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from careerguide.tests.kept import kept
from tracker.access import full_access
from tracker.actions.learner import change_goal
from tracker.actions.study import log_session
from tracker.days import DAY
from tracker.forecast import Basis, Scenario
from tracker.forecast_page import ForecastPage, forecast_of
from tracker.models import Break, Learner, Section
from tracker.tests.factories import make_mentorship
from tracker.tests.plans import MATH, PROGRAMMING, plan_of
from tracker.tests.test_views_dashboard import set_targets

URL = "/tracker/forecast/"
BANDS = "/tracker/forecast/bands/"
WEEKS = 12


def words(answer):
    """The text of an answer, in one line."""
    return re.sub(r"\s+", " ", strip_tags(answer.text))


def log(learner, day, hours, skill=None, **fields):
    log_session(
        learner=learner,
        by=learner.user,
        day=day,
        seconds=round(hours * 3600),
        skill=skill,
        token=uuid.uuid4(),
        **fields,
    )


def study(learner, guide, hours=10, weeks=WEEKS):
    """So many hours in each of the last whole weeks, half of them of each skill. The week under way is empty."""
    today = timezone.now().date()
    first = today - today.weekday() * DAY - 7 * weeks * DAY
    Learner.objects.filter(pk=learner.pk).update(started_on=first)
    for week in range(weeks):
        for number, skill in enumerate((guide["programming"], guide["math"])):
            log(learner, first + (7 * week + number) * DAY, hours / 2, skill)
    learner.refresh_from_db()


@kept
def studied(learner, guide):
    set_targets(learner, guide)
    study(learner, guide)
    return learner


def middle_of(page, row=-1, mark=0):
    return page.present.rows[row].marks[mark].band.middle


def test_forecast_tells_dates_and_the_pace(log_in, studied):
    told = words(log_in(studied).get(URL))
    assert "10 h a week, from 12 whole weeks" in told
    assert re.search(r"low mark of 1,500 h: between .+ at your pace of 10 h a week; .+ is the middle\.", told)
    assert told.count("is the middle") >= 6, "each mark of each milestone"
    assert "400–600 h" in told


def test_forecast_has_its_middle_where_division_puts_it(studied):
    page = ForecastPage.of(full_access(studied))
    rest = 1500 - 10 * WEEKS
    closed = page.today + datetime.timedelta(weeks=rest / 10)
    assert abs((middle_of(page) - closed).days) <= 7


def test_forecast_as_htmx_is_the_fragment_that_the_page_holds(log_in, studied, htmx):
    client = log_in(studied)
    fragment = client.get(URL, {"hours": "12"}, headers=htmx).text.strip()
    assert fragment.startswith('<div id="forecast"')
    assert fragment in client.get(URL, {"hours": "12"}).text


def test_forecast_sends_the_anonymous_to_log_in(client, guide):
    assert client.get(URL).url == f"/accounts/login/?next={URL}"


def test_forecast_of_a_stranger_is_not_there(log_in, studied, stranger):
    assert log_in(stranger).get(f"/tracker/of/{studied.user.handle}/forecast/").status_code == 404


def test_forecast_is_the_same_for_a_mentor_with_both_sections(log_in, studied, mentor):
    make_mentorship(studied, mentor, sections=[Section.HOURS, Section.PLAN])
    answer = log_in(mentor).get(f"/tracker/of/{studied.user.handle}/forecast/?hours=12")
    assert answer.context["page"] == ForecastPage.of(full_access(studied), Scenario(seconds=12 * 3600))
    told = words(answer)
    assert "your" not in told.partition("How the dates are made")[0].partition("Forecast")[2].lower()
    assert f"/tracker/of/{studied.user.handle}/forecast/" in answer.text


@pytest.mark.parametrize("shared", [[Section.HOURS], [Section.PLAN], []])
def test_forecast_needs_hours_and_plan(log_in, studied, mentor, shared):
    make_mentorship(studied, mentor, sections=shared)
    client = log_in(mentor)
    prefix = f"/tracker/of/{studied.user.handle}/"
    assert client.get(f"{prefix}forecast/").status_code == 404
    assert client.get(f"{prefix}forecast/bands/").status_code == 404
    assert "forecast" not in client.get(prefix).text.lower()


@pytest.mark.parametrize("url", [URL, BANDS])
def test_forecast_is_only_read(log_in, studied, url):
    assert log_in(studied).post(url).status_code == 405


def test_a_what_if_stands_beside_the_present_and_stores_nothing(log_in, studied):
    client = log_in(studied)
    before = client.get(URL)
    answer = client.get(URL, {"hours": "20", "break": "2w", "order": "in_order"})
    page = answer.context["page"]
    assert page.present == before.context["page"].present
    assert page.scenario == Scenario(20 * 3600, 14, "in_order")
    assert page.asked.rows[-1].marks[0].band.middle < middle_of(page)
    told = words(answer)
    assert "What if: between" in told
    assert "Now: between" in told
    asked = "20 h a week, a break of 14 days from tomorrow, one skill after the other"
    assert asked in told
    assert f"<title>What if: {asked} |" in answer.text
    assert re.search(
        rf"Forecast What if: {asked}\. .+, low mark of 1,500 h: between .+; .+ is the middle\."
        r" Now: between .+ at your pace of 10 h a week; .+ is the middle\. Your pace now",
        told,
    )
    assert client.get(URL).context["page"] == before.context["page"]
    kept = Learner.objects.get(pk=studied.pk)
    assert (kept.version, kept.goal_seconds) == (studied.version, 10 * 3600)


def test_without_parameters_the_dates_are_the_dashboards(log_in, studied, htmx):
    client = log_in(studied)
    page = client.get(URL).context["page"]
    assert client.get(URL, {"hours": "", "break": "", "scope": "", "order": ""}).context["page"].present == page.present
    assert page.asked is None
    assert client.get(BANDS, headers=htmx).context["page"].present == page.present
    assert forecast_of(full_access(studied)) == page.present


def test_the_scope_leaves_the_other_mark_out(log_in, studied):
    client = log_in(studied)
    low, high = (words(client.get(URL, {"scope": scope})).partition("How the dates")[0] for scope in ("low", "high"))
    assert "High mark" not in low
    assert "Low mark" not in high
    assert client.get(URL, {"scope": "low"}).context["page"].asked is None


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("hours", "many", "This is not a number of hours that we can read."),
        ("hours", "0", "More than nothing"),
        ("hours", "169", "at most the 168 hours of a week"),
        ("hours", "9" * 10_000, "at most 40 characters"),
        ("hours", "\N{SEEDLING}", "This is not a number of hours that we can read."),
        ("hours", "nan", "This is not a number of hours that we can read."),
        ("hours", "1e9", "This is not a number of hours that we can read."),
        ("hours", "\x00", "Null characters are not allowed."),
        ("break", "soon", "This is not a length that we can read. Write 2w or 10d."),
        ("break", "2", "This is not a length that we can read. Write 2w or 10d."),
        ("break", "-2w", "This is not a length that we can read."),
        ("break", "99w", "A break is at most 366 days."),
        ("break", "٢w", "This is not a length that we can read."),
        ("scope", "middle", "Choose one of the list."),
        ("order", "\x00", "Choose one of the list."),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_kept(log_in, studied, field, value, message):
    answer = log_in(studied).get(URL, {field: value})
    assert answer.status_code == 200
    assert message in answer.text
    assert answer.context["form"][field].errors
    assert answer.context["page"].asked is None
    if field in ("hours", "break") and "\x00" not in value:
        assert f'value="{value}"' in answer.text


@pytest.mark.parametrize(
    ("typed", "seconds"), [("12", 43200), ("7.5", 27000), ("7h30", 27000), (" 12 h ", 43200), ("0,5", 1800)]
)
def test_hours_are_read_as_everywhere(log_in, studied, typed, seconds):
    assert log_in(studied).get(URL, {"hours": typed}).context["page"].scenario.seconds == seconds


@pytest.mark.parametrize(
    ("typed", "days"), [("2w", 14), ("10d", 10), ("1 week", 7), ("3 Days", 3), ("0d", 0), ("0", 0)]
)
def test_breaks_are_read_in_weeks_and_days(log_in, studied, typed, days):
    assert log_in(studied).get(URL, {"break": typed}).context["page"].scenario.break_days == days


def test_what_can_be_read_is_answered_beside_what_cannot(log_in, studied):
    answer = log_in(studied).get(URL, {"hours": "12", "break": "999w", "scope": "low"})
    assert answer.context["page"].scenario == Scenario(seconds=12 * 3600, scope="low")
    told = words(answer)
    assert "A break is at most 366 days." in told
    assert "The dates answer the rest: 12 h a week." in told
    assert "High mark" not in told


def test_unknown_parameters_ask_nothing(log_in, studied):
    assert not log_in(studied).get(URL, {"utm": "x"}).context["form"].is_bound


def test_under_four_whole_weeks_the_plans_pace_is_labelled_so(log_in, learner, guide):
    plan_of(learner)
    study(learner, guide, hours=3, weeks=3)
    answer = log_in(learner).get(URL)
    assert answer.context["page"].present.pace.basis is Basis.PLAN
    told = words(answer)
    assert "10 h a week, as planned. There are three whole weeks so far." in told
    assert "at the planned pace of 10 h a week" in told
    assert "the spread is assumed, not measured" in told
    assert "a mean of the whole weeks" not in told


def test_the_dates_follow_the_end_to_which_the_plan_takes_each_skill(studied):
    def low_mark_of_programming(end):
        plan_of(studied, order=(MATH, PROGRAMMING), ends={MATH: end, PROGRAMMING: "low"})
        page = ForecastPage.of(full_access(Learner.objects.get(pk=studied.pk)))
        row = next(row for row in page.present.rows if row.measured.goal.slug == PROGRAMMING)
        return row.marks[0].band.middle

    assert low_mark_of_programming("low") < low_mark_of_programming("high")


def test_without_a_plan_the_pace_is_said_to_be_the_weekly_goal(log_in, learner, guide, htmx):
    set_targets(learner, guide)
    Learner.objects.filter(pk=learner.pk).update(started_on=timezone.now().date())
    client = log_in(learner)
    told = words(client.get(URL))
    assert "10 h a week, your weekly goal. There is no plan yet. There are no whole weeks so far." in told
    assert "at your weekly goal of 10 h" in told
    assert "the planned" not in told
    assert "At your weekly goal of 10 h." in words(client.get(BANDS, headers=htmx))
    assert re.search(
        r"Forecast What if: 20 h a week\. .+: between .+ Now: between", words(client.get(URL, {"hours": "20"}))
    )


def test_the_lead_is_of_the_mark_in_scope(log_in, studied):
    answer = log_in(studied).get(URL, {"scope": "high", "hours": "20"})
    assert re.search(r"What if: 20 h a week\. [^,]+, high mark of 2,500 h: ", words(answer))


def test_how_much_of_the_pace_counts_to_the_total_is_said(log_in, studied, guide):
    client = log_in(studied)
    assert "count to" not in words(client.get(URL)).partition("What if")[0], "all of it does"
    for week in range(WEEKS):
        log(studied, studied.started_on + (7 * week + 3) * DAY, 10, activity="interview")
    answer = client.get(URL)
    page = answer.context["page"]
    part = 0.25 + 0.75 * 0.5
    assert page.counted == pytest.approx(part, abs=0.02)
    assert re.search(r"Of your 20 h a week about 1[23] h count to “[^”]+”\.", words(answer))
    closed = page.today + datetime.timedelta(weeks=(1500 - 10 * WEEKS) * 3600 / page.counted_seconds)
    assert abs((middle_of(page) - closed).days) <= 7, "which is how the middle can be checked by hand"


def test_without_a_pace_there_is_no_date(log_in, learner, guide, htmx):
    set_targets(learner, guide)
    Learner.objects.filter(pk=learner.pk).update(started_on=timezone.now().date() - 100 * DAY)
    client = log_in(learner)
    answer = client.get(URL)
    told = words(answer)
    assert "No date at this pace. Nothing was logged in the last eight whole weeks." in told
    assert f"{URL}?hours=10" in answer.text
    assert "20" not in words(client.get(BANDS, headers=htmx)), "no year"
    assert "What if: between" in words(client.get(URL, {"hours": "10"}))


def test_a_falling_pace_is_said_to_fall(log_in, learner, guide, htmx):
    set_targets(learner, guide)
    study(learner, guide, hours=3, weeks=8)
    started = learner.started_on - 70 * DAY
    Learner.objects.filter(pk=learner.pk).update(started_on=started)
    for week in range(10):
        log(learner, started + 7 * week * DAY, 9, guide["math"])
    client = log_in(learner)
    told = words(client.get(URL))
    assert "The pace is falling: 3 h a week in the last eight whole weeks, 9 h in the 10 before." in told
    assert "The pace is falling." in words(client.get(BANDS, headers=htmx))


def test_declared_breaks_are_no_past_and_no_future(studied):
    page = ForecastPage.of(full_access(studied))
    today = page.today
    Break.objects.create(learner=studied, first=today + DAY, last=today + 28 * DAY)
    monday = today - today.weekday() * DAY
    Break.objects.create(learner=studied, first=monday - 14 * DAY, last=monday - 8 * DAY)
    Break.objects.create(learner=studied, first=today, last=today + 300 * DAY, cancelled_at=timezone.now())
    Learner.objects.filter(pk=studied.pk).update(version=studied.version + 1)
    studied.refresh_from_db()
    resting = ForecastPage.of(full_access(studied))
    assert (resting.present.pace.weeks, resting.present.pace.rests) == (WEEKS - 1, 1)
    assert resting.present.pace.seconds == page.present.pace.seconds
    assert 27 <= (middle_of(resting) - middle_of(page)).days <= 29


def test_what_was_done_this_week_brings_the_dates_nearer(studied, guide):
    page = ForecastPage.of(full_access(studied))
    log(studied, page.today, 10, guide["math"])
    studied.refresh_from_db()
    again = ForecastPage.of(full_access(studied))
    assert again.present.pace == page.present.pace, "a week under way is no whole week"
    assert 6 <= (middle_of(page) - middle_of(again)).days <= 8


def test_the_bands_are_a_short_list_and_a_page_of_their_own_elsewhere(log_in, studied, htmx):
    client = log_in(studied)
    answer = client.get(BANDS, headers=htmx)
    assert answer.text.strip().startswith('<section id="forecast-bands"')
    assert re.search(r"low mark: between .+ is the middle .*At your pace of 10 h a week\.", words(answer))
    assert client.get(BANDS).url == URL


def test_today_asks_for_the_bands_and_links_to_them(log_in, studied, mentor):
    page = log_in(studied).get("/tracker/").text
    assert f'hx-get="{BANDS}"' in page
    assert f'href="{URL}"' in page


def test_the_forecast_is_kept_until_something_changes(log_in, studied, django_assert_num_queries):
    client = log_in(studied)
    first = client.get(URL)
    with django_assert_num_queries(4):  # session, user, learner, version of the guide
        assert client.get(URL).context["page"] == first.context["page"]
    change_goal(learner=studied, seconds=9 * 3600, on=timezone.now().date(), by=studied.user)
    assert client.get(URL).context["page"].planned_seconds == 9 * 3600


def test_a_longer_record_takes_no_more_queries(log_in, studied, guide, django_assert_num_queries):
    client = log_in(studied)
    client.get("/tracker/")  # the guide's editions are kept from here on
    with CaptureQueriesContext(connection) as few:
        client.get(URL, {"hours": "12"})
    for number in range(60):
        log(studied, studied.started_on + number * DAY, 0.5, guide["math"])
    with django_assert_num_queries(len(few)):
        client.get(URL, {"hours": "12"})
    assert len(few) <= 10


def test_other_pages_do_not_load_numpy():
    """It takes a while and some memory; who asks for no dates does not pay for it."""
    code = "import django, sys; django.setup(); import careerguide.urls; sys.exit('numpy' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "careerguide.settings"}
    assert subprocess.run([sys.executable, "-c", code], env=environment).returncode == 0

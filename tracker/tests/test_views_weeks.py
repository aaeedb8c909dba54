"""Weeks against the goal: the page, the line of it on Today, and who sees either."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker.actions.breaks import declare_break
from tracker.actions.learner import change_goal
from tracker.actions.runs import keep_run
from tracker.actions.study import log_session
from tracker.days import DAY, week_of
from tracker.models import Learner, Section
from tracker.tests.factories import make_mentorship

PAGE = "/tracker/weeks/"
TODAY = timezone.now().date()
MONDAY, _ = week_of(TODAY)
GOAL = 10 * 3600
TAGS = re.compile(r"<[^>]+>")


def log(learner, day, seconds=GOAL):
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, activity="project")


def met(learner, *ago):
    """The goal met in the weeks that many weeks ago, the running one 0."""
    for n in ago:
        log(learner, MONDAY - n * 7 * DAY)


@pytest.fixture
def runner(learner):
    """Three weeks in a row to last week, four in a row before."""
    Learner.objects.update(started_on=MONDAY - 70 * DAY)
    learner.goals.update(effective_from=MONDAY - 70 * DAY)
    met(learner, 1, 2, 3, 5, 6, 7, 8)
    keep_run(learner=learner, today=TODAY)
    return Learner.objects.get(pk=learner.pk)


def line(client, url="/tracker/"):
    """The line on Today, in words."""
    found = re.search(r'<p id="run".*?</p>', client.get(url).text, re.DOTALL)
    return found and " ".join(TAGS.sub("", found[0]).split())


def test_today_tells_the_run_of_weeks_and_the_best(log_in, runner):
    ended = MONDAY - 4 * 7 * DAY - DAY
    told = f"Goal met 3 weeks in a row. The longest run was 4 weeks, until {ended.day} {ended:%B}"
    assert line(log_in(runner)).startswith(told)
    met(runner, 0)
    assert line(log_in(runner)).startswith("Goal met 4 weeks in a row, the longest run so far.")


def test_today_tells_the_next_break(log_in, runner):
    first, last = TODAY + 30 * DAY, TODAY + 40 * DAY
    declare_break(learner=runner, first=first, last=last, reason="", today=TODAY, by=runner.user)
    assert "Break from " in line(log_in(runner))
    declare_break(learner=runner, first=TODAY, last=TODAY, reason="", today=TODAY, by=runner.user)
    assert f"Break until {TODAY.day} {TODAY:%B}" in line(log_in(runner))


def test_today_rests_the_goal_on_days_of_a_break(log_in, runner):
    declare_break(learner=runner, first=MONDAY, last=MONDAY + DAY, reason="", today=TODAY, by=runner.user)
    page = log_in(runner).get("/tracker/").text
    assert "of 7 h 09" in page
    assert "The goal rests on 2 days of it." in page
    declare_break(learner=runner, first=MONDAY, last=MONDAY + 6 * DAY, reason="", today=TODAY, by=runner.user)
    page = log_in(runner).get("/tracker/").text
    assert "in a week of rest" in page
    assert "to go" not in page.split('class="week"')[1].split("</section>")[0]


def test_the_goal_of_the_week_raised_leaves_the_best_run(log_in, runner):
    met(runner, 0)
    change_goal(learner=runner, seconds=3 * GOAL, on=TODAY, by=runner.user)
    assert line(log_in(runner)).startswith("Goal met 3 weeks in a row. The longest run was 4 weeks, until ")
    page = log_in(runner).get(PAGE).text
    assert "30 h" in page.split('class="mine"')[1].split("</tr>")[0], "this week's goal"
    assert page.count('<span class="st ok">met</span>') == 7, "the weeks before keep theirs"


def test_where_a_past_week_changed_the_line_is_fetched_from_its_page(log_in, runner, htmx):
    log(runner, MONDAY - 4 * 7 * DAY)
    client = log_in(runner)
    assert line(client) == "Weeks against the goal"
    assert f'hx-get="{PAGE}" hx-trigger="load"' in client.get("/tracker/").text
    fragment = client.get(PAGE, headers=htmx).text
    assert fragment.strip().startswith('<p id="run"')
    assert "Goal met" in fragment
    assert "8 weeks in a row" in fragment


def test_logging_a_past_week_in_the_form_keeps_the_run_known(log_in, runner):
    client = log_in(runner)
    day = MONDAY - 4 * 7 * DAY
    client.post("/tracker/study/add/", {"what": "activity:project", "duration": "10h", "day": f"{day}"})
    assert line(client).startswith("Goal met 8 weeks in a row")


def test_a_newcomer_has_no_run_and_nothing_is_fetched(log_in, learner):
    Learner.objects.update(started_on=TODAY)
    assert line(log_in(learner)) == "No run of weeks yet."


def test_week_list_shows_the_latest_weeks(log_in, runner):
    declare_break(
        learner=runner, first=MONDAY - 28 * DAY, last=MONDAY - 22 * DAY, reason="", today=TODAY, by=runner.user
    )
    page = log_in(runner).get(PAGE).text
    assert "This week" in page
    assert "Goal met" in page
    assert page.count('<span class="st ok">met</span>') == 7
    assert '<span class="muted">break</span>' in page
    assert "7 weeks in a row" in page, "a week of rest does not end it"


def week_rows(page):
    """The weeks of the page's table in words, each its first day and how it stands."""
    cells = re.findall(r'<tr[^>]*><th scope="row">(.*?)</th>.*?data-label="Goal met">(.*?)</td>', page)
    return [(TAGS.sub("", span).split(" to ")[0], TAGS.sub("", how)) for span, how in cells]


def test_week_list_leads_to_older_weeks_by_address_and_each_stands_there_once(log_in, runner):
    Learner.objects.update(started_on=MONDAY - 60 * 7 * DAY)
    client, url, seen = log_in(runner), PAGE, []
    for _ in range(4):
        page = client.get(url).text
        seen.append(week_rows(page))
        older = re.search(r'href="(/tracker/weeks/\?before=[\d-]+)" rel="next"', page)
        if not older:
            break
        url = older[1]
    assert [len(rows) for rows in seen] == [27, 26, 8], "the running week and 26, then 26, then the rest"
    days = [MONDAY - 7 * n * DAY for n in range(1, 61)]
    told = [f"{day.day} {day:%b}" + ("" if day.year == TODAY.year else f" {day.year}") for day in days]
    assert [first for rows in seen for first, _ in rows][1:] == told
    assert "Latest" in client.get(url).text
    assert "No weeks before that." in client.get(f"{PAGE}?before=2001-01-01").text
    assert week_rows(client.get(f"{PAGE}?before=soon").text) == seen[0], "what is no day is the first page"


def test_the_longest_run_leads_to_its_weeks(log_in, runner):
    url = re.search(rf'href="({re.escape(PAGE)}\?before=[^"]+)"', log_in(runner).get("/tracker/").text)[1]
    assert [how for _, how in week_rows(log_in(runner).get(url).text)][:5] == ["met"] * 4 + ["not met"]


@pytest.fixture
def joined(learner):
    """One who began within the running week, with the goal met in it: today is no first day of their weeks."""
    Learner.objects.update(week_start=6 if TODAY.weekday() == 5 else 5, started_on=TODAY)
    log(learner, TODAY, 10 * 3600)
    return Learner.objects.get(pk=learner.pk)


def test_the_week_within_which_one_joins_has_no_goal_and_says_from_when_it_counts(log_in, joined, mentor):
    page = log_in(joined).get("/tracker/").text
    monday = week_of(TODAY, joined.week_start)[1] + DAY
    told = f"The weekly goal begins with your first whole week, on {monday:%A} {monday.day} {monday:%B}"
    assert told in page
    assert "to go" not in page.split('class="week"')[1].split("</section>")[0]
    assert line(log_in(joined)) == "No run of weeks yet."
    rows = week_rows(log_in(joined).get(PAGE).text)
    assert [how for _, how in rows] == ["begun within the week"]
    make_mentorship(joined, mentor)
    assert "with the first whole week" in log_in(mentor).get(f"/tracker/of/{joined.user.handle}/").text


def test_week_list_fragment_is_what_the_page_holds(log_in, runner, htmx):
    client = log_in(runner)
    assert client.get(PAGE, headers=htmx).text.strip() in client.get(PAGE).text


def test_week_list_is_for_whom_hours_and_plan_are_shared_with(client, log_in, runner, mentor, stranger):
    assert client.get(PAGE).url == f"/accounts/login/?next={PAGE}"
    of = f"/tracker/of/{runner.user.handle}/weeks/"
    assert log_in(stranger).get(of).status_code == 404
    mentorship = make_mentorship(runner, mentor)
    assert "3 weeks in a row" in log_in(mentor).get(of).text
    mentorship.delete()
    for missing in (Section.HOURS, Section.PLAN):
        mentorship = make_mentorship(runner, mentor, sections=set(Section.values) - {missing})
        assert log_in(mentor).get(of).status_code == 404
        assert line(log_in(mentor), f"/tracker/of/{runner.user.handle}/") is None
        mentorship.delete()


def test_week_list_only_takes_get(log_in, learner):
    assert log_in(learner).post(PAGE).status_code == 405


def test_the_run_costs_today_no_query_and_its_page_the_same_however_long_the_record(log_in, runner):
    client = log_in(runner)
    client.get("/tracker/")
    counts = {}
    for weeks in ((9,), (10, 4)):
        met(runner, *weeks)
        for url in ("/tracker/", PAGE):
            with CaptureQueriesContext(connection) as seen:
                client.get(url)
            counts.setdefault(url, set()).add(len(seen))
    assert all(len(each) == 1 for each in counts.values())
    assert counts["/tracker/"].pop() <= 8

"""The pictures' pages and fragments: whose they are, what stands in them, what they cost."""

import re
import uuid

import pytest
from django.utils import timezone

from tracker.actions.study import log_session
from tracker.days import DAY
from tracker.models import Break, Section
from tracker.tests.factories import START, make_mentorship, make_sessions
from tracker.tests.test_views_dashboard import set_targets

HOUR = 3600
NAMES = ("year", "weeks", "hours", "skills")
EVERYTHING = frozenset(Section.values)


def today():
    return timezone.now().date()


@pytest.fixture
def studied(learner, guide):
    set_targets(learner, guide)
    Break.objects.create(learner=learner, first=START + 14 * DAY, last=START + 20 * DAY)
    make_sessions(learner, [START + n * DAY for n in range(7, 40)], skill=guide["math"])
    make_sessions(learner, [today() - n * DAY for n in range(0, 60, 3)], skill=guide["programming"])
    return learner


def main_of(page):
    return page.split("<main")[1].split("</main>")[0]


def theirs(learner, name):
    return f"/tracker/of/{learner.user.handle}/pictures/{name}/"


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_a_page_with_its_words_and_a_table(log_in, studied, name):
    page = log_in(studied).get(f"/tracker/pictures/{name}/").text
    assert f'id="picture-{name}"' in page
    assert "<details>" in page
    assert "<table>" in page
    assert f'href="/tracker/pictures/{name}/" aria-current="page"' in page
    assert re.search(r'href="/tracker/study/" aria-current="true"', page), "the pictures belong to the hours"


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_as_htmx_is_the_fragment_that_the_page_holds(log_in, studied, htmx, name):
    client = log_in(studied)
    fragment = client.get(f"/tracker/pictures/{name}/", headers=htmx).text.strip()
    assert fragment.startswith(f'<section class="block picture" id="picture-{name}"')
    assert fragment in client.get(f"/tracker/pictures/{name}/").text
    assert fragment in client.get("/tracker/pictures/").text


@pytest.mark.parametrize("name", ["", *(f"{name}/" for name in NAMES)])
def test_pictures_send_the_anonymous_to_log_in_and_a_newcomer_to_onboarding(client, log_in, mentor, guide, htmx, name):
    url = f"/tracker/pictures/{name}"
    assert client.get(url).url == f"/accounts/login/?next={url}"
    assert client.get(url, headers=htmx).headers["HX-Redirect"].startswith("/accounts/login/")
    assert log_in(mentor).get(url).url == "/tracker/start/"


@pytest.mark.parametrize("name", NAMES)
def test_a_strangers_pictures_do_not_exist(log_in, studied, stranger, name):
    assert log_in(stranger).get(theirs(studied, name)).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_a_mentor_sees_the_same_picture_with_addresses_of_their_own(log_in, studied, mentor, name):
    make_mentorship(studied, mentor)
    page = main_of(log_in(mentor).get(theirs(studied, name)).text)
    assert f"/tracker/of/{studied.user.handle}/study/?" in page
    assert 'href="/tracker/study/' not in page
    assert "your" not in page.lower().replace("your mark", "")


@pytest.mark.parametrize("name", NAMES)
def test_without_the_hours_there_is_no_picture(log_in, studied, mentor, name):
    make_mentorship(studied, mentor, sections=EVERYTHING - {Section.HOURS})
    client = log_in(mentor)
    assert client.get(theirs(studied, name)).status_code == 404
    page = main_of(client.get(f"/tracker/of/{studied.user.handle}/").text)
    assert "picture" not in page
    assert "Pictures" not in page


@pytest.mark.parametrize(
    ("name", "absent"),
    [("year", ["goal", "break", "of 10 h"]), ("weeks", ["goal", "break", "p-aim"]), ("hours", ["Before joining"])],
)
def test_without_the_plan_a_mentor_sees_no_goal_and_no_break(log_in, studied, mentor, name, absent):
    make_mentorship(studied, mentor, sections=EVERYTHING - {Section.PLAN})
    url = theirs(studied, name) + f"?year={START.year}"
    page = main_of(log_in(mentor).get(url).text)
    assert not [word for word in absent if word in page]
    assert "1,500 to 2,500 hours" in page or name != "hours", "what the guide recommends is public"


@pytest.mark.parametrize("name", NAMES)
def test_pictures_are_read_only(log_in, studied, name):
    assert log_in(studied).post(f"/tracker/pictures/{name}/").status_code == 405


def test_a_day_leads_to_its_sessions(log_in, studied):
    client = log_in(studied)
    page = client.get(f"/tracker/pictures/year/?year={START.year}").text
    day = (START + 7 * DAY).isoformat()
    assert f'href="/tracker/study/?from={day}&amp;to={day}"' in page
    assert client.get(f"/tracker/study/?from={day}&to={day}").status_code == 200
    heat = page.split('class="heat"')[1].split("</div>")[0]
    assert len(re.findall(r'tabindex="0"', heat)) == 1, "one stop for the keyboard"


def test_the_table_holds_the_weeks_for_those_without_a_script(log_in, studied):
    page = log_in(studied).get(f"/tracker/pictures/year/?year={START.year}").text
    table = page.split("Hours by week, as a table")[1].split("</table>")[0]
    first, last = START + 7 * DAY, START + 13 * DAY
    assert f"from={first.isoformat()}&amp;to={last.isoformat()}" in table
    assert "break" in table


ODD = ["", "abc", "0", "-1", "0000", "9999", "99999999999999999999", "２０２６", "2026.5", "\0", "x" * 10_000, "📅"]


@pytest.mark.parametrize("value", ODD)
def test_odd_choices_show_the_usual_picture(log_in, studied, value):
    client = log_in(studied)
    for name, key in (("year", "year"), ("weeks", "weeks"), ("skills", "span"), ("hours", "what")):
        assert client.get(f"/tracker/pictures/{name}/", {key: value}).status_code == 200


def test_choices_change_the_picture_and_on_its_own_page_the_address(log_in, studied, htmx):
    client = log_in(studied)
    url = "/tracker/pictures/weeks/?weeks=12"
    there = {**htmx, "HX-Current-URL": "http://testserver/tracker/pictures/weeks/"}
    response = client.get(url, headers=there)
    assert response.headers["HX-Replace-Url"] == url
    assert 'aria-current="true">12 weeks' in response.text
    elsewhere = {**htmx, "HX-Current-URL": "http://testserver/tracker/"}
    assert "HX-Replace-Url" not in client.get(url, headers=elsewhere).headers


@pytest.mark.parametrize("name", NAMES)
def test_before_the_first_session_a_picture_says_what_it_will_show(log_in, learner, mentor, name):
    page = log_in(learner).get(f"/tracker/pictures/{name}/").text
    assert re.search("A square for each day|A bar for each|a line begins here|How many weeks", page)
    make_mentorship(learner, mentor)
    assert log_in(mentor).get(theirs(learner, name)).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_queries_do_not_grow_with_the_record(log_in, studied, guide, django_assert_max_num_queries, name):
    client = log_in(studied)
    client.get(f"/tracker/pictures/{name}/")  # the catalogue of the guide is fetched once a process
    counts = []
    for _ in range(2):
        make_sessions(studied, [START + n * DAY for n in range(60)], seconds=60, skill=guide["math"])
        with django_assert_max_num_queries(14 if name == "hours" else 8) as queries:  # six are the forecast's
            client.get(f"/tracker/pictures/{name}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", NAMES)
def test_an_unchanged_picture_is_not_drawn_again(log_in, studied, htmx, django_assert_num_queries, name):
    client = log_in(studied)
    first = client.get(f"/tracker/pictures/{name}/", headers=htmx).text
    with django_assert_num_queries(4):  # session, user, learner, version of the guide
        assert client.get(f"/tracker/pictures/{name}/", headers=htmx).text == first


def test_a_new_session_shows_at_once(log_in, studied, guide, htmx):
    client = log_in(studied)
    before = client.get("/tracker/pictures/skills/", headers=htmx).text
    log_session(
        learner=studied, by=studied.user, token=uuid.uuid4(), day=today(), seconds=60, activity="project", skill=None
    )
    after = client.get("/tracker/pictures/skills/", headers=htmx).text
    assert "Project work" not in before
    assert "Project work" in after


def test_what_is_kept_for_the_learner_is_never_shown_to_a_mentor(log_in, studied, mentor):
    make_mentorship(studied, mentor, sections=[Section.HOURS])
    assert "Weekly goal" in log_in(studied).get("/tracker/pictures/weeks/").text
    assert "Weekly goal" not in log_in(mentor).get(theirs(studied, "weeks")).text


def test_today_holds_a_place_and_a_link_for_each_picture(log_in, studied):
    page = log_in(studied).get("/tracker/").text
    for name in ("hours", "year"):
        place = page.split(f'id="picture-{name}"')[1].split("</section>")[0]
        assert f'hx-get="/tracker/pictures/{name}/"' in place
        assert f'<a href="/tracker/pictures/{name}/">' in place
    assert 'href="/tracker/pictures/"' in page
    assert '<rect class="h' not in page, "the pictures themselves come later"
    assert 'href="/tracker/pictures/"' in log_in(studied).get("/tracker/study/").text


def test_today_before_the_first_session_holds_no_places(log_in, learner):
    assert "picture-year" not in log_in(learner).get("/tracker/").text

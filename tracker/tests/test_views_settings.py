import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guide.tests.factories import make_path
from tracker.actions.learner import set_prior_hours
from tracker.actions.study import log_session
from tracker.models import Learner
from tracker.tests.factories import START, make_mentorship, make_user

pytestmark = pytest.mark.django_db

PAGES = {
    "path-change": {"path": "self-taught", "started_on": "2026-01-12"},
    "goal-change": {"hours": "12"},
    "calendar-change": {"zone": "Asia/Tokyo", "week_start": "6"},
    "prior-change": {"prior_programming": "120", "prior_math": ""},
}
URLS = {name: reverse(f"tracker:{name}") for name in PAGES}
SETTINGS = reverse("tracker:settings")


def log(learner, day):
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=3600, activity="project")


def choices(learner):
    return [
        rows.count() for rows in (learner.enrollments, learner.goals, learner.calendar_choices, learner.prior_hours)
    ]


def test_settings_shows_what_is_chosen_now(log_in, learner, guide):
    set_prior_hours(learner=learner, prior={guide["math"]: 90 * 60}, by=learner.user)

    page = log_in(learner).get(SETTINGS)

    assert page.status_code == 200
    for text in ("Self-taught", "10 h", "1 h 30", "UTC", *URLS.values(), reverse("tracker:target-list")):
        assert text in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_change_is_saved_and_the_one_before_kept_and_shown(log_in, learner, name):
    client = log_in(learner)
    before = sum(choices(learner))

    answer = client.post(URLS[name], PAGES[name])

    assert (answer.status_code, answer.url) == (302, SETTINGS)
    assert sum(choices(learner)) == before + 1
    page = client.get(URLS[name])
    assert page.status_code == 200
    assert len(page.context["history"]) == (1 if name == "prior-change" else 2)


@pytest.mark.parametrize("name", PAGES)
def test_a_change_sent_twice_is_saved_once(log_in, learner, name):
    client = log_in(learner)
    client.post(URLS[name], PAGES[name])
    once = choices(learner)

    answer = client.post(URLS[name], PAGES[name])

    assert (answer.status_code, answer.url) == (302, SETTINGS)
    assert choices(learner) == once


def test_what_is_chosen_stands_on_the_learner(log_in, learner, guide):
    client = log_in(learner)
    make_path("bootcamp")
    for name, data in {**PAGES, "path-change": {"path": "bootcamp", "started_on": "2026-01-12"}}.items():
        client.post(URLS[name], data)

    now = Learner.objects.get(pk=learner.pk)
    assert (now.path.slug, now.started_on) == ("bootcamp", datetime.date(2026, 1, 12))
    assert (now.goal_seconds, now.zone, now.week_start) == (12 * 3600, "Asia/Tokyo", 6)
    assert now.prior_seconds == 120 * 3600


def test_an_emptied_field_means_no_hours_before_joining(log_in, learner, guide):
    set_prior_hours(learner=learner, prior={guide["math"]: 3600}, by=learner.user)
    client = log_in(learner)
    assert b'value="1"' in client.get(URLS["prior-change"]).content

    client.post(URLS["prior-change"], {"prior_math": ""})

    assert Learner.objects.get(pk=learner.pk).prior_seconds == 0


def test_a_start_behind_the_first_log_is_refused_unless_one_begins_again(log_in, learner):
    log(learner, datetime.date(2026, 1, 7))
    client = log_in(learner)

    refused = client.post(URLS["path-change"], PAGES["path-change"])

    assert refused.status_code == 422
    assert "Your first log is of 7 January 2026" in refused.context["form"].errors["started_on"][0]
    assert Learner.objects.get(pk=learner.pk).started_on == START
    assert client.post(URLS["path-change"], {**PAGES["path-change"], "restart": "on"}).status_code == 302


def test_a_retired_path_stays_that_of_its_learner(log_in, learner):
    learner.path.state = "retired"
    learner.path.save()

    page = log_in(learner).get(URLS["path-change"])

    assert b"No longer in the guide" in page.content
    assert page.context["form"]["path"].value() == learner.path.slug


def test_a_zone_that_is_no_longer_known_can_be_kept(log_in, learner):
    Learner.objects.filter(pk=learner.pk).update(zone="Old/Town")

    page = log_in(learner).get(URLS["calendar-change"])

    assert b'<option value="Old/Town" selected>' in page.content


@pytest.mark.parametrize("url", [SETTINGS, *URLS.values()])
def test_the_anonymous_log_in_first(client, url):
    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("url", [SETTINGS, *URLS.values()])
def test_whoever_keeps_no_record_begins_one(log_in, guide, url):
    assert log_in(make_user("Nell")).get(url).url == reverse("tracker:start")


@pytest.mark.parametrize("url", [SETTINGS, *URLS.values()])
def test_a_mentor_has_no_settings_of_a_mentee(log_in, learner, mentor, url):
    make_mentorship(learner, mentor)
    client = log_in(mentor)

    of_mentee = url.replace("/tracker/", f"/tracker/of/{learner.user.handle}/")

    assert client.get(of_mentee).status_code == 404
    assert client.post(of_mentee).status_code == 404


@pytest.mark.parametrize(
    ("name", "field", "value", "message"),
    [
        ("path-change", "path", "nowhere", "Choose one of these"),
        ("path-change", "started_on", "9999-12-31", "not come yet"),
        ("path-change", "started_on", "0000-00-00", "not a day"),
        ("path-change", "started_on", "1999-12-31", "Days before 2000"),
        ("goal-change", "hours", "0", "more than nothing"),
        ("goal-change", "hours", "169", "168 hours"),
        ("goal-change", "hours", "9" * 10_000, "not a number of hours"),
        ("goal-change", "hours", "\x00", "Null characters"),
        ("calendar-change", "zone", "🙂", "not a time zone"),
        ("calendar-change", "week_start", "9", "Choose one of the list"),
        ("prior-change", "prior_programming", "-1", "not a number of hours"),
        ("prior-change", "prior_programming", "20000h01", "20,000 hours"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_saved(log_in, learner, name, field, value, message):
    before = choices(learner)

    answer = log_in(learner).post(URLS[name], {**PAGES[name], field: value})

    assert answer.status_code == 422
    assert message in answer.context["form"].errors[field][0]
    assert answer.context["form"][field].value() == value
    assert choices(learner) == before


@pytest.mark.parametrize("name", PAGES)
def test_a_change_takes_no_other_verb(log_in, learner, name):
    client = log_in(learner)
    assert client.delete(URLS[name]).status_code == 405
    assert client.post(SETTINGS).status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_after_twice_the_changes(log_in, learner, guide, name):
    client = log_in(learner)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(URLS[name])
        return len(captured)

    def change(hours):
        client.post(URLS["goal-change"], {"hours": hours})
        client.post(URLS["prior-change"], {"prior_programming": hours, "prior_math": hours})
        client.post(URLS["path-change"], {"path": "self-taught", "started_on": f"2026-01-{hours:02}"})
        client.post(URLS["calendar-change"], {"zone": "UTC", "week_start": (0, 6)[hours % 2]})

    change(3)
    client.get(SETTINGS)  # shows the messages of the changes
    once = queries()
    for hours in (4, 5, 6):
        change(hours)
    client.get(SETTINGS)
    assert queries() == once


LIMIT = reverse("tracker:limit-change")


def test_limit_change_is_the_learners_own_and_shown_under_settings(log_in, learner):
    client = log_in(learner)
    assert 'value="4"' in client.get(LIMIT).text

    page = client.post(LIMIT, {"limit": "1h30"}, follow=True)

    assert page.redirect_chain == [(SETTINGS, 302)]
    assert "The timer is flagged past 1 h 30." in page.text
    assert Learner.objects.get(pk=learner.pk).timer_limit_seconds == 5400


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "After how many hours?"),
        ("0", "A minute is the least."),
        ("24h01", "A day has 24 hours."),
        ("x" * 10_000, "not a number of hours"),
    ],
)
def test_limit_change_refuses_what_cannot_be(log_in, learner, value, message):
    answer = log_in(learner).post(LIMIT, {"limit": value})

    assert answer.status_code == 422
    assert message in answer.text
    assert Learner.objects.get(pk=learner.pk).timer_limit_seconds == 4 * 3600

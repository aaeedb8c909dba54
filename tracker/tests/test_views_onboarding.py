import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guide.models import Path
from guide.tests.factories import make_path
from tracker.models import Learner, PriorHours
from tracker.tests.factories import make_user

pytestmark = pytest.mark.django_db

URL = "/tracker/start/"
NEWCOMER = {
    "path": "self-taught",
    "started_on": "2026-01-05",
    "hours": "7h30",
    "zone": "Europe/Vienna",
    "week_start": "0",
}


@pytest.fixture
def newcomer(guide):
    return make_user("Nell")


@pytest.fixture
def client_of_newcomer(log_in, newcomer):
    return log_in(newcomer)


def test_start_shows_the_paths_with_what_they_take(client_of_newcomer, guide):
    page = client_of_newcomer.get(URL)

    assert page.status_code == 200
    assert reverse("tracker:start") == URL
    assert page.context["form"]["path"].value() == "self-taught"  # the only one there is
    assert b"data-guess-zone" in page.content
    assert b"400 to 600 hours" in page.content


def test_start_begins_a_record_and_leads_to_today(client_of_newcomer, newcomer, guide):
    answer = client_of_newcomer.post(URL, {**NEWCOMER, "prior_programming": "120", "prior_math": "1.5h"})

    assert answer.status_code == 302
    assert answer.url == reverse("tracker:today")
    learner = Learner.objects.get(pk=newcomer.pk)
    assert (learner.goal_seconds, learner.zone) == (7.5 * 3600, "Europe/Vienna")
    assert learner.prior_seconds == 121.5 * 3600


def test_start_sent_twice_begins_one_record(client_of_newcomer, newcomer):
    first, second = (client_of_newcomer.post(URL, NEWCOMER) for _ in range(2))

    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Learner.objects.get(pk=newcomer.pk).enrollments.count() == 1


def test_start_preselects_the_path_of_the_link(client_of_newcomer):
    make_path("bootcamp")

    assert client_of_newcomer.get(URL).context["form"]["path"].value() is None
    assert client_of_newcomer.get(URL + "?path=bootcamp").context["form"]["path"].value() == "bootcamp"
    assert client_of_newcomer.get(URL + "?path=%00").context["form"]["path"].value() is None


def test_start_leads_a_learner_to_today(log_in, learner):
    assert log_in(learner).get(URL).url == reverse("tracker:today")


def test_start_without_a_published_path_says_so(client_of_newcomer, newcomer):
    Path.objects.update(state="draft")

    assert b"No path to choose yet" in client_of_newcomer.get(URL).content
    assert client_of_newcomer.post(URL, NEWCOMER).status_code == 422
    assert not Learner.objects.exists()


def test_start_asks_the_anonymous_to_log_in(client, guide):
    assert client.get(URL).url == f"{reverse('account_login')}?next={URL}"


WRONG = [
    ("path", "", "Which way"),
    ("path", "nowhere", "Choose one of these"),
    ("path", "\x00", "Choose one of these"),
    ("started_on", "", "From which day"),
    ("started_on", "0000-00-00", "not a day"),
    ("started_on", "31/02/2026", "not a day"),
    ("started_on", "9999-12-31", "not come yet"),
    ("started_on", "1999-12-31", "Days before 2000"),
    ("started_on", "\x00", "not a day"),
    ("started_on", "1" * 10_000, "not a day"),
    ("hours", "", "How many hours"),
    ("hours", "0", "more than nothing"),
    ("hours", "-5", "not a number of hours"),
    ("hours", "168.01", "168 hours"),
    ("hours", "1e9", "not a number of hours"),
    ("hours", "9" * 10_000, "not a number of hours"),
    ("hours", "🙂", "not a number of hours"),
    ("hours", "1\x00", "Null characters"),
    ("zone", "", "Choose the zone"),
    ("zone", "Mars/Olympus", "not a time zone"),
    ("zone", "../../etc/passwd", "not a time zone"),
    ("zone", "UTC\x00", "not a time zone"),
    ("zone", "x" * 10_000, "not a time zone"),
    ("week_start", "3", "Choose one of the list"),
    ("week_start", "🙂", "Choose one of the list"),
    ("prior_math", "20001", "20,000 hours"),
    ("prior_math", "1,500", "not a number of hours"),
    ("prior_math", "a lot", "not a number of hours"),
]


@pytest.mark.parametrize(("field", "value", "message"), WRONG, ids=[f"{f}-{v[:12]!r}" for f, v, _ in WRONG])
def test_start_refuses_with_a_message_beside_the_field(client_of_newcomer, field, value, message):
    answer = client_of_newcomer.post(URL, {**NEWCOMER, field: value})

    assert answer.status_code == 422
    form = answer.context["form"]
    assert message in form.errors[field][0]
    assert form[field].value() == value
    assert form["hours"].value() == {**NEWCOMER, field: value}["hours"]
    assert b"aria-invalid" in answer.content or field == "path"
    assert not Learner.objects.exists()
    assert not PriorHours.objects.exists()


def test_start_refuses_hours_of_a_skill_that_is_not_published(client_of_newcomer, newcomer, guide):
    guide["math"].state = "draft"
    guide["math"].save()

    client_of_newcomer.post(URL, {**NEWCOMER, "prior_math": "10"})

    assert Learner.objects.get(pk=newcomer.pk).prior_seconds == 0


def test_start_takes_no_other_verb(client_of_newcomer):
    assert client_of_newcomer.delete(URL).status_code == 405


def test_start_costs_the_same_with_twice_the_paths(client_of_newcomer):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client_of_newcomer.get(URL)
        return len(captured)

    queries()
    once = queries()
    for number in range(6):
        make_path(f"path-{number}")
    assert queries() == once


def test_start_marks_the_figures_of_a_summary(client_of_newcomer, guide):
    make_path("bootcamp", summary="Counts on [[hours.math]] of maths.")

    page = client_of_newcomer.get(URL).content.decode()

    assert "[[" not in page
    assert "300 to 500 hours" in page

"""What is typed beside a running timer: its start, its note, its skill; bad input."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guide.models import Topic
from tracker.actions.timer import pause_timer
from tracker.days import wall_at
from tracker.models import Learner, Timer
from tracker.tests.factories import in_the_afternoon
from tracker.tests.test_views_timer import now_of, run, url

PAGE = "/tracker/timer/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOUR = datetime.timedelta(hours=1)
HERE = {"HX-Current-URL": f"http://testserver{PAGE}"}


@pytest.fixture
def math(guide):
    return {"skill": guide["math"], "activity": "study"}


@pytest.fixture
def learner(learner):
    return in_the_afternoon(learner)


@pytest.fixture
def client(client, learner):
    client.force_login(learner.user, backend=BACKEND)
    return client


def edit(client, **typed):
    return client.post(url("edit"), {"what": "math", **typed})


def test_timer_edit_moves_the_start_in_the_learners_zone(client, learner, math):
    Learner.objects.update(zone="Asia/Kathmandu")
    run(learner)
    start = now_of(learner).started_at - HOUR
    wall = start + datetime.timedelta(hours=5, minutes=45)
    assert edit(client, started=f"{wall:%Y-%m-%dT%H:%M}").status_code == 302
    assert now_of(learner).started_at == start.replace(second=0)
    assert now_of(learner).skill == math["skill"]


def test_timer_edit_leaves_the_seconds_of_a_start_that_was_not_touched(client, learner):
    timer = run(learner)
    edit(client, started=f"{wall_at(timer.started_at, learner.zone):%Y-%m-%dT%H:%M}", note="x")
    assert now_of(learner).started_at == timer.started_at


def test_timer_edit_asks_which_of_two_hours_and_knows_none_that_did_not_come(client, learner):
    Learner.objects.update(zone="Europe/Berlin")
    run(learner)
    twice = edit(client, started="2026-10-25T02:30")
    assert twice.status_code == 422
    assert "02:30 came twice on that day" in twice.text
    assert "the second time, after" in twice.text
    never = edit(client, started="2026-03-29T02:30")
    assert "02:30 did not come on that day" in never.text
    for which, hour in (("second", 1), ("first", 0), ("second", 1)):
        assert edit(client, started="2026-10-25T02:30", started_which=which).status_code == 302
        assert now_of(learner).started_at == datetime.datetime(2026, 10, 25, hour, 30, tzinfo=datetime.UTC)
        page = client.get(PAGE).text
        assert re.search(rf'name="started_which" value="{which}"[^>]*checked', page)
    assert edit(client, started="2026-10-25T02:30", note="not asked again").status_code == 302
    assert now_of(learner).started_at == datetime.datetime(2026, 10, 25, 1, 30, tzinfo=datetime.UTC)


BAD = [
    ({"what": "alchemy"}, "Choose one of the list."),
    ({"topic": "99999999999999999999"}, "Choose one of the list."),
    ({"note": "x" * 2001}, "at most 2000"),
    ({"note": "a\x00b"}, "Null characters are not allowed."),
    ({"tags": "x" * 41}, "A tag is one word of at most 40 characters"),
    ({"tags": " ".join(map(str, range(21)))}, "a session has at most 20."),
    ({"tags": "=cmd|calc"}, "A tag has letters, digits, - and _"),
    ({"started": "x" * 10_000}, "This is not a time that we can read"),
    ({"started": "0001-01-01T00:00"}, "This is not a time that we can read"),
    ({"started": "9999-12-31T23:59"}, "This is not a time that we can read"),
    ({"started": "2026-11-03T14:05+02:00"}, "This is not a time that we can read"),
    ({"started": "2100-01-01T00:00"}, "That has not come yet"),
    ({"started": "2025-12-31T00:00"}, "Your path starts on 5 January 2026"),
]


@pytest.mark.parametrize(("typed", "message"), BAD)
def test_timer_edit_refuses_with_a_message_and_saves_nothing(client, learner, typed, message):
    before = run(learner).started_at
    response = edit(client, **{"note": "kept as typed", **typed})
    assert response.status_code == 422
    assert message in response.text
    if "note" not in typed:
        assert "kept as typed" in response.text
    assert now_of(learner).started_at == before
    assert now_of(learner).activity == ""


def test_timer_takes_emoji_and_a_topic_which_says_its_skill(client, learner, guide):
    topic = Topic.objects.create(skill=guide["math"], name="Rings")
    run(learner)
    client.post(url("edit"), {"topic": topic.pk, "note": "🧮", "tags": "#Übung"})
    timer = now_of(learner)
    assert (timer.skill, timer.topic, timer.note, timer.tags) == (guide["math"], topic, "🧮", "übung")
    assert "Math: Rings" in client.get("/tracker/study/").text
    wrong = client.post(url("edit"), {"what": "programming", "topic": topic.pk})
    assert "This topic is of another skill." in wrong.text


def test_timer_pause_keeps_what_was_typed_beside_it(client, learner, htmx):
    run(learner)
    client.post(url("pause"), {"what": "math", "note": "typed before the pause"})
    assert now_of(learner).note == "typed before the pause"
    assert now_of(learner).resumed_at is None
    refused = client.post(url("resume"), {"what": "alchemy"}, headers={**htmx, **HERE})
    assert refused.status_code == 422
    assert now_of(learner).runs, "the clock is not held up by a slip beside it"


@pytest.mark.parametrize("verb", ["edit", "pause", "resume", "stop", "discard"])
def test_without_a_timer_there_is_nothing_to_do(client, verb):
    page = client.post(url(verb), {"token": "no token"}, follow=True).text
    assert "No timer is open" in page


@pytest.mark.parametrize("verb", ["start", "edit", "pause", "resume", "stop", "discard"])
def test_timer_verbs_only_take_post(client, verb):
    assert client.get(url(verb)).status_code == 405
    assert client.post(PAGE).status_code == 405


def test_timer_next_leads_nowhere_else(client):
    assert client.post(url("start"), {"next": "https://evil.example/"}).url == PAGE


def test_the_page_costs_the_same_however_many_pauses(client, learner, math):
    run(learner, 3 * HOUR, **math)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    now = timezone.now()
    for n in range(10):
        pause_timer(learner=learner, now=now + datetime.timedelta(seconds=2 * n))
        client.post(url("resume"))
        Timer.objects.update(resumed_at=now + datetime.timedelta(seconds=2 * n + 1))
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(few) == len(many)

"""The timer's page and its strip: page, fragment, start, pause, stop, undo."""

import datetime
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tracker.actions.study import log_session
from tracker.actions.timer import pause_timer, start_timer, stop_timer
from tracker.days import local_day, wall_at
from tracker.models import Learner, StudySession, Timer
from tracker.tests.factories import in_the_afternoon, make_mentorship

PAGE = "/tracker/timer/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOUR = datetime.timedelta(hours=1)
HERE = {"HX-Current-URL": f"http://testserver{PAGE}"}
VOLATILE = re.compile(r'name="(csrfmiddlewaretoken|owner)" value="[^"]*"|data-ticks="\d+"|<b class="own".*?</b>')


def url(verb, *args):
    return reverse(f"tracker:timer-{verb}", args=args)


def run(learner, ago=HOUR, **chosen):
    """A timer that runs since ``ago``."""
    return start_timer(learner=learner, now=timezone.now() - ago, **chosen)[0]


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


def now_of(learner):
    return Timer.objects.get(learner=learner)


# --- the page and the strip ------------------------------------------------------------------------------------------


def test_timer_page_starts_one(client, learner):
    page = client.get(PAGE).text
    assert 'id="timer"' in page
    assert "Start timer" in page
    response = client.post(url("start"), {"what": "math", "note": "vectors", "tags": "#calm, MIT-OCW"})
    assert response.url == PAGE
    timer = now_of(learner)
    assert (timer.skill.slug, timer.note, timer.tags) == ("math", "vectors", "calm mit-ocw")
    assert "of Math, since" in client.get(PAGE).text


@pytest.mark.parametrize("state", ["idle", "running", "paused", "stopped", "forgotten"])
def test_timer_fragment_is_what_the_page_holds(client, learner, math, htmx, state):
    if state != "idle":
        run(learner, 9 * HOUR if state == "forgotten" else HOUR, **math)
    if state == "paused":
        pause_timer(learner=learner, now=timezone.now())
    if state in ("stopped", "forgotten"):
        stop_timer(learner=learner, now=timezone.now())
    page, fragment = client.get(PAGE).text, client.get(PAGE, headers={**htmx, **HERE}).text
    assert fragment.lstrip().startswith('<div id="timer"')
    assert VOLATILE.sub("", fragment).strip() in VOLATILE.sub("", page)


def test_the_strip_is_on_the_pages_of_ones_record_without_another_query(client, learner, math):
    client.get("/tracker/study/")
    with CaptureQueriesContext(connection) as idle:
        assert "Start timer" in client.get("/tracker/study/").text
    run(learner, **math)
    with CaptureQueriesContext(connection) as running:
        page = client.get("/tracker/study/").text
    assert "of Math, since" in page
    assert 'data-ticks="36' in page
    assert len(idle) == len(running)


def test_timer_answers_nothing_where_it_stands_as_it_is_seen(client, learner, math, htmx):
    run(learner, **math)
    seen = re.search(r'data-look="([^"]*)"', client.get("/tracker/study/").text)[1]
    assert client.get(seen, headers=htmx).status_code == 204
    pause_timer(learner=learner, now=timezone.now())
    response = client.get(seen, headers=htmx)
    assert response.status_code == 200
    assert "paused" in response.text
    assert "<select" not in response.text, "the form stands on the timer's own page alone"


def test_timer_asks_the_anonymous_to_log_in_and_keeps_what_they_typed(client, learner, math):
    run(learner, **math)
    form = {"what": "math", "note": "a thought", "owner": re.search(r'name="owner" value="([^"]*)"',
                                                                   client.get(PAGE).text)[1]}  # fmt: skip
    client.logout()
    assert client.get(PAGE).url == f"/accounts/login/?next={PAGE}"
    assert client.post(url("stop"), form).url == f"/accounts/login/?next={PAGE}"
    client.force_login(learner.user, backend=BACKEND)
    page = client.get(PAGE).text
    assert "a thought" in page
    assert "it is not saved yet" in page
    assert now_of(learner).runs


@pytest.mark.parametrize("share", [True, False])
def test_a_mentor_sees_nothing_of_the_timer(client, learner, mentor, math, share):
    run(learner, **math)
    make_mentorship(learner, mentor, **({} if share else {"sections": []}))
    client.force_login(mentor, backend=BACKEND)
    page = client.get(f"/tracker/of/{learner.user.handle}/").text
    assert 'id="timer"' not in page
    assert client.get(f"/tracker/of/{learner.user.handle}/timer/").status_code == 404


def test_a_stranger_has_a_timer_of_their_own(client, learner, stranger, math):
    token = run(learner, **math).token
    client.force_login(stranger.user, backend=BACKEND)
    assert "Start timer" in client.get(PAGE).text
    client.post(url("stop"), {"token": token})
    assert now_of(learner).runs
    assert client.post(url("restore", token)).status_code == 404


def assert_nothing_is_wrong(text):
    for sign in ("to correct", 'class="msg bad"', 'aria-invalid="true"', 'class="err"'):
        assert sign not in text


# --- start, pause, resume, stop --------------------------------------------------------------------------------------


def test_timer_start_as_htmx_gives_the_strip_and_only_one_runs(client, learner, htmx):
    first = client.post(url("start"), headers=htmx).text
    assert first.lstrip().startswith('<div id="timer"')
    assert "since" in first
    assert "It runs already" in client.post(url("start"), headers=htmx).text
    assert Timer.objects.count() == 1


def test_timer_pause_and_resume(client, learner, math, htmx):
    run(learner, **math)
    assert client.post(url("pause"), {"next": "/tracker/study/"}).url == "/tracker/study/"
    assert now_of(learner).resumed_at is None
    assert "Pause" in client.post(url("resume"), headers=htmx).text
    assert now_of(learner).runs


def test_timer_stop_logs_and_offers_undo(client, learner, math):
    token = run(learner, **math).token
    page = client.post(url("stop"), {"next": "/tracker/study/", "token": token}, follow=True)
    assert page.redirect_chain == [("/tracker/study/", 302)]
    (session,) = StudySession.objects.all()
    assert (session.origin, session.skill.slug, session.seconds) == ("timer", "math", 3600)
    assert "Logged 1 h of Math." in page.text
    undo = re.search(r'action="(/tracker/timer/[^"]*/restore/)"', page.text)[1]
    page = client.post(undo, follow=True).text
    assert "Taken back" in page
    assert "not logged yet" in page
    assert StudySession.objects.kept().count() == 0


def test_timer_stop_as_htmx_gives_the_strip_with_undo_and_tells_the_page(client, learner, math, htmx):
    run(learner, **math)
    response = client.post(url("stop"), headers=htmx)
    assert response.text.lstrip().startswith('<div id="timer"')
    assert "Logged 1 h of Math." in response.text
    assert "Start timer" in response.text
    assert response["HX-Trigger"] == "study-changed"
    undo = re.search(r'hx-post="(/tracker/timer/[^"]*/restore/)"', response.text)[1]
    assert "not logged yet" in client.post(undo, headers=htmx).text


def test_timer_undo_from_the_messages_of_a_page_loads_it_again(client, learner, math, htmx):
    token = run(learner, **math).token
    client.post(url("stop"))
    headers = {**htmx, "HX-Target": "messages", "HX-Current-URL": "http://testserver/tracker/study/"}
    response = client.post(url("restore", token), headers=headers)
    assert (response.status_code, response["HX-Redirect"]) == (204, "/tracker/study/")


def test_timer_stop_across_midnight_tells_the_days(client, learner, math):
    run(learner, 30 * HOUR, **math)
    pause_timer(learner=learner, now=timezone.now() - 29 * HOUR)
    start = timezone.now() - 29 * HOUR
    Timer.objects.update(started_at=start, resumed_at=timezone.now() - HOUR)
    now_of(learner).pieces.update(started_at=start, ended_at=start + HOUR)
    text = client.post(url("stop"), follow=True).text
    assert "Logged 2 h of Math: 1 h on" in text
    assert StudySession.objects.count() == 2


def test_timer_stop_twice_saves_once(client, learner, math):
    token = run(learner, **math).token
    client.post(url("stop"), {"token": token})
    page = client.post(url("stop"), {"token": token}, follow=True).text
    assert "logged or discarded elsewhere" in page
    assert StudySession.objects.count() == 1


def test_timer_stop_of_nothing_chosen_asks_plainly_and_the_clock_stands(client, learner, htmx):
    run(learner)
    for headers in ({}, htmx):
        response = client.post(url("stop"), headers=headers)
        assert response.status_code == 200
        assert "What was it? The timer stands still meanwhile." in response.text
        assert '<select name="what"' in response.text
        assert_nothing_is_wrong(response.text)
    refused = client.post(url("stop"), {"what": "", "note": "asked by now"})
    assert refused.status_code == 422
    assert "One thing to correct" in refused.text
    assert now_of(learner).stopped_at
    assert StudySession.objects.count() == 0
    strip = client.get("/tracker/study/").text
    assert "not logged yet" in strip
    page = client.post(url("stop"), {"what": "activity:interview"}, follow=True).text
    assert "Logged 1 h of Interview practice." in page


def test_timer_stop_past_the_limit_asks_for_the_end(client, learner, math):
    run(learner, 9 * HOUR, **math)
    assert "Past your limit of 4 h. Stopping asks when it really ended." in client.get("/tracker/study/").text
    response = client.post(url("stop"))
    assert response.status_code == 200
    assert "When did you really stop?" in response.text
    assert_nothing_is_wrong(response.text)
    assert not re.search(r'Another time <span class="optional">', response.text)
    assert re.search(r'<input type="datetime-local" name="ended"(?![^>]*value=)', response.text), "nothing filled in"
    assert not re.search(r'name="end"[^>]*checked', response.text), "nothing chosen"
    ended = now_of(learner).started_at + 2 * HOUR
    wrong = client.post(url("stop"), {"what": "math", "ended": "yesterday evening"})
    assert wrong.status_code == 422
    assert "This is not a time that we can read" in wrong.text
    typed = f"{wall_at(ended, learner.zone):%Y-%m-%dT%H:%M}"
    client.post(url("stop"), {"what": "math", "ended": typed, "end": "other"})
    assert 0 <= 7200 - StudySession.objects.get().seconds < 60


def test_timer_stop_past_the_limit_offers_what_is_known(client, learner, math):
    run(learner, 9 * HOUR, **math)
    pause_timer(learner=learner, now=timezone.now() - 5 * HOUR)
    client.post(url("resume"))
    Learner.objects.update(timer_limit_seconds=3600)
    page = client.post(url("stop")).text
    paused = re.search(r'name="end" value="([^"]*)"[^>]*>[^<]*at [^<]*, when you paused it', page, re.DOTALL)[1]
    both = client.post(url("stop"), {"what": "math", "end": paused, "ended": "2026-01-05T10:00"})
    assert "Two different ends" in both.text
    client.post(url("stop"), {"what": "math", "end": paused})
    assert StudySession.objects.get().seconds == 4 * 3600


def test_timer_stop_on_a_full_day_is_422_and_loses_nothing(client, learner, math):
    today = local_day(timezone.now(), learner.zone)
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=today, seconds=24 * 3600, **math)
    run(learner, **math)
    response = client.post(url("stop"), {"what": "math", "note": "kept"})
    assert response.status_code == 422
    assert "has no room for that. It holds 24 h 00 already." in response.text
    assert now_of(learner).note == "kept"
    assert now_of(learner).stopped_at


def test_timer_stop_under_a_minute_asks_whether_to_keep_it(client, learner, math):
    run(learner, datetime.timedelta(seconds=20), **math)
    page = client.post(url("stop"))
    assert page.status_code == 200
    assert "Keep it, or discard it?" in page.text
    assert_nothing_is_wrong(page.text)
    assert 'name="keep" value="1"' in page.text
    client.post(url("stop"), {"what": "math", "keep": "1"})
    assert 20 <= StudySession.objects.get().seconds < 60


def test_timer_stop_of_the_form_keeps_what_was_typed_and_asks_for_the_end(client, learner, guide, htmx):
    run(learner, 9 * HOUR)
    response = client.post(url("stop"), {"what": "math", "note": "vectors"}, headers={**htmx, **HERE})
    assert response.status_code == 200
    assert "When did you really stop?" in response.text
    assert "vectors</textarea>" in response.text
    assert_nothing_is_wrong(response.text)
    refused = client.post(url("stop"), {"what": "math", "note": "vectors", "end": "other", "ended": ""})
    assert refused.status_code == 422
    assert "When did it end?" in refused.text
    early = f"{wall_at(now_of(learner).started_at - HOUR, learner.zone):%Y-%m-%dT%H:%M}"
    between = client.post(url("stop"), {"what": "math", "end": "other", "ended": early})
    assert "The end lies between the two." in between.text


def test_timer_of_no_second_does_not_offer_to_keep_it(client, learner, math):
    now = timezone.now()
    start_timer(learner=learner, now=now, **math)
    stop_timer(learner=learner, now=now)
    page = client.post(url("stop")).text
    assert "Nothing was timed. Go on, discard it, or say below when it began." in page
    assert_nothing_is_wrong(page)
    assert "Keep it" not in page
    earlier = f"{wall_at(now - HOUR, learner.zone):%Y-%m-%dT%H:%M}"
    client.post(url("stop"), {"what": "math", "started": earlier})
    assert 3600 <= StudySession.objects.get().seconds < 3660


def test_timer_discard_and_undo(client, learner, math, htmx):
    token = run(learner, **math).token
    text = client.post(url("discard"), headers=htmx).text
    assert "Timer discarded." in text
    assert url("restore", token) in text
    assert "Start timer" in client.get("/tracker/study/").text
    client.post(url("restore", token))
    assert "stopped at" in client.get("/tracker/study/").text


def test_timer_restore_after_another_has_begun_says_so(client, learner, math):
    token = run(learner, **math).token
    client.post(url("stop"))
    client.post(url("start"))
    page = client.post(url("restore", token), follow=True).text
    assert "another timer has begun since" in page
    assert StudySession.objects.kept().count() == 1
    assert client.post(url("restore", uuid.uuid4())).status_code == 302
    client.post(url("discard"))
    assert client.post(url("restore", uuid.uuid4())).status_code == 404

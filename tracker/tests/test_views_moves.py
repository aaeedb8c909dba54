"""Moving an application: what is odd is asked, what others did meanwhile is told, the day is changed."""

import datetime
import html
import re

import pytest
from django.utils import timezone

from tracker.actions.stages import correct, move, take_back
from tracker.models import Application, OwnStage
from tracker.tests.factories import START, make_application

LIST = "/tracker/applications/"


def day(n):
    return START + datetime.timedelta(days=n)


@pytest.fixture
def application(learner):
    return make_application(learner, happened_on=day(10))


@pytest.fixture
def call(learner):
    return OwnStage.objects.create(learner=learner, name="Recruiter call", meaning="screen")


@pytest.fixture
def url(application):
    return f"{LIST}{application.pk}/move/"


def said(stage, n, **more):
    return {"stage": stage, "happened_on": day(n).isoformat(), **more}


# --- what is odd


def test_an_offer_before_the_application_is_asked_about(log_in, learner, application, url, htmx):
    client = log_in(learner)
    assert "It is right" not in client.get(url).text
    for headers in ({}, htmx):
        response = client.post(url, said("offer", 3), headers=headers)
        assert response.status_code == 422
        assert "It came to Applied on" in response.text
        assert 'name="right_backwards"' in response.text
        assert 'name="right_after_closing"' not in response.text
        assert f'value="{day(3)}"' in response.text
        assert '<option value="offer" selected>' in response.text
    assert application.events.count() == 1
    client.post(url, said("offer", 3, right_backwards="on"))
    assert Application.objects.get().furthest == "offer"


def test_closed_before_it_was_applied_for_is_asked_about(log_in, learner, application, url):
    response = log_in(learner).post(url, said("rejected", 3))
    assert (response.status_code, "is this the day?" in response.text) == (422, True)


def test_a_stage_after_closing_is_asked_about(log_in, learner, application, url):
    client = log_in(learner)
    client.post(url, said("rejected", 12))
    response = client.post(url, said("screen", 14, right_backwards="on"))
    assert response.status_code == 422
    assert "It was closed: Rejected" in response.text
    assert "right_backwards" not in response.text
    assert client.post(url, said("screen", 14, right_after_closing="on")).status_code == 302
    assert Application.objects.get().stage == "screen"


def test_one_answer_does_not_answer_the_other_question(log_in, learner, application, url):
    client = log_in(learner)
    client.post(url, said("rejected", 12))
    assert client.post(url, said("screen", 3, right_after_closing="on")).status_code == 422
    tomorrow = timezone.now().date() + datetime.timedelta(days=2)
    form = {
        "stage": "screen",
        "happened_on": tomorrow.isoformat(),
        "right_after_closing": "on",
        "right_backwards": "on",
    }
    assert "This day has not come yet." in client.post(url, form).text


def test_to_go_back_later_on_is_not_odd(log_in, learner, application, url):
    client = log_in(learner)
    assert client.post(url, said("technical", 12)).status_code == 302
    assert client.post(url, said("screen", 13)).status_code == 302


# --- two devices


def test_the_second_device_is_told_and_nothing_is_lost(log_in, learner, application, url):
    client = log_in(learner)
    assert 'name="seen" value="1"' in client.get(url).text
    client.post(url, said("screen", 12, seen=1))
    response = client.post(url, said("technical", 13, seen=1), follow=True)
    text = re.sub(r"\s+", " ", response.text)
    assert "In the meantime, elsewhere: moved to Screen, Saturday 17 January." in text
    assert f'action="{LIST}{application.pk}/moves/3/undo/"' in text
    assert 'class="msg warn"' in text
    assert [event.stage for event in application.events.order_by("sequence")] == ["applied", "screen", "technical"]


def test_what_was_undone_or_corrected_elsewhere_is_told(log_in, learner, application, url):
    screen = move(thing=application, stage="screen", happened_on=day(12), by=learner.user)
    other = correct(event=screen, stage="technical", happened_on=day(12), by=learner.user)
    take_back(event=other, by=learner.user)
    move(thing=application, stage="offer", happened_on=day(13), by=learner.user)
    text = log_in(learner).post(url, said("onsite", 14, seen=1), follow=True).text
    assert "moved to Screen" in text
    assert "corrected to Technical" in text
    assert "a move was taken back; and 1 more." in text


def test_who_saw_it_all_is_told_nothing(log_in, learner, application, url):
    client = log_in(learner)
    client.post(url, said("screen", 12, seen=1))
    assert "In the meantime" not in client.post(url, said("technical", 13, seen=2), follow=True).text
    for nonsense in ("", "x", "-1", "9" * 30, "²"):
        assert client.post(url, said("technical", 13, seen=nonsense)).status_code == 302
    assert application.events.count() == 3


def test_the_same_move_seen_from_the_same_place_is_one(log_in, learner, application, url):
    client = log_in(learner)
    client.post(url, said("screen", 12, seen=1))
    client.post(url, said("technical", 13, seen=2))
    text = client.post(url, said("screen", 12, seen=1), follow=True).text
    assert "moved to Technical" in text
    assert application.events.count() == 3
    take_back(event=application.event(3), by=learner.user)
    assert client.post(url, said("technical", 13, seen=4)).status_code == 302
    assert application.events.count() == 5


# --- own stages


def test_own_stages_are_offered_below_their_meaning(log_in, learner, application, url, call):
    OwnStage.objects.create(
        learner=learner, name="Old", meaning="screen", retired_at=datetime.datetime.now(datetime.UTC)
    )
    client = log_in(learner)
    page = client.get(url).text
    assert re.search(
        rf'value="screen">Screen</option>\s*<option value="screen.{call.pk}">Screen: Recruiter call<', page
    )
    assert "Old" not in page
    response = client.post(url, said(f"screen.{call.pk}", 12), follow=True)
    assert "Lakeshore Analytics: Recruiter call, Saturday 17 January." in response.text
    assert re.search(r'class="st pen">Recruiter call<', response.text)
    event = application.events.get(sequence=2)
    assert (event.stage, event.own_stage) == ("screen", call)
    OwnStage.objects.update(retired_at=timezone.now())
    assert f'<option value="screen.{call.pk}">' in client.get(url).text, "it stands there"


def test_an_application_can_begin_at_an_own_stage(log_in, learner, call):
    form = {
        "company": "Parcelwise",
        "role": "ML Engineer",
        "channel": "cold",
        "token": "5d6b8a1c-1111-4444-8888-aaaaaaaaaaaa",
    }
    client = log_in(learner)
    for _ in range(2):
        assert client.post(f"{LIST}add/", {**form, **said(f"screen.{call.pk}", 1)}).status_code == 302
    application = Application.objects.get()
    assert (application.stage, application.own_stage) == ("screen", call)


@pytest.mark.parametrize("wrong", ["screen.{0}", "applied.{1}", "screen.", "screen.999999999999999999999"])
def test_no_other_own_stage_can_be_chosen(log_in, learner, stranger, application, url, call, wrong):
    other = OwnStage.objects.create(learner=stranger, name="Theirs", meaning="screen")
    response = log_in(learner).post(url, said(wrong.format(other.pk, call.pk), 12))
    assert (response.status_code, "Choose one of the list." in response.text) == (422, True)


# --- another day


@pytest.fixture
def moved(learner, application):
    move(thing=application, stage="screen", happened_on=day(12), by=learner.user)
    return f"{LIST}{application.pk}/events/2/edit/"


@pytest.mark.parametrize("place", [LIST, f"{LIST}board/?q=lake"])
def test_the_day_of_a_move_is_changed_on_the_way_from_where_it_was_made(log_in, learner, application, url, htmx, place):
    client, board = log_in(learner), place.partition("?")[2]
    typed = said("screen", 12, seen=1) | ({"board": board} if board else {})
    page = client.post(url, typed, follow=True).text
    edit = html.unescape(re.search(r'href="([^"]+)">Change the day<', page)[1])
    assert edit.startswith(f"{LIST}{application.pk}/events/2/edit/?")
    form = client.get(edit).text
    assert f'value="{day(12)}"' in form
    assert f'<input type="hidden" name="next" value="{place}">' in form
    assert f'href="{place}">Leave without saving' in form
    response = client.post(edit, {**said("screen", 14), "next": place}, headers=htmx)
    assert response["HX-Redirect"] == place
    page = client.get(place).text
    assert "Lakeshore Analytics: Screen, Monday 19 January." in page
    undo = html.unescape(re.search(r'action="([^"]+/restore/[^"]*)"', page)[1])
    assert client.post(undo, headers=htmx)["HX-Redirect"] == place
    assert Application.objects.get().stage_since == day(12)


def test_nobody_is_sent_to_another_site(log_in, learner, application, moved):
    response = log_in(learner).post(moved, {**said("screen", 14), "next": "https://elsewhere.example/"})
    assert response.url == f"{LIST}{application.pk}/"


@pytest.mark.parametrize(("sequence", "stage", "n"), [(1, "applied", 13), (2, "screen", 8), (2, "onsite", 8)])
def test_a_day_that_runs_backwards_is_asked_about(log_in, learner, application, moved, htmx, sequence, stage, n):
    url = f"{LIST}{application.pk}/events/{sequence}/edit/"
    client = log_in(learner)
    for headers in ({}, htmx):
        response = client.post(url, said(stage, n), headers=headers)
        assert response.status_code == 422
        assert "This runs backwards" in response.text
        assert 'name="right_backwards"' in response.text
        assert "right_after_closing" not in response.text
    assert client.post(url, said(stage, n, right_backwards="on")).status_code == 302
    assert application.events.count() == 3


@pytest.mark.parametrize("wrong", ["", "soon", "2199-01-01", "1999-01-01"])
def test_a_day_that_cannot_be_is_refused(log_in, learner, application, moved, wrong):
    response = log_in(learner).post(moved, {"stage": "screen", "happened_on": wrong})
    assert (response.status_code, application.events.count()) == (422, 2)


def test_events_of_others_and_none_are_not_found(log_in, learner, stranger, application, moved):
    assert log_in(stranger).get(moved).status_code == 404
    assert log_in(learner).get(moved.replace("/2/", "/9/")).status_code == 404
    take_back(event=application.event(2), by=learner.user)
    assert log_in(learner).get(moved.replace("/2/", "/3/")).status_code == 404

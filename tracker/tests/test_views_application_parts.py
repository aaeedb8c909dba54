"""What hangs on an application: its parts, next action, follow-ups, own names of its stages."""

import datetime
import html
import re
import uuid

import pytest
from django.utils import timezone

from tracker.actions.stages import move
from tracker.models import Contact, Document, FollowUp, Interview, Learner, Offer, OwnStage
from tracker.stage_choices import value_of
from tracker.tests.factories import make_application, make_attached
from tracker.tests.test_views_application_pages import now

TODAY = datetime.datetime.now(datetime.UTC).date()


@pytest.fixture
def application(learner):
    return make_application(learner, note="asked for references")


@pytest.fixture
def page(application):
    return f"/tracker/applications/{application.pk}/"


# --- what hangs on it

GOOD = {
    "contact": {"name": "Robin", "position": "Lead", "email": "robin@example.org", "link": "", "note": ""},
    "interview": {"day": "2026-01-08", "starts_at": "14:30", "kind": "technical", "questions": "Why?", "note": ""},
    "document": {"title": "Letter", "link": "https://example.org/l"},
    "follow-up": {"happened_on": "2026-01-12"},
    "offer": {"base": "85,000", "bonus": "", "stock": "", "currency": "EUR", "made_on": "2026-01-12"},
}
MODELS = {"contact": Contact, "interview": Interview, "document": Document, "follow-up": FollowUp, "offer": Offer}


@pytest.mark.parametrize("noun", GOOD)
def test_it_is_added_once_changed_removed_and_restored(log_in, learner, application, page, htmx, noun):
    client, model, token = log_in(learner), MODELS[noun], str(uuid.uuid4())
    for _ in range(2):
        response = client.post(f"{page}{noun}s/add/", {**GOOD[noun], "token": token}, follow=True)
        assert "Added: " in response.text
    row = model.objects.get()
    stem = f"/tracker/applications/{noun}s/{row.pk}/"

    changed = {"note": "said yes"} if noun in ("contact", "interview", "offer") else {}
    changed |= {"title": "CV"} if noun == "document" else {"happened_on": "2026-01-13"} if noun == "follow-up" else {}
    response = client.post(f"{stem}edit/", {**GOOD[noun], **changed, "seen": 1}, headers=htmx)
    assert response["HX-Retarget"] == f"#{noun}s"
    assert "Changed: " in response.text
    assert model.objects.get().version == 2

    response = client.post(f"{stem}remove/", headers=htmx)
    assert "Removed: " in response.text
    assert not model.objects.exists()
    assert f"{stem}restore/" in response.text
    for _ in range(2):
        client.post(f"{stem}restore/")
    assert model.objects.get().version == 2


def test_two_who_change_a_row_at_once_lose_nothing(log_in, learner, application, page):
    row = make_attached(application)["interview"]
    client, url = log_in(learner), f"/tracker/applications/interviews/{row.pk}/edit/"
    said = {**GOOD["interview"], "seen": 1}
    client.post(url, {**said, "questions": "First"})
    response = client.post(url, {**said, "questions": "Second"})
    assert response.status_code == 422
    assert "changed in the meantime" in response.text
    assert "Questions asked: First" in html.unescape(response.text)
    assert "Second</textarea>" in response.text
    assert Interview.objects.get().questions == "First"
    assert 'name="seen" value="2"' in response.text
    client.post(url, {**said, "questions": "Second", "seen": 2})
    assert Interview.objects.get().questions == "Second"


BAD = [
    ("contact", {"name": " "}, "This field is required."),
    ("contact", {"email": "robin"}, "This is not a mail address."),
    ("contact", {"link": "javascript:alert(1)"}, "not an address of the web"),
    ("contact", {"name": "a\x00"}, "Null characters"),
    ("interview", {"starts_at": "noonish"}, "This is not a time."),
    ("interview", {"day": ""}, "This field is required."),
    ("interview", {"kind": "duel"}, "Choose one of the list."),
    ("interview", {"day": "2026-01-01"}, "You sent the application on 5 January 2026"),
    ("document", {"link": ""}, "This field is required."),
    ("document", {"link": "/letter"}, "not an address of the web"),
    ("follow-up", {"happened_on": "2199-01-01"}, "This day has not come yet."),
    ("follow-up", {"happened_on": "2026-01-01"}, "You sent the application on"),
    ("offer", {"base": "1.200k"}, "Write it out in digits."),
    ("offer", {"bonus": "some"}, "Only digits here"),
    ("offer", {"base": ""}, "This field is required."),
    ("offer", {"currency": "XXX"}, "Choose one of the list."),
    ("offer", {"made_on": "2026-01-01"}, "You sent the application on"),
    ("offer", {"answer_by": "2026-01-02"}, "The answer is due before the offer was made."),
]


@pytest.mark.parametrize(("noun", "wrong", "message"), BAD)
def test_bad_input_is_refused_and_kept(log_in, learner, application, page, htmx, noun, wrong, message):
    client, typed = log_in(learner), {**GOOD[noun], **wrong}
    for headers in ({}, htmx):
        response = client.post(f"{page}{noun}s/add/", typed, headers=headers)
        assert response.status_code == 422
        assert message in html.unescape(response.text)
    assert not MODELS[noun].objects.exists()
    if message.startswith(("You sent", "The answer")):
        right = dict.fromkeys(("right_before_sent", "right_late"), "on")
        assert client.post(f"{page}{noun}s/add/", {**typed, **right}).status_code == 302
        assert MODELS[noun].objects.count() == 1


# --- next action, follow-ups


def test_next_action_is_set_done_and_brought_back(log_in, learner, application, page, htmx):
    client = log_in(learner)
    client.post(f"{page}next/", {"text": "Send the task & ask", "on": "2026-02-03"})
    assert now(application).next_action_on == datetime.date(2026, 2, 3)
    response = client.post(f"{page}next/done/", headers=htmx)
    assert "What is next?" in response.text
    assert 'name="text"' in response.text
    assert (now(application).next_action, now(application).next_action_on) == ("", None)
    undo = html.unescape(re.search(r'action="([^"]+/restore/[^"]+)"', response.text)[1])
    client.post(undo)
    assert (now(application).next_action, now(application).next_action_on) == (
        "Send the task & ask",
        datetime.date(2026, 2, 3),
    )


def test_next_action_without_words_is_refused(log_in, learner, page):
    response = log_in(learner).post(f"{page}next/", {"text": "", "on": "2026-02-03"})
    assert response.status_code == 422
    assert 'value="2026-02-03"' in response.text


def test_a_follow_up_is_suggested_drafted_and_recorded(log_in, learner, page):
    sent = TODAY - datetime.timedelta(days=15)
    application = make_application(learner, happened_on=sent)
    Contact.objects.create(application=application, name="Robin", email="robin@example.org")
    client, page = log_in(learner), f"/tracker/applications/{application.pk}/"
    text = client.get(page).text
    told = "Quiet for 15 days. A follow-up is due. None was sent at this stage so far; more than two are not suggested."
    assert told in text
    assert 'href="mailto:robin@example.org?subject=My%20application%3A%20Data%20Engineer%2C%20Lakeshore' in text
    assert "quiet 15 days" in client.get("/tracker/applications/").text

    client.post(f"{page}follow-ups/add/", {"happened_on": TODAY.isoformat()})
    assert (now(application).quiet_since, now(application).follow_ups) == (TODAY, 1)
    assert "The last word of it is of today. A follow-up is suggested after 14 quiet days." in client.get(page).text
    client.post(f"/tracker/applications/follow-ups/{FollowUp.objects.get().pk}/remove/")
    assert (now(application).quiet_since, now(application).follow_ups) == (sent, 0)


def test_after_one_follow_up_the_form_begins_anew(log_in, learner, page, htmx):
    client = log_in(learner)
    for day in ("2026-01-12", "2026-01-13"):
        text = client.post(f"{page}follow-ups/add/", {"happened_on": day}, headers=htmx).text
        assert f'name="happened_on" value="{TODAY.isoformat()}"' in text
        assert re.search(r'name="token" value="[0-9a-f-]{36}"', text)
    assert FollowUp.objects.count() == 2


def test_a_second_follow_up_counts_the_first(log_in, learner):
    application = make_application(learner, happened_on=TODAY - datetime.timedelta(days=60))
    client, page = log_in(learner), f"/tracker/applications/{application.pk}/"
    client.post(f"{page}follow-ups/add/", {"happened_on": (TODAY - datetime.timedelta(days=20)).isoformat()})
    assert "A follow-up is due. One was sent at this stage so far; more than two are not" in client.get(page).text


def test_an_interview_of_a_closed_application_is_not_to_come(log_in, learner, application, page, htmx):
    interview = Interview.objects.create(application=application, day=TODAY + datetime.timedelta(days=3))
    client = log_in(learner)
    assert '<span class="sub">to come</span>' in client.get(page).text
    move(thing=application, stage="rejected", happened_on=TODAY, by=learner.user)
    assert '<span class="sub">to come</span>' not in client.get(page).text
    changed = {"day": interview.day.isoformat(), "kind": "onsite", "seen": 1}
    told = client.post(f"/tracker/applications/interviews/{interview.pk}/edit/", changed, headers=htmx).text
    assert "On-site" in told
    assert '<span class="sub">to come</span>' not in told


def test_a_third_follow_up_is_not_suggested(log_in, learner):
    application = make_application(learner, happened_on=TODAY - datetime.timedelta(days=90))
    client, page = log_in(learner), f"/tracker/applications/{application.pk}/"
    for n in (60, 30):
        sent = TODAY - datetime.timedelta(days=n)
        client.post(f"{page}follow-ups/add/", {"happened_on": sent.isoformat()})
    assert "You asked two times at this stage; a further one is not suggested." in client.get(page).text


def test_the_quiet_days_are_the_learners_own(log_in, learner):
    client, url = log_in(learner), "/tracker/settings/quiet/"
    for wrong in ("0", "366", "soon", ""):
        assert client.post(url, {"days": wrong}).status_code == 422
    client.post(url, {"days": "21"})
    assert Learner.objects.get(pk=learner.pk).quiet_days == 21
    application = make_application(learner, happened_on=TODAY - datetime.timedelta(days=20))
    assert "suggested after 21" in client.get(f"/tracker/applications/{application.pk}/").text


def test_an_event_is_given_an_own_name_and_loses_it_again(log_in, learner):
    application = make_application(learner)
    own = OwnStage.objects.create(learner=learner, name="Recruiter call", meaning="screen")
    event = move(thing=application, stage="screen", happened_on=TODAY, by=learner.user)
    client, url = log_in(learner), f"/tracker/applications/{application.pk}/events"
    said = {"stage": value_of("screen", own.pk), "happened_on": TODAY.isoformat()}
    page = client.post(f"{url}/{event.sequence}/edit/", said, follow=True).text
    assert "Now: Recruiter call, " in page
    assert 'Take back<span class="sr"> Recruiter call, ' in page
    assert now(application).own_stage == own
    last = now(application).events.latest("sequence").sequence
    assert "Taken back: Recruiter call." in client.post(f"{url}/{last}/take-back/", follow=True).text
    assert "It holds again: Recruiter call, " in client.post(f"{url}/{last}/restore/", follow=True).text
    OwnStage.objects.filter(pk=own.pk).update(retired_at=timezone.now())
    last = now(application).events.latest("sequence").sequence
    assert "Recruiter call" in client.get(f"{url}/{last}/edit/").text, "the name that it has is offered, retired or not"
    client.post(f"{url}/{last}/edit/", {**said, "stage": "screen"})
    assert now(application).own_stage is None

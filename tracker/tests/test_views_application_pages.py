"""An application's own page: its facts, who sees what, its history."""

import datetime
import re

import pytest
from django.utils import timezone

from tracker.actions.stages import correct, move, take_back
from tracker.models import Application, Contact, Document, FollowUp, Interview, Offer, OwnStage, Section
from tracker.tests.factories import START, make_application, make_attached, make_mentorship

VOLATILE = re.compile(r'name="(token|csrfmiddlewaretoken)" value="[^"]*"')
SAYS_OFFER = re.compile(r"offer|accepted|declined", re.IGNORECASE)


def day(n):
    return START + datetime.timedelta(days=n)


@pytest.fixture
def application(learner):
    return make_application(learner, note="asked for references")


@pytest.fixture
def page(application):
    return f"/tracker/applications/{application.pk}/"


def main(text):
    return text[text.index("<main") : text.index("</main")]


def same(page, fragment):
    return VOLATILE.sub("", fragment).strip() in VOLATILE.sub("", page)


def now(thing):
    return type(thing).objects.get(pk=thing.pk)


# --- what it shows


def test_application_detail_shows_all_there_is(log_in, learner, application, page):
    make_attached(application)
    fields = {"requisition": "R-17", "resume_version": "July", "place": "Lyon", "workplace": "hybrid"}
    fields |= {"salary_low": 80000, "salary_high": 95000, "salary_currency": "EUR", "salary_period": "year"}
    Application.objects.filter(pk=application.pk).update(**fields, next_action="Call", next_action_on=day(1))
    move(thing=application, stage="onsite", happened_on=day(3), by=learner.user)
    move(thing=application, stage="rejected", happened_on=day(4), by=learner.user)
    text = log_in(learner).get(page).text
    for said in (
        "Data Engineer", "Lakeshore Analytics", "R-17", "July", "Lyon", "Partly from home", "80,000–95,000 EUR a year",
        "a year", "asked for references", "Rejected", "Got as far as: on-site", "Call", "its day is past", "Robin Vale",
        "robin@example.org", "two engineers", "Why us?", "Letter", "98,000.50 USD", "Recorded on",
    ):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize("part", ["", "events/1/edit/", "next/", *(f"{n}s/add/" for n in ("contact", "offer"))])
def test_fragments_are_what_the_pages_hold(log_in, learner, page, htmx, part):
    client = log_in(learner)
    whole, fragment = client.get(page + part).text, client.get(page + part, headers=htmx).text
    assert "<html" not in fragment
    assert same(whole, fragment)


def test_application_detail_costs_the_same_with_40_of_everything(
    log_in, learner, application, page, django_assert_num_queries, django_assert_max_num_queries
):
    client = log_in(learner)

    def grow(n):
        for model, fields in (
            (Contact, {"name": "Robin", "email": "robin@example.org"}),
            (Interview, {"day": START}),
            (Document, {"title": "Letter", "link": "https://example.org/"}),
            (FollowUp, {"happened_on": START}),
            (Offer, {"made_on": START, "base": 1, "currency": "USD"}),
        ):
            model.objects.bulk_create(model(application=application, **fields) for _ in range(n))
        own = OwnStage.objects.create(learner=learner, name=f"Own {n}", meaning="screen")
        for k in range(n):
            move(thing=application, stage="screen", happened_on=day(k), by=learner.user, own_stage=own)
        correct(event=now(application).event(2), stage="replied", happened_on=day(n), by=learner.user)

    grow(2)
    client.get(page)
    with django_assert_max_num_queries(14) as first:
        client.get(page)
    Application.objects.filter(pk=application.pk).update(next_action="x")
    application.events.filter(supersedes__isnull=False).delete()
    grow(40)
    with django_assert_num_queries(len(first)):
        client.get(page)


def test_what_can_be_done_has_its_address(log_in, learner, application, page):
    rows = make_attached(application)
    text = log_in(learner).get(page).text
    for noun, row in rows.items():
        add, stem = f'"{page}{noun}s/add/"', f"/tracker/applications/{noun}s/{row.pk}/"
        assert text.count(add) >= 2
        assert text.count(f'"{stem}edit/"') == text.count(f'"{stem}remove/"') == 2


def test_what_was_done_is_told_once(log_in, learner, page):
    text = log_in(learner).post(f"{page}contacts/add/", {"name": "Robin"}, follow=True).text
    assert text.count("Added: Robin.") == 1


# --- who sees what


def shared(log_in, learner, mentor, pk, *sections):
    make_mentorship(learner, mentor, sections=sections)
    return log_in(mentor).get(f"/tracker/of/{learner.user.handle}/applications/{pk}/")


def test_a_mentor_reads_and_changes_nothing(log_in, learner, mentor, application):
    make_attached(application)
    text = main(shared(log_in, learner, mentor, application.pk, Section.APPLICATIONS, Section.OFFERS).text)
    assert "98,000.50 USD" in text
    assert "Robin Vale" in text
    assert "robin@example.org" not in text
    assert "<form" not in text
    assert "mailto:" not in text


@pytest.mark.parametrize(
    ("steps", "stage", "furthest"),
    [
        ((("applied", 0), ("screen", 2), ("offer", 4)), "Screen", ""),
        ((("applied", 0), ("screen", 2), ("offer", 4), ("withdrawn", 6)), "Withdrawn", "screen"),
        ((("offer", 4), ("declined", 6)), "On-site", ""),
    ],
)
def test_without_offers_nothing_hints_at_one(log_in, learner, mentor, steps, stage, furthest):
    (first, n), *rest = steps
    application = make_application(learner, stage=first, happened_on=day(n))
    for name, m in rest:
        move(thing=application, stage=name, happened_on=day(m), by=learner.user)
    taken = move(thing=application, stage="accepted", happened_on=day(9), by=learner.user)
    take_back(event=taken, by=learner.user)
    make_attached(application)
    Application.objects.filter(pk=application.pk).update(next_action="Answer the offer")
    text = main(shared(log_in, learner, mentor, application.pk, Section.APPLICATIONS).text)
    assert not SAYS_OFFER.search(text)
    assert re.search(r'class="st[^>]*>([^<]+)<', text)[1] == stage
    assert ("Got as far as: " + furthest in text) is bool(furthest)
    assert "Next action" not in text
    assert "Quiet for" not in text


def test_without_offers_a_changed_event_tells_nothing_of_the_offer_it_was(log_in, learner, mentor, application):
    event = move(thing=application, stage="offer", happened_on=day(2), by=learner.user)
    correct(event=event, stage="screen", happened_on=day(2), by=learner.user)
    text = main(shared(log_in, learner, mentor, application.pk, Section.APPLICATIONS).text)
    assert "Screen" in text
    assert not SAYS_OFFER.search(text)
    assert "What it said before" not in text


def test_a_binned_application_has_no_page(log_in, learner, application, page):
    row = make_attached(application)["contact"]
    Application.objects.filter(pk=application.pk).update(deleted_at=timezone.now())
    client = log_in(learner)
    assert client.get(page).status_code == 404
    assert client.get(f"/tracker/applications/contacts/{row.pk}/edit/").status_code == 404


# --- the history


def test_an_event_is_said_otherwise_and_undone(log_in, learner, application, page, htmx):
    client = log_in(learner)
    said = {"stage": "replied", "happened_on": day(2).isoformat()}
    text = client.post(f"{page}events/1/edit/", said, follow=True).text
    assert "Now: Replied" in text
    assert "What it said before" in text
    assert now(application).stage == "replied"
    undo = re.search(r'action="([^"]+/restore/)"', text)[1]
    response = client.post(undo, headers=htmx)
    assert response["HX-Retarget"] == "#standing"
    assert "It holds again: Applied" in response.text
    assert (now(application).stage, now(application).stage_since) == ("applied", START)


def test_an_event_is_taken_back_and_undone(log_in, learner, application, page):
    move(thing=application, stage="screen", happened_on=day(2), by=learner.user)
    client = log_in(learner)
    text = client.post(f"{page}events/2/take-back/", follow=True).text
    assert "Taken back: Screen." in text
    assert now(application).stage == "applied"
    client.post(re.search(r'action="([^"]+/restore/)"', text)[1])
    assert now(application).stage == "screen"


def test_the_only_event_stays(log_in, learner, application, page):
    assert "This is its only stage" in log_in(learner).post(f"{page}events/1/take-back/", follow=True).text


def test_who_changes_an_event_second_is_told_and_keeps_the_input(log_in, learner, application, page, htmx):
    correct(event=application.event(1), stage="replied", happened_on=day(1), by=learner.user)
    client = log_in(learner)
    for headers in ({}, htmx):
        response = client.post(
            f"{page}events/1/edit/", {"stage": "screen", "happened_on": "2026-01-08"}, headers=headers
        )
        assert response.status_code == 422
        assert "This was changed in the meantime" in response.text
        assert "It says now: <b>Replied</b>" in response.text
        assert 'value="2026-01-08"' in response.text
    assert now(application).stage == "replied"
    again = re.search(r'action="([^"]+/events/2/edit/)"', response.text)[1]
    client.post(again, {"stage": "screen", "happened_on": "2026-01-08"})
    assert now(application).stage == "screen"


def test_who_changes_what_was_taken_back_is_told_and_keeps_the_input(log_in, learner, application, page):
    move(thing=application, stage="screen", happened_on=day(2), by=learner.user)
    take_back(event=application.event(2), by=learner.user)
    response = log_in(learner).post(f"{page}events/2/edit/", {"stage": "onsite", "happened_on": "2026-01-08"})
    assert response.status_code == 422
    assert "This was changed in the meantime" in response.text
    assert 'value="2026-01-08"' in response.text


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"stage": "promoted"}, "Choose one of the list."),
        ({"happened_on": "soon"}, "not a day of the calendar"),
        ({"happened_on": "2199-01-01"}, "This day has not come yet."),
        ({"happened_on": "2026-01-08", "stage": "withdrawn"}, "It was closed by then."),
        ({"happened_on": "2026-01-20"}, "This runs backwards"),
        ({"happened_on": "2026-01-04", "stage": "onsite"}, "This runs backwards"),
    ],
)
def test_what_is_odd_about_an_event_is_asked_about(log_in, learner, application, page, said, message):
    move(thing=application, stage="screen", happened_on=day(2), by=learner.user)
    move(thing=application, stage="rejected", happened_on=day(4), by=learner.user)
    typed = {"stage": "screen", "happened_on": day(2).isoformat(), **said}
    client = log_in(learner)
    response = client.post(f"{page}events/2/edit/", typed)
    assert response.status_code == 422
    assert message in response.text
    assert application.events.count() == 3
    if message.startswith(("It was", "This runs")):
        right = dict.fromkeys(("right_backwards", "right_after_closing"), "on")
        assert client.post(f"{page}events/2/edit/", {**typed, **right}).status_code == 302
        assert application.events.count() == 4

import datetime
import logging

import pytest
from django.urls import reverse
from django.utils import timezone

from tracker.actions.digests import subscribe, unsubscribe
from tracker.digests import off_token
from tracker.models import DigestSubscription
from tracker.tests.factories import make_mentorship
from tracker.tests.test_digests import asking, confirmed

pytestmark = pytest.mark.django_db

SHOW, PREVIEW = reverse("tracker:digest-show"), reverse("tracker:digest-preview")
ON, OFF = reverse("tracker:digest-subscribe"), reverse("tracker:digest-unsubscribe")


def is_on(learner):
    return DigestSubscription.objects.for_learner(learner).open().exists()


def link(learner, name="digest-off"):
    return reverse(name, args=[off_token(learner)])


# --- the page --------------------------------------------------------------------------------------------------------


def test_digest_show_says_that_it_is_off_until_it_is_asked_for(log_in, learner):
    page = log_in(confirmed(learner)).get(SHOW).content.decode()
    assert "It is off" in page
    assert "not confirmed" not in page


def test_digest_show_says_that_nothing_goes_to_an_address_that_is_not_confirmed(log_in, learner):
    assert "Confirm the address" in log_in(learner).get(SHOW).content.decode()


def test_digest_show_as_a_fragment_is_what_the_page_holds(log_in, learner, htmx):
    fragment = log_in(learner).get(SHOW, headers=htmx).content.decode()
    assert fragment.startswith('<div id="digest">')


def test_digest_subscribe_and_unsubscribe_each_undo_the_other(log_in, learner, htmx):
    client = log_in(learner)
    assert client.post(ON).url == SHOW
    assert client.post(ON).url == SHOW
    page = client.get(SHOW).content.decode()
    assert is_on(learner)
    assert f'action="{OFF}"' in page

    answer = client.post(OFF, headers=htmx).content.decode()
    assert not is_on(learner)
    assert f'hx-post="{ON}" hx-target="#digest"' in answer
    assert DigestSubscription.objects.count() == 1


def test_digest_preview_shows_the_mail_and_sends_nothing(log_in, learner, mailoutbox):
    page = log_in(learner).get(PREVIEW)
    assert page.status_code == 200
    assert "Nothing logged; the goal was 10\N{NO-BREAK SPACE}h." in page.text, "which no line breaks in two"
    assert link(learner) in page.content.decode()
    assert mailoutbox == []


@pytest.mark.parametrize("url", [SHOW, PREVIEW, ON, OFF])
def test_a_mentor_has_no_part_in_a_mentees_digest(log_in, learner, mentor, url):
    make_mentorship(learner, mentor)
    client = log_in(mentor)
    of_mentee = url.replace("/tracker/", f"/tracker/of/{learner.user.handle}/")
    assert client.get(of_mentee).status_code == client.post(of_mentee).status_code == 404


# --- the links in a mail ---------------------------------------------------------------------------------------------


def test_digest_off_asks_before_it_does_anything(client, learner):
    subscribe(learner=learner, by=learner.user)
    page = client.get(link(learner))
    assert page.status_code == 200
    assert "Turn off the weekly digest?" in page.content.decode()
    assert is_on(learner)
    assert learner.user.email not in page.content.decode()
    # Not to other sites; but without any, the form on the page would come from nowhere and be refused.
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("private, no-store", "same-origin")


def test_digest_off_takes_the_click_of_a_mail_program(learner):
    """RFC 8058: a POST without cookies, without a token against forgery, with just this in it. Twice is once."""
    from django.test import Client

    subscribe(learner=learner, by=learner.user)
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = program.post(link(learner), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "The weekly digest is off" in answer.content.decode()
        assert not is_on(learner)


def test_digest_off_works_for_a_closed_account_and_without_any_subscription(client, learner):
    learner.user.is_active = False
    learner.user.save()
    assert client.post(link(learner)).status_code == 200


def test_digest_resume_takes_it_back_for_a_while(client, learner):
    asking(learner)
    client.post(link(learner))
    answer = client.post(link(learner, "digest-resume"))
    assert answer.status_code == 200
    assert "on again" in answer.content.decode()
    assert is_on(learner)

    unsubscribe(learner=learner)
    DigestSubscription.objects.update(ended_at=timezone.now() - datetime.timedelta(hours=2))
    late = client.post(link(learner, "digest-resume"))
    assert late.status_code == 422
    assert "Too late" in late.content.decode()
    assert not is_on(learner)


def test_digest_resume_is_for_nobody_who_was_led_there(learner):
    from django.test import Client

    asking(learner)
    unsubscribe(learner=learner)
    forger = Client(enforce_csrf_checks=True)
    assert forger.post(link(learner, "digest-resume")).status_code == 403
    assert not is_on(learner)


@pytest.mark.parametrize("token", ["x", "a:b", "k7qm3fxa22:" + "x" * 3000, "é", "%00"])
def test_a_link_that_is_not_ours_is_not_found(client, learner, token):
    subscribe(learner=learner, by=learner.user)
    for name in ("digest-off", "digest-resume"):
        assert client.post(reverse(name, args=[token])).status_code == 404
    assert client.get(reverse("digest-off", args=[token])).status_code == 404
    assert is_on(learner)


def test_the_links_are_never_logged(client, learner, caplog):
    asking(learner)
    with caplog.at_level(logging.DEBUG):
        client.get(link(learner, "digest-resume"))
        client.get(link(learner) + "x/")
    assert "/digest/off/***" in caplog.text
    assert off_token(learner) not in caplog.text

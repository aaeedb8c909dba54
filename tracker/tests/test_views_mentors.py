"""A learner's side of mentoring: page, fragment, refusals, bad input."""

import datetime
import re
import uuid

import pytest

from tracker.access import shared_sections
from tracker.actions.mentoring import MentoringError, accept, invite
from tracker.models import Invitation, Learner, Mentorship, Section
from tracker.tests.factories import make_mentorship, make_user
from tracker.views import mentors as views

LIST, INVITE = "/tracker/mentors/", "/tracker/mentors/invite/"
VOLATILE = re.compile(r'name="(token|csrfmiddlewaretoken)" value="[^"]*"')


@pytest.fixture
def mentorship(learner, mentor):
    return make_mentorship(learner, mentor, sections=[Section.HOURS, Section.PROJECTS])


@pytest.fixture
def invitation(learner):
    return invite(learner=learner, sections=[Section.HOURS], token=uuid.uuid4(), by=learner.user)


def same(page, fragment):
    return VOLATILE.sub("", fragment).strip() in VOLATILE.sub("", page)


def test_mentor_list_shows_who_sees_what_and_which_codes_wait(log_in, learner, mentorship, invitation):
    page = log_in(learner).get(LIST).text
    assert "Milo" in page
    assert "Sees: Hours by skill and by week; Projects" in page
    assert invitation.readable in page
    assert "Works once, until" in page


def test_applications_and_offers_are_off_unless_turned_on(log_in, learner):
    page = log_in(learner).get(LIST).text
    boxes = dict(re.findall(r'name="sections" value="(\w+)"([^>]*)>', page))
    off = {section for section, rest in boxes.items() if "checked" not in rest}
    assert off == {"applications", "offers"}
    assert set(boxes) == set(Section.values)


@pytest.mark.parametrize("which", ["list", "sharing"])
def test_fragments_are_what_the_pages_hold(log_in, learner, mentorship, htmx, which):
    url = LIST if which == "list" else f"{LIST}{mentorship.pk}/sharing/"
    client = log_in(learner)
    page, fragment = client.get(url).text, client.get(url, headers=htmx).text
    assert "<html" not in fragment
    assert same(page, fragment)


def test_invitation_add_makes_a_code_and_shows_it_once(log_in, learner):
    client, form = log_in(learner), {"sections": ["hours", "applications"], "token": uuid.uuid4()}
    responses = [client.post(INVITE, form, follow=True) for _ in range(2)]
    invitation = Invitation.objects.get()
    assert invitation.sections == ["hours", "applications"]
    for response in responses:
        assert response.redirect_chain == [(LIST, 302)]
        assert response.text.count(f"Give {invitation.readable} to your mentor.") == 1
    assert invitation.expires_at > invitation.created_at


def test_invitation_add_by_htmx_returns_the_list_with_it(log_in, learner, htmx):
    response = log_in(learner).post(INVITE, {"sections": [], "token": uuid.uuid4()}, headers=htmx)
    invitation = Invitation.objects.get()
    assert response.text.lstrip().startswith('<div id="mentors"')
    assert f"Give {invitation.readable} to your mentor." in response.text
    assert "Will show nothing" in response.text


def test_invitation_add_refuses_sections_that_there_are_not(log_in, learner, htmx):
    client = log_in(learner)
    for headers in ({}, htmx):
        response = client.post(INVITE, {"sections": ["hours", "salary"]}, headers=headers)
        assert response.status_code == 422
        assert "Choose of the list." in response.text
    assert Invitation.objects.count() == 0


def test_invitation_add_is_bounded(log_in, learner):
    client = log_in(learner)
    for _ in range(20):
        assert client.post(INVITE, {"sections": []}).status_code == 302
    response = client.post(INVITE, {"sections": []})
    assert response.status_code == 422
    assert "Withdraw one first." in response.text


def test_invitation_revoke(log_in, learner, invitation, htmx):
    client = log_in(learner)
    url = f"{LIST}invitations/{invitation.pk}/revoke/"
    assert client.post(url).url == LIST
    assert client.post(url).url == LIST
    assert Invitation.objects.get().revoked_at
    page = client.get(LIST).text
    assert page.count(f"Withdrew {invitation.readable}.") == 2  # one for each time it was sent
    assert "Codes that wait" not in client.post(url, headers=htmx).text


def test_invitation_revoke_of_a_used_code_says_so(log_in, learner, mentor, invitation, htmx):
    accept(code=invitation.code, user=mentor)
    url = f"{LIST}invitations/{invitation.pk}/revoke/"
    assert "used already" in log_in(learner).post(url, follow=True).text
    assert "used already" in log_in(learner).post(url, headers=htmx).text


def test_sharing_edit_changes_what_is_shared(log_in, learner, mentorship, htmx):
    client, url = log_in(learner), f"{LIST}{mentorship.pk}/sharing/"
    assert client.get(url).text.count(" checked") == 2
    assert client.post(url, {"sections": ["hours", "offers"]}).url == LIST
    assert shared_sections(mentorship) == {"hours", "offers"}
    row = client.post(url, {"sections": []}, headers=htmx).text
    assert row.lstrip().startswith(f'<div id="mentorship-{mentorship.pk}"')
    assert "Sees nothing" in row


def test_sharing_edit_refuses_sections_that_there_are_not(log_in, learner, mentorship, htmx):
    client, url = log_in(learner), f"{LIST}{mentorship.pk}/sharing/"
    for headers in ({}, htmx):
        assert client.post(url, {"sections": ["salary"]}, headers=headers).status_code == 422
    assert shared_sections(mentorship) == {"hours", "projects"}


def test_mentorship_end_closes_the_record(log_in, learner, mentor, mentorship, htmx):
    client, url = log_in(learner), f"{LIST}{mentorship.pk}/end/"
    page = client.post(url, follow=True).text
    assert "Milo sees nothing of your record any more." in page
    assert "Nobody but you." in page
    assert client.post(url, headers=htmx).text.lstrip().startswith('<div id="mentors"')
    assert Mentorship.objects.get().ended_by == learner.user
    assert log_in(mentor).get(f"/tracker/of/{learner.user.handle}/").status_code == 404
    assert log_in(learner).get(f"{LIST}{mentorship.pk}/sharing/").status_code == 404


def posts(mentorship, invitation):
    return [
        f"{LIST}invitations/{invitation.pk}/revoke/",
        f"{LIST}{mentorship.pk}/sharing/",
        f"{LIST}{mentorship.pk}/end/",
    ]


def test_ids_of_others_are_not_found(log_in, stranger, mentor, mentorship, invitation):
    for url in posts(mentorship, invitation):
        assert log_in(stranger).post(url).status_code == 404
    assert log_in(stranger).get(f"{LIST}{mentorship.pk}/sharing/").status_code == 404
    for url in posts(mentorship, invitation):
        assert log_in(mentor).post(url).status_code in (302, 404)
    assert Mentorship.objects.open().exists()
    assert shared_sections(mentorship) == {"hours", "projects"}


def test_the_anonymous_are_asked_to_log_in(client, mentorship, invitation):
    assert client.get(LIST).url.startswith("/accounts/login/")
    for url in (INVITE, *posts(mentorship, invitation)):
        assert client.post(url).url.startswith("/accounts/login/")


def test_a_mentor_without_a_record_is_sent_to_begin_one(log_in, mentor):
    assert log_in(mentor).get(LIST).url == "/tracker/start/"


def test_wrong_methods(log_in, learner, mentorship, invitation):
    client = log_in(learner)
    revoke, sharing, end = posts(mentorship, invitation)
    assert client.post(LIST).status_code == 405
    assert [client.get(url).status_code for url in (INVITE, revoke, end)] == [405] * 3
    assert client.put(sharing).status_code == 405


def test_mentor_list_costs_the_same_with_twice_the_mentors(
    log_in, learner, django_assert_max_num_queries, django_assert_num_queries
):
    client = log_in(learner)
    for n in range(2):
        make_mentorship(learner, make_user(f"Mentor{n}"))
    with django_assert_max_num_queries(7) as first:
        client.get(LIST)
    for n in range(2, 4):
        make_mentorship(learner, make_user(f"Mentor{n}"))
    with django_assert_num_queries(len(first)):
        client.get(LIST)


def test_days_are_those_of_the_learners_calendar(log_in, learner, mentorship, invitation):
    """Eleven in the morning in Greenwich is the next day on Kiritimati."""
    Learner.objects.filter(pk=learner.pk).update(zone="Pacific/Kiritimati")
    noon = datetime.datetime(2026, 3, 2, 11, tzinfo=datetime.UTC)
    Mentorship.objects.update(started_at=noon)
    Invitation.objects.update(created_at=noon, expires_at=datetime.datetime(2100, 3, 9, 11, tzinfo=datetime.UTC))
    page = log_in(learner).get(LIST).text
    assert page.count('<time datetime="2026-03-03">') == 2
    assert "10 March 2100" in page


def test_sharing_edit_says_so_if_the_mentoring_ends_meanwhile(log_in, learner, mentorship, htmx, monkeypatch):
    def ended(**_):
        raise MentoringError("This mentoring has ended.")

    monkeypatch.setattr(views, "set_sharing", ended)
    for headers in ({}, htmx):
        response = log_in(learner).post(f"{LIST}{mentorship.pk}/sharing/", {"sections": ["hours"]}, headers=headers)
        assert response.status_code == 422
        assert "This mentoring has ended." in response.text


def test_the_boxes_of_one_mentor_are_named_like_no_others_on_the_page(log_in, learner, mentorship, htmx):
    client = log_in(learner)
    fragment = client.get(f"{LIST}{mentorship.pk}/sharing/", headers=htmx).text
    ids = re.findall(r'\bid="(id_[^"]+)"', fragment)
    assert ids
    assert not set(ids) & set(re.findall(r'\bid="(id_[^"]+)"', client.get(LIST).text))

"""The pages of certifications: what is theirs alone; what they share with applications is tested there."""

import datetime
import uuid

import pytest

from guide.tests.factories import make_certification
from tracker.models import Certification, Learner, Section
from tracker.tests.factories import make_held, make_mentorship

LIST, ADD = "/tracker/certifications/", "/tracker/certifications/add/"
TODAY = datetime.datetime.now(datetime.UTC).date()
SOON = (TODAY + datetime.timedelta(days=30)).isoformat()


def typed(**fields):
    defaults = {"listed": "cloud-ml", "name": "", "link": "https://example.org/badge", "stage": "passed"}
    return {**defaults, "happened_on": "2026-01-08", "token": uuid.uuid4(), **fields}


@pytest.fixture
def retired(guide):
    return make_certification("old-one", title="Old one", status="retired")


def held(learner):
    return Learner.objects.get(pk=learner.pk).cloud_certifications


def test_certification_add_of_the_list_counts_once_passed(log_in, learner):
    page = log_in(learner).post(ADD, typed(), follow=True)
    assert page.redirect_chain == [(LIST, 302)]
    assert "counts as a cloud certification" in page.text
    assert 'href="/guide/' in page.text
    assert held(learner) == 1


def test_certification_add_by_its_own_name(log_in, learner):
    page = log_in(learner).post(ADD, typed(listed="", name="Night school diploma"), follow=True)
    assert "Night school diploma" in page.text
    assert held(learner) == 0


def test_certification_add_offers_what_can_be_earned_apart_from_what_is_past(log_in, learner, retired):
    make_certification("draft-one", title="Draft one", state="draft")
    page = log_in(learner).get(ADD).text
    can, past = page.index('<optgroup label="Can be earned">'), page.index('<optgroup label="No longer')
    assert can < page.index("Cloud ML") < past < page.index("Old one")
    assert "Draft one" not in page


def test_what_is_retired_is_entered_as_held_but_not_planned(log_in, learner, retired):
    client = log_in(learner)
    for stage in ("planned", "studying", "booked"):
        response = client.post(ADD, typed(listed="old-one", stage=stage))
        assert response.status_code == 422
        assert "Old one is retired: it can be entered as passed, not planned anew." in response.text
    page = client.post(ADD, typed(listed="old-one"), follow=True).text
    assert "A vendor, retired" in page
    assert held(learner) == 1


def test_an_exam_is_booked_for_a_day_to_come_and_nothing_else_is(log_in, learner):
    client = log_in(learner)
    assert client.post(ADD, typed(stage="planned", happened_on=SOON)).status_code == 422
    assert client.post(ADD, typed(stage="booked", happened_on=SOON)).status_code == 302
    certification = Certification.objects.get()
    move = f"{LIST}{certification.pk}/move/"
    assert client.post(move, {"stage": "passed", "happened_on": SOON}).status_code == 422
    assert client.post(move, {"stage": "studying", "happened_on": TODAY.isoformat()}).status_code == 302
    assert Certification.objects.get().stage == "studying"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"listed": "", "name": ""}, "Choose one of the list or type a name below."),
        ({"name": "Also this"}, "Leave this empty, or choose none of the list."),
        ({"listed": "nothing-of-the-kind"}, "Choose one of the list."),
        ({"listed": "", "name": "x" * 121}, "at most 120 characters"),
        ({"listed": "", "name": "a\x00b"}, "Null characters are not allowed."),
        ({"stage": "booked", "happened_on": "2300-01-01"}, "after the year 2199"),
        ({"happened_on": "1999-12-31"}, "before the year 2000"),
    ],
)
def test_certification_add_refuses_bad_input_and_keeps_what_was_typed(log_in, learner, htmx, wrong, message):
    client = log_in(learner)
    for headers in ({}, htmx):
        response = client.post(ADD, typed(**wrong), headers=headers)
        assert response.status_code == 422
        assert message in response.text
        assert "https://example.org/badge" in response.text
    assert Certification.objects.count() == 0


def test_certification_edit_keeps_one_that_was_taken_out_of_the_guide(log_in, learner, guide):
    certification = make_held(learner, listed=guide["credential"])
    guide["credential"].state = "retired"
    guide["credential"].save()
    url = f"{LIST}{certification.pk}/edit/"
    client = log_in(learner)
    assert "Cloud ML" in client.get(url).text
    assert client.post(url, typed(link="")).url == LIST
    certification.refresh_from_db()
    assert (certification.listed_id, certification.link) == (guide["credential"].pk, "")


def test_certification_move_and_undo(log_in, learner, guide):
    certification = make_held(learner, listed=guide["credential"])
    client = log_in(learner)
    assert client.post(f"{LIST}{certification.pk}/move/", {"stage": "expired", "happened_on": "2026-03-03"}).url == LIST
    assert held(learner) == 0
    assert client.post(f"{LIST}{certification.pk}/moves/2/undo/").url == LIST
    assert held(learner) == 1


def test_certification_list_costs_the_same_with_twice_the_rows(
    log_in, learner, guide, django_assert_max_num_queries, django_assert_num_queries
):
    client = log_in(learner)
    client.get(LIST)  # the catalogue of the guide is fetched once a process
    for _ in range(3):
        make_held(learner, listed=guide["credential"])
    client.get(LIST)  # the guide is read once and kept
    with django_assert_max_num_queries(8) as first:
        client.get(LIST)
    for _ in range(3):
        make_held(learner, listed=guide["credential"])
    with django_assert_num_queries(len(first)):
        client.get(LIST)


def test_a_mentor_reads_certifications_if_they_are_shared_and_strangers_never(log_in, learner, mentor, stranger):
    certification = make_held(learner)
    of = f"/tracker/of/{learner.user.handle}/certifications/"
    assert log_in(stranger).get(of).status_code == 404
    assert log_in(stranger).get(f"{LIST}{certification.pk}/edit/").status_code == 404
    make_mentorship(learner, mentor, sections=[Section.CERTIFICATIONS])
    page = log_in(mentor).get(of).text
    assert "Own diploma" in page
    assert "<button" not in page[page.index("<main") : page.index("</main")]


def test_the_anonymous_and_wrong_methods(client, log_in, learner):
    assert client.get(LIST).url.startswith("/accounts/login/")
    assert log_in(learner).delete(ADD).status_code == 405

"""The pages of certifications: what is theirs alone; what they share with applications is tested there."""

import datetime
import uuid
from decimal import Decimal

import pytest

from guide.tests.factories import make_certification
from tracker import recounts
from tracker.actions.stages import discard, move
from tracker.days import DAY
from tracker.models import Certification, Learner, Section, Share, StudySession
from tracker.tests.factories import START, make_held, make_mentorship

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


# --- a page of its own, expiry, attempts, deleting -------------------------------------------------------------------


def at(certification, verb=""):
    return f"{LIST}{certification.pk}/{verb}"


def test_certification_detail_tells_all_of_it(log_in, learner, guide):
    fields = {"fee": Decimal("300.00"), "fee_currency": "EUR", "credential_id": "ABC-1"}
    held = make_held(learner, listed=guide["credential"], stage="booked", link="https://example.org/b", **fields)
    for n, stage in enumerate(("failed", "booked", "passed"), 1):
        move(thing=held, stage=stage, happened_on=START + n * DAY, by=learner.user)
    StudySession.objects.create(
        learner=learner, day=START, zone="UTC", seconds=5400, activity="interview", certification=held
    )
    page = log_in(learner).get(at(held)).text
    assert "Second attempt: passed" in page
    assert "300 EUR an attempt; two attempts, 600 EUR in all" in page
    assert "ABC-1" in page
    assert '<a href="https://example.org/b" rel="nofollow noopener noreferrer">' in page
    assert "1 h 30</span> in 1 session" in page
    assert "A vendor" in page
    assert page.count("Take back<") == 4


def test_certification_detail_says_what_was_taken_back_and_offers_no_undo_of_the_only_stage(log_in, learner):
    held, client = make_held(learner), log_in(learner)
    assert "Take back<" not in client.get(at(held)).text
    move(thing=held, stage="expired", happened_on=START + DAY, by=learner.user)
    undone = client.post(at(held, "moves/2/undo/"), {"next": at(held)})
    assert undone.url == at(held)
    page = client.get(at(held)).text
    assert "Changed or taken back" in page
    assert "Take back<" not in page


def test_certification_detail_as_a_fragment_is_what_the_page_holds(log_in, learner, htmx):
    fragment = log_in(learner).get(at(make_held(learner)), headers=htmx).text
    assert fragment.lstrip().startswith('<div id="certification-page">')


def test_a_mentor_sees_the_page_without_hours_that_are_not_shared(log_in, learner, mentor):
    held = make_held(learner)
    of = f"/tracker/of/{learner.user.handle}/certifications/{held.pk}/"
    mentorship = make_mentorship(learner, mentor, sections=[Section.CERTIFICATIONS])
    page = log_in(mentor).get(of).text
    assert "Hours for it" not in page
    assert "<button" not in page[page.index("<main") : page.index("</main")]
    Share.objects.create(mentorship=mentorship, section=Section.HOURS, granted=True, by=learner.user)
    assert "Hours for it" in log_in(mentor).get(of).text
    discard(thing=held)
    assert log_in(mentor).get(of).status_code == 404


@pytest.mark.parametrize(("days", "told"), [(91, False), (90, True), (89, True), (1, True), (0, True), (-1, False)])
def test_what_runs_out_soon_is_told_on_today_and_in_the_list(log_in, learner, days, told):
    held = make_held(learner)
    Certification.objects.filter(pk=held.pk).update(expires_on=TODAY + days * DAY)
    recounts.rebuild(learner)
    client = log_in(learner)
    assert ("Runs out soon" in client.get("/tracker/").text) == told
    assert ("Runs out soon" in client.get(LIST).text) == told
    assert ("Ran out" in client.get(LIST).text) == (days < 0)


def test_today_names_few_and_asks_one_query_for_them(log_in, learner, guide, django_assert_max_num_queries):
    client = log_in(learner)
    client.get("/tracker/")
    for n in range(9):
        make_held(learner, name=f"Paper {n}", expires_on=TODAY + n * DAY)
    with django_assert_max_num_queries(9):
        page = client.get("/tracker/")
    assert [f"Paper {n}<" in page.text for n in range(4)] == [True, True, True, False]
    assert len(page.content) < 40_000


def test_a_mentor_without_certifications_hears_nothing_of_them_on_today(log_in, learner, mentor):
    make_held(learner, expires_on=TODAY + DAY)
    make_mentorship(learner, mentor, sections=[Section.HOURS, Section.PLAN])
    assert "diploma" not in log_in(mentor).get(f"/tracker/of/{learner.user.handle}/").text


def test_the_list_sums_up_what_is_held_planned_and_next(log_in, learner):
    make_held(learner)
    make_held(learner, name="Plan", stage="planned")
    make_held(learner, name="Soon", stage="booked", happened_on=TODAY + 3 * DAY)
    make_held(learner, name="Over", stage="booked", happened_on=TODAY - 3 * DAY)
    page = " ".join(log_in(learner).get(LIST).text.split())
    assert "<dt>Held</dt><dd>1</dd>" in page
    assert "<dt>Planned or studied for</dt><dd>1</dd>" in page
    assert ">Soon</a>, " in page
    assert "Passed or not is not entered yet." in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"fee": "three hundred"}, "Only digits here"),
        ({"fee": "300", "fee_currency": ""}, "In which currency?"),
        ({"expires_on": "2026-01-07"}, "This is before the day on which it was passed."),
        ({"stage": "planned", "expires_on": "2030-01-01"}, "Say this once it is passed."),
        ({"link": "javascript:alert(1)"}, "This is not an address of the web."),
        ({"link": "/relative"}, "This is not an address of the web."),
    ],
)
def test_certification_add_refuses_what_cannot_be(log_in, learner, wrong, message):
    response = log_in(learner).post(ADD, typed(**wrong))
    assert response.status_code == 422
    assert message in response.text
    assert Certification.objects.count() == 0


def test_certification_add_and_edit_keep_the_details(log_in, learner):
    client, details = log_in(learner), {"fee": "1.200,50", "fee_currency": "CHF", "expires_on": "2150-01-01"}
    assert client.post(ADD, typed(**details, credential_id="X1")).status_code == 302
    held = Certification.objects.get()
    assert (held.fee, held.fee_currency, held.credential_id) == (Decimal("1200.50"), "CHF", "X1")
    page = client.get(at(held, "edit/")).text
    assert 'value="1200.50"' in page
    assert client.post(at(held, "edit/"), typed(fee="", fee_currency="CHF")).status_code == 302
    held.refresh_from_db()
    assert (held.fee, held.fee_currency, held.expires_on) == (None, "", None)


def test_certification_edit_books_an_exam_and_asks_for_the_day_of_one_that_is_booked(log_in, learner, guide):
    client, held = log_in(learner), make_held(learner, listed=guide["credential"], stage="planned")
    assert client.post(at(held, "edit/"), typed(exam_on=SOON)).status_code == 302
    held.refresh_from_db()
    assert (held.stage, held.stage_since.isoformat()) == ("booked", SOON)
    assert client.post(at(held, "edit/"), typed(exam_on="")).status_code == 422


def test_certification_edit_makes_no_plan_of_what_is_retired(log_in, learner, retired):
    planned, held = make_held(learner, stage="planned"), make_held(learner)
    client = log_in(learner)
    assert client.post(at(planned, "edit/"), typed(listed="old-one")).status_code == 422
    assert client.post(at(held, "edit/"), typed(listed="old-one")).status_code == 302
    again = {"stage": "planned", "happened_on": TODAY.isoformat()}
    assert "not to be planned anew" in client.post(at(held, "move/"), again).text


def test_certification_delete_and_its_undo(log_in, learner, htmx):
    held, client = make_held(learner), log_in(learner)
    page = client.post(at(held, "delete/"), follow=True).text
    assert at(held, "restore/") in page
    assert client.get(at(held)).status_code == 404
    assert client.post(at(held, "delete/")).status_code == 302, "twice is once"
    assert client.post(at(held, "restore/"), headers=htmx)["HX-Trigger"] == "stages-changed"
    assert client.get(at(held)).status_code == 200

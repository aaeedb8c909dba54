"""Adding in seconds: what is pasted, all fields, money, the warning of one that is known; deleting, and the bin."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from tracker.actions.stages import discard
from tracker.actions.upkeep import BIN_KEPT, empty_tracked_bins
from tracker.models import Application, Certification, Learner, Project, SavedView
from tracker.tests.factories import make_application, make_held, make_project
from tracker.tests.test_views_applications import typed

LIST, ADD, KNOWN = "/tracker/applications/", "/tracker/applications/add/", "/tracker/applications/known/"
ALL = {
    "salary_low": "80,000", "salary_high": "95000.50", "salary_currency": "EUR", "salary_period": "year",
    "place": "Leeds", "workplace": "hybrid", "role_family": "data engineering", "resume_version": "v2",
    "requisition": "R-17", "next_action": "Call", "next_action_on": "2027-01-04",
}  # fmt: skip


def test_every_field_is_kept(log_in, learner):
    client = log_in(learner)
    assert client.post(ADD, typed(**ALL)).status_code == 302
    row = Application.objects.get()
    assert (row.salary_low, row.salary_high, row.salary_currency) == (Decimal(80000), Decimal("95000.50"), "EUR")
    assert (row.place, row.workplace, row.role_family, row.resume_version) == (
        "Leeds", "hybrid", "data engineering", "v2",
    )  # fmt: skip
    assert (row.next_action, row.next_action_on) == ("Call", datetime.date(2027, 1, 4))
    assert row.requisition_key == "r 17"
    page = client.get(f"{LIST}{row.pk}/edit/").text
    assert 'value="80000"' in page
    assert 'value="95000.50"' in page
    assert '<option value="data engineering"></option>' in page, "the learner's own words are offered again"


def test_a_link_that_no_database_holds_is_read_as_far_as_it_can_be(log_in, learner):
    page = log_in(learner).get(ADD, {"link": "http://a.example/\0x", "title": "Engineer at Lakeshore"})
    assert page.status_code == 200
    assert 'value="http://a.example/x"' in page.text


def test_a_day_before_the_record_began_is_taken_and_one_to_come_is_not(log_in, learner):
    client, early = log_in(learner), learner.started_on - datetime.timedelta(days=90)
    assert client.post(ADD, typed(happened_on=early.isoformat())).status_code == 302
    ahead = timezone.now().date() + datetime.timedelta(days=2)
    response = client.post(ADD, typed(company="Other", happened_on=ahead.isoformat()))
    assert (response.status_code, "This day has not come yet." in response.text) == (422, True)
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"salary_low": "1.200k"}, "Write it out in digits."),
        ({"salary_low": "8.50.00"}, "This cannot be read as an amount."),
        ({"salary_low": "2", "salary_high": "1"}, "less than where the pay begins"),
        ({"salary_low": "1", "salary_currency": "gold"}, "Choose one of the list."),
        ({"salary_low": "1", "salary_currency": ""}, "In which currency?"),
        ({"salary_period": "aeon"}, "Choose one of the list."),
        ({"workplace": "moon"}, "Choose one of the list."),
        ({"next_action_on": "2027-01-04"}, "Say what is to be done"),
        ({"next_action": "x", "next_action_on": "soon"}, "not a day of the calendar"),
        ({"requisition": "x" * 81}, "at most 80 characters"),
        ({"role_family": "x" * 61}, "at most 60 characters"),
        ({"link": "/jobs/7"}, "not an address of the web"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(log_in, learner, wrong, message):
    response = log_in(learner).post(ADD, typed(**wrong))
    assert response.status_code == 422
    assert message in response.text
    assert '<details class="postings" open>' in response.text or "link" in wrong
    assert Application.objects.count() == 0


def test_a_currency_without_an_amount_is_not_kept(log_in, learner):
    log_in(learner).post(ADD, typed(salary_currency="EUR", salary_period="year"))
    row = Application.objects.get()
    assert (row.salary_low, row.salary_currency, row.salary_period) == (None, "", "")


def test_what_is_pasted_fills_the_form_and_saves_nothing(log_in, learner, htmx):
    pasted = "ML Engineer - Parcelwise | Careers https://example.org/jobs/7"
    for headers in ({}, htmx):
        page = log_in(learner).get(ADD, {"pasted": pasted}, headers=headers).text
        for value in ("ML Engineer", "Parcelwise", "https://example.org/jobs/7"):
            assert f'value="{value}"' in page
    page = log_in(learner).get(ADD, {"link": "https://example.org/7", "title": "Aurora - Helix"}).text
    assert 'value="https://example.org/7"' in page
    assert "Aurora is the company, Helix the role" in page
    assert "?company=Helix&amp;role=Aurora&amp;link=https%3A%2F%2Fexample.org%2F7" in page
    page = log_in(learner).get(ADD, {"link": "javascript:alert(1)", "title": "\0" * 5000}).text
    assert "alert(1)" not in page
    assert Application.objects.count() == 0


# --- known already ---------------------------------------------------------------------------------------------------


@pytest.fixture
def known(learner):
    return make_application(learner, company="Parcelwise GmbH", role="ML Engineer", stage="applied")


def test_one_that_is_known_is_told_and_one_press_adds_it_all_the_same(log_in, learner, known):
    client, form = log_in(learner), typed(place="Leeds")
    response = client.post(ADD, form)
    assert response.status_code == 422
    assert "You have one like this already" in response.text
    assert f'href="{LIST}{known.pk}/"' in response.text
    assert "Applied" in response.text
    assert "The same company and role." in response.text
    assert "Add it all the same" in response.text
    assert 'value="Leeds"' in response.text
    assert f'name="anyway" value="{known.pk}"' in response.text
    assert Application.objects.count() == 1
    for _ in range(2):  # a double click
        assert client.post(ADD, form | {"anyway": str(known.pk)}).status_code == 302
    assert Application.objects.count() == 2


def test_what_is_told_of_is_what_was_seen(log_in, learner, known):
    make_application(learner, company="Aurora", role="Analyst", link="https://www.example.org/jobs/7?utm_source=x")
    form = typed(link="http://example.org/jobs/7", anyway=str(known.pk))
    text = log_in(learner).post(ADD, form).text
    assert "You have some like this already" in text
    assert text.index("The same link.") < text.index("The same company and role.")


def test_while_typing_the_fragment_tells_and_saves_nothing(log_in, learner, known, htmx):
    client = log_in(learner)
    values = {"company": "parcelwise", "role": "ml  engineer"}
    fragment = client.get(KNOWN, values, headers=htmx).text
    assert "The same company and role." in fragment
    assert "<html" not in fragment
    assert "The same company and role." in client.get(KNOWN, values).text
    assert "like this already" not in client.get(KNOWN, values | {"but": known.pk}, headers=htmx).text
    assert "The same requisition number" not in client.get(KNOWN, {"requisition": "\0"}, headers=htmx).text
    assert client.get(KNOWN, {"but": "x", "link": "http://["}).status_code == 200


def test_what_lies_in_the_bin_or_belongs_to_others_is_not_told(log_in, learner, stranger, known, htmx):
    values = {"company": "Parcelwise", "role": "ML Engineer"}
    assert "like this already" not in log_in(stranger).get(KNOWN, values, headers=htmx).text
    discard(thing=known)
    assert "like this already" not in log_in(learner).get(KNOWN, values, headers=htmx).text


def test_a_change_asks_only_where_it_makes_it_like_another(log_in, learner, known):
    other = make_application(learner, company="Aurora", role="Analyst")
    client, url = log_in(learner), f"{LIST}{other.pk}/edit/"
    response = client.post(url, typed())
    assert response.status_code == 422
    assert "Save it all the same" in response.text
    assert client.post(url, typed(anyway=str(known.pk))).status_code == 302
    assert client.post(url, typed(note="more")).status_code == 302, "it is like the other one already"


# --- the bin ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_htmx", [False, True])
def test_one_is_deleted_and_brought_back(log_in, learner, known, htmx, by_htmx):
    client, headers = log_in(learner), htmx if by_htmx else {}
    response = client.post(f"{LIST}{known.pk}/delete/", headers=headers, follow=True)
    assert "Deleted: ML Engineer, Parcelwise GmbH." in response.text
    assert f'action="{LIST}{known.pk}/restore/"' in response.text
    assert Learner.objects.get(pk=learner.pk).applications_sent == 0
    assert "Restored:" in client.post(f"{LIST}{known.pk}/restore/", headers=headers, follow=True).text
    assert Learner.objects.get(pk=learner.pk).applications_sent == 1


def test_the_bin_holds_what_was_deleted_restores_it_and_lets_go_of_it(log_in, learner, known):
    client = log_in(learner)
    assert "Nothing here" in client.get("/tracker/bin/").text
    things = {"application": known, "project": make_project(learner), "certification": make_held(learner)}
    for thing in things.values():
        discard(thing=thing)
    page = client.get("/tracker/bin/").text
    for noun, thing in things.items():
        assert str(thing) in page
        assert client.post(f"/tracker/bin/{noun}/{thing.pk}/restore/").status_code == 302
        assert client.get(f"/tracker/bin/{noun}/{thing.pk}/remove/").status_code == 404, "it is kept again"
        discard(thing=thing)
        assert "cannot be undone" in client.get(f"/tracker/bin/{noun}/{thing.pk}/remove/").text
        assert client.post(f"/tracker/bin/{noun}/{thing.pk}/remove/").status_code == 302
    assert not any(model.objects.exists() for model in (Application, Project, Certification))
    assert client.post("/tracker/bin/session/1/restore/").status_code == 404


def test_the_bin_pages_by_key(log_in, learner):
    for n in range(27):
        discard(thing=make_application(learner, company=f"Firm {n:02}"))
    client = log_in(learner)
    page = client.get("/tracker/bin/").text
    assert page.count(">Restore<") == 25
    older = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert client.get(older).text.count(">Restore<") == 2
    assert client.get("/tracker/bin/?noun=application&before=x").status_code == 200


def test_after_thirty_days_the_bin_lets_go_by_itself(learner, known):
    now = timezone.now()
    make_project(learner)
    discard(thing=known)
    old = discard(thing=make_project(learner))
    Project.objects.filter(pk=old.pk).update(deleted_at=now - BIN_KEPT - datetime.timedelta(days=1))
    SavedView.objects.create(learner=learner, name="x", query="", removed_at=now - 2 * BIN_KEPT)
    assert empty_tracked_bins(now=now) == 1
    assert Project.objects.count() == Application.objects.count() == 1
    assert SavedView.objects.count() == 0
    assert empty_tracked_bins(now=now + BIN_KEPT + datetime.timedelta(days=1)) == 1

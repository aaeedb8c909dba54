"""The table of applications over HTTP: filters, order, paging, views; what a mentor without offers is not told."""

import datetime
import re
import uuid
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker import application_list
from tracker.actions.stages import move
from tracker.models import Application, FollowUp, OwnStage, SavedView, Section
from tracker.recounts import rebuild
from tracker.tests.factories import START, make_application, make_applications, make_mentorship

LIST = "/tracker/applications/"
DAY = datetime.timedelta(days=1)


def names(page):
    return [name.strip() for name in re.findall(r'<th scope="row">\s*(?:<a [^>]*>)?([^<]+)<', page)]


def groups(page):
    return dict(re.findall(r'>(Active|Saved|Closed|All) <span class="n">(\d+)<', page))


@pytest.fixture
def today(learner):
    return datetime.datetime.now(datetime.UTC).date()


@pytest.fixture
def some(learner, today):
    """Five, each unlike the others."""
    add = {
        "Aurora": {"channel": "referral", "role_family": "data", "resume_version": "v2",
                   "happened_on": today - 20 * DAY},
        "Borealis": {"channel": "cold", "workplace": "remote", "note": "Météo by Ørsted",
                     "happened_on": today - 3 * DAY},
        "Cirrus": {"stage": "saved", "happened_on": today, "next_action": "Write", "next_action_on": today + DAY},
        "Derecho": {"stage": "rejected", "happened_on": today - 2 * DAY},
        "Etesian": {"happened_on": today - 40 * DAY, "salary_low": Decimal(80000), "salary_high": Decimal(95000),
                    "salary_currency": "EUR", "salary_period": "year", "next_action": "Call", "next_action_on": today},
    }  # fmt: skip
    rows = {name: make_application(learner, company=name, **fields) for name, fields in add.items()}
    for _ in range(2):
        FollowUp.objects.create(application=rows["Etesian"], happened_on=today - 30 * DAY)
    rebuild(learner)
    return rows


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Cirrus", "Borealis", "Aurora", "Etesian"]),
        ("stage=saved", ["Cirrus"]),
        ("stage=closed", ["Derecho"]),
        ("stage=all", ["Cirrus", "Derecho", "Borealis", "Aurora", "Etesian"]),
        ("stage=applied", ["Borealis", "Aurora", "Etesian"]),
        ("channel=referral", ["Aurora"]),
        ("family=data", ["Aurora"]),
        ("resume=v2", ["Aurora"]),
        ("workplace=remote", ["Borealis"]),
        ("quiet=yes", ["Aurora"]),  # Borealis is too young, Etesian was asked about twice
        ("q=MÉTÉO ørsted", ["Borealis"]),
        ("q=engineer aur", ["Aurora"]),
        ("q=zephyr", []),
        ("sort=company", ["Aurora", "Borealis", "Cirrus", "Etesian"]),
        ("sort=sent", ["Borealis", "Aurora", "Etesian", "Cirrus"]),
        ("sort=next", ["Etesian", "Cirrus", "Aurora", "Borealis"]),
        ("stage=nonsense&channel=%00&family=gone&sort=nonsense&q=%00", ["Cirrus", "Borealis", "Aurora", "Etesian"]),
    ],
)
def test_the_address_narrows_and_sorts(log_in, learner, some, query, found):
    response = log_in(learner).get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert names(response.text) == found


def test_counts_follow_the_other_filters(log_in, learner, some):
    client = log_in(learner)
    assert groups(client.get(LIST).text) == {"Active": "4", "Saved": "1", "Closed": "1", "All": "5"}
    assert groups(client.get(f"{LIST}?channel=cold&stage=all").text) == {
        "Active": "1",
        "Saved": "0",
        "Closed": "0",
        "All": "1",
    }


def test_a_row_shows_what_is_known(log_in, learner, some):
    some["Aurora"].own_stage = OwnStage.objects.create(learner=learner, name="Waiting room", meaning="applied")
    some["Aurora"].save()
    page = log_in(learner).get(LIST).text
    for text in ("Waiting room", "quiet 20 days", "quiet 3 days", "80,000–95,000 EUR a year", "not sent", "Referral"):
        assert text in page


def pages(client, query):
    url, seen = f"{LIST}?{query}", []
    while url:
        page = client.get(url).text
        seen += names(page)
        older = re.search(r'href="([^"]*before=[^"]+)" rel="next"', page)
        url = older and unescape(older[1])
    return seen


@pytest.mark.parametrize("sort", ["changed", "sent", "company", "next"])
def test_every_row_is_on_one_page_whatever_the_order(log_in, learner, monkeypatch, sort):
    monkeypatch.setattr(application_list, "PAGE", 4)
    rows = make_applications(learner, 21)
    for n, row in enumerate(rows):
        row.company = f"Firm {n:02}"
        row.company_key = f"firm {n % 5}"
        row.applied_on = None if n % 3 == 0 else START + n % 4 * DAY
        row.next_action_on = START + n % 2 * DAY if n % 4 == 0 else None
        row.stage_since = START + n % 6 * DAY
        row.next_action = "Call"
    fields = ["company", "company_key", "applied_on", "next_action", "next_action_on", "stage_since"]
    Application.objects.bulk_update(rows, fields)
    seen = pages(log_in(learner), f"sort={sort}")
    assert len(seen) == len(set(seen)) == 21
    none = datetime.date.max
    order = {
        "changed": lambda row: (-row.stage_since.toordinal(), -row.pk),
        "sent": lambda row: (row.applied_on is None, -(row.applied_on or none).toordinal(), -row.pk),
        "company": lambda row: (row.company_key, row.pk),
        "next": lambda row: (row.next_action_on is None, row.next_action_on or none, row.pk),
    }
    assert seen == [row.company for row in sorted(rows, key=order[sort])]


@pytest.mark.parametrize("query", ["", "sort=sent", "sort=next&q=engineer", "stage=all&sort=company&quiet=yes"])
def test_two_thousand_cost_as_many_queries_as_ten(log_in, learner, query):
    client = log_in(learner)
    make_applications(learner, 10)
    client.get(f"{LIST}?{query}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{LIST}?{query}")
    make_applications(learner, 1990)
    with CaptureQueriesContext(connection) as many:
        client.get(f"{LIST}?{query}")
    assert len(many) == len(few) <= 14


# --- a mentor --------------------------------------------------------------------------------------------------------


def test_without_offers_no_filter_count_or_order_tells_of_one(log_in, learner, mentor, today):
    plain = make_application(learner, company="Plain", stage="onsite", happened_on=START)
    offered = make_application(learner, company="Offered", stage="onsite", happened_on=START)
    declined = make_application(learner, company="Declined Inc", stage="saved", happened_on=START)
    move(thing=offered, stage="offer", happened_on=START + 9 * DAY, by=learner.user)
    move(thing=declined, stage="declined", happened_on=START + 10 * DAY, by=learner.user)
    Application.objects.filter(pk__in=[plain.pk, offered.pk]).update(next_action="Answer", next_action_on=today)
    make_mentorship(learner, mentor, sections=[Section.APPLICATIONS])
    client, of = log_in(mentor), f"/tracker/of/{learner.user.handle}/applications/"
    page = client.get(of).text
    assert groups(page) == {"Active": "3", "Saved": "1", "Closed": "0", "All": "3"}
    for query in ("stage=offer", "stage=declined", "quiet=yes", "sort=next", "stage=nonsense"):
        assert names(client.get(f"{of}?{query}").text) == names(page), query
    assert names(client.get(f"{of}?stage=onsite").text) == ["Offered", "Plain"]
    assert names(client.get(f"{of}?sort=sent").text) == ["Offered", "Plain", "Declined Inc"]
    assert "15 Jan" not in page
    assert 'value="offer"' not in page
    assert "Answer" not in page
    assert not re.search(r"quiet \d+ day", page)
    assert 'name="quiet"' not in page


# --- saved views -----------------------------------------------------------------------------------------------------


def test_a_view_is_saved_opened_renamed_by_saving_again_and_removed_with_undo(log_in, learner, some):
    client = log_in(learner)
    saved = client.post(f"{LIST}views/save/", {"name": "Friends", "query": "channel=referral&stage=all&junk=1"})
    assert saved.url == f"{LIST}?stage=all&channel=referral"
    page = client.get(saved.url).text
    assert "Saved the view “Friends”." in page
    assert '<a href="/tracker/applications/?stage=all&amp;channel=referral" aria-current="true">Friends</a>' in page
    client.post(f"{LIST}views/save/", {"name": "Friends", "query": "channel=cold"})
    view = SavedView.objects.get()
    assert view.query == "channel=cold"
    page = client.post(f"{LIST}views/{view.pk}/remove/", {"next": f"{LIST}?channel=cold"}, follow=True).text
    assert "Removed the view “Friends”." in page
    assert ">Friends</a>" not in page
    page = client.post(f"{LIST}views/{view.pk}/restore/", follow=True).text
    assert ">Friends</a>" in page


def test_a_view_whose_name_was_taken_meanwhile_stays_removed(log_in, learner):
    client = log_in(learner)
    client.post(f"{LIST}views/save/", {"name": "Mine", "query": "stage=all"})
    first = SavedView.objects.get()
    client.post(f"{LIST}views/{first.pk}/remove/")
    client.post(f"{LIST}views/save/", {"name": "Mine", "query": "stage=closed"})
    assert "saved under this name" in client.post(f"{LIST}views/{first.pk}/restore/", follow=True).text
    assert SavedView.objects.for_learner(learner).get().query == "stage=closed"


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "x" * 41}, {"name": "x", "query": "family=nobody"}])
def test_a_view_that_cannot_be_is_refused(log_in, learner, some, fields):
    response = log_in(learner).post(f"{LIST}views/save/", {"query": "stage=all", **fields})
    assert response.status_code == 422
    assert SavedView.objects.count() == 0


def test_views_of_others_are_not_found(log_in, learner, stranger):
    view = SavedView.objects.create(learner=learner, name="Mine", query="")
    client = log_in(stranger)
    assert client.post(f"{LIST}views/{view.pk}/remove/").status_code == 404
    assert client.post(f"{LIST}views/{view.pk}/restore/").status_code == 404


# --- many at once ----------------------------------------------------------------------------------------------------


def chosen(*rows, **fields):
    return {"application": [row.pk for row in rows], "token": uuid.uuid4(), "next": f"{LIST}?stage=all", **fields}


def undo_of(response):
    return re.search(r'action="(/tracker/applications/bulk/\d+/undo/)"', response.text)[1]


@pytest.mark.parametrize("by_htmx", [False, True])
@pytest.mark.parametrize(
    ("verb", "given", "told"),
    [
        ("move", {"stage": "no_reply", "happened_on": "2026-11-20"}, "Moved 2 applications."),
        ("change", {"channel": "event", "resume_version": "v9"}, "Changed 2 applications."),
        ("delete", {}, "Deleted 2 applications."),
    ],
)
def test_many_are_acted_on_and_given_back(log_in, learner, some, htmx, by_htmx, verb, given, told):
    headers, client = htmx if by_htmx else {}, log_in(learner)
    before = list(Application.objects.order_by("pk").values("stage", "channel", "resume_version", "deleted_at"))
    form = chosen(some["Aurora"], some["Etesian"], **given)
    if verb == "move":
        form["happened_on"] = datetime.datetime.now(datetime.UTC).date().isoformat()
    response = client.post(f"{LIST}bulk/{verb}/", form, headers=headers, follow=True)
    assert told in response.text
    assert ("<html" in response.text) != by_htmx
    response = client.post(undo_of(response), {"next": f"{LIST}?stage=all"}, headers=headers, follow=True)
    assert "Undone: 2 as before." in response.text
    assert list(Application.objects.order_by("pk").values("stage", "channel", "resume_version", "deleted_at")) == before


def test_own_stages_are_offered_under_their_meaning_and_moved_to(log_in, learner, stranger, some, today):
    client = log_in(learner)
    call = OwnStage.objects.create(learner=learner, name="Recruiter <call>", meaning="screen")
    OwnStage.objects.create(learner=learner, name="Old", meaning="screen", retired_at="2026-01-01T00:00Z")
    theirs = OwnStage.objects.create(learner=stranger, name="Theirs", meaning="screen")
    page = client.get(LIST).text
    stage = re.search(r'<select name="stage"[^>]*id="bulk_stage".*?</select>', page, re.DOTALL)[0]
    below = (
        rf'value="screen">Screen</option>\s*<option value="screen.{call.pk}">Screen: Recruiter &lt;call&gt;</option>'
    )
    assert re.search(below, stage)
    assert "Old" not in stage
    assert "Theirs" not in stage
    form = chosen(some["Aurora"], some["Etesian"], stage=f"screen.{call.pk}", happened_on=today.isoformat())
    response = client.post(f"{LIST}bulk/move/", form, follow=True)
    assert "Moved 2 applications." in response.text
    assert set(call.events.values_list("application__company", "stage")) == {
        ("Aurora", "screen"),
        ("Etesian", "screen"),
    }
    client.post(undo_of(response))
    assert not Application.objects.filter(own_stage=call).exists()
    wrong = client.post(f"{LIST}bulk/move/", {**form, "token": uuid.uuid4(), "stage": f"screen.{theirs.pk}"})
    assert (wrong.status_code, "Choose one of the list." in wrong.text) == (422, True)


def test_all_that_match_are_deleted_and_no_others(log_in, learner, some):
    client = log_in(learner)
    page = client.get(f"{LIST}?stage=applied&select=all").text
    assert "All <b>" in page
    client.post(f"{LIST}bulk/delete/", {"every": "on", "matching": "stage=applied", "token": uuid.uuid4()})
    left = Application.objects.for_learner(learner).values_list("company", flat=True)
    assert set(left) == {"Cirrus", "Derecho"}


@pytest.mark.parametrize(
    ("verb", "fields", "message"),
    [
        ("move", {"stage": "", "happened_on": "2026-02-01"}, "This field is required."),
        ("move", {"stage": "promoted", "happened_on": "2026-02-01"}, "Choose one of the list."),
        ("move", {"stage": "screen", "happened_on": "2199-01-01"}, "has not come yet"),
        ("change", {}, "Choose a channel"),
        ("change", {"resume_version": "x" * 61}, "at most 60 characters"),
        ("delete", {"application": []}, "Choose applications first"),
        ("delete", {"application": ["x", "-1", "9" * 30]}, "Choose applications first"),
        ("delete", {"every": "on"}, "Are all meant"),
    ],
)
def test_acts_that_cannot_be_are_refused_and_what_was_chosen_kept(log_in, learner, some, verb, fields, message):
    response = log_in(learner).post(f"{LIST}bulk/{verb}/", chosen(some["Aurora"], **fields))
    assert response.status_code == 422
    assert message in response.text
    assert Application.objects.for_learner(learner).count() == 5


def test_odd_moves_are_asked_about_and_one_press_more_does_them(log_in, learner, some):
    client = log_in(learner)
    form = chosen(some["Derecho"], stage="screen", happened_on=START.isoformat())
    form["happened_on"] = datetime.datetime.now(datetime.UTC).date().isoformat()
    response = client.post(f"{LIST}bulk/move/", form)
    assert response.status_code == 422
    assert "Press Move again" in response.text
    sure = {"sure": re.search(r'name="sure" value="([^"]+)"', response.text)[1]}
    for other in (form | sure | {"stage": "technical"}, form | {"sure": "sure"}, form | {"sure": "1:"}):
        assert "Press Move again" in client.post(f"{LIST}bulk/move/", other).text, "that was not asked about"
    assert "Moved 1 application." in client.post(f"{LIST}bulk/move/", form | sure, follow=True).text


def test_those_of_others_are_not_found(log_in, learner, stranger, some):
    assert log_in(stranger).post(f"{LIST}bulk/delete/", chosen(some["Aurora"])).status_code == 404

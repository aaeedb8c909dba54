"""What changed in the guide: told by day, of what readers may see, without who did it."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guide.changes import Change, Verb, arrival, changes
from guide.models import Edition, Record, Revision, Verification
from guide.pages.changes import DAYS, SOME, ChangePage
from guide.publishing import change_state, publish_edition, save_revision, touch_content
from guide.tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
LABELS = {"in_force": "In force", "repealed": "Repealed", "superseded": "Superseded"}


# --- pure ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "verb"),
    [
        (None, "published", Verb.NEW),
        ("draft", "published", Verb.NEW),
        ("published", "retired", Verb.RETIRED),
        ("retired", "published", Verb.BACK),
        ("published", "published", None),
        (None, "draft", None),
        ("published", "draft", None),
        ("draft", "retired", None),
        (None, "retired", None),
    ],
)
def test_arrival(before, after, verb):
    assert arrival(before, after) == (Change(verb) if verb else None)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"summary": "a"}, {"summary": "b"}, [Change(Verb.REVISED, "texts")]),
        ({"summary": "a", "body": "x"}, {"body": "y"}, [Change(Verb.REVISED, "texts")]),
        ({"position": 1}, {"position": 2}, []),
        ({"review_due": "2026-01-01"}, {}, []),
        (
            {"fields": {"status": "in_force", "status_as_of": "2026-01-01"}},
            {"fields": {"status": "repealed", "status_since": "2026-02-01"}},
            [Change(Verb.STATUS, "in force → repealed, since 2026-02-01")],
        ),
        ({"fields": {"status_as_of": "2026-01-01"}}, {"fields": {"status_as_of": "2026-02-01"}}, []),
        ({"fields": {"agency": "a"}}, {"fields": {}}, [Change(Verb.REVISED, "details")]),
        (
            {"figures": [{"key": "x", "label": "X", "low": "1"}]},
            {"figures": [{"key": "x", "label": "X", "low": "2", "checks": [{"on": "d", "outcome": "superseded"}]}]},
            [Change(Verb.CHECKED, "X: superseded", "x")],
        ),
        ({}, {"figures": [{"key": "x", "label": "X"}]}, [Change(Verb.REVISED, "figures")]),
        ({"statements": [{"text": "a"}]}, {"citations": []}, [Change(Verb.REVISED, "statements")]),
    ],
)
def test_changes_of_a_record(before, after, told):
    assert changes(before, after, LABELS) == told


# --- from the rows ---------------------------------------------------------------------------------------------------


def save(record, at, **fields):
    """Change a record and keep its revision, as of an instant. Returns the record."""
    record = type(record).objects.get(pk=record.pk)
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    revision = save_revision(record=record, by=None, origin=Revision.Origin.ADMIN, note="A secret note")
    Revision.objects.filter(pk=revision.pk).update(created_at=at)
    return record


def told():
    """Days with ``(verb, title, detail)`` of each change."""
    return [
        (
            day.isoformat(),
            [(group.verb.value, item.title, item.change.detail) for group in groups for item in group.items],
        )
        for day, groups in ChangePage.number(1).days
    ]


def test_a_record_from_its_first_day_to_its_last():
    law = factories.make_law(title="The act")
    save(law, MONDAY)
    save(law, MONDAY + timedelta(hours=1), summary="Better.")
    save(law, MONDAY + timedelta(days=1), summary="Better still.", status="repealed")
    save(law, MONDAY + timedelta(days=2))
    save(law, MONDAY + timedelta(days=3), state="retired")
    save(law, MONDAY + timedelta(days=4), state="published")
    assert told() == [
        ("2026-11-06", [("back", "The act", "")]),
        ("2026-11-05", [("retired", "The act", "")]),
        ("2026-11-03", [("status", "The act", "in force → repealed"), ("revised", "The act", "texts")]),
        ("2026-11-02", [("new", "The act", "")]),
    ]


def loaded(record, at):
    revision = save_revision(record=record, by=None, origin=Revision.Origin.LOAD)
    Revision.objects.filter(pk=revision.pk).update(created_at=at)
    return record


def test_a_correction_on_the_day_of_the_load_is_told_by_itself(client):
    """A fresh install is a load; what a curator mends an hour later is news all the same."""
    for number in range(SOME + 1):
        loaded(factories.make_record("tool", f"tool-{number}", group="G"), MONDAY)
    law = loaded(factories.make_law(title="The act"), MONDAY)
    load = feed(client)
    save(law, MONDAY + timedelta(hours=1), summary="Better.")
    save(law, MONDAY + timedelta(hours=2), status="repealed")
    touch_content()
    assert feed(client) == {
        **load,  # its time too
        "Status changed: The act": "2026-11-02T11:00:00+00:00",
        "Revised: The act": "2026-11-02T10:00:00+00:00",
    }
    page = client.get("/guide/changes/").content.decode()
    assert "in force → repealed" in page


def test_an_entry_keeps_its_time_while_it_says_the_same(client):
    record = save(factories.make_record("pay", title="Pay"), MONDAY)
    save(record, MONDAY + timedelta(hours=1), summary="Made here, and mended on the same day.")
    save(record, MONDAY + timedelta(days=1), summary="Other.")
    save(record, MONDAY + timedelta(days=1, hours=1), summary="Yet other.")
    save(record, MONDAY + timedelta(days=2), state="retired")
    save(record, MONDAY + timedelta(days=2, hours=1), summary="Last words.")
    assert feed(client) == {
        "New in the guide: Pay": "2026-11-02T09:00:00+00:00",
        "Revised: Pay": "2026-11-03T09:00:00+00:00",
        "No longer part of the guide: Pay": "2026-11-04T09:00:00+00:00",
    }


def test_a_draft_is_told_only_from_the_day_on_which_it_is_published():
    record = factories.make_record("pay", title="Pay", state="draft")
    save(record, MONDAY, summary="Not to be seen.")
    assert told() == []
    save(record, MONDAY + timedelta(days=1), state="published")
    assert told() == [("2026-11-03", [("new", "Pay", "")])]
    save(record, MONDAY + timedelta(days=2), state="draft")
    assert told() == []


def test_a_correction_says_what_it_was(guide):
    figure = guide["math"].hours_figure
    edition = publish_edition(figure=figure, by=None, low=350)
    Edition.objects.filter(pk=edition.pk)._update([(Edition._meta.get_field("published_at"), None, MONDAY)])
    assert told() == [("2026-11-02", [("corrected", figure.label, "300 to 500 hours → 350 to 500 hours")])]
    Record.objects.filter(pk=guide["math"].pk).update(state="draft")
    assert told() == []


def test_a_check_is_told_by_its_figure(guide):
    save(guide["math"], MONDAY)
    Verification.objects.create(figure=guide["math"].hours_figure, on="2026-11-03", outcome="superseded")
    save(guide["math"], MONDAY + timedelta(days=1))
    assert told()[0] == ("2026-11-03", [("checked", "Math", "hours.math: superseded")])


def test_many_at_once_are_one_entry(client):
    for number in range(SOME + 1):
        save(factories.make_record("tool", f"tool-{number}", group="G"), MONDAY)
    save(factories.make_record("pay", title="Pay at entry"), MONDAY)
    html = client.get("/guide/changes/").content.decode()
    assert f'<a href="/guide/tools/">Tools</a> ({SOME + 1})' in html
    assert "Pay at entry" not in html
    assert len(entries(client)) == 1


def entries(client):
    response = client.get("/guide/changes.atom")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314  (our own)


def feed(client):
    """When each entry was last updated, by its title."""
    return {entry.find(f"{ATOM}title").text: entry.find(f"{ATOM}updated").text for entry in entries(client)}


def test_the_feed_is_atom_with_stable_names(client):
    record = save(factories.make_record("pay", title="Pay & <b>more</b>\x0b"), MONDAY)
    factories.make_law(title="The act")
    touch_content()
    feed = ElementTree.fromstring(client.get("/guide/changes.atom").content)  # noqa: S314  (our own)
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{name}") is not None
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/guide/changes.atom"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "New in the guide: Pay & <b>more</b>"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{record.get_absolute_url()}"
    assert entry.find(f"{ATOM}updated").text == "2026-11-02T09:00:00+00:00"
    name = entry.find(f"{ATOM}id").text
    assert name == "http://testserver/guide/changes/#2026-11-02-new-pay-a-pay"
    save(factories.make_record("role"), MONDAY + timedelta(hours=1))
    assert name in {entry.find(f"{ATOM}id").text for entry in entries(client)}


def test_neither_names_nor_notes_nor_drafts_are_told(client, curator, guide):
    hidden = factories.make_record("pay", "unseen", title="Not to be seen yet", state="draft")
    for record in (hidden, guide["path"]):
        save_revision(record=record, by=curator, origin=Revision.Origin.ADMIN, note="A secret note")
    shown = factories.make_record("role", title="Shown")
    save_revision(record=shown, by=curator, origin=Revision.Origin.ADMIN, note="A secret note")
    change_state(records=[shown], state="retired", by=curator)
    for address in ("/guide/changes/", "/guide/changes.atom", "/sitemap.xml"):
        text = client.get(address).content.decode()
        for secret in ("Not to be seen yet", "unseen", "A secret note", curator.email, str(curator)):
            assert secret not in text


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "1e3", "9" * 9000, "%00", "%ff", "", "2&page=3", "٣"])
def test_whatever_page_is_asked_for_there_is_one(client, number):
    save(factories.make_record("pay"), MONDAY)
    assert client.get(f"/guide/changes/?page={number}").status_code == 200


def test_days_are_paged_and_each_page_has_an_address(client):
    record = factories.make_record("pay", title="Pay")
    for number in range(DAYS + 2):
        save(record, MONDAY + timedelta(days=number), summary=f"Version {number}.")
    first = client.get("/guide/changes/").content.decode()
    second = client.get("/guide/changes/?page=2").content.decode()
    assert first.count("<section") == DAYS
    assert '<link rel="canonical" href="http://testserver/guide/changes/">' in first
    assert '<link rel="canonical" href="http://testserver/guide/changes/?page=2">' in second
    assert "New in the guide" in second
    assert "New in the guide" not in first


def test_the_page_and_the_feed_cost_the_same_for_more(client, guide):
    def queries():
        touch_content()
        counts = []
        for address in ("/guide/changes/", "/guide/changes.atom"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    def more(number):
        record = save(factories.make_record("pay", f"pay-{number}"), MONDAY)
        save(record, MONDAY + timedelta(days=number + 1), summary="Other.")
        figure, _ = factories.make_figure(f"more.{number}", subject=record, low=1)
        publish_edition(figure=figure, by=None, low=number + 2)

    more(0)
    few = queries()
    for number in range(1, 5):
        more(number)
    assert queries() == few
    assert max(few) <= 9


def test_nothing_has_changed_yet(client):
    assert "Nothing has changed yet." in client.get("/guide/changes/").content.decode()
    assert entries(client) == []


def test_the_days_are_listed_once_while_the_content_is_the_same(guide, log_in, curator):
    client = log_in(curator)
    client.get("/guide/changes/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/guide/changes/")
    assert not [query for query in captured if "DISTINCT" in query["sql"]]

    save_revision(record=Record.objects.get(slug="math"), by=None, origin="admin")
    with CaptureQueriesContext(connection) as captured:
        client.get("/guide/changes/")
    assert len([query for query in captured if "DISTINCT" in query["sql"]]) == 2

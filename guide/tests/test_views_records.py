"""Kinds whose pages are made alike: each list and each page shows what its record says, and costs the same for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guide.models import KINDS_WITH_PAGES, Kind, Record, Relation
from guide.publishing import touch_content
from guide.shelves import SHELVES
from guide.tests.factories import (
    make_every_kind,
    make_law,
    make_misconception,
    make_record,
    make_scenario,
    make_statement,
    make_step,
)

pytestmark = pytest.mark.django_db
LISTED = [kind for kind in SHELVES if f"{kind}" not in ("source", "path", "skill", "certification", "question")]


def test_every_kind_stands_on_a_shelf_but_steps_which_stand_in_their_process():
    assert set(Kind) - set(SHELVES) == {Kind.STEP}


@pytest.mark.parametrize("kind", [kind for kind in LISTED if kind != "milestone"])
def test_list_shows_its_records_and_grows_by_no_query(client, kind):
    made = make_every_kind()

    def ask():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse(f"guide:{kind}-list"))
        assert response.status_code == 200
        return len(queries), response.content.decode()

    few, html = ask()
    assert made[kind].title in html
    for number in range(4):
        plain = kind not in ("law", "authorization", "scenario", "watch")
        record = make_record(kind, f"more-{number}") if plain else None
        if record:
            Relation.objects.create(subject=record, role="related", object=Record.objects.get(pk=made["pay"].pk))
    touch_content()
    many, _ = ask()
    assert many <= few + 1  # the first relation asks for what is related


def test_detail_pages_are_found_only_under_their_kind(client):
    record = make_record("pay", "entry")
    assert client.get(record.get_absolute_url()).status_code == 200
    assert client.get(reverse("guide:outlook-detail", args=["entry"])).status_code == 404


def test_a_draft_has_no_page(client):
    record = make_record("role", state="draft")
    assert client.get(record.get_absolute_url()).status_code == 404


def test_a_law_shows_its_status_its_date_and_what_came_instead(client):
    new = make_law("new-act", title="The new act", status="enacted", status_since="2027-01-01")
    old = make_law("old-act", title="The old act", status="repealed", replaced_by=new)
    html = client.get(old.get_absolute_url()).content.decode()
    assert "Repealed" in html
    assert "The new act" in html
    assert "does not hold today" in html
    assert "check the official page" in html
    html = client.get(new.get_absolute_url()).content.decode()
    assert "In force from" in html
    assert "1 January 2027" in html


def test_a_scenario_tells_each_step_with_its_outcome(client):
    scenario = make_scenario(steps=[("Quits the job.", "Runs out of money.", "bad")])
    html = client.get(scenario.get_absolute_url()).content.decode()
    assert "Quits the job." in html
    assert "Runs out of money." in html
    assert "Sets back" in html


def test_steps_stand_in_their_process_and_lead_from_one_to_the_next(client):
    process = make_record("process")
    second, first = make_step(process, 2, title="Second"), make_step(process, 1, title="First")
    make_step(make_record("process", "another"), 1, title="Elsewhere")
    html = client.get(process.get_absolute_url()).content.decode()
    assert html.index(">First<") < html.index(">Second<")
    html = client.get(first.get_absolute_url()).content.decode()
    assert second.get_absolute_url() in html
    assert "Elsewhere" not in html


def test_the_orders_of_all_sources_stand_side_by_side(client):
    for name in ("one", "other"):
        process = make_record("process", name)
        make_step(process, 2, title=f"Second of {name}")
        make_step(process, 1, title=f"First of {name}")
    html = client.get(reverse("guide:process-list")).content.decode()
    order = [html.index(text) for text in ("First of one", "Second of one", "First of other", "Second of other")]
    assert order == sorted(order)


def test_a_plain_page_ends_with_what_is_often_believed(client):
    record = make_record("pay", "entry")
    law = make_law("a-later-law")
    make_misconception(about=record, correction="They can bargain, see [[record:law/a-later-law]].")
    html = client.get(record.get_absolute_url()).content.decode()
    assert "They can bargain, see <a " in html
    assert law.get_absolute_url() in html
    assert 'href="#misconceptions"' in html


@pytest.mark.parametrize("kind", sorted({*LISTED, "step"} & KINDS_WITH_PAGES))
def test_detail_grows_by_no_query(client, kind):
    record = make_every_kind()[kind]
    counts = []
    for _ in range(2):
        for number in range(3):
            make_statement(record, f"And {number}.", role="remark")
        touch_content()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(record.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16

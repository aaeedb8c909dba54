"""Curators set the thresholds of the mistake watch, with history."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from guide.models import Watch
from guide.tests.admin.forms import send
from guide.tests.factories import make_watch


@pytest.fixture
def watch(guide):
    return make_watch(rule="tutorial_loop", threshold=40, span=8)


def change(watch):
    return reverse("admin:guide_watch_change", args=[watch.pk])


def test_a_threshold_is_changed_with_a_revision(log_in, curator, watch):
    assert send(log_in(curator), change(watch), threshold="60", revision_note="Too many were told.").status_code == 302
    watch.refresh_from_db()
    assert watch.threshold == 60
    newest, found = watch.revisions.all()
    assert (newest.author, newest.note) == (curator, "Too many were told.")
    assert newest.document["fields"]["threshold"] == "60"
    assert found.document["fields"]["threshold"] == "40"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"threshold": ""}, "one of the two"),
        ({"threshold": "-1"}, "not below zero"),
        ({"span": ""}, "second number"),
        ({"span": "53"}, "At most 52 weeks"),
        ({"rule": "one_title"}, "second number"),
        ({"rule": "one_title", "span": "", "threshold": "201"}, "At most 200 applications"),
        ({"rule": "little_programming"}, "which?"),
        ({"rule": ""}, "one of the two"),
    ],
)
def test_what_makes_no_rule_is_refused_in_words(log_in, curator, watch, wrong, message):
    response = send(log_in(curator), change(watch), **wrong)
    assert response.status_code == 200
    assert message in response.content.decode()
    watch.refresh_from_db()
    assert (watch.rule, watch.threshold) == ("tutorial_loop", 40)


@pytest.mark.parametrize(
    "fields",
    [
        {"rule": "tutorial_loop", "threshold": 1, "span": 1},
        {"rule": "dream", "threshold": 1},
        {"rule": "one_title"},
        {"rule": "one_title", "threshold": -1},
        {"rule": "one_title", "threshold": 1, "span": 1},
        {"rule": "no_practice", "threshold": 1, "span": 1},
        {"rule": "no_portfolio", "threshold": 1},
        {"threshold": 1},
    ],
)
def test_the_database_refuses(watch, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_watch("another", **fields)


def test_one_sided_names_two_skills(guide):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_watch("sides", rule="one_sided", threshold=80, span=50, skill=guide["math"])
    make_watch("sides", rule="one_sided", threshold=80, span=50, skill=guide["math"], other_skill=guide["programming"])


def test_readers_see_the_rule_with_its_numbers(client, guide):
    make_watch("loop", rule="tutorial_loop", threshold=40, span=8, summary="In a loop.")
    make_watch("grades", summary="Grades are not logged.")
    page = client.get(reverse("guide:watch-list")).content.decode()
    assert "40 hours" in page
    assert "8 weeks" in page
    assert "Grades are not logged." in page


def test_a_threshold_is_written_as_a_fixture_has_it(watch):
    assert (watch.threshold_in_words, watch.span_in_words) == ("40 hours", "8 weeks")
    assert (Watch().threshold_in_words, Watch().unit, Watch(rule="one_title", threshold=1).threshold_in_words) == (
        "", "", "1 application",
    )  # fmt: skip

"""Paths one by one and side by side."""

import pytest

from guide.pages.paths import Comparison
from guide.tests import factories

COMPARE = "/guide/paths/compare/"


def test_a_path_shows_its_time_its_start_and_what_the_sources_say(rich, client):
    html = client.get("/guide/paths/self-taught/").content.decode()

    assert "2 to 4 years" in html
    assert "people on their own" in html
    assert 'id="timeline"' in html
    assert "not stated" in html  # where it starts from


def test_comparing_without_a_choice_shows_all_and_asks(rich, client):
    response = client.get(COMPARE)

    assert response.status_code == 200
    assert "All of them, on one scale" in response.content.decode()


def test_two_paths_differences_first(rich, client):
    html = client.get(COMPARE, {"a": "self-taught", "b": "doctorate"}).content.decode()

    assert html.index("What differs") < html.index("What is the same")
    assert "5 to 7 years" in html or "60 to 84 months" in html


def test_three_paths(rich, client):
    factories.make_path("bootcamp")
    html = client.get(COMPARE, {"a": "self-taught", "b": "doctorate", "c": "bootcamp"}).content.decode()

    assert html.count('<th scope="col">') >= 3


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"a": "self-taught", "b": "no-such"}, "Choose one of the paths in the list."),
        ({"a": "self-taught", "b": "\x00"}, "Choose one of the paths in the list."),
        ({"a": "self-taught", "b": "x" * 10_000}, "Choose one of the paths in the list."),
        ({"a": "self-taught", "b": "self-taught"}, "This path is chosen already"),
        ({"a": "self-taught", "b": "doctorate", "c": "doctorate"}, "This path is chosen already"),
        ({"a": "self-taught"}, "This field is required."),
    ],
)
def test_a_choice_that_does_not_work_is_explained_beside_the_field(rich, client, query, message):
    response = client.get(COMPARE, query)

    assert response.status_code == 422
    assert message in response.content.decode()


def test_a_draft_cannot_be_compared(rich, client):
    factories.make_path("hidden", state="draft")
    assert client.get(COMPARE, {"a": "self-taught", "b": "hidden"}).status_code == 422


def test_rows_that_say_the_same_are_told_from_those_that_differ(db):
    for slug in ("one", "two"):
        factories.make_statement(factories.make_path(slug, starts_from="school"), "The same.", role="cost")
    factories.make_statement(factories.make_path("two"), "Only here.", role="risk")

    comparison = Comparison.of(["two", "one"])

    assert [path.slug for path in comparison.paths] == ["two", "one"]
    assert [row.title for row in comparison.differing] == ["What can go wrong"]
    assert [row.title for row in comparison.same] == ["Starts from", "Counts the job search", "What it costs"]
    assert comparison.differing[0].cells[1].is_empty

"""The guide as data: a shape that stays, rows of what is published alone, cells that no spreadsheet runs."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from careerguide.tests.kept import kept
from guide.datasets import COLLECTIONS, NAMES, Context, as_csv, as_json, count_by_kind, escaped, unescaped
from guide.datasets.figures import check_in_words
from guide.datasets.files import LEADS
from guide.datasets.records import LISTS, OWN
from guide.documents import shape
from guide.models import Citation, Figure, Kind, Record, Relation, Source, Verification
from guide.publishing import touch_content
from guide.tests import factories

MOST_QUERIES = 15
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
CELL = st.builds("".join, st.tuples(st.sampled_from(["", *LEADS, "''", "'="]), TEXT))
every_collection = pytest.mark.parametrize("name", COLLECTIONS)


@kept
def filled(every_kind):
    """At least one row in every collection."""
    check = factories.make_source("check-pay", title="Our check", form="check", checked_on="2026-11-21", position=9)
    factories.make_law("old-act", replaced_by=every_kind["law"], status="repealed", status_source=check)
    return every_kind


def rows(name):
    return COLLECTIONS[name].rows(Context(lambda path: f"https://guide.example{path}"))


# --- cells -----------------------------------------------------------------------------------------------------------


@given(CELL)
def test_no_cell_begins_like_a_formula_and_each_can_be_read_back(cell):
    assert not escaped(cell).startswith(tuple(set(LEADS) - {"'"}))
    assert unescaped(escaped(cell)) == cell


@given(CELL, CELL)
def test_two_cells_never_become_the_same(one, other):
    assert (escaped(one) == escaped(other)) == (one == other)


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_csv_gives_back_what_was_there(cells):
    content = as_csv(["a", "b"], [{"a": a, "b": b} for a, b in cells]).decode()
    found = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    assert found[0] == ["a", "b"]
    assert [tuple(map(unescaped, row)) for row in found[1:]] == cells
    assert content.endswith("\r\n")


def test_a_list_is_one_entry_a_line():
    content = as_csv(["a"], [{"a": ["=1", "two\nlines", "3"]}]).decode()
    assert content == 'a\r\n"\'=1\ntwo lines\n3"\r\n'


@given(st.lists(st.dictionaries(st.sampled_from("ab"), CELL | st.lists(CELL)), max_size=4))
def test_json_gives_back_what_was_there(found):
    assert json.loads(as_json({"format": 1}, found)) == {"format": 1, "rows": found}


# --- the shape -------------------------------------------------------------------------------------------------------


def test_every_kind_has_a_collection_and_every_field_of_it_a_column():
    assert set(NAMES) == set(Kind)
    told_otherwise = {(Kind.QUESTION, "remark")}
    for kind, fields in shape.OWN.items():
        columns = {name for name, _ in OWN[kind]}
        assert set(fields) - columns <= {name for of, name in told_otherwise if of == kind}, kind
    assert set(LISTS) == {Kind.SKILL}


PROMISED = {
    "figures": "figure permalink edition label about measure statistic value bound low high unit population place "
    "period as_of source source_dated attributed_to published_on note follows latest_check checks cite",
    "editions": "figure permalink edition is_current value bound low high unit population place period as_of source "
    "source_dated attributed_to published_on",
    "checks": "figure permalink on outcome sure source note",
    "claims": "question permalink text of_whom source source_dated figure value bound low high unit population place "
    "period as_of",
    "statements": "record permalink role text reply source source_dated figures",
    "citations": "record permalink source source_dated note",
    "relations": "subject permalink role object",
    "scenario-steps": "scenario permalink position action outcome verdict source source_dated",
    "skills": "name permalink title short group summary body sources sources_dated figures revised_on review_due cite "
    "form counts_to_total hours_figure topics aliases",
    "laws": "name permalink title short group summary body sources sources_dated figures revised_on review_due cite "
    "jurisdiction place agency status status_as_of status_since status_source status_note replaced_by",
}


@pytest.mark.parametrize("name", PROMISED)
def test_what_is_promised_is_there_in_its_order(name):
    """A column may be added at the end; taking one away or renaming it is the next format."""
    promised = PROMISED[name].split()
    assert COLLECTIONS[name].names[: len(promised)] == promised


@every_collection
def test_columns_have_names_of_their_own_and_words(name):
    collection = COLLECTIONS[name]
    assert len(set(collection.names)) == len(collection.names)
    assert "permalink" in collection.names
    assert all(column.about.endswith(".") for column in collection.columns)


def test_every_value_is_a_text_or_a_list_of_texts(filled):
    for name, collection in COLLECTIONS.items():
        found = rows(name)
        assert found, name
        for row in found:
            assert list(row) == collection.names
            assert row["permalink"].startswith("https://guide.example/guide/")
            for value in row.values():
                assert isinstance(value, str) or all(isinstance(entry, str) and entry for entry in value)


def test_a_collection_costs_few_queries_and_no_more_for_more(filled):
    def queries(name):
        with CaptureQueriesContext(connection) as captured:
            rows(name)
        return len(captured)

    for record in Record.objects.all():
        factories.make_statement(record, "See [[path.total]] and [@another-source].")
    many(filled, range(1))
    few = {name: queries(name) for name in COLLECTIONS}
    many(filled, range(1, 4))
    assert {name: queries(name) for name in COLLECTIONS} == few
    assert max(few.values()) <= MOST_QUERIES


def many(filled, numbers):
    """Of everything some more."""
    for number in numbers:
        for kind in (*factories.PLAIN, "advice", "point"):
            record = factories.make_record(kind, f"{kind}-more-{number}")
            figure, _ = factories.make_figure(f"{kind}.more_{number}", subject=record, low=1)
            Verification.objects.create(figure=figure, on="2026-11-21", outcome="confirmed", source=filled["other"])
            Relation.objects.create(subject=record, role="related", object=filled["term"])
            Citation.objects.create(record=record, source=filled["other"])
        factories.make_question(f"question-{number}", claims=[(figure, "[[path.total]]"), (None, "No.")])
        factories.make_skill(f"skill-{number}", position=30)
        factories.make_path(f"path-{number}", total_figure=figure)
        factories.make_law(f"law-{number}", replaced_by=filled["law"], status_source=filled["other"])
        factories.make_authorization(
            f"permit-{number}", replaced_by=filled["authorization"], status_source=filled["other"]
        )
        factories.make_certification(f"credential-{number}", replaced_by=filled["credential"])
        factories.make_scenario(f"start-{number}", path=filled["path"])
        factories.make_step(filled["process"], number + 10)
        factories.make_source(f"source-{number}")


# --- the rows --------------------------------------------------------------------------------------------------------


def test_a_figure_says_all_that_a_number_needs(filled):
    row = next(row for row in rows("figures") if row["figure"] == "path.phd")
    assert row["value"] == "60 to 84 months"
    assert (row["low"], row["high"], row["unit"]) == ("60", "84", "month")
    assert (row["population"], row["place"], row["period"], row["as_of"]) == (*["not stated"] * 3, "")
    assert row["source"] == "source/another-source"
    assert row["checks"] == ["2026-11-21 superseded (high), source/another-source"]
    assert row["latest_check"] == "superseded"
    assert row["permalink"] in row["cite"]
    total = next(row for row in rows("figures") if row["figure"] == "path.total")
    assert (total["period"], total["as_of"], total["place"]) == ("2024", "2024", "United States")
    assert total["latest_check"] == "not_checked"


def test_texts_come_in_words_with_the_keys_that_they_name(filled):
    row = next(row for row in rows("statements") if row["text"].startswith("In all"))
    assert row["text"] == "In all 400 to 600 hours (A source)."
    assert row["figures"] == ["hours.programming", "hours.math"]
    for name in COLLECTIONS:
        assert "[[" not in json.dumps(rows(name))


def test_an_answer_carries_the_value_of_its_figure(filled):
    found = {row["text"]: row for row in rows("claims")}
    assert found["From the start."]["figure"] == "path.total"
    assert found["From the start."]["population"] == "people on their own"
    assert (found["No number."]["figure"], found["No number."]["value"]) == ("", "")


OF_RECORDS = {"record", "subject", "object", "source", "sources", "about", "replaced_by", "process", "question"}
OF_FIGURES = {"figure", "figures", "follows", "hours_figure", "total_figure"}


def test_every_name_in_a_column_is_a_row_elsewhere(filled):
    names = {row["name"] for kind in NAMES.values() for row in rows(kind)}
    keys = {row["figure"] for row in rows("figures")}
    for collection in COLLECTIONS.values():
        for row in rows(collection.name):
            for column, value in row.items():
                for entry in [value] if isinstance(value, str) else value:
                    if column in OF_RECORDS:
                        assert not entry or entry in names, (column, entry)
                    elif column in OF_FIGURES:
                        assert not entry or entry in keys, (column, entry)


def test_nothing_of_a_draft_and_nothing_retired_is_given(filled):
    secret = "Not to be seen yet"
    draft = factories.make_record("pay", "hidden", title=secret, state="draft", summary=secret, body=secret)
    gone = factories.make_record("pay", "gone", title=secret, state="retired")
    for number, record in enumerate((draft, gone)):
        figure, _ = factories.make_figure(f"hidden.{number}", subject=record, low=1, label=secret, population=secret)
        Verification.objects.create(figure=figure, on="2026-11-21", outcome="confirmed", note=secret)
        factories.make_statement(record, secret)
        Citation.objects.create(record=record, source=filled["other"], note=secret)
        Relation.objects.create(subject=record, role="related", object=filled["term"])
        Relation.objects.create(subject=filled["term"], role="about", object=record)
    Figure.objects.filter(key="path.phd").update(follows=Figure.objects.get(key="hidden.0"))
    factories.make_statement(filled["term"], "See [[record:pay/hidden]] and [[hidden.0]].")
    hidden_law = factories.make_law("hidden", title=secret, state="draft", status_note=secret)
    factories.make_law("shown", replaced_by=hidden_law)
    factories.make_scenario("hidden", title=secret, state="draft", steps=[(secret, secret, "good")])
    factories.make_question("hidden", title=secret, state="draft", claims=[(None, secret)])
    for kind in Kind:
        if not Record.objects.filter(kind=kind, slug="hidden").exists() and kind in factories.PLAIN:
            factories.make_record(kind, "hidden", title=secret, state="draft", summary=secret)

    for name in COLLECTIONS:
        told = json.dumps(rows(name))
        assert secret not in told, name
        assert "hidden" not in told, name


@pytest.mark.parametrize(
    ("state", "note", "text"),
    [
        ("published", "Seen.", "2026-11-21 confirmed (high), source/check-pay: Seen."),
        ("draft", "Seen.", "2026-11-21 confirmed (high): Seen."),
        ("draft", "", "2026-11-21 confirmed (high)"),
        (None, "Seen.", "2026-11-21 confirmed (high): Seen."),
    ],
)
def test_a_check_keeps_its_shape_whatever_of_it_is_there(state, note, text):
    source = Source(kind="source", slug="check-pay", state=state) if state else None
    check = Verification(on=date(2026, 11, 21), outcome="confirmed", sure="high", source=source, note=note)
    assert check_in_words(check) == text


def test_a_source_that_is_a_draft_is_named_and_has_no_row(filled):
    """Who says a thing is said, as on the pages; the source's own record is not given."""
    Source.objects.filter(slug="another-source").update(state="draft")
    row = next(row for row in rows("figures") if row["figure"] == "path.phd")
    assert (row["source"], row["source_dated"]) == ("", "Another (undated)")
    assert "source/another-source" not in {row["name"] for row in rows("sources")}


# --- the files -------------------------------------------------------------------------------------------------------


def test_both_files_are_served_with_their_types_to_any_site(filled, client):
    for name, collection in COLLECTIONS.items():
        response = client.get(f"/guide/data/{name}.json")
        assert response.headers["Content-Type"] == "application/json"
        told = json.loads(response.content)
        assert (told["format"], told["collection"], told["licence"]) == (1, name, "MIT")
        assert told["permalink"] == f"http://testserver/guide/data/{name}.json"
        assert list(told["columns"]) == collection.names
        response = client.get(f"/guide/data/{name}.csv")
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
        assert response.headers["Content-Disposition"] == f'attachment; filename="careerguide-{name}.csv"'
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        found = list(csv.DictReader(io.StringIO(response.content.decode(), newline=""), strict=True))
        read = [{column: unescaped(value) for column, value in row.items()} for row in found]
        assert read == [{column: one_cell(value) for column, value in row.items()} for row in told["rows"]]


def one_cell(value):
    return value if isinstance(value, str) else "\n".join(" ".join(entry.split()) for entry in value)


def test_a_file_is_made_once_and_not_sent_twice(filled, client, django_assert_num_queries):
    first = client.get("/guide/data/figures.csv")
    with django_assert_num_queries(1):
        again = client.get("/guide/data/figures.csv")
    assert again.content == first.content
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert again.headers["Content-Disposition"] == first.headers["Content-Disposition"]
    unchanged = client.get("/guide/data/figures.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (unchanged.status_code, unchanged.headers["Access-Control-Allow-Origin"]) == (304, "*")
    touch_content()
    assert client.get("/guide/data/figures.csv", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_only_the_files_are_open_to_other_sites(filled, client):
    for address in ("/guide/data/", "/guide/", "/", "/guide/changes.atom"):
        assert "Access-Control-Allow-Origin" not in client.get(address).headers


@pytest.mark.parametrize("name", ["no-such", "Figures", "%00", "x" * 10_000, "%F0%9F%98%80", "..%2Fx", "%ff", "-"])
def test_what_is_no_collection_is_not_found(db, client, name):
    for form in ("json", "csv", "xml"):
        assert client.get(f"/guide/data/{name}.{form}").status_code == 404


def test_the_page_tells_every_collection_every_column_and_the_licence(filled, client):
    html = client.get("/guide/data/").content.decode()
    for name, collection in COLLECTIONS.items():
        assert f"/guide/data/{name}.json" in html
        assert f"/guide/data/{name}.csv" in html
        assert all(f"<code>{column}</code>" in html for column in collection.names)
    assert "MIT licence" in html


def test_as_many_rows_are_told_as_there_are(filled):
    many(filled, range(3))
    counts = count_by_kind()
    assert all(each.count(counts) == len(rows(name)) for name, each in COLLECTIONS.items())


def test_the_page_costs_few_queries(filled, client):
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/guide/data/").status_code == 200
    assert len(captured) <= 12


def test_the_real_guide_as_data(whole_guide):
    """The fixtures as shipped: every figure has a source, and nothing is left of the marks."""
    for row in rows("figures"):
        assert row["source"]
        assert row["population"]
        assert row["value"] != "not stated"
    for name in COLLECTIONS:
        found = rows(name)
        assert found, name
        assert "[[" not in json.dumps(found)

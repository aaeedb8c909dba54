"""A document written to rows and read back is the same, in normal form."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from guide.documents import (
    Difference,
    DocumentError,
    differences,
    digest,
    normalise,
    to_document,
    to_documents,
    write_documents,
)
from guide.models import Record, Relation, Statement, Verification
from guide.models.figures import Bound, Measure, Reckoning, Unit
from guide.tests.factories import make_every_kind

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)
NAMES = st.text("abcdefgh ij", min_size=1, max_size=20).map(str.strip).filter(bool)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)).map(str)
VALUES = st.decimals(0, 10**9, places=3).map(str)


def chosen(choices):
    return st.sampled_from(choices.values)


@st.composite
def figures(draw):
    bound = draw(chosen(Bound))
    low, high = sorted(draw(st.tuples(VALUES, VALUES)), key=Decimal)
    values = {"low": low, "high": high}
    if bound != "range":
        values = {"high": high} if bound == "at_most" else {"low": low}
    unit = draw(chosen(Unit))
    return {
        "key": draw(st.text("abc", min_size=1, max_size=3)),
        "label": draw(NAMES),
        "measure": draw(chosen(Measure)),
        "bound": bound,
        "unit": unit,
        "source": "atlas",
        "note": draw(WORDS),
        "reckoned": draw(chosen(Reckoning)),
        "counts": draw(st.sampled_from(["", "mistake", "faq"])) if unit == Unit.COUNT else "",
        "counts_group": draw(NAMES),
        "population": draw(WORDS.filter(lambda text: text == "" or text.strip())),
        "checks": draw(
            st.lists(
                st.fixed_dictionaries({"on": DAYS, "outcome": chosen(Verification.Outcome), "note": WORDS}),
                max_size=3,
                unique_by=lambda check: check["on"],
            )
        ),
        **values,
    }


STATEMENTS = st.fixed_dictionaries(
    {"role": chosen(Statement.Role), "source": st.just("atlas"), "text": NAMES, "reply": WORDS}
)
SKILLS = st.fixed_dictionaries(
    {
        "kind": st.just("skill"),
        "slug": st.just("maths"),
        "title": NAMES,
        "summary": WORDS,
        "body": WORDS,
        "position": st.integers(0, 1000),
        "state": st.sampled_from(["draft", "published", "retired"]),
        "fields": st.fixed_dictionaries(
            {
                "counts_to_total": st.booleans(),
                "topics": st.lists(st.fixed_dictionaries({"name": NAMES}), max_size=3, unique_by=lambda t: t["name"]),
                "aliases": st.lists(NAMES, max_size=3, unique=True),
            }
        ),
        "citations": st.sampled_from([[], [{"source": "atlas", "note": "hours"}]]),
        "statements": st.lists(STATEMENTS, max_size=3),
        "figures": st.lists(figures(), max_size=2, unique_by=lambda figure: figure["key"]),
        "relations": st.lists(
            st.fixed_dictionaries({"role": chosen(Relation.Role), "to": st.just("source/atlas")}),
            max_size=2,
            unique_by=lambda relation: relation["role"],
        ),
    }
)


class RoundTrip(TestCase):
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(SKILLS)
    def test_what_is_written_is_read_back(self, raw):
        atlas = normalise({"kind": "source", "slug": "atlas", "title": "An atlas"})
        document = normalise(raw)
        assert normalise(document) == document
        write_documents([document, atlas], by=None)
        assert to_document(Record.objects.get(slug="maths")) == document


def test_whatever_equals_its_default_is_left_out():
    raw = {"kind": "tool", "slug": "x", "title": "X", "state": "published", "body": "", "group": "G"}
    assert normalise(raw) == {"kind": "tool", "slug": "x", "title": "X", "group": "G"}


@pytest.mark.parametrize("unit", ["count", "month"])
def test_only_a_figure_in_number_says_how_many_its_source_lists(unit):
    figure = {"key": "k", "label": "L", "measure": "count", "bound": "point", "low": 7, "source": "s"}
    raw = {"kind": "tool", "slug": "x", "title": "X", "group": "G"}
    raw["figures"] = [{**figure, "unit": unit, "counts": "mistake"}]
    if unit == "count":
        assert normalise(raw)["figures"][0]["counts"] == "mistake"
    else:
        with pytest.raises(DocumentError, match="only a figure in the unit “count”"):
            normalise(raw)


def test_decimals_are_one_whichever_way_they_are_written():
    def figure(low):
        return {"key": "k", "label": "L", "measure": "pay", "bound": "about", "low": low, "unit": "usd", "source": "s"}

    digests = {
        digest(normalise({"kind": "misconception", "slug": "x", "title": "X", "figures": [figure(low)]}))
        for low in ("63.2", "63.20", 63.2, Decimal("63.200"))
    }
    assert len(digests) == 1


@pytest.mark.parametrize("raw", [None, [], "text", {}, {"kind": "tool"}, {"kind": "tool", "fields": "x"}])
def test_what_is_no_record_is_refused(raw):
    with pytest.raises(DocumentError):
        normalise(raw)


def test_reading_takes_as_many_queries_for_more_records(guide, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from guide.tests.factories import make_skill

    with CaptureQueriesContext(connection) as captured:
        to_documents()
    for number in range(5):
        make_skill(f"more-{number}")
    with django_assert_num_queries(len(captured)):
        to_documents()


def test_differences_are_named_by_what_they_are_of():
    before = {
        "title": "A",
        "fields": {"tracked": True},
        "citations": [{"source": "a"}],
        "figures": [{"key": "k", "low": "1"}, {"key": "gone", "low": "2"}],
        "statements": [{"text": "1"}, {"text": "2"}],
    }
    after = {
        "title": "B",
        "citations": [{"source": "b"}],
        "figures": [{"key": "k", "low": "3"}],
        "statements": [{"text": "2"}, {"text": "1"}],
    }
    assert differences(before, after) == [
        Difference("title", "A", "B"),
        Difference("citations", "source: a", ""),
        Difference("citations", "", "source: b"),
        Difference("figures k: low", "1", "3"),
        Difference("figures gone", "key: gone; low: 2", ""),
        Difference("statements: order", "text: 1\ntext: 2", "text: 2\ntext: 1"),
        Difference("tracked", "yes", ""),
    ]


@pytest.mark.django_db
def test_every_kind_is_read_back_as_it_was_written():
    made = make_every_kind()
    documents = to_documents([record.pk for record in made.values()])
    assert {document["kind"] for document in documents.values()} == set(made)
    write_documents(list(documents.values()), by=None)
    assert to_documents([record.pk for record in made.values()]) == documents

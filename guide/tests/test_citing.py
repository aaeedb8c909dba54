"""How to cite a page: who says it, of whom and when, where it stands; the day of reading is the reader's."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.citing import Citation, holds, sources_of, tex
from guide.models import Edition
from guide.tests import factories


def cited(html):
    return " ".join(re.search(r'id="cite">.*?<p>(.*?)</p>', html, re.DOTALL)[1].split())


def test_a_figure_page_says_how_to_cite_it(rich, client):
    text = cited(client.get("/guide/figures/path.phd/").content.decode())
    assert text.startswith("“Doctorate: 60 to 84 months”. Of whom: not stated; place not stated; date not stated.")
    assert "According to Another (undated)." in text
    assert "checked on 21 November 2026: superseded" in text
    assert text.endswith("http://testserver/guide/figures/path.phd/ (consulted on [date])")


def test_a_figure_that_nobody_checked_says_so(rich, client):
    text = cited(client.get("/guide/figures/path.total/").content.decode())
    assert "Of people on their own; United States; 2024." in text
    assert "not checked" in text


@pytest.mark.parametrize("address", ["skills/programming", "paths/self-taught", "questions/how-long", "pay/a-pay"])
def test_a_record_page_says_how_to_cite_it(rich, client, address):
    factories.make_record("pay")
    text = cited(client.get(f"/guide/{address}/").content.decode())
    assert "A source (2025)" in text
    assert f"http://testserver/guide/{address}/ (consulted on [date])" in text


def test_a_source_is_its_own_author(rich, client):
    text = cited(client.get("/guide/sources/a-source/").content.decode())
    assert text.startswith("“A source”. By Somebody; 2025. In: careerguide, as revised on ")


@pytest.mark.django_db
def test_whom_a_record_names_stands_in_one_order_each_once():
    record = factories.make_record("advice", "x")
    late, second, first = (
        factories.make_source(slug, position=position) for slug, position in (("late", 9), ("b", 3), ("a", 3))
    )
    for source in (late, second, first, late):
        factories.make_statement(record, "So.", source=source)
    assert [source.slug for source in sources_of(record)] == ["a-source", "a", "b", "late"]
    assert [source.slug for source in sources_of(record, record.statements.all())] == ["a-source", "a", "b", "late"]


def test_what_is_not_stated_is_said(rich):
    assert holds(Edition.objects.get(figure__key="path.total")) == "Of people on their own; United States; 2024"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_braces_in_an_entry_always_match(text):
    """However odd a title, the entry ends where it ends, and nothing in it is a command."""
    entry = Citation("key", text, (text,), text, "edition 1", "https://guide.example/").bibtex
    assert entry.startswith("@misc{key,\n")
    depth, escaped = 0, False
    for place, character in enumerate(entry):
        if escaped or character == "\\":
            escaped = not escaped
            continue
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth > 0 or place in (*range(len("@misc")), len(entry) - 1)
    assert depth == 0
    assert not re.search(r"(?<!\\)[$&#%_]", tex(text))

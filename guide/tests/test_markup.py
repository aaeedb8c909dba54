"""Texts: what marks become, and that nothing else does."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.evidence import Evidence
from guide.markup import block, inline, marks_of, plain
from guide.templatetags.guide_text import whom_and_when

NOTHING = Evidence()


@pytest.fixture
def evidence(guide):
    return Evidence.for_page(["[[hours.programming]] [@a-source] [[record:skill/math]]"])


def test_the_marks_of_several_texts_are_found_once_each_in_order():
    found = marks_of(["[[b.c]] and [[a]] [@s-1]", None, "", "[[a]] [[record:skill/x]]"])

    assert (found.figures, found.sources, found.records) == (("b.c", "a"), ("s-1",), ("skill/x",))


def test_a_figure_is_highlighted_and_followed_by_its_source(evidence):
    html = inline("Takes [[hours.programming]].", evidence)

    assert '<span class="fig" data-figure="hours.programming">400 to 600 hours</span>' in html
    assert 'href="/guide/sources/a-source/"' in html
    assert html.endswith("A source</a>.")


def test_a_source_and_a_record_become_links(evidence):
    html = block("Says [@a-source], see [[record:skill/math]].", evidence)

    assert 'class="src"' in html
    assert 'href="/guide/skills/math/"' in html
    assert ">Math</a>" in html


def test_what_a_mark_does_not_find_is_left_out_but_for_curators():
    assert inline("a [[no.such]] b [@nobody] c [[record:skill/none]]", NOTHING) == "a  b  c "
    html = inline("a [[no.such]]", Evidence(for_curator=True))
    assert html == 'a <span class="unknown">[[no.such]]</span>'


def test_drafts_are_not_found(guide):
    guide["math"].state = "draft"
    guide["math"].save()

    evidence = Evidence.for_page(["[[hours.math]] [[record:skill/math]]"])

    assert not evidence.figures
    assert not evidence.records


def test_a_retired_record_without_a_page_is_named_and_not_linked(db):
    from guide.tests.factories import make_tool

    make_tool("old", state="retired")
    assert inline("[[record:tool/old]]", Evidence.for_page(["[[record:tool/old]]"])) == "Old"


def test_marks_cost_one_query_a_kind_however_many(guide, django_assert_num_queries):
    texts = ["[[hours.programming]] [[hours.math]] [@a-source] [[record:skill/math]] [[record:path/self-taught]]"] * 9

    Evidence.for_page(texts)  # what is kept in memory is looked up once
    with django_assert_num_queries(5):  # figures, their checks, sources, records, the content's version
        evidence = Evidence.for_page(texts)
    with django_assert_num_queries(0):
        for text in texts:
            block(text, evidence)


def test_no_marks_no_query_but_for_the_version(db, django_assert_num_queries):
    Evidence.for_page(["plain"])
    with django_assert_num_queries(1):
        Evidence.for_page(["plain"])


def test_an_abbreviation_is_explained_where_a_page_names_it_first(db):
    from guide.tests.factories import make_record

    make_record("term", "bls", title="Bureau of <Labor> Statistics", short="BLS")
    make_record("term", "ab", title="Test", short="A/B test")
    evidence = Evidence.for_page()
    assert inline("The BLSX and BLS count; BLS-like; BLS.", evidence) == (
        'The BLSX and <abbr title="Bureau of &lt;Labor&gt; Statistics">BLS</abbr> count; BLS-like; BLS.'
    )
    assert inline("*BLS* & `BLS`", evidence) == "<em>BLS</em> &amp; <code>BLS</code>"
    assert [term.slug for term in evidence.terms_met.values()] == ["bls"]


def test_markdown_of_paragraphs_and_lists():
    assert block("One *two*.\n\n- three", NOTHING) == "<p>One <em>two</em>.</p>\n<ul>\n<li>three</li>\n</ul>\n"
    assert inline("One **two**", NOTHING) == "One <strong>two</strong>"
    assert block(None, NOTHING) == ""


def test_plain_words_for_descriptions(evidence):
    assert plain("Takes [[hours.programming]] [@a-source] [[no.such]]", evidence) == (
        "Takes 400 to 600 hours (A source) A source "
    )


def test_links_to_elsewhere_are_kept_and_made_safe():
    assert inline("[a](https://example.org)", NOTHING) == (
        '<a href="https://example.org" rel="noopener noreferrer">a</a>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](javascript:alert(1))",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        '[x](https://example.org "onmouseover=alert(1)")',
        '<a href="x" onclick="alert(1)" style="color:red">x</a>',
        "<svg/onload=alert(1)>",
        "<https://example.org/<script>>",
        "[[<script>]] [@<b>] [[record:skill/<i>]]",
        "<style>*{}</style>",
    ],
)
def test_what_could_run_is_neutralised(text):
    assert_harmless(block(text, NOTHING))
    assert_harmless(inline(text, Evidence(for_curator=True)))


FRAGMENTS = st.sampled_from(
    ["<script>", "</script>", "<img src=x onerror=a>", "[a](javascript:b)", "[[", "]]", "[[record:", "[@", "](", '"',
     "'", "`", "*", "\n\n", "> ", "- ", "&lt;", "<a href=", " onclick=x ", "\\", "\x00", "\u202e", "a", "hours.x", "]"]
)  # fmt: skip


@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=25).map("".join))
def test_nothing_that_is_typed_runs(text):
    assert_harmless(block(text, NOTHING))
    assert_harmless(inline(text, Evidence(for_curator=True)))
    plain(text, NOTHING)


def assert_harmless(html):
    """Only the tags and attributes that texts may have, and addresses that are followed, not run."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            assert tag not in {"script", "style", "img", "svg", "iframe", "object", "form", "input"}
            for name, value in attributes:
                assert name in {"href", "title", "class", "rel", "data-figure", "start"}
                scheme = (value or "").strip().lower()
                assert name != "href" or not scheme.startswith(("javascript", "data", "vbscript"))

    Reader().feed(html)


@pytest.mark.parametrize(
    ("population", "place", "period", "text"),
    [
        ("learners", "United States", "one spring", "learners; United States; one spring"),
        ("learners", "United States", "not stated", "learners; United States; date not stated"),
        ("learners", "not stated", "not stated", "learners; place and date not stated"),
        ("not stated", "not stated", "not stated", "whom it counts, place and date not stated"),
        ("not stated", "Utah", "one spring", "Utah; one spring; whom it counts not stated"),
    ],
)
def test_whom_a_number_counts_in_one_line(population, place, period, text):
    assert whom_and_when(SimpleNamespace(population=population, place=place, period=period, period_ends=None)) == text


def test_what_is_no_key_of_a_figure_is_no_mark():
    for text in ("[[_draft.hours]]", "[[hours.]]", "[[hours-math]]", "[[Hours]]"):
        assert marks_of([text]).figures == ()
    assert marks_of(["[[hours.ml_theory]]"]).figures == ("hours.ml_theory",)

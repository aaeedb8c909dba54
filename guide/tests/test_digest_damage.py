"""What reached us damaged is told, and what is missing stays missing: nothing is invented in its place."""

import pytest

from guide.documents import name_of, read_fixtures
from guide.tests.test_fixtures import DIRECTORY

# Where a source is damaged: the record, the source, and words that tell it.
TOLD = [
    ("source/untitled-guide", "untitled-guide", "addresses of its links are lost"),
    ("source/untitled-guide", "untitled-guide", "week by week that never appear"),
    ("law/colorado-sb-24-205", "untitled-guide", "neither the amount of a fine nor the day"),
    ("source/resume-site-2025", "resume-site-2025", "lost their values"),
    ("source/resume-site-undated", "resume-site-undated", "lost its separators"),
    ("source/resume-site-undated", "resume-site-undated", "related careers is missing"),
    ("tool/apache-beam", "editorial-staff-2023", "spells the name wrongly"),
    ("role/applications", "editorial-staff-2023", "lost a clause"),
    ("source/editorial-staff-2023", "editorial-staff-2023", "lost a word"),
    ("education/choosing-a-programme", "editorial-staff-2023", "not part of the text"),
    ("source/hakia-2026", "hakia-2026", "heading without content"),
    ("pay/by-state", "hakia-2026", "stops after these states"),
    ("source/hakia-2026", "hakia-2026", "only in one line"),
]
DOCUMENTS = {name_of(document): document for document in read_fixtures(DIRECTORY)}


def figures(source=None):
    """Pairs of a record's name and a figure, of one source or of all."""
    found = ((name, figure) for name, document in DOCUMENTS.items() for figure in document.get("figures", []))
    return [(name, figure) for name, figure in found if source in (None, figure["source"])]


@pytest.mark.parametrize(("record", "source", "words"), TOLD)
def test_damage_is_told_where_it_stands(record, source, words):
    said = [s["text"] for s in DOCUMENTS[record]["statements"] if (s["role"], s["source"]) == ("caveat", source)]
    assert any(words in text for text in said), said


def test_who_wrote_the_untitled_guide_and_when_is_not_made_up():
    fields = DOCUMENTS["source/untitled-guide"]["fields"]
    assert not {"author", "publisher", "published_on"} & fields.keys()


def test_no_question_is_answered_by_the_source_whose_list_of_questions_is_empty():
    answered = [
        name
        for name, document in DOCUMENTS.items()
        if document["kind"] == "faq" and any(s["source"] == "hakia-2026" for s in document.get("statements", []))
    ]
    assert answered == []


def test_pay_by_state_stops_where_the_table_stops():
    states = [
        f["place"].partition(",")[0]
        for name, f in figures("hakia-2026")
        if name == "pay/by-state" and f["unit"] == "usd_year"
    ]
    assert sorted(set(states)) == ["California", "Massachusetts", "New York", "Washington"]


def test_what_has_no_number_has_no_figure():
    """Fines per violation under Colorado's first act, and the day from which it was to hold."""
    assert [f["key"] for name, f in figures("untitled-guide") if name == "law/colorado-sb-24-205"] == []


# What sources without a date date by their own words.
DATED = {
    "untitled-guide": {
        "growth.research_scientists": "2023–33",
        "growth.research_scientists.ratio": "2023–33",
        "h1b.selection": "recent years, not stated which",
    },
    "resume-site-undated": {},
    "hakia-2026": {"growth.data_scientists": "ten years, not stated which", "pay.hakia.range": "2025"},
}


@pytest.mark.parametrize("source", DATED)
def test_a_source_without_a_date_gives_its_figures_none(source):
    stated = [(f["key"], f.get("period", "not stated")) for _, f in figures(source)]
    assert {key: period for key, period in stated if period != "not stated"} == DATED[source]

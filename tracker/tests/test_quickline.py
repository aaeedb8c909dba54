"""The quick line's grammar: the table of the docs, and what holds for any line."""

import datetime
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.quickline import LONGEST, LONGEST_TAG, Reading, Unclear, parse, spell, told
from tracker.tests.quick_cases import START, answer, fixtures_vocabulary, frame_on, table

TODAY = datetime.date(2026, 11, 27)  # a Friday
FRAME = frame_on(TODAY)
CASES = table()


NAMES = [f"{frame.today:%a} {line}" for frame, line, _ in CASES]


def test_the_docs_ask_about_what_is_ambiguous():
    asked = {line for _, line, told in CASES if told.startswith("**")}
    assert {"2 sql", "1h sql mon", "1h sql 3 nov", "1h sql 3 dec", "1h ml", "1h maths sql"} <= asked
    assert {"1h sql 3.11.", "1h sql 3/11/26", "1h sql on the 3rd", "1h sql last week"} <= asked
    assert len(CASES) > 70


@pytest.mark.parametrize(("frame", "line", "told"), CASES, ids=NAMES)
def test_the_tables_of_the_docs_hold(frame, line, told):
    assert answer(line, frame) == told


def test_every_case_of_the_docs_is_answered_in_a_few_steps():
    for frame, line, _ in CASES:
        for read in resolved(line, frame):
            assert frame.start <= read.day <= frame.today


def resolved(line, frame, steps=5):
    """All readings that the answers to a line's questions lead to."""
    read = parse(line, frame)
    if isinstance(read, Reading):
        return [read]
    assert steps, line
    return [reading for choice in read.choices for reading in resolved(choice.line, frame, steps - 1)]


def test_a_day_before_the_start_is_answered_with_one_since():
    asked = parse("1h sql 3 nov", frame_on(TODAY, datetime.date(2026, 11, 27)))
    assert [choice.line for choice in asked.choices] == ["1h SQL 2026-11-27"]


def test_what_the_page_is_about_is_meant_where_nothing_is_named():
    docker = FRAME.vocabulary.by_key["mlops-and-cloud"]
    frame = frame_on(TODAY, about=docker)
    assert parse("45 min read the manual", frame).thing == docker
    assert parse("45 min sql", frame).thing.key == "programming/sql"


def test_a_week_begins_where_the_learner_has_it_begin():
    tuesday = datetime.date(2026, 11, 24)
    assert parse("1h sql last sun", frame_on(tuesday)).day == datetime.date(2026, 11, 22)
    assert isinstance(parse("1h sql last sun", frame_on(tuesday, week_start=6)), Unclear)


def test_every_thing_can_be_written():
    things = fixtures_vocabulary().things
    assert len(things) > 60
    for thing in things:
        assert parse(f"1h {FRAME.vocabulary.written(thing)}", FRAME).thing == thing
        assert parse(f"1h @{thing.key}", FRAME).thing == thing


# --- for any line ----------------------------------------------------------------------------------------------------

TYPED = """
1h30 90 2 45m 1 h 30 min 1.5h yesterday mon last fri 3 nov 2026-11-03 12/10 ml sql maths python and on of data learning
3.11. 3.11.26 3.11.2026 3/11/26 25/12/2026 2026-11-3 the 3rd of november two days ago week night 3-11-2026 3. nov. 3.11
#tag #c++ https://a.example - eigenvalues = @programming interview kube 🙂 0 30h 14:30
"""
words = st.sampled_from(TYPED.split())
odd = 'ab 01h:.,#@-–/="“🙂مرحبا\u202eéß\t'
typed = st.lists(words | st.text(odd, max_size=6), max_size=25).map(" ".join)
notes = st.lists(words | st.text(odd, max_size=8), max_size=8).map(lambda found: " ".join(" ".join(found).split()))
tags = st.text("abcxyzäéñßяж学09-_", min_size=1, max_size=12)
readings = st.builds(
    Reading,
    seconds=st.integers(1, 24 * 60).map(lambda minutes: minutes * 60),
    thing=st.sampled_from(fixtures_vocabulary().things),
    day=st.dates(START, TODAY),
    tags=st.lists(tags.map(str.lower).filter(lambda tag: len(tag) <= LONGEST_TAG), unique=True, max_size=3).map(tuple),
    link=st.sampled_from(["", "https://example.org/a?b=c#d", "http://ex.example"]),
    note=notes.filter(lambda note: "\x00" not in note),
)


@given(readings)
@settings(deadline=None)
def test_what_is_spelt_parses_back_to_the_same_reading(reading):
    line = spell(reading, FRAME)
    assert len(line) > LONGEST or parse(line, FRAME) == reading


@given(st.text() | typed)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # all of Unicode takes a moment to load
def test_any_line_is_read_or_asked_about(line):
    read = parse(line, FRAME)
    if isinstance(read, Reading):
        assert parse(spell(read, FRAME), FRAME) == read
        assert 0 < read.seconds <= 24 * 3600
        assert START <= read.day <= TODAY
        assert told(read, TODAY)
    else:
        assert read.ask


@given(typed)
@settings(max_examples=60, deadline=None)
def test_every_answer_leads_to_a_reading_or_to_words_that_say_why_not(line):
    resolved(line, FRAME)


@given(st.integers(1, 9), st.integers(1, 31), st.integers(20, 29), st.dates(START, TODAY), st.sampled_from("/-"))
@settings(deadline=None)
def test_a_year_in_short_is_that_year_where_the_line_cannot_begin_with_one(one, two, year, start, by):
    frame, date = frame_on(TODAY, start), f"1h sql {one}{by}{two}{by}"
    assert answer(f"{date}{year}", frame) == answer(f"{date}20{year}", frame)


@given(st.integers(1, 31), st.booleans(), st.dates(START, TODAY), st.sampled_from(["", "/26", "/2026"]))
@settings(deadline=None)
def test_what_may_be_a_day_that_has_not_come_is_asked_about(day, day_first, start, year):
    """In November, whatever may be one of December."""
    date = f"{day}/12" if day_first else f"12/{day}"
    assert isinstance(parse(f"1h sql {date}{year}", frame_on(TODAY, start)), Unclear)


@given(typed)
@settings(deadline=None)
def test_no_word_is_lost(line):
    """What is neither read nor asked about stands in the note."""
    read = parse(line, FRAME)
    if isinstance(read, Reading):
        kept, typed = read.note.split(), line.split()
        assert typed[len(typed) - len(kept) :] == kept or any(word.startswith(("#", "http")) for word in typed)


@pytest.mark.parametrize("line", ["1h " * 5000, "1" * 10_000, "- " * 5000, "#" * 10_000, "h:" * 5000, "ml " * 4000])
def test_ten_thousand_characters_are_answered_fast_and_clearly(line):
    start = time.process_time()
    read = parse(line, FRAME)
    assert time.process_time() - start < 0.2
    assert f"{len(line):,} characters" in read.ask


@pytest.mark.parametrize("line", ["1h ", "1 h 30 ", "- ", "ml ", "sql x ", "mon ", "3 nov ", "and ", "1h 30 x ", "🙂 "])
def test_the_longest_line_is_answered_fast(line):
    line = (line * LONGEST)[:LONGEST]
    start = time.process_time()
    parse(line, FRAME)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("line", ["1h sql a\x00b", "\x00"])
def test_what_cannot_be_stored_is_refused(line):
    assert parse(line, FRAME).ask == "Null characters are not allowed."

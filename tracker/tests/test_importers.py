"""Reading files of other trackers: what each format says; what is known, named and beside the log. No database."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.importers.beside import overlapping, without_room
from tracker.importers.entries import Way, read, shared
from tracker.importers.names import BLANKS, folded, suggestion, tags_of
from tracker.tags import parse_tags, spell_tags
from tracker.tests.import_files import BERLIN, DAY, entries_of, looked_into, record, told

# --- formats ---------------------------------------------------------------------------------------------------------


def test_toggl_is_read_with_its_quoted_lines_tags_and_refusals():
    format, rows = entries_of("toggl.csv")
    assert format == "toggl"
    line, first = rows[0]
    assert (line, first.project, first.tags) == (2, "Programming", ("book", "deep-work"))
    assert first.note == "Loops, and\nmore loops"
    assert told(first) == [("2026-02-02", 5400, "17:00")]
    assert told(rows[1][1]) == [("2026-02-05", 1800, "22:30"), ("2026-02-06", 1800, "23:00")]
    assert rows[2][1].note == '=HYPERLINK("http://example.org")'
    assert told(rows[2][1])[0][1] == 20
    assert rows[4] == (7, "“-01:00:00” is less than nothing.")


def test_clockify_is_read_on_the_clock_of_twelve_hours_and_its_breaks_are_refused():
    format, rows = entries_of("clockify.csv")
    assert format == "clockify"
    assert told(rows[0][1]) == [("2026-02-13", 4500, "08:00")]
    assert rows[1][1] == "A break is no time studied."
    assert rows[2][1].project == "Reading / Exercises"
    assert told(rows[2][1]) == [("2026-03-02", 2700, "23:15")]


def test_kimai_is_read_in_decimal_hours_past_midnight_and_with_a_break():
    format, rows = entries_of("kimai.csv")
    assert format == "kimai"
    assert told(rows[0][1]) == [("2026-02-10", 7260, "08:00")], "2.02 h is what two decimals leave of 2 h 1 min"
    assert rows[0][1].project == "Learning / Python"
    assert told(rows[1][1]) == [("2026-02-10", 1800, "22:30"), ("2026-02-11", 1800, "23:00")]
    assert told(rows[2][1]) == [("2026-02-11", 9000, "08:00")]


def test_kimai_in_seconds_is_told_by_what_start_and_end_say():
    _, rows = entries_of("kimai-seconds.csv")
    assert told(rows[0][1]) == [("2026-02-10", 7260, "14:50")]


def test_wakatime_is_sums_by_day_and_project():
    format, rows = entries_of("wakatime-days.json")
    assert format == "wakatime"
    assert [(told(e)[0][:2], e.project) for _, e in rows] == [
        (("2026-02-04", 3600), "bus-delays"), (("2026-02-04", 1800), "dotfiles"), (("2026-02-06", 40), "bus-delays"),
    ]  # fmt: skip


def test_wakapi_says_the_day_in_the_start_of_its_range():
    _, rows = entries_of("wakapi-summaries.json")
    assert [(told(e)[0][:2], e.project) for _, e in rows] == [
        (("2026-02-04", 1200), "bus-delays"), (("2026-02-05", 60), "dotfiles"),
    ]  # fmt: skip


def test_heartbeats_at_most_a_quarter_of_an_hour_apart_are_time_on_the_earlier_ones_project():
    _, rows = entries_of("wakatime-heartbeats.json")
    assert [(told(e)[0][:2], e.project) for _, e in rows] == [(("2026-02-04", 180), "bus-delays")]


def test_activitywatch_counts_one_way_and_only_while_somebody_was_there():
    with looked_into("activitywatch.json") as found:
        records = [raw.cells for raw in found.rows]
    assert found.format == "activitywatch"
    assert [(r["way"], r["project"], r["duration"]) for r in records] == [
        ("window", "Browser", "300"), ("window", "Editor", "1200"), ("editor", "bus-delays", "300"),
        ("web", "example.org", "60"),
    ]  # fmt: skip
    assert "secret" not in str(records)


@pytest.mark.parametrize("name", ["own.csv", "own.json"])
def test_our_own_says_everything_as_it_was(name):
    _, rows = entries_of(name, "UTC")
    first, second, third = (entry for _, entry in rows)
    assert told(first) == [("2026-02-02", 5400, "17:00")]
    assert (first.skill, first.topic, first.tags, first.zone) == ("programming", "Loops", ("book", "quiet"), BERLIN)
    assert second.note == "two\nlines"
    assert (told(second)[0][:2], second.link) == (("2026-02-03", 20), "https://example.org/course")
    assert (third.skill, third.activity) == ("", "interview")
    assert first.note == "=1+1", "the apostrophe that kept it from being a formula is off again"


def test_any_csv_in_another_encoding_with_semicolons_and_decimal_commas():
    with looked_into("any-cp1252.csv") as found:
        rows = list(found.rows)
    assert (found.format, found.details) == ("csv", {"delimiter": ";", "encoding": "cp1252"})
    columns = {"day": 0, "start": 1, "end": 2, "duration": 3, "project": 4, "note": 5}
    way = Way(BERLIN, "dmy", "hours")
    first, second = (read(raw.record(columns), way) for raw in rows)
    assert (told(first), first.note) == ([("2026-02-02", 5400, "17:00")], "Übung")
    assert told(second) == [("2026-01-31", 2700, None)]


# --- known, named, beside the log ------------------------------------------------------------------------------------


def test_the_same_row_is_known_whatever_its_case_and_blanks():
    way = Way(BERLIN)
    one = read(record(duration="1h", project="Deep  Learning", note="a\nb"), way)
    other = read(record(duration="60 min", project="deep learning ", note="a b"), way)
    assert one.content(0) == other.content(0)
    assert one.content(0) != read(record(duration="1h", project="deep learning", note="c"), way).content(0)


def test_sums_of_days_are_known_by_day_and_name_whatever_they_amount_to():
    way = Way(BERLIN, unit="seconds", daily=True)
    one = read({**record(duration="60", project="p"), "id": "wakatime 2026-02-02 p"}, way)
    assert one.content(0) == read({**record(duration="90", project="p"), "id": "wakatime 2026-02-02 p"}, way).content(0)


def test_tags_become_words_of_ours():
    assert tags_of(" Deep Work, #Book;book,,") == ("deep-work", "book")
    assert tags_of(["One", 3, "two"]) == ("one", "two")
    assert tags_of(["a,b", "C; d", ",", "e,"]) == ("a-b", "c-d", "e")


@given(st.lists(st.text()))
def test_tags_of_a_list_stay_as_they_are_where_tags_are_typed_and_in_our_own_files(said):
    tags = tags_of(said)
    assert set(parse_tags(spell_tags(tags), known=None)) == set(tags)
    assert tags_of(" ".join(tags), BLANKS) == tags_of(list(tags)) == tags


KNOWN = [("Programming", "p"), ("SQL", "sql"), ("Mathematics", "m"), ("linear algebra", "la"), ("Algebra", "a")]


@pytest.mark.parametrize(
    ("name", "meaning"),
    [("programming", "p"), ("Learning / SQL", "sql"), ("Linear  Algebra course", "la"), ("MySQL", None), ("", None),
     ("sql programming", "p"), ("Garden", None)],
)  # fmt: skip
def test_a_name_suggests_the_longest_of_ours_in_it(name, meaning):
    assert suggestion(name, KNOWN) == meaning


@given(st.text())
def test_folding_a_name_twice_is_folding_it_once(name):
    assert folded(folded(name)) == folded(name)


@given(st.integers(1, 90_000), st.lists(st.integers(1, 90_000), min_size=1, max_size=4))
def test_shares_of_a_duration_add_up_to_it(seconds, lengths):
    parts = shared(seconds, lengths)
    assert sum(parts) == seconds
    assert min(parts) >= 0


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=12)


@given(spans, spans)
def test_rows_that_are_left_overlap_neither_each_other_nor_the_log(rows, logged):
    rows = sorted((start, start + length) for start, length in rows)
    logged = sorted((start, start + length) for start, length in logged)
    found = overlapping([(n, *span) for n, span in enumerate(rows)], logged)
    kept = [span for n, span in enumerate(rows) if n not in found]
    for n, (start, end) in enumerate(kept):
        others = [*kept[:n], *kept[n + 1 :], *logged]
        assert not [other for other in others if other[0] < end and start < other[1]]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 40_000)), max_size=15), st.integers(0, 86_400))
def test_no_day_gets_more_than_it_has(rows, logged):
    rows = [(n, DAY + datetime.timedelta(days=day), seconds, "UTC") for n, (day, seconds) in enumerate(rows)]
    found = without_room(rows, {DAY: logged})
    for day in {day for _, day, _, _ in rows}:
        held = sum(seconds for n, on, seconds, _ in rows if on == day and n not in found)
        assert held + (logged if day == DAY else 0) <= 86_400

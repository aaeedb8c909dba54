import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.durations import parse_duration, parse_hours, spell_duration, spell_hours


@pytest.mark.parametrize("text", ["90", "90m", "90 min", "1h30", "1h30m", "1 h 30", "1:30", "1.5h", "1,5 h", " 1H30 "])
def test_all_these_mean_ninety_minutes(text):
    assert parse_duration(text) == 90 * 60


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("0", 0), ("2h", 120), ("45", 45), ("0:05", 5), (".5h", 30), ("12 hours", 720), ("1h 5 min", 65)],
)
def test_reads(text, minutes):
    assert parse_duration(text) == minutes * 60


@pytest.mark.parametrize(
    "text",
    ["", "-5", "25:99", "1h75", "1e9", "9" * 10_000, "🙂", "1\x00", "an hour", "1.5", "1:30h", "٣٠", "NaN", "1h30h"],
)
def test_refuses_what_it_cannot_read(text):
    with pytest.raises(ValueError, match="not a duration"):
        parse_duration(text)


@given(st.integers(min_value=0, max_value=25 * 60))
def test_what_is_spelt_reads_back(minutes):
    assert parse_duration(spell_duration(minutes * 60)) == minutes * 60


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(ValueError):
        assert parse_duration(text) >= 0


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10", 600),
        ("10h", 600),
        ("7h30", 450),
        ("7.5", 450),
        ("7,5 h", 450),
        ("7:30", 450),
        ("0", 0),
        ("45 min", 45),
        ("0h45", 45),
        ("1500 hours", 90_000),
        ("20000", 1_200_000),
    ],
)
def test_a_bare_number_is_hours_where_hours_are_asked_for(text, minutes):
    assert parse_hours(text) == minutes * 60


@pytest.mark.parametrize(
    "text", ["", "-5", "7:75", "1e9", "1,500", "9" * 10_000, "🙂", "1\x00", "ten", "٣٠", "NaN", "1.2.3", "7h30h"]
)
def test_refuses_hours_that_it_cannot_read(text):
    with pytest.raises(ValueError, match="not a number of hours"):
        parse_hours(text)


@given(st.integers(min_value=0, max_value=20_000 * 60))
def test_hours_that_are_spelt_read_back(minutes):
    assert parse_hours(spell_hours(minutes * 60)) == minutes * 60


@given(st.text())
def test_any_text_is_read_as_hours_or_refused(text):
    with contextlib.suppress(ValueError):
        assert parse_hours(text) >= 0

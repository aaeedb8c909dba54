import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.durations import parse_duration, spell_duration


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

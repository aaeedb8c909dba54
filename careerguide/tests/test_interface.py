from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerguide.templatetags import interface


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 min"),
        (20, "under 1 min"),
        (30, "1 min"),
        (45 * 60, "45 min"),
        (59 * 60 + 30, "1 h"),
        (3600, "1 h"),
        (3600 + 5 * 60, "1 h 05"),
        (5400, "1 h 30"),
        (1031 * 3600, "1,031 h"),
        (-5400, "\N{MINUS SIGN}1 h 30"),
        (None, ""),
    ],
)
def test_duration(seconds, text):
    assert interface.duration(seconds) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (36_000, "36,000"), (None, ""), ("", "")])
def test_figures(number, text):
    assert interface.figures(number) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 h"),
        (60, "under 0.1 h"),
        (5400, "1.5 h"),
        (7200, "2 h"),
        (35_700, "9.9 h"),
        (35_900, "10 h"),
        (36_000, "10 h"),
        (438 * 3600, "438 h"),
        (438 * 3600 + 1800, "439 h"),
        (1_031 * 3600, "1,031 h"),
        (-5400, "\N{MINUS SIGN}1.5 h"),
        (None, ""),
    ],
)
def test_hours(seconds, text):
    assert interface.hours(seconds) == text


@given(st.integers(0, 10**9))
def test_no_time_looks_like_none_unless_it_is(seconds):
    assert (interface.duration(seconds) == "0 min") == (seconds == 0)
    assert (interface.hours(seconds) == "0 h") == (seconds == 0)


def test_day_and_shortday_name_the_year_only_when_it_is_another():
    friday = date(2026, 11, 20)

    assert interface.day(friday) == "Friday 20 November"
    assert interface.day(friday, date(2026, 1, 1)) == "Friday 20 November"
    assert interface.day(friday, date(2027, 1, 1)) == "Friday 20 November 2026"
    assert interface.shortday(friday) == "20 Nov"
    assert interface.shortday(friday, date(2027, 1, 1)) == "20 Nov 2026"


def test_day_takes_an_instant_and_nothing():
    assert interface.day(datetime(2026, 11, 1, 23, 59, tzinfo=UTC)) == "Sunday 1 November"
    assert interface.day(None) == ""
    assert interface.shortday(None) == ""


@pytest.mark.parametrize(("level", "tone"), [(10, ""), (20, ""), (25, "ok"), (30, "warn"), (40, "bad")])
def test_tone_of_a_message(level, tone):
    assert interface.tone(SimpleNamespace(level=level)) == tone


@pytest.mark.parametrize(
    ("extra_tags", "url"),
    [("undo /tracker/hours/7/restore/", "/tracker/hours/7/restore/"), ("undone", ""), ("", ""), (None, "")],
)
def test_undo_url_of_a_message(extra_tags, url):
    assert interface.undo_url(SimpleNamespace(extra_tags=extra_tags)) == url


def test_in_words():
    assert [interface.in_words(n) for n in (1, 2, 10, 11, 1200)] == ["one", "two", "ten", "11", "1,200"]

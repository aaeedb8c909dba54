from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.templatetags import figures


def figure(bound, low, high, unit):
    low, high = (None if end is None else Decimal(end) for end in (low, high))
    return SimpleNamespace(bound=bound, low=low, high=high, unit=unit)


@pytest.mark.parametrize(
    ("bound", "low", "high", "unit", "long", "short"),
    [
        ("range", "400", "600", "hour", "400 to 600 hours", "400–600 h"),
        ("range", "1500.000", "2500.000", "hour", "1,500 to 2,500 hours", "1,500–2,500 h"),
        ("range", "4.500", "5.000", "year", "4.5 to 5 years", "4.5–5 years"),
        ("range", "2", "2", "year", "2 years", "2 years"),
        ("point", "1", None, "hour", "1 hour", "1 h"),
        ("point", "1", None, "year", "1 year", "1 year"),
        ("point", "0.5", None, "day", "0.5 days", "0.5 days"),
        ("at_least", "18", None, "month", "at least 18 months", "at least 18 months"),
        ("at_most", None, "6", "week", "at most 6 weeks", "at most 6 weeks"),
        ("about", "25", None, "percent", "about 25%", "about 25%"),
        ("point", "26", None, "percent", "26%", "26%"),
        ("range", "3.1", "36", "percent", "3.1 to 36%", "3.1–36%"),
        ("range", "50", "100", "count", "50 to 100", "50–100"),
        ("point", "40300", None, "count", "40,300", "40,300"),
        ("at_least", "1", None, "per_quarter", "at least 1 a quarter", "at least 1 a quarter"),
        ("range", "10000", "20000", "usd", "$10,000 to $20,000", "$10,000–$20,000"),
        ("point", "133080", None, "usd_year", "$133,080 a year", "$133,080 a year"),
        ("point", "63.200", None, "usd_hour", "$63.20 an hour", "$63.20 an hour"),
        ("range", None, None, "hour", "not stated", "not stated"),
    ],
)
def test_long_and_short(bound, low, high, unit, long, short):
    shown = figure(bound, low, high, unit)

    assert figures.long(shown) == long
    assert figures.short(shown) == short


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (600, "hour", "600 h"),
        (Decimal("8.000"), "year", "8 years"),
        (1, "year", "1 year"),
        (20000, "usd", "$20,000"),
        (None, "hour", "not stated"),
    ],
)
def test_in_unit(value, unit, text):
    assert figures.in_unit(value, unit) == text


@given(st.decimals(min_value=0, max_value=10**10, places=3))
def test_number_loses_nothing(value):
    text = figures.number(value)

    assert Decimal(text.replace(",", "")) == value
    assert not ("." in text and text.endswith("0"))


@pytest.mark.parametrize("unit", sorted(figures.WORDS))
def test_every_unit_of_the_model_has_words(unit):
    assert figures.long(figure("point", "2", None, unit)).startswith(("2", "$2"))

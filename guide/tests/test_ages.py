"""How old a fact is, in whole calendar years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.ages import age, ago, as_of, dated, years_of


@pytest.mark.parametrize(
    ("period", "ends", "years"),
    [
        ("2022", None, (2022, 2022)),
        ("May 2024", date(2024, 5, 31), (2024, 2024)),
        ("2015–18", None, (2015, 2018)),
        ("2024-2034", None, (2024, 2034)),
        ("2024–34", date(2034, 12, 31), (2024, 2034)),
        ("1999–01", None, None),
        ("2022-11", None, (2022, 2022)),
        ("2022-11-21", None, (2022, 2022)),
        ("2010-12-31", None, (2010, 2010)),
        ("2010-12", None, (2010, 2012)),
        ("2012-12", None, (2012, 2012)),
        ("2022-15", None, None),
        ("2022-00", None, None),
        ("2020s", None, None),
        ("the 1990’s", None, None),
        ("2010–2020s", None, None),
        ("2020s", date(2024, 12, 31), (2024, 2024)),
        ("ten years, not stated which", None, None),
        ("not stated", None, None),
        ("not stated", date(2021, 12, 31), (2021, 2021)),
        ("120224 people", None, None),
        ("", None, None),
    ],
)
def test_years_of(period, ends, years):
    assert years_of(period, ends) == years


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (2027, ""),
        (2026, "this year"),
        (2025, "last year"),
        (2024, "two years ago"),
        (2016, "ten years ago"),
        (2014, "12 years ago"),
    ],
)
def test_ago(then, words):
    assert ago(then, 2026) == words


@pytest.mark.parametrize(
    ("period", "ends", "text"),
    [
        ("2022", None, "2022, four years ago"),
        ("May 2024", date(2024, 5, 31), "May 2024, two years ago"),
        ("2024–34", date(2034, 12, 31), "2024–34, begun two years ago"),
        ("2030", None, "2030"),
        ("2022-11", None, "2022-11, four years ago"),
        ("2020s", None, "2020s"),
        ("2026–36", None, "2026–36"),
        ("not stated", None, "date not stated"),
        ("ten years, not stated which", None, "ten years, not stated which"),
    ],
)
def test_dated(period, ends, text):
    assert dated(period, ends, 2026) == text


@pytest.mark.parametrize(
    ("period", "ends", "text"),
    [
        ("2022", None, "2022"),
        ("May 2024", date(2024, 5, 31), "2024-05-31"),
        ("2024–34", date(2034, 12, 31), "2024/2034"),
        ("not stated", None, ""),
    ],
)
def test_as_of_for_machines(period, ends, text):
    assert as_of(period, ends) == text


@given(st.text(max_size=90), st.none() | st.dates(), st.integers(1990, 2100))
def test_whatever_a_source_writes_has_words(period, ends, year):
    assert dated(period, ends, year)
    assert "ago years" not in age(period, ends, year)
    years = years_of(period, ends)
    assert years is None or years[0] <= years[1]

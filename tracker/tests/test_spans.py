import datetime
import itertools
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.days import DAY
from tracker.spans import BOTTOM, MOST_MONTHS, MOST_WEEKS, TOP, Columns, filled, month_of, spans

TODAY = datetime.date(2026, 11, 27)  # a Friday
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2199, 12, 31))


def test_a_young_record_is_told_by_the_week_that_the_learner_has():
    weeks = spans(datetime.date(2026, 11, 14), TODAY, week_start=0)
    assert [(week.first.day, week.last.day, week.name, week.short) for week in weeks] == [
        (9, 15, "Week of 9 November 2026", "9 Nov"),
        (16, 22, "Week of 16 November 2026", "16 Nov"),
        (23, 29, "Week of 23 November 2026", "23 Nov"),
    ]
    assert spans(datetime.date(2026, 11, 14), TODAY, week_start=5)[0].first == datetime.date(2026, 11, 14)


def test_a_first_session_on_a_day_that_has_yet_to_come_is_seen():
    """Somebody logged on a Monday and moved to where it is Sunday."""
    (week,) = spans(datetime.date(2026, 11, 9), datetime.date(2026, 11, 8))
    assert week.first == datetime.date(2026, 11, 9)


def test_an_older_one_by_month_and_no_more_than_two_years():
    months = spans(datetime.date(2026, 2, 14), TODAY)
    assert [month.short for month in months][:2] == ["Feb 26", "Mar 26"]
    assert (months[-1].name, months[-1].last) == ("November 2026", datetime.date(2026, 11, 30))
    old = spans(datetime.date(2000, 1, 1), TODAY)
    assert len(old) == MOST_MONTHS
    assert (old[0].name, old[-1].name) == ("December 2024", "November 2026")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(days, st.integers(0, 9_000), st.sampled_from([0, 5, 6]))
def test_spans_follow_each_other_up_to_today(first, length, week_start):
    today = first + length * DAY
    shown = spans(first, today, week_start)
    assert 1 <= len(shown) <= max(MOST_WEEKS, MOST_MONTHS)
    assert shown[0].first <= first or len(shown) == MOST_MONTHS
    assert shown[-1].first <= today <= shown[-1].last
    assert all(a.last + DAY == b.first for a, b in itertools.pairwise(shown))


@pytest.mark.parametrize(("day", "last"), [("2026-02-10", 28), ("2028-02-29", 29), ("2026-12-31", 31)])
def test_a_month_ends_where_it_does(day, last):
    assert [each.day for each in month_of(datetime.date.fromisoformat(day))] == [1, last]


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 90_000), max_size=30))
def test_every_second_within_the_spans_is_in_one_of_them_and_every_one_is_seen(sums):
    seconds = {TODAY - n * DAY: sum for n, sum in sums.items()}
    shown = filled(spans(TODAY - 200 * DAY, TODAY), seconds)
    assert sum(span.seconds for span in shown) == sum(s for day, s in seconds.items() if day >= shown[0].first)
    picture = Columns(shown)
    assert [bar.name for bar in picture.bars] == [span.name for span in shown if span.seconds]
    assert all(TOP <= bar.y < BOTTOM and bar.y + bar.height == BOTTOM for bar in picture.bars)


def test_a_bar_stands_over_its_name_on_a_scale_from_nothing():
    shown = filled(spans(datetime.date(2026, 11, 14), TODAY), {TODAY: 10 * 3600, datetime.date(2026, 11, 10): 3600})
    picture = Columns(shown)
    assert picture.lines == ((BOTTOM, "0"), (81, "5"), (TOP, "10 h"))
    assert [(bar.x, bar.width, bar.height) for bar in picture.bars] == [("10%", "24%", 13), ("70%", "24%", 130)]
    assert [(label.text, label.at) for label in picture.labels] == [
        ("9 Nov", "22%"),
        ("16 Nov", "52%"),
        ("23 Nov", "82%"),
    ]
    assert picture.scale.end == Decimal(10)

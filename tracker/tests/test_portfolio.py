"""What follows from a portfolio: quarters, and the ideas that hours allow; the picture of the one."""

import datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.days import DAY
from tracker.pictures.quarters import BASE, MOST_LABELS, TOP, QuarterBars
from tracker.portfolio import Kept, quarter_of, quarters_since, readiness

DAYS = st.dates(datetime.date(2015, 1, 1), datetime.date(2032, 12, 31))


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("within", "first", "last"),
    [
        ("2026-01-01", "2026-01-01", "2026-03-31"),
        ("2026-06-30", "2026-04-01", "2026-06-30"),
        ("2024-02-29", "2024-01-01", "2024-03-31"),
        ("2026-12-31", "2026-10-01", "2026-12-31"),
    ],
)
def test_a_quarter_is_of_the_calendar(within, first, last):
    assert quarter_of(day(within)) == (day(first), day(last))


def test_each_quarter_is_held_to_the_mark_but_for_the_one_under_way_and_the_first_one_cut_short():
    days = [day("2025-07-01"), day("2026-04-01"), day("2026-06-30")]
    quarters = quarters_since(day("2025-11-15"), days, today=day("2026-07-01"), mark=1)
    assert [(quarter.name, quarter.count, quarter.kept) for quarter in quarters] == [
        ("October to December 2025", 0, Kept.BEGINNING),
        ("January to March 2026", 0, Kept.MISSED),
        ("April to June 2026", 2, Kept.MET),
        ("July to September 2026", 0, Kept.RUNNING),
    ]


def test_a_quarter_cut_short_that_kept_to_it_kept_to_it():
    (first, _) = quarters_since(day("2025-11-15"), [day("2025-12-31")], today=day("2026-01-01"), mark=1)
    assert first.kept is Kept.MET


def test_the_last_day_of_a_quarter_is_under_way_and_the_next_is_not():
    assert quarters_since(day("2026-01-01"), [], today=day("2026-03-31"), mark=1)[0].kept is Kept.RUNNING
    assert quarters_since(day("2026-01-01"), [], today=day("2026-04-01"), mark=1)[0].kept is Kept.MISSED


def test_without_a_mark_nothing_is_held_to_it():
    quarters = quarters_since(day("2025-10-01"), [], today=day("2026-07-01"))
    assert {quarter.kept for quarter in quarters} == {Kept.PLAIN, Kept.RUNNING}


@given(since=DAYS, today=DAYS, days=st.lists(DAYS, max_size=20), mark=st.sampled_from([None, 1, 2]))
def test_quarters_follow_on_each_other_and_count_every_day_since_the_start_once(since, today, days, mark):
    quarters = quarters_since(since, days, today=today, mark=mark)
    assert all(before.last + DAY == after.first for before, after in pairwise(quarters))
    if quarters:
        assert quarters[0].first <= since <= quarters[0].last or since > today
        assert quarters[-1].first <= today <= quarters[-1].last
        last = quarters[-1].last
        assert sum(quarter.count for quarter in quarters) == sum(since <= each <= last for each in days)


@given(since=DAYS, days=st.lists(DAYS, max_size=30), mark=st.sampled_from([None, Decimal(1), Decimal(3)]))
def test_the_picture_stays_within_its_box(since, days, mark):
    quarters = quarters_since(since, days, today=datetime.date(2033, 1, 1), mark=mark)
    picture = QuarterBars.of(quarters, mark)
    assert len(picture.bars) == len(quarters)
    assert all(TOP <= bar.y <= BASE and bar.y + bar.height == pytest.approx(BASE, abs=0.2) for bar in picture.bars)
    assert len(picture.labels) <= MOST_LABELS
    assert (picture.goal is None) == (mark is None)


SKILLS = {1: "Programming", 2: "Mathematics", 3: "Networking"}
LOWS = {1: Decimal(400), 2: Decimal(300)}


@pytest.mark.parametrize(
    ("about", "done", "is_ready", "to_go"),
    [
        ([1], {1: Decimal(400)}, True, 0),
        ([1], {1: Decimal("399.9")}, False, Decimal("0.1")),
        ([1, 2], {1: Decimal(400)}, False, 300),
        ([1, 3], {1: Decimal(500)}, True, 0),  # for the third no hours are recommended
        ([3], {3: Decimal(500)}, False, 0),
        ([], {}, False, 0),
    ],
)
def test_hours_allow_an_idea_when_all_its_skills_with_hours_have_the_low_mark(about, done, is_ready, to_go):
    told = readiness({pk: SKILLS[pk] for pk in about}, LOWS, done)
    assert (told.is_ready, told.to_go) == (is_ready, to_go)
    assert told.is_told == bool(LOWS.keys() & set(about))


@given(st.lists(st.sampled_from([1, 2, 3])), st.dictionaries(st.sampled_from([1, 2, 3]), st.decimals(0, 900)))
def test_more_hours_never_make_an_idea_less_ready(about, done):
    skills = {pk: SKILLS[pk] for pk in about}
    more = {pk: hours + 10 for pk, hours in done.items()}
    assert readiness(skills, LOWS, more).to_go <= readiness(skills, LOWS, done).to_go

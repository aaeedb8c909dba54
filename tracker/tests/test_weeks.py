import datetime

from hypothesis import given
from hypothesis import strategies as st

from tracker.days import DAY
from tracker.weeks import WholeWeek, break_days, first_whole, whole_weeks

MONDAY = datetime.date(2026, 1, 5)
HOUR = 3600


def test_only_weeks_that_are_over_and_were_begun_are_whole():
    weeks = whole_weeks(seconds_by_day={}, since=MONDAY + 2 * DAY, today=MONDAY + 20 * DAY)
    assert [week.first for week in weeks] == [MONDAY + 7 * DAY]
    weeks = whole_weeks(seconds_by_day={}, since=MONDAY, today=MONDAY + 21 * DAY)
    assert [week.first for week in weeks] == [MONDAY, MONDAY + 7 * DAY, MONDAY + 14 * DAY]
    assert not whole_weeks(seconds_by_day={}, since=MONDAY, today=MONDAY + 6 * DAY)


def test_the_first_whole_week_begins_on_the_day_or_after_it():
    assert first_whole(MONDAY) == MONDAY
    assert first_whole(MONDAY + DAY) == MONDAY + 7 * DAY
    assert first_whole(MONDAY, week_start=6) == MONDAY + 6 * DAY


def test_the_first_day_of_the_week_is_the_learners():
    weeks = whole_weeks(seconds_by_day={}, since=MONDAY, today=MONDAY + 21 * DAY, week_start=6)
    assert [week.first for week in weeks] == [MONDAY + 6 * DAY, MONDAY + 13 * DAY]


def test_a_goal_holds_for_the_week_in_which_it_was_chosen_and_rests_with_breaks():
    weeks = whole_weeks(
        seconds_by_day={MONDAY: 7 * HOUR, MONDAY + 8 * DAY: 4 * HOUR, MONDAY + 9 * DAY: 2 * HOUR},
        since=MONDAY,
        today=MONDAY + 28 * DAY,
        goals=[(MONDAY, 7 * HOUR), (MONDAY + 10 * DAY, 14 * HOUR)],
        breaks=[(MONDAY + 10 * DAY, MONDAY + 13 * DAY), (MONDAY + 12 * DAY, MONDAY + 20 * DAY)],
    )
    assert weeks == (
        WholeWeek(MONDAY, 7 * HOUR, 7 * HOUR),
        WholeWeek(MONDAY + 7 * DAY, 6 * HOUR, 6 * HOUR, 4),
        WholeWeek(MONDAY + 14 * DAY, 0, 0, 7),
        WholeWeek(MONDAY + 21 * DAY, 0, 14 * HOUR),
    )
    assert [week.met for week in weeks] == [True, True, False, False]
    assert [week.rests for week in weeks] == [False, False, True, False]


@given(
    st.lists(
        st.tuples(st.integers(-20, 20), st.integers(0, 20)).map(lambda b: (MONDAY + b[0] * DAY, MONDAY + sum(b) * DAY))
    )
)
def test_a_day_rests_once(breaks):
    assert break_days(MONDAY, MONDAY + 6 * DAY, breaks) == len(
        {MONDAY + n * DAY for n in range(7) for a, b in breaks if a <= MONDAY + n * DAY <= b}
    )

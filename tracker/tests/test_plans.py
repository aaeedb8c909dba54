"""A plan's arithmetic: what it gives, and what holds whatever is planned."""

import datetime
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.days import DAY
from tracker.plans import (
    DATE,
    HOURS,
    LAST_DAY,
    LOW_END,
    WEEK,
    Course,
    Rest,
    Work,
    offers,
    rests_until,
)

MONDAY = datetime.date(2026, 1, 5)
HOUR = 3600
NO_REST = Rest()

days = st.integers(-60, 400).map(lambda n: MONDAY + n * DAY)
breaks = st.lists(st.tuples(days, st.integers(0, 40)).map(lambda b: (b[0], b[0] + b[1] * DAY)), max_size=4)
rests = breaks.map(Rest.of)
seconds = st.integers(1, 3000 * HOUR)
weeklies = st.integers(1, 168 * 60).map(lambda minutes: minutes * 60)
parts = st.lists(st.integers(0, 700 * HOUR), min_size=1, max_size=5).map(tuple)


@st.composite
def courses(draw):
    """A plan by hours or by a day that leaves it at least one day of study."""
    rest, work = draw(rests), draw(seconds)
    if draw(st.booleans()):
        course = Course.by_hours(MONDAY, work, draw(weeklies), rest)
    else:
        course = Course.by_day(MONDAY, work, MONDAY + draw(st.integers(0, 900)) * DAY, rest)
    assume(course.per_day and course.ends)
    return course


@st.composite
def behind(draw):
    """(plan, day, seconds left, seconds left at the low ends) of a learner who is behind."""
    course = draw(courses())
    day = MONDAY + draw(st.integers(7, 600)) * DAY
    left = draw(st.integers(0, course.seconds))
    assume(course.is_behind(left, day))
    return course, day, left, draw(st.integers(0, left))


def next_version(course, offer, day, left):
    """The plan as the offer has it, from ``day`` on."""
    if course.is_dated:
        return Course.by_day(day, left, offer.day, course.rest)
    return Course.by_hours(day, left, offer.weekly, course.rest)


# --- days ------------------------------------------------------------------------------------------------------------


def test_breaks_that_overlap_or_touch_are_one_span():
    rest = Rest.of([(MONDAY + 5 * DAY, MONDAY + 8 * DAY), (MONDAY, MONDAY + 2 * DAY), (MONDAY + DAY, MONDAY + 4 * DAY)])
    assert rest.spans == ((MONDAY, MONDAY + 8 * DAY),)
    assert rest.nth(MONDAY, 1) == MONDAY + 9 * DAY


@given(breaks, days, st.integers(0, 200))
def test_days_of_study_are_those_in_no_break(spans, first, length):
    last = first + length * DAY
    counted = sum(not any(a <= first + n * DAY <= b for a, b in spans) for n in range(length + 1))
    assert Rest.of(spans).study_days(first, last) == counted


@given(rests, days, st.integers(1, 500))
def test_the_nth_day_of_study_is_one_and_has_so_many_up_to_it(rest, first, number):
    day = rest.nth(first, number)
    assert rest.study_days(first, day) == number
    assert not rest.holds(day)


def test_days_beyond_what_we_count_are_none():
    assert NO_REST.nth(LAST_DAY, 1) == LAST_DAY
    assert NO_REST.nth(LAST_DAY, 2) is None
    assert NO_REST.nth(MONDAY, 10**9) is None
    assert Rest.of([(LAST_DAY, LAST_DAY)]).nth(LAST_DAY - DAY, 2) is None


# --- due dates -------------------------------------------------------------------------------------------------------


def test_one_after_the_other_or_all_together():
    assert Work((10, 0, 30)).until == (10, None, 40)
    assert Work((10, 0, 30), together=True).until == (40, None, 40)
    assert Work((10, 30), whole=25).seconds == 40
    assert Work((10, 30), whole=50).seconds == 50


def test_due_dates_of_a_plain_plan():
    course = Course.by_hours(MONDAY, 20 * HOUR, 7 * HOUR, NO_REST)
    assert [course.due(hours * HOUR) for hours in (1, 7, 8, 20)] == [
        MONDAY, MONDAY + 6 * DAY, MONDAY + 7 * DAY, MONDAY + 19 * DAY,
    ]  # fmt: skip
    assert course.ends == course.due(20 * HOUR)
    resting = Course.by_hours(MONDAY, 20 * HOUR, 7 * HOUR, Rest.of([(MONDAY + 7 * DAY, MONDAY + 13 * DAY)]))
    assert resting.due(7 * HOUR) == MONDAY + 6 * DAY
    assert resting.due(8 * HOUR) == MONDAY + 14 * DAY


def test_a_target_day_says_what_it_takes_a_week():
    course = Course.by_day(MONDAY, 20 * HOUR, MONDAY + 13 * DAY, Rest.of([(MONDAY + 7 * DAY, MONDAY + 9 * DAY)]))
    assert course.weekly == 45840, "140 h over eleven days, up to the minute"
    assert course.due(20 * HOUR) == MONDAY + 13 * DAY
    assert Course.by_day(MONDAY, HOUR, MONDAY, Rest.of([(MONDAY, MONDAY)])).weekly is None
    assert Course.by_hours(MONDAY, 10**12, 60, NO_REST).ends is None


@given(rests, weeklies, parts, st.booleans(), st.integers(0, 4), st.integers(0, 50 * HOUR))
def test_more_to_do_is_never_due_earlier(rest, weekly, marks, together, which, more):
    longer = tuple(part + more * (n == which) for n, part in enumerate(marks))
    was, now = Work(marks, together=together), Work(longer, together=together)
    before, after = (Course.by_hours(MONDAY, work.seconds, weekly, rest) for work in (was, now))
    for a, b in zip(was.until, now.until, strict=True):
        if a and b and after.due(b):
            assert before.due(a) <= after.due(b)


@given(rests, seconds, weeklies, st.integers(1, 600))
def test_a_faster_pace_is_never_due_later(rest, work, weekly, more):
    slow, fast = (Course.by_hours(MONDAY, work, pace, rest) for pace in (weekly, weekly + 60 * more))
    assert slow.ends is None or fast.ends <= slow.ends


@given(breaks, st.tuples(days, days).map(sorted).map(tuple), seconds, weeklies)
def test_a_break_never_makes_a_date_earlier_nor_a_day_easier(spans, another, work, weekly):
    few, many = Rest.of(spans), Rest.of([*spans, another])
    was, now = (Course.by_hours(MONDAY, work, weekly, rest) for rest in (few, many))
    assert now.ends is None or was.ends <= now.ends
    was, now = (Course.by_day(MONDAY, work, MONDAY + 300 * DAY, rest) for rest in (few, many))
    assert now.weekly is None or was.weekly is None or was.weekly <= now.weekly


@given(courses(), st.integers(0, 900))
def test_what_is_asked_grows_up_to_the_work_and_not_beyond(course, number):
    day = MONDAY + number * DAY
    assert 0 <= course.asked(day) <= course.asked(day + DAY) <= course.seconds
    assert course.asked(course.ends) == course.seconds


@given(courses())
def test_who_does_what_is_asked_is_neither_ahead_nor_behind(course):
    day = MONDAY + 14 * DAY
    assert course.gap(course.seconds - course.asked(day - DAY), day) == 0


# --- behind ----------------------------------------------------------------------------------------------------------


def test_a_quarter_of_a_weeks_hours_is_not_behind_and_a_second_more_is():
    course = Course.by_hours(MONDAY, 100 * HOUR, 8 * HOUR, NO_REST)
    day = MONDAY + 14 * DAY
    assert course.asked(day - DAY) == 16 * HOUR
    assert not course.is_behind(86 * HOUR, day), "14 of 16 hours"
    assert course.is_behind(86 * HOUR + 1, day)


def test_a_plan_is_given_a_whole_week_first():
    course = Course.by_hours(MONDAY, 100 * HOUR, 8 * HOUR, NO_REST)
    assert not course.is_behind(100 * HOUR, MONDAY + 6 * DAY)
    assert course.is_behind(100 * HOUR, MONDAY + 7 * DAY)


def test_a_day_of_a_break_asks_for_nothing():
    course = Course.by_hours(MONDAY, 100 * HOUR, 8 * HOUR, Rest.of([(MONDAY + 7 * DAY, MONDAY + 13 * DAY)]))
    assert not course.is_behind(100 * HOUR, MONDAY + 7 * DAY)
    assert course.is_behind(100 * HOUR, MONDAY + 14 * DAY)
    assert course.gap(100 * HOUR, MONDAY + 14 * DAY) == 8 * HOUR


def test_whoever_has_a_little_left_after_the_end_is_behind():
    course = Course.by_day(MONDAY, 100 * HOUR, MONDAY + 69 * DAY, NO_REST)
    assert not course.is_behind(60, MONDAY + 69 * DAY)
    assert course.is_behind(60, MONDAY + 70 * DAY)
    assert not course.is_behind(0, MONDAY + 70 * DAY)


# --- levers ----------------------------------------------------------------------------------------------------------


def test_the_levers_in_numbers():
    course = Course.by_hours(MONDAY, 100 * HOUR, 10 * HOUR, NO_REST)
    day, left = MONDAY + 28 * DAY, 70 * HOUR  # 40 hours were planned, 30 are done; 42 days are left
    more, later, low = offers(course, left=left, low_left=65 * HOUR, day=day)

    assert (more.lever, more.weekly, more.day) == (HOURS, 42_000, course.ends), "11 h 40"
    assert (later.lever, later.weekly, later.day) == (DATE, 10 * HOUR, day + 48 * DAY)
    assert (low.lever, low.weekly, low.day) == (LOW_END, 39_000, course.ends)
    assert low.open == 5 * HOUR

    *_, low = offers(course, left=left, low_left=60 * HOUR, day=day)
    assert (low.weekly, low.day, low.open) == (10 * HOUR, course.ends, 0)


def test_where_no_day_is_left_the_date_moves():
    course = Course.by_day(MONDAY, 100 * HOUR, MONDAY + 69 * DAY, NO_REST)
    later, low = offers(course, left=20 * HOUR, low_left=10 * HOUR, day=MONDAY + 70 * DAY)
    assert (later.lever, later.day) == (DATE, MONDAY + 83 * DAY)
    assert (low.lever, low.day, low.open) == (LOW_END, MONDAY + 76 * DAY, 10 * HOUR)


def test_more_hours_than_a_week_has_do_not_fit():
    course = Course.by_day(MONDAY, 400 * HOUR, MONDAY + 29 * DAY, NO_REST)
    more, later, low = offers(course, left=400 * HOUR, low_left=300 * HOUR, day=MONDAY + 28 * DAY)
    assert not more.fits
    assert later.fits
    assert low.day > course.ends, "the low ends with a later end, since a week has no more hours"


def test_at_low_ends_that_are_reached_nothing_is_left_to_do():
    course = Course.by_hours(MONDAY, 100 * HOUR, 10 * HOUR, NO_REST)
    *_, low = offers(course, left=90 * HOUR, low_left=0, day=MONDAY + 28 * DAY)
    assert (low.day, low.open, low.fits) == (MONDAY + 28 * DAY, 0, True)


@given(behind())
def test_each_lever_closes_the_gap(situation):
    course, day, left, low_left = situation
    for offer in offers(course, left=left, low_left=low_left, day=day):
        remaining = low_left if offer.low else left
        if not offer.fits or not remaining:
            continue
        version = next_version(course, offer, day, remaining)
        assert version.gap(remaining, day) == 0
        assert version.ends <= offer.day
        assert version.weekly <= offer.weekly
        assert version.asked(offer.day) == remaining, "and all is done by the day that it names"


@given(behind())
def test_a_minute_a_week_less_does_not_keep_the_end(situation):
    course, day, left, low_left = situation
    for offer in offers(course, left=left, low_left=low_left, day=day):
        keeps = offer.lever == HOURS or (offer.lever == LOW_END and offer.open and offer.day == course.ends)
        remaining = low_left if offer.low else left
        if keeps and offer.weekly > 60:
            less = Course.by_hours(day, remaining, offer.weekly - 60, course.rest)
            assert less.ends is None or less.ends > course.ends


@given(behind())
def test_a_day_earlier_takes_more_than_the_hours_planned(situation):
    course, day, left, _ = situation
    (later,) = (offer for offer in offers(course, left=left, low_left=left, day=day) if offer.lever == DATE)
    if later.fits and later.day > day:
        earlier = Course.by_day(day, left, later.day - DAY, course.rest)
        assert earlier.per_day is None or earlier.per_day > course.per_day


@given(behind())
def test_the_low_ends_close_alone_only_what_they_can(situation):
    course, day, left, low_left = situation
    low = next((o for o in offers(course, left=left, low_left=low_left, day=day) if o.lever == LOW_END), None)
    if low and low_left:
        alone = Course.by_hours(day, low_left, 7 * course.per_day, course.rest)
        assert (low.open == 0) == (alone.ends is not None and course.asked(day - DAY) + low_left <= course.seconds)
        if low.open == 0:
            assert alone.ends <= course.ends


def test_a_declined_proposal_rests_four_weeks():
    assert rests_until(MONDAY) == MONDAY + 28 * DAY
    assert Fraction(WEEK, 7) == 24 * HOUR

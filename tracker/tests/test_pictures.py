"""Geometry of a year, of weeks, of shares: nothing leaves its box, and what is drawn adds up to what was logged."""

import datetime
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.days import DAY, week_of
from tracker.pictures.shares import Part, per_cents, shares_of
from tracker.pictures.weeks import APART, BASE, NARROWEST, TOP, Standing, WeekBars, met_of, weeks_between
from tracker.pictures.year import HEIGHT, SIZE, WIDTH, Calendar, halves, level

MONDAY = datetime.date(2026, 1, 5)
HOUR = 3600
days = st.dates(datetime.date(2002, 1, 1), datetime.date(2199, 12, 31))
starts = st.sampled_from([0, 5, 6])
seconds = st.integers(1, 25 * HOUR)
few = settings(max_examples=40, deadline=None)  # an example is some hundred squares or bars


def percent(text):
    return float(text.removesuffix("%"))


# --- a year ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "shade"),
    [
        (0, 0), (1, 1), (HOUR - 1, 1), (HOUR, 2), (9000, 2), (9001, 3), (4 * HOUR, 3), (4 * HOUR + 1, 4),
    ],
)  # fmt: skip
def test_how_dark_a_day_is(time, shade):
    assert level(time) == shade


@given(st.integers(0, 25 * HOUR), st.integers(0, 25 * HOUR))
def test_more_time_is_never_lighter(one, other):
    assert (level(one) <= level(other)) or one > other


@st.composite
def calendars(draw):
    year = draw(st.integers(2000, 2199))
    of_year = st.dates(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    spans = st.tuples(of_year, st.integers(0, 40)).map(lambda span: (span[0], span[0] + span[1] * DAY))
    return year, Calendar(
        seconds_by_day=draw(st.dictionaries(of_year, seconds, max_size=40)),
        since=draw(st.none() | of_year),
        today=draw(of_year),
        week_start=draw(starts),
        breaks=tuple(draw(st.lists(spans, max_size=3))),
    )


@few
@given(calendars())
def test_a_year_is_within_its_box_a_day_a_square_and_adds_up(drawn):
    year, calendar = drawn
    both = halves(year, calendar)
    squares = [square for half in both for square in half.squares]

    assert [square.number for square in squares] == list(range((datetime.date(year + 1, 1, 1) - both[0].first).days))
    for half in both:
        places = [(float(square.x), float(square.y)) for square in half.squares]
        assert len(set(places)) == len(places)
        assert all(x >= 0 and x + SIZE <= WIDTH and y >= 0 and y + SIZE <= HEIGHT for x, y in places)
        assert all(x2 > x1 or (x2 == x1 and y2 > y1) for (x1, y1), (x2, y2) in pairwise(places))
    assert sum(half.seconds for half in both) == sum(calendar.seconds_by_day.values())
    assert sum(half.days for half in both) == len(calendar.seconds_by_day)
    assert sum("h-today" in square.look for square in squares) == 1
    assert all(bool(square.iso) == (square.seconds > 0) for square in squares)


@few
@given(calendars())
def test_the_rows_of_a_year_are_the_days_of_the_learners_week(drawn):
    year, calendar = drawn
    (half, _) = halves(year, calendar)
    tops = {float(square.y): (half.first + n * DAY).weekday() for n, square in enumerate(half.squares)}
    assert tops[min(tops)] == calendar.week_start
    names = {mark.text for mark in half.weekdays}
    assert names == {"Mon", "Wed", "Fri"}


def test_each_day_is_told_in_words():
    calendar = Calendar(
        seconds_by_day={MONDAY: 8100, MONDAY + 2 * DAY: HOUR},
        since=MONDAY,
        today=MONDAY + 3 * DAY,
        breaks=((MONDAY + 2 * DAY, MONDAY + 2 * DAY), (MONDAY + 8 * DAY, MONDAY + 9 * DAY)),
    )
    told = {square.number: (square.title, square.look) for square in halves(2026, calendar)[0].squares}
    assert told[3] == ("Sun 4 Jan: before the record", "h-next")
    assert told[4] == ("Mon 5 Jan: 2 h 15", "h2")
    assert told[5] == ("Tue 6 Jan: none", "h0")
    assert told[6] == ("Wed 7 Jan: 1 h, in a break", "h2 h-rest")
    assert told[7] == ("Thu 8 Jan, today: none", "h0 h-today")
    assert told[8] == ("Fri 9 Jan: to come", "h-next")
    assert told[12] == ("Tue 13 Jan: break", "h-pause")


# --- weeks -----------------------------------------------------------------------------------------------------------


def told(count, *, seconds_by_day=None, since=MONDAY, today=MONDAY + 69 * DAY, week_start=0, goals=(), breaks=()):
    return weeks_between(
        today - (count - 1) * 7 * DAY,
        today,
        seconds_by_day=seconds_by_day or {},
        since=since,
        today=today,
        week_start=week_start,
        goals=goals,
        breaks=breaks,
    )


def test_how_weeks_stand():
    weeks = told(
        6,
        seconds_by_day={MONDAY + 34 * DAY: 5 * HOUR, MONDAY + 44 * DAY: 9 * HOUR, MONDAY + 62 * DAY: 10 * HOUR},
        since=MONDAY + 36 * DAY,
        goals=((MONDAY + 21 * DAY, 10 * HOUR),),
        breaks=((MONDAY + 49 * DAY, MONDAY + 55 * DAY),),
    )
    assert [each.standing for each in weeks] == [
        Standing.BEGINNING, Standing.BEGINNING, Standing.MISSED, Standing.REST, Standing.MET, Standing.RUNNING,
    ]  # fmt: skip
    assert met_of(weeks) == (1, 2), "neither the week of rest nor that under way counts"
    assert weeks[2].words == "9 h of 10 h, not met"


def test_without_a_goal_weeks_are_told_by_their_time_alone():
    weeks = told(3, seconds_by_day={MONDAY + 60 * DAY: HOUR}, since=None)
    assert [each.standing for each in weeks] == [Standing.PLAIN, Standing.PLAIN, Standing.RUNNING]
    assert met_of(weeks) == (0, 0)
    assert WeekBars.of(weeks, MONDAY).goal == ()


@st.composite
def many_weeks(draw):
    today, count, week_start = draw(days), draw(st.integers(1, 60)), draw(starts)
    near = st.integers(0, 7 * count + 10).map(lambda n: today - n * DAY)
    goals = st.lists(st.tuples(near, st.integers(1, 168 * HOUR)), max_size=4)
    breaks = st.lists(st.tuples(near, st.integers(0, 20)).map(lambda b: (b[0], b[0] + b[1] * DAY)), max_size=3)
    by_day = draw(st.dictionaries(near, seconds, max_size=40))
    weeks = weeks_between(
        today - (count - 1) * 7 * DAY,
        today,
        seconds_by_day=by_day,
        since=draw(st.none() | near),
        today=today,
        week_start=week_start,
        goals=tuple(sorted(draw(goals))),
        breaks=draw(breaks),
    )
    return weeks, by_day, today, week_start


@few
@given(many_weeks())
def test_bars_are_within_their_box_rise_with_time_and_add_up(drawn):
    weeks, by_day, today, week_start = drawn
    bars = WeekBars.of(weeks, today)

    first, last = weeks[0].week.first, week_of(today, week_start)[1]
    assert sum(bar.seconds for bar in bars.columns) == sum(s for day, s in by_day.items() if first <= day <= last)
    assert weeks[-1].week.last == last
    for bar in bars.columns:
        assert TOP <= bar.y <= BASE
        assert bar.y + bar.height == pytest.approx(BASE)
        assert percent(bar.at) <= percent(bar.x)
        assert percent(bar.x) + percent(bar.width) <= 100
    drawn_bars = [bar for bar in bars.columns if bar.look != "p-wait"]
    for one, other in combinations(drawn_bars, 2):
        assert (one.height <= other.height) or one.seconds >= other.seconds


@few
@given(many_weeks())
def test_the_goals_line_has_no_loose_ends(drawn):
    weeks, _, today, _ = drawn
    bars = WeekBars.of(weeks, today)
    with_goal = [each for each in weeks if each.week.goal]
    level_steps = [step for step in bars.goal if step.x1 != step.x2]

    assert all(TOP <= y <= BASE for step in bars.goal for y in (step.y1, step.y2))
    assert all(step.y1 == step.y2 for step in level_steps)
    share = 100 / max(len(weeks), 12)
    assert sum(percent(s.x2) - percent(s.x1) for s in level_steps) == pytest.approx(len(with_goal) * share, abs=0.7)
    for before, after in pairwise(bars.goal):
        if percent(before.x2) == percent(after.x1):
            assert before.y2 == after.y1


@few
@given(many_weeks())
def test_months_under_the_bars_keep_apart(drawn):
    weeks, _, today, _ = drawn
    places = [percent(label.at) * NARROWEST / 100 for label in WeekBars.of(weeks, today).labels]
    assert all(other - one >= APART - 0.1 for one, other in pairwise(places))


# --- shares ----------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 10**9), max_size=30))
def test_per_cents_add_up_and_none_is_more_than_one_off(parts):
    shares, whole = per_cents(parts), sum(parts)
    assert sum(shares) == (100 if whole else 0)
    assert all(abs(share - 100 * part / whole) < 1 for share, part in zip(shares, parts, strict=True) if whole)


def test_what_counts_stands_before_what_is_kept_beside_and_the_smallest_share_is_not_nothing():
    shares = shares_of(
        [Part("Interview practice", 9 * HOUR, 3, False, "activity=interview"), Part("Math", 60, 1, True, "skill=math"),
         Part("Programming", 90 * HOUR, 40, True, "skill=programming")]
    )  # fmt: skip
    assert [share.part.title for share in shares] == ["Programming", "Math", "Interview practice"]
    assert [share.per_cent_words for share in shares] == ["91%", "under 1%", "9%"]
    assert len({share.bar.scale for share in shares}) == 1, "one scale"


def test_nothing_to_share():
    assert shares_of([]) == ()

"""The picture of all hours: inside its box, words that touch nothing, days that follow from the curves."""

import datetime
from decimal import Decimal
from itertools import combinations, pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.days import DAY
from tracker.pictures.course import Cone, Course, between
from tracker.pictures.hours import Drawing, drawings
from tracker.pictures.labels import Box, place, text
from tracker.pictures.plot import SLIM, WIDE, Plot, at_day, cut, first_at, months_on, thinned

START = datetime.date(2026, 1, 5)
TODAY = datetime.date(2026, 11, 21)


def goal(low=1500, high=2500, bound="range"):
    return SimpleNamespace(
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        bound=bound,
        unit="hour",
    )


def steady(done, low, high, *, weeks=130, today=TODAY):
    """A cone of two constant paces, in hours a week."""
    points = [(today + 7 * n * DAY, n) for n in range(weeks + 1)]
    return Cone.of(
        [SimpleNamespace(day=day, low=done + low * n, middle=done, high=done + high * n) for day, n in points]
    )


def course(done=1031, cone=None, wanted=None, prior=230):
    curve = ((START, float(prior)), (START + 100 * DAY, (prior + done) / 2), (TODAY, float(done)))
    return Course(curve, prior, wanted or goal(), cone or Cone())


def test_the_course_is_told_in_words():
    told = course(cone=steady(1031, 14, 21)).words
    assert told == (
        "230 hours before joining, 1,031 hours by 21 November 2026. Recommended: 1,500 to 2,500 hours. "
        "At 14 to 21 h a week it reaches 1,500 h between late April and mid-July 2027."
    )


@pytest.mark.parametrize(
    ("early", "late", "words"),
    [
        ((2027, 4, 25), (2027, 7, 15), "between late April and mid-July 2027"),
        ((2026, 12, 1), (2027, 7, 31), "between early December 2026 and late July 2027"),
        ((2027, 7, 12), (2027, 7, 19), "in mid-July 2027"),
        ((2027, 4, 25), None, "in late April 2027 or later"),
    ],
)
def test_two_days_in_words(early, late, words):
    assert between(datetime.date(*early), late and datetime.date(*late)) == words


def test_what_is_reached_already_is_not_told_to_come():
    beyond = course(done=1600, cone=steady(1600, 10, 20))
    assert beyond.next_mark == 2500
    assert course(done=2600, cone=steady(2600, 10, 20)).crossing is None
    assert course(cone=steady(1031, 0, 0)).crossing is None


def test_without_a_cone_or_a_recommendation_there_is_still_a_line():
    curve = ((TODAY, 0.0), (TODAY, 1.5))
    for drawing in drawings(Course(curve)):
        assert drawing.own.startswith("M")
        assert (drawing.cone, drawing.edges, drawing.marks, drawing.reached) == ("", "", (), ())


def test_one_recommended_value_is_a_line_without_a_band():
    drawing = Drawing.of(course(wanted=goal(1500, None, "at_least")), WIDE)
    assert len(drawing.marks) == 1
    assert drawing.wash == ()
    assert any(each.lines == ("recommended: at least 1,500 hours",) for each in drawing.texts)


def test_the_mock_ups_picture_has_all_its_words():
    drawing = Drawing.of(course(cone=steady(1031, 14, 21)), WIDE)
    words = {line for each in drawing.texts for line in each.lines}
    assert words >= {
        "1,031 h today",
        "recommended: 1,500 to 2,500 hours",
        "230 h before joining",
        "reaches 1,500 h between",
        "late April and mid-July 2027",
        "14 h a week",
        "21 h a week",
    }


def test_a_cone_that_ends_early_ends_the_picture_and_still_says_its_paces():
    drawing = Drawing.of(course(cone=steady(1031, 14, 21, weeks=40)), WIDE)
    assert drawing.plot.last == TODAY + 280 * DAY
    assert {line for each in drawing.texts for line in each.lines} >= {"14 h a week", "21 h a week"}


@st.composite
def courses(draw):
    since = draw(st.dates(datetime.date(2000, 1, 1), datetime.date(2150, 1, 1)))
    gaps = draw(st.lists(st.tuples(st.integers(0, 400), st.floats(0, 900)), min_size=1, max_size=30))
    prior = draw(st.sampled_from([0.0, 0.5, 230.0, 1500.0, 20_000.0]))
    curve = [(since, prior)]
    for days, more in gaps:
        curve.append((curve[-1][0] + days * DAY, curve[-1][1] + more))
    low = draw(st.integers(1, 4000))
    wanted = draw(
        st.sampled_from([None, goal(low, None, "at_least"), goal(None, low, "at_most")])
        | st.integers(0, 3000).map(lambda more: goal(low, low + more))
    )
    today, done = curve[-1]
    slow = draw(st.floats(0, 60))
    fast = slow + draw(st.floats(0, 60))
    cone = draw(st.just(Cone()) | st.integers(1, 300).map(lambda n: steady(done, slow, fast, weeks=n, today=today)))
    return Course(tuple(curve), prior, wanted, cone)


def points_of(path):
    return [tuple(map(float, point.split())) for point in path.replace("Z", "").replace("M", "L").split("L") if point]


@settings(deadline=None)
@given(courses(), st.sampled_from([WIDE, SLIM]))
def test_nothing_leaves_the_picture_and_no_words_touch(drawn, size):
    drawing = Drawing.of(drawn, size)
    plot = drawing.plot

    for path in (drawing.own, drawing.before, drawing.cone, drawing.edges):
        for x, y in points_of(path):
            assert plot.left - 0.01 <= x <= plot.right + 0.01
            assert plot.top - 0.01 <= y <= plot.base + 0.01
    axes = [plot.row_text(row) for row in drawing.rows if row.text] + [
        plot.month_text(month) for month in drawing.months if month.text
    ]
    for each in drawing.texts:
        assert each.box.within(plot.frame)
    for one, other in combinations([*drawing.texts, *axes], 2):
        overlap = (
            min(one.box.right, other.box.right) - max(one.box.left, other.box.left),
            min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top),
        )
        assert min(overlap) <= 0, (one, other)


@settings(deadline=None)
@given(courses(), st.sampled_from([WIDE, SLIM]))
def test_hours_rise_and_days_go_on_in_the_picture(drawn, size):
    drawing = Drawing.of(drawn, size)
    points = points_of(drawing.own)

    assert all(x1 <= x2 and y1 >= y2 for (x1, y1), (x2, y2) in pairwise(points))
    assert drawing.dot == points[-1]
    if drawing.reached:
        early, late, _ = drawing.reached
        assert drawing.dot[0] <= early <= late


@settings(deadline=None)
@given(courses())
def test_a_mark_is_reached_earlier_at_the_faster_pace_and_a_higher_one_never_earlier(drawn):
    if not drawn.cone:
        return
    reaches = [drawn.cone.reaches(drawn.done + more) for more in (0, 10, 500)]
    for early, late in reaches:
        assert late is None or early <= late
    for (early, late), (later, latest) in pairwise(reaches):
        assert later is None or early <= later
        assert latest is None or late <= latest


@settings(deadline=None)
@given(courses(), st.integers(0, 4000), st.integers(0, 60_000))
def test_a_curve_is_cut_at_its_bounds(drawn, days, more):
    curve, last = list(drawn.curve), drawn.since + days * DAY
    most = curve[0][1] + more
    part = cut(curve, last, most)

    assert part[0] == curve[0]
    assert all(day <= last and hours <= most + 1e-6 for day, hours in part)
    assert len(part) <= len(curve)


def test_between_its_points_a_curve_is_straight():
    curve = [(START, 0.0), (START + 10 * DAY, 100.0)]
    assert at_day(curve, START + 3 * DAY) == pytest.approx(30)
    assert first_at(curve, 30) == START + 3 * DAY
    assert first_at(curve, 101) is None
    assert cut(curve, START + 5 * DAY) == [curve[0], (START + 5 * DAY, 50.0)]


@given(st.lists(st.tuples(st.integers(), st.integers()), min_size=1, max_size=2000))
def test_a_thinned_curve_keeps_its_ends(curve):
    kept = thinned(curve)
    assert (kept[0], kept[-1]) == (curve[0], curve[-1])
    assert len(kept) <= 241


@given(
    st.dates(datetime.date(2000, 1, 1), datetime.date(2150, 1, 1)),
    st.integers(1, 600),
    st.floats(1, 60_000),
    st.sampled_from([WIDE, SLIM]),
)
def test_words_on_the_axes_keep_apart_and_within(first, months, highest, size):
    first = first.replace(day=1)
    plot = Plot(size, first, months_on(first, months), highest)
    named = [plot.month_text(tick).box for tick in plot.months() if tick.text]
    rows = [plot.row_text(row).box for row in plot.rows() if row.text]

    assert all(one.right < other.left for one, other in pairwise(named))
    assert all(box.within(plot.frame) for box in [*named, *rows])
    assert all(one.top >= other.bottom for one, other in pairwise(rows))


def test_a_label_takes_the_first_place_that_is_free():
    frame = Box(0, 0, 200, 100)
    first, second = text("one", 10, 20), text("two", 10, 60)
    assert place(frame, [], [[first], [first, second]]) == (first, second)
    assert place(frame, [((0, 60), (200, 60))], [[second, first]]) == (first,)
    assert place(frame, [], [[text("beyond the edge", 150, 20)]]) == ()
    assert place(frame, [], [[first]], taken=[first]) == ()

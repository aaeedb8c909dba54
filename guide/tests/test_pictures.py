from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from guide.pictures import APART, LETTER, MOST_STEPS, Bar, Boxes, Scale, percent

amounts = st.decimals(min_value=0, max_value=10**9, places=3)
units = st.sampled_from(["hour", "year", "percent", "count", "usd_year"])


def share(text):
    """The number in a percent string."""
    assert text.endswith("%")
    return Decimal(text.removesuffix("%"))


@pytest.mark.parametrize(
    ("values", "end", "ticks"),
    [
        ([700, 600, 438], 700, 8),
        ([8], 8, 9),
        ([2500], 2500, 6),
        ([100], 100, 6),
        ([3], 3, 7),
        ([None, 0], 1, 2),
        ([], 1, 2),
    ],
)
def test_a_scale_ends_at_a_round_value(values, end, ticks):
    scale = Scale.for_values(values)

    assert scale.end == end
    assert len(scale.ticks) == ticks


def test_labels_are_every_second_step_and_the_last_bears_the_unit():
    scale = Scale.for_values([700], "hour")

    assert scale.labels == (
        ("0", "0%", ""),
        ("200", "28.57%", "mid"),
        ("400", "57.14%", "mid"),
        ("600 h", "85.71%", "mid"),
    )


def test_labels_of_money():
    assert [label.text for label in Scale.for_values([20_000], "usd").labels] == ["$0", "$10,000", "$20,000"]
    assert [label.text for label in Scale.for_values([70_000], "usd", 120).labels] == ["$0", "$70,000"]


@given(st.lists(amounts | st.none()), units)
def test_a_scale_holds_its_values_in_few_even_steps(values, unit):
    scale = Scale.for_values(values, unit)

    assert all(value <= scale.end for value in values if value is not None)
    assert 1 <= len(scale.ticks) - 1 <= MOST_STEPS
    assert scale.ticks[0] == (0, "0%")
    assert scale.ticks[-1] == (scale.end, "100%")
    assert {b.value - a.value for a, b in pairwise(scale.ticks)} == {scale.step}


@given(st.lists(amounts, min_size=1), units)
def test_no_end_leaves_half_of_a_picture_empty(values, unit):
    assume(max(values) > 0)

    assert max(values) > Scale.for_values(values, unit).end / 2


@given(st.lists(amounts), units, st.integers(120, 1200))
def test_labels_never_touch(values, unit, width):
    labels = Scale.for_values(values, unit, width).labels
    spans = []
    for label in labels:
        wide, at = LETTER * len(label.text), share(label.at) * width / 100
        start = {"": at, "mid": at - Decimal(wide) / 2, "end": at - wide}[label.anchor]
        spans.append((start, start + wide))

    assert labels[0].anchor == ""
    assert len({round(share(b.at) - share(a.at), 1) for a, b in pairwise(labels)}) <= 2, "even, but for rounding"
    assert len(labels) == 2 or spans[-1][1] <= width + Decimal("0.2")
    inner = pairwise(spans) if len(labels) > 2 else ()
    assert all(b[0] - a[1] >= APART - Decimal("0.2") for a, b in inner)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-10, max_value=10))
def test_percent_stays_within_the_picture(value):
    assert 0 <= share(percent(value)) <= 100


@given(amounts, amounts, amounts, amounts)
def test_a_bar_lies_within_its_scale_and_its_parts_join(low, more, prior, logged):
    scale = Scale.for_values([low + more])
    bar = Bar(scale, low, low + more, prior, logged)
    close = Decimal("0.02")

    assert abs(share(bar.low_at) + share(bar.band_width) - share(bar.high_at)) <= close
    parts = [share(text) for text in (bar.prior_width, bar.logged_width) if text]
    assert abs(sum(parts) - share(bar.own_at)) <= close
    assert share(bar.logged_at) + (parts[-1] if bar.logged_width else 0) <= 100 + close


def test_a_bar_of_the_learner_against_a_range():
    bar = Bar(Scale.for_values([700]), 400, 600, 120, 318)

    assert (bar.low_at, bar.high_at, bar.band_at, bar.band_width) == ("57.14%", "85.71%", "57.14%", "28.57%")
    assert (bar.prior_width, bar.logged_at, bar.logged_width) == ("17.14%", "17.14%", "45.43%")
    assert (bar.own, bar.own_at, bar.own_anchor) == (438, "62.57%", "end")


def test_a_bar_without_a_learner():
    bar = Bar(Scale.for_values([8]), 2, 7)

    assert (bar.own, bar.own_at, bar.prior_width, bar.logged_width, bar.own_anchor) == (None, "", "", "", "")


@pytest.mark.parametrize(
    ("bound", "low", "high", "band_at", "band_width", "is_point"),
    [
        ("range", 2, 6, "25%", "50%", False),
        ("point", 4, None, "50%", "", True),
        ("about", 4, None, "50%", "", True),
        ("at_least", 6, None, "75%", "25%", False),
        ("at_most", None, 6, "0%", "75%", False),
    ],
)
def test_the_bar_of_an_edition(bound, low, high, band_at, band_width, is_point):
    bar = Bar.of(SimpleNamespace(bound=bound, low=low, high=high), Scale.for_values([8]))

    assert (bar.band_at, bar.band_width, bar.is_point) == (band_at, band_width, is_point)


def test_a_label_near_zero_starts_at_its_mark():
    assert Bar(Scale.for_values([100]), logged=14).own_anchor == ""
    assert Bar(Scale.for_values([100]), logged=15).own_anchor == "end"


@given(st.integers(0, 20), st.integers(0, 20), st.none() | st.integers(0, 20))
def test_boxes_count(done, low, high):
    boxes = Boxes(done, low, high).boxes
    states = [box.state for box in boxes]

    assert states.count("done") == done
    assert states.count("due") == max(low - done, 0)
    assert len(boxes) == max(done, low, high or 0)
    assert states == sorted(states, key=["done", "due", "more"].index)
    assert [box.x for box in boxes] == [1 + Boxes.PITCH * n for n in range(len(boxes))]


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (200, 400, [("200 low", "40%", "mid"), ("400 high", "80%", "mid")]),
        (10, 500, [("10 low", "2%", ""), ("500 high", "100%", "end")]),
        (200, 300, [("200–300", "50%", "mid")]),
        (450, 500, [("450–500", "95%", "end")]),
        (300, None, [("300", "60%", "mid")]),
        (None, 250, [("250", "50%", "mid")]),
        (None, None, []),
    ],
)
def test_marks_above_the_edges(low, high, marks):
    assert list(Bar(Scale.for_values([500]), low, high).marks) == marks

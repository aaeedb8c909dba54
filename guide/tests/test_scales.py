"""Figures on one scale: conversion, grouping, the enlarged part. No database."""

from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from guide.evidence import Evidence
from guide.scales import YEARS, Picture, Value, ruler

ALONE = Evidence()


def figure(low, high=None, unit="year", bound=None, number=0):
    return SimpleNamespace(
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        unit=unit,
        bound=bound or ("range" if high else "point"),
        figure_id=number,
        figure=SimpleNamespace(follows_id=None),
    )


def test_months_and_years_share_a_scale_in_years():
    (picture,) = Picture.of([("a", figure(6, 24, "month")), ("b", figure(5, 8))], ALONE)

    assert picture.scale.unit == "year"
    assert [row.bar.high for row in picture.rows] == [2, 8]


def test_months_alone_stay_months():
    (picture,) = Picture.of([("a", figure(6, 24, "month"))], ALONE)

    assert picture.scale.unit == "month"


def test_quantities_that_cannot_be_compared_stand_apart():
    pictures = Picture.of([("a", figure(1)), ("b", figure(10, unit="usd")), ("c", figure(2))], ALONE)

    assert [[row.item for row in picture.rows] for picture in pictures] == [["a", "c"], ["b"]]


def test_small_values_that_one_dwarfs_are_enlarged():
    pairs = [(value, figure(value, unit="percent")) for value in (15, 26, 36, 350)]
    (picture,) = Picture.of(pairs, ALONE)

    assert [row.item for row in picture.lens.rows] == [15, 26, 36]
    assert picture.lens.scale.end == 40


def test_values_of_one_size_are_not():
    (picture,) = Picture.of([("a", figure(15)), ("b", figure(26)), ("c", figure(36))], ALONE)

    assert picture.lens is None


def test_a_later_edition_is_drawn_beside_the_claim():
    claim, later = figure(26, unit="percent", number=1), figure(20, unit="percent", number=2)
    later.figure.follows_id = 1
    (picture,) = Picture.of([("a", claim)], Evidence(figures={"later": later}))

    assert picture.has_later
    assert picture.rows[0].later is later
    assert picture.rows[0].later_at == picture.scale.at(20)


def test_a_figure_alone_has_room_above_it():
    assert ruler(figure(200, 400, "hour")).scale.end == 500
    assert ruler(figure(None, 3, "hour", bound="at_most")).scale.end >= 3


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(sorted(YEARS))), min_size=1))
def test_every_value_lies_on_its_scale(values):
    pairs = [(n, figure(low, low + more, unit, bound="range")) for n, (low, more, unit) in enumerate(values)]

    for picture in Picture.of(pairs, ALONE):
        for row in picture.rows:
            assert 0 <= row.bar.low <= row.bar.high <= picture.scale.end


@given(st.integers(0, 10**9), st.sampled_from(sorted(YEARS)))
def test_conversion_to_the_same_unit_changes_nothing(low, unit):
    assert Value.of(figure(low, unit=unit), unit).low == low

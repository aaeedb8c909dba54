"""The picture of the flow: counts on one scale, and no words that touch."""

from itertools import combinations

import pytest
from hypothesis import given, settings

from tracker.funnel import Funnel
from tracker.funnel_page import ENDING_NAMES, LEVEL_NAMES
from tracker.pictures.flow import THIN, drawings, levels_of
from tracker.pictures.labels import text
from tracker.tests.funnels import funnels, many, sent


def levels(applications, offers=True):
    return levels_of(Funnel.of(applications, wait=30, offers=offers).stages, LEVEL_NAMES, ENDING_NAMES)


def crowded():
    """Something of everything at every stage."""
    found, way = [], []
    for days, stage in enumerate(["applied", "replied", "screen", "technical", "onsite", "offer"]):
        way.append((stage, 150 - 9 * days))
        for ending in ("rejected", "no_reply", "withdrawn"):
            found += many(3 + days, *way, (ending, 20))
        found.append(sent(*way))
    return [*found, sent(*way, ("accepted", 9)), sent(*way, ("declined", 9))]


@given(funnels())
def test_levels_hold_every_application_once(drawn):
    found = levels(*drawn)
    assert sum(part.count for level in found for part in level.parts) + sum(level.held for level in found) == len(
        drawn[0]
    )


@settings(max_examples=40)
@given(funnels())
def test_words_touch_no_words_and_stay_in_the_picture(drawn):
    for drawing in drawings(levels(*drawn)):
        boxes = [text(f"{each.count} {each.text}", each.x, each.y, each.anchor).box for each in drawing.words]
        for one, other in combinations(boxes, 2):
            across = one.left < other.right and other.left < one.right
            assert not (across and one.top < other.bottom and other.top < one.bottom), (one, other)
        assert all(box.left >= -1 and box.bottom <= drawing.height for box in boxes)


@pytest.mark.parametrize("name", ["wide", "slim"])
def test_everything_at_every_stage_fits(name):
    wide, slim = drawings(levels(crowded()))
    drawing = {"wide": wide, "slim": slim}[name]
    for each in drawing.words:
        assert text(f"{each.count} {each.text}", each.x, each.y, each.anchor).box.right <= drawing.width + 4
    for block in drawing.blocks:
        assert block.x + block.width <= drawing.width
        assert block.y + block.height <= drawing.height


def test_bars_are_as_long_as_their_counts():
    wide, _ = drawings(levels([*many(30, ("applied", 90), ("replied", 80)), *many(10, ("applied", 90))]))
    bars = [round(block.height) for block in wide.blocks]
    assert bars == [150, 38, 112, 112], "40 sent, 10 open, 30 replied, 30 open"


def test_one_among_thousands_can_still_be_seen():
    wide, _ = drawings(levels([*many(4000, ("applied", 90)), sent(("applied", 90), ("replied", 80))]))
    assert min(block.height for block in wide.blocks) == THIN


def test_nothing_is_drawn_of_nothing():
    assert drawings(levels([])) == ()

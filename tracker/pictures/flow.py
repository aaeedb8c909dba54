"""The flow of applications through the stages, drawn wide and slim. Pure; units of the picture's view box.

Each stage that was reached is a bar. From it one ribbon leads on to the next stage, and one each to what became of
those that got no further. Heights (widths, in the slim one) are counts on one scale; what would be too thin to see is
drawn as thin as can be seen. No name of a company is in it.
"""

from dataclasses import dataclass
from typing import NamedTuple

from tracker.pictures.labels import LETTER

BAR = 8  # thickness of a bar
THIN = 1.5  # least height of a ribbon


class Words(NamedTuple):
    count: str
    text: str
    x: float
    y: float
    is_stage: bool = False
    anchor: str = ""


class Block(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    goes_on: bool


class Ribbon(NamedTuple):
    d: str
    goes_on: bool


class Part(NamedTuple):
    """So many of a stage; ``goes_on``: they are still under way."""

    count: int
    text: str
    goes_on: bool


class Level(NamedTuple):
    """A stage with its words, how many reached it, and what became of those that got no further.

    ``held``: so many of these are where all of it leads to; no ribbon leaves for them.
    """

    title: str
    reached: int
    parts: tuple
    held: int = 0


@dataclass(frozen=True)
class Flow:
    name: str  # "wide" or "slim"
    width: int
    height: float
    blocks: tuple
    ribbons: tuple
    words: tuple


def levels_of(stages, titles, endings):
    """From StageCounts, as far as any was reached. ``titles``: words by stage; ``endings``: words by ending."""
    return tuple(
        Level(
            titles[stage.stage],
            stage.reached,
            tuple(
                Part(count, endings[ending], ending == "open")
                for ending, count in stage.endings.items()
                if count and ending != "accepted"
            ),
            stage.endings["accepted"],
        )
        for stage in stages
        if stage.reached
    )


def sizes(levels, scale):
    """The extent of each level's bar and of its parts: a bar is as long as all that leaves it, or is held there."""
    found, on = [], 0.0
    for level in reversed(levels):
        parts = [max(part.count * scale, THIN) for part in level.parts]
        on += sum(parts) + (max(level.held * scale, THIN) if level.held else 0)
        found.append((on, parts))
    return found[::-1]


WIDE, TALL, TOP, GAP, LINE, BESIDE = 1140, 150, 46, 12, 20, 120


def wide(levels):
    """From left to right. What leaves a column ends in the next one, below all that goes on from there."""
    extents = sizes(levels, TALL / levels[0].reached)
    across = min((WIDE - BESIDE) / len(levels), 310)
    exits, bottom = [], TOP
    for number in range(len(levels) - 1, -1, -1):
        following = extents[number + 1][0] if number + 1 < len(levels) else 0
        y, places = max(bottom, TOP + following), []
        for height in extents[number][1]:
            y += GAP if y > TOP else 0
            room = max(height, LINE)  # of the words beside it
            places.append(round(y + (room - height) / 2, 1))
            y += room
        exits.append(places)
        bottom = y
    exits.reverse()
    blocks, ribbons, words = [], [], []
    for number, (level, (height, parts)) in enumerate(zip(levels, extents, strict=True)):
        x, y = round(number * across, 1), TOP
        blocks.append(Block(x, TOP, BAR, round(height, 1), goes_on=True))
        words.append(Words(f"{level.reached:,}", level.title, x, 20, is_stage=True))
        to = round(x + across, 1)
        if number + 1 < len(levels):
            y = extents[number + 1][0] + TOP
            ribbons.append(Ribbon(sideways(x + BAR, TOP, to, TOP, y - TOP), goes_on=True))
        for part, size, there in zip(level.parts, parts, exits[number], strict=True):
            ribbons.append(Ribbon(sideways(x + BAR, y, to, there, size), part.goes_on))
            blocks.append(Block(to, there, BAR, round(size, 1), part.goes_on))
            words.append(Words(f"{part.count:,}", part.text, to + BAR + 8, round(there + size / 2 + 4.5, 1)))
            y += size
    return Flow("wide", WIDE, round(bottom + 8, 1), tuple(blocks), tuple(ribbons), tuple(words))


def sideways(x1, y1, x2, y2, size):
    """A band of one height from (x1, y1) to (x2, y2), both its upper corners."""
    middle = (x1 + x2) / 2
    return (
        f"M{x1:g} {y1:.5g}C{middle:g} {y1:.5g} {middle:g} {y2:.5g} {x2:g} {y2:.5g}"
        f"L{x2:g} {y2 + size:.5g}C{middle:g} {y2 + size:.5g} {middle:g} {y1 + size:.5g} {x1:g} {y1 + size:.5g}Z"
    )


SLIM, BROAD, APART, SLIM_LINE, BEND = 328, 190, 18, 16, 70


def slim(levels):
    """From top to bottom. Words of what leaves stand one below the other, so that none touches another."""
    extents = sizes(levels, BROAD / levels[0].reached)
    blocks, ribbons, words = [], [], []
    y, lines = 24, 0  # of the bar, and of words below it that its ribbons pass first
    for number, (level, (width, parts)) in enumerate(zip(levels, extents, strict=True)):
        blocks.append(Block(0, y, round(width, 1), BAR, goes_on=True))
        words.append(Words(f"{level.reached:,}", level.title, 0, y - 8, is_stage=True))
        straight = y + BAR + SLIM_LINE * lines
        to, x = straight + BEND, 0.0
        if number + 1 < len(levels):
            x = extents[number + 1][0]
            ribbons.append(Ribbon(down(0, y + BAR, straight, 0, to, x), goes_on=True))
        there = x
        for line, (part, size) in enumerate(zip(level.parts, parts, strict=True)):
            there += APART if there else 0
            ribbons.append(Ribbon(down(x, y + BAR, straight, there, to, size), part.goes_on))
            blocks.append(Block(round(there, 1), to, round(size, 1), BAR, part.goes_on))
            words.append(below(part, there, size, to + BAR + SLIM_LINE * (line + 1) - 2))
            there += size
            x += size
        y, lines = to, len(level.parts)
    height = max(*(block.y + BAR for block in blocks), *(each.y + 4 for each in words)) + 8
    return Flow("slim", SLIM, height, tuple(blocks), tuple(ribbons), tuple(words))


def below(part, x, size, y):
    """The words of a part under its bar: from where it begins, or up to where it ends if they would not fit."""
    long = LETTER * len(f"{part.count:,} {part.text}")
    if x + long <= SLIM:
        return Words(f"{part.count:,}", part.text, round(x, 1), y)
    return Words(f"{part.count:,}", part.text, round(x + size, 1), y, anchor="end")


def down(x1, y1, straight, x2, y2, size):
    """A band of one width: straight from (x1, y1) down to ``straight``, then over to (x2, y2)."""
    middle = (straight + y2) / 2
    return (
        f"M{x1:.5g} {y1}L{x1:.5g} {straight}C{x1:.5g} {middle:g} {x2:.5g} {middle:g} {x2:.5g} {y2}"
        f"L{x2 + size:.5g} {y2}C{x2 + size:.5g} {middle:g} {x1 + size:.5g} {middle:g} {x1 + size:.5g} {straight}"
        f"L{x1 + size:.5g} {y1}Z"
    )


def drawings(levels):
    """Both; none where there is nothing to draw."""
    return (wide(levels), slim(levels)) if levels else ()

"""Words in a picture: each is put where it touches neither another nor a line, or is left out. Pure.

A picture's caption and its table say all of it again, so that a word left out is missing from the drawing alone.
"""

from typing import NamedTuple

LETTER = 7.2  # units of the picture, the mean width of a character
ABOVE, BELOW = 11, 4  # how far a line of text reaches from its base line
LINE = 16  # from one line of a label to the next
GAP = 3  # kept between a label and what is around it


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other):
        return (
            self.left < other.right + GAP
            and other.left < self.right + GAP
            and self.top < other.bottom + GAP
            and other.top < self.bottom + GAP
        )

    def within(self, other):
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def is_crossed_by(self, line):
        """Whether a line, given by its two ends, comes nearer than GAP."""
        (x1, y1), (x2, y2) = line
        low, high = 0.0, 1.0  # what part of the line lies within both bounds, by the way of Liang and Barsky
        for start, end, least, most in (
            (x1, x2, self.left - GAP, self.right + GAP),
            (y1, y2, self.top - GAP, self.bottom + GAP),
        ):
            if start == end:
                if not least <= start <= most:
                    return False
                continue
            enters, leaves = sorted(((least - start) / (end - start), (most - start) / (end - start)))
            low, high = max(low, enters), min(high, leaves)
        return low <= high


class Text(NamedTuple):
    """Lines of text from (``x``, ``y``), the first one's base; ``look`` are its classes, the anchor among them."""

    lines: tuple
    x: float
    y: float
    look: str = ""

    @property
    def placed(self):
        """(line, y) of each."""
        return tuple((line, round(self.y + n * LINE, 2)) for n, line in enumerate(self.lines))

    @property
    def box(self):
        width = LETTER * max(map(len, self.lines))
        looks = self.look.split()
        left = self.x - (width if "end" in looks else width / 2 if "mid" in looks else 0)
        return Box(left, self.y - ABOVE, left + width, self.y + BELOW + LINE * (len(self.lines) - 1))


def text(words, x, y, look=""):
    """One line or several."""
    return Text((words,) if isinstance(words, str) else tuple(words), round(x, 2), round(y, 2), look)


def place(frame, lines, labels, taken=()):
    """Of each label, which is a list of Text at the places where it may stand, the first that is free: a tuple.

    ``frame`` is the Box that none may leave, ``lines`` are pairs of points, ``taken`` are Texts that stand already.
    Earlier labels have the first choice.
    """
    boxes, placed = [each.box for each in taken], []
    for choices in labels:
        for choice in choices:
            box = choice.box
            if (
                box.within(frame)
                and not any(box.touches(other) for other in boxes)
                and not any(box.is_crossed_by(line) for line in lines)
            ):
                placed.append(choice)
                boxes.append(box)
                break
    return tuple(placed)

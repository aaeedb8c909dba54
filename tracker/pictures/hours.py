"""All hours so far, what is recommended, and the cone of where they may lead, drawn twice: wide and slim. Pure."""

from dataclasses import dataclass

from guide.templatetags.figures import long, number
from tracker.pictures.course import whole
from tracker.pictures.labels import LINE, place, text
from tracker.pictures.plot import SLIM, WIDE, Plot, cut, lines_of, month_start, path, thinned

PACES_APART = 20


@dataclass(frozen=True)
class Drawing:
    """One drawing of a course: places of everything, ready for the template."""

    plot: Plot
    rows: tuple  # the axis of hours
    months: tuple  # the axis of days
    marks: tuple  # (y, text) of what is recommended
    wash: tuple  # (y, height) of the band between two marks, or ()
    own: str
    before: str  # the line that leads up to the first day, or ""
    dot: tuple
    cone: str
    edges: str
    reached: tuple  # (x1, x2, y) of where the next mark is reached, or ()
    leader: tuple  # from there to its words, or ()
    texts: tuple

    @property
    def size(self):
        return self.plot.size

    @property
    def across(self):
        return round(self.plot.right - self.plot.left, 2)

    @property
    def tick_y(self):
        return self.plot.base + 4

    @classmethod
    def of(cls, course, size):
        plot = Plot(size, month_start(course.since), course.last, course.highest)
        rows, months = plot.rows(course.marks), plot.months()
        own = plot.points(thinned(list(course.curve)))
        before = [(plot.left, own[0][1]), own[0]] if course.prior else []
        low, high = (plot.points(cut(curve, plot.last, plot.highest)) for curve in (course.cone.low, course.cone.high))
        marks = tuple((plot.y(mark), number(int(mark))) for mark in course.marks)
        axes = [plot.row_text(row) for row in rows] + [plot.month_text(month) for month in months]
        reached = reached_at(course, plot)
        lines = [*lines_of(own), *lines_of(before), *lines_of(low), *lines_of(high)]
        lines += [((plot.left, y), (plot.right, y)) for y, _ in marks]
        lines += [(own[-1], (own[-1][0], plot.base)), ((0, plot.base), (plot.right, plot.base))]
        texts = place(plot.frame, lines, labels_of(course, plot, own, low, high), axes)
        told = next((one for one in texts if "t-strong" in one.look), None)
        return cls(
            plot=plot,
            rows=rows,
            months=months,
            marks=apart(marks),
            wash=(marks[1][0], round(marks[0][0] - marks[1][0], 2)) if len(marks) > 1 else (),
            own=path(own),
            before=path(before) if before else "",
            dot=own[-1],
            cone=cone_shape(low, high),
            edges=f"{path(low)}{path(high)}" if course.cone else "",
            reached=reached,
            leader=leader(reached, told),
            texts=texts,
        )


def drawings(course):
    return Drawing.of(course, WIDE), Drawing.of(course, SLIM)


def apart(marks):
    """Two marks whose numbers would touch have both at the upper one."""
    if len(marks) > 1 and marks[0][0] - marks[1][0] < PACES_APART:
        return (marks[0][0], ""), marks[1]
    return marks


def cone_shape(low, high):
    """The area between two curves that leave today together; where the upper one leaves the plot at its top, so far."""
    if len(low) < 2:
        return ""
    corner = [(low[-1][0], high[-1][1])] if high[-1][0] < low[-1][0] else []
    return f"{path([*high, *corner, *reversed(low[1:])])}Z"


def reached_at(course, plot):
    if not course.crossing:
        return ()
    early, late = course.crossing
    if early > plot.last:
        return ()
    late = min(late or plot.last, plot.last)
    return plot.x(early), plot.x(late), plot.y(course.next_mark)


def leader(reached, told):
    """The line from where a mark is reached to the words of it."""
    if not reached or told is None:
        return ()
    x1, x2, y = reached
    box, middle = told.box, (x1 + x2) / 2
    below = box.top > y
    end = min(max(middle, box.left + 6), box.right - 6)
    return round(middle, 2), y + (5 if below else -5), round(end, 2), round(box.top - 2 if below else box.bottom + 2, 2)


def labels_of(course, plot, own, low, high):
    """The words of a drawing, each at all the places where it may stand; what matters most comes first."""
    wide = plot.size is WIDE
    labels = [
        own_labels(course, own[-1], wide),
        crossing_labels(course, plot, wide),
        band_labels(course, plot, wide),
        prior_labels(course, plot, own[0], wide),
    ]
    if wide and course.cone:
        labels += pace_labels(course, plot, low, high)
    return [label for label in labels if label]


def own_labels(course, dot, wide):
    words, (x, y) = f"{whole(course.done)} h{' today' if wide else ''}", dot
    places = ((-12, -8, "end"), (10, 20, ""), (10, -10, ""), (0, -14, "mid"), (-12, 24, "end"), (10, 40, ""))
    return [text(words, x + dx, y + dy, f"t-own halo {anchor}".strip()) for dx, dy, anchor in places]


def crossing_labels(course, plot, wide):
    """Near where the next mark is reached: rather below it, where the cone has not been."""
    reached = reached_at(course, plot)
    if not reached:
        return []
    if wide:
        lines = course.crossing_words
    else:
        lead, when = course.crossing_words
        lines = (lead.removeprefix("reaches "), *wrapped(when))
    middle, y = (reached[0] + reached[1]) / 2, reached[2]
    sides = [(middle + dx, anchor) for dx, anchor in ((10, ""), (24, ""), (0, "mid"), (48, ""), (-10, "end"))]
    sides.append((plot.size.width - 4, "end"))
    above = -10 - LINE * len(lines)
    downs = [*range(44, int(plot.base - y) - 14, 12), above, above - 16]
    return [text(lines, x, y + dy, f"t-strong halo {anchor}".strip()) for dy in downs for x, anchor in sides]


def wrapped(words):
    """Before "and" or "or", where there is one."""
    for joint in ("and", "or"):
        first, found, rest = words.partition(f" {joint} ")
        if found:
            return first, f"{joint} {rest}"
    return (words,)


def band_labels(course, plot, wide):
    """Within the band if it is high enough, else above or below it."""
    if not course.marks:
        return []
    words = f"recommended: {long(course.goal)}" if wide else "recommended"
    low, high = plot.y(course.marks[0]), plot.y(course.marks[-1])
    heights = (high + 18, low - 8, (low + high) / 2 + 4, high - 6, low + 17)
    places = [(plot.left + 8, y, "") for y in heights] + [(plot.right - 8, y, "end") for y in heights]
    return [text(words, x, y, f"t-band {anchor}".strip()) for x, y, anchor in places]


def prior_labels(course, plot, start, wide):
    if not course.prior:
        return []
    words, (x, y) = f"{whole(course.prior)} {'h before joining' if wide else 'before'}", start
    left = max(x, plot.left) + 8
    heights = [y + dy for dy in (20, -10, 32, -24, 44, -38, -52)]
    return [text(words, left, height, "halo") for height in (*heights, plot.base - 8)]


def pace_labels(course, plot, low, high):
    """At the cone's two ends, if both leave the plot at its right edge and stand apart."""
    paces, ends = course.cone.paces, (low[-1], high[-1])
    if abs(ends[0][1] - ends[1][1]) < PACES_APART or paces[0] == paces[1]:
        return []
    return [
        [text(f"{pace} h a week", plot.right + 7, y + 4, "t-own")]
        for pace, (x, y) in zip(paces, ends, strict=True)
        if x == plot.right
    ]

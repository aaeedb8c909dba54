"""Lines of text to rows of cells, whatever stands between the cells. Pure."""

import csv
from dataclasses import dataclass

from tracker.importers.text import Lines, LineTooLong
from tracker.importers.values import is_day

DELIMITERS = (",", ";", "\t", "|")
MOST_CELLS = 200
NOTE, ROWS = "note", "rows"  # what a record of several lines holds
EITHER = "may be one note or several rows, by where their quotation marks stand. None of them was read."


@dataclass(frozen=True)
class Row:
    """A row as it stands in the file: its line and its cells, or why there are none and how it begins."""

    line: int
    cells: tuple
    refused: str = ""

    @property
    def is_empty(self):
        return not self.refused and not any(cell.strip() for cell in self.cells)


def delimiter_of(line):
    """What stands between the cells of a header: the one that makes most of them."""

    def count(delimiter):
        try:
            return len(next(csv.reader([line], delimiter=delimiter), ()))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=count)


def head_of(lines):
    """Go to the first line with something in it. Returns the delimiter; None if there is no such line."""
    said = None
    try:
        for line in lines:
            bare = line.strip("\ufeff \r\n")
            if bare.lower().startswith("sep=") and len(bare) == 5:  # Excel's own way to say it
                said = bare[4]
            elif bare.strip(',;|\t" '):
                lines.back()
                return said or delimiter_of(line)
            lines.begin()
    except LineTooLong:
        pass
    return None


def read_table(text):
    """Yield first (header cells, delimiter), then the rows below it that are not empty."""
    lines = Lines(text)
    delimiter = head_of(lines)
    if delimiter is None:
        return
    header = next(_rows(lines, delimiter), None)
    if header is None or header.refused:
        return
    yield header.cells, delimiter
    width = len(header.cells)
    yield from (fitting(row, width) for row in _rows(lines, delimiter, width) if not row.is_empty)


def _rows(lines, delimiter, width=0):
    """The rows from here on. Of one whose quotation mark took in others, only its first line is refused; where that may
    be so or not, all of it is, and no row made of what may be a note."""
    while True:
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
        try:
            for cells in reader:
                held = held_in(lines.record, delimiter, width) if len(lines.record) > 1 else NOTE
                if lines.is_cut or held == ROWS:
                    number, head = lines.skip()
                    yield Row(number, (head,), "A quotation mark in this line has no partner.")
                    break  # the reader may be at its end, the lines are not
                if held == NOTE:
                    row = Row(lines.first, tuple(cells))
                else:
                    span = f"Lines {lines.first:,} to {lines.number:,}"
                    row = Row(lines.first, (lines.record[0][:200],), f"{span} {EITHER}")
                lines.begin()
                yield row
            else:
                return
        except LineTooLong:
            number, head = lines.skip()
            yield Row(number, (head,), "This line is too long for a row, or a quotation mark in it has no partner.")
        except csv.Error:
            number, head = lines.skip()
            yield Row(number, (head,), "A cell of this line is too long, or a quotation mark in it has no partner.")


def held_in(record, delimiter, width):
    """What the lines of a record are: a NOTE, or ROWS of their own that a quotation mark without a partner holds
    together; "" where they may be either.

    What does not end as RFC 4180 has it has met the quotation mark of another row; there one line that is like the
    first is enough for rows. What does is a note unless its first line and its last have the header's width, and a day
    where the other has one. Then it is rows if all its lines do, and if the mark stands before the last column: in that
    one the first line has the width whatever the mark holds.
    """
    first, *others = ([cell.strip() for cell in _alone(line, delimiter)] for line in record)
    looked_at = width or MOST_CELLS  # a line may have a million cells
    days = [position for position, cell in enumerate(first[:looked_at]) if is_day(cell)]

    def is_like_the_first(cells):
        return any(position < len(cells) and is_day(cells[position]) for position in days)

    if not _is_strict(record, delimiter):
        return ROWS if any(len(cells) == width or is_like_the_first(cells) for cells in others) else NOTE

    def is_row(cells):
        return len(cells) == width and is_like_the_first(cells)

    if len(first) != width or not is_row(others[-1]):
        return NOTE
    stands_last = len(_opened(record[0], delimiter)) == width
    return ROWS if not stands_last and all(is_row(cells) for cells in others if any(cells)) else ""


def _opened(line, delimiter):
    """The cells of one line; of one that stays open, all that follows is in the last, with the end of the line."""
    line = line if line.endswith(("\n", "\r")) else f"{line}\n"
    return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), None) or [""]


def _alone(line, delimiter):
    """The cells of one line, where a quotation mark that stays open is a character like any other."""
    *cells, last = _opened(line, delimiter)
    return [*cells, *last.split(delimiter)] if last.endswith(("\n", "\r")) else [*cells, last]  # it stayed open


def _is_strict(record, delimiter):
    try:
        next(csv.reader(record, delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error:
        return False
    return True


def fitting(row, width):
    """The row with as many cells as the header has; refused if it has more that are not empty."""
    if row.refused or len(row.cells) == width:
        return row
    further = row.cells[width:]
    if any(cell.strip() for cell in further):
        reason = f"{len(row.cells):,} cells, where the header has {width:,}."
        return Row(row.line, row.cells[:MOST_CELLS], reason)
    return Row(row.line, (*row.cells, *[""] * (width - len(row.cells)))[:width])

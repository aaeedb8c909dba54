"""The bytes of a file, CSV or XLSX, to sheets of numbered rows of text. Pure."""

import csv
import io
import json
import zlib
from dataclasses import dataclass

from tracker.applogs.workbook import MOST_COLUMNS, is_workbook, read_workbook
from tracker.exchange.applications import knows
from tracker.importers.names import holdable
from tracker.importers.table import read_table
from tracker.importers.text import NotText, encoding_of, text_of

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5_000
LONGEST_CELL = 10_000  # characters that are kept of it
NO_TABLE = "There is no table in this file: a line of column names, and a line an application below it."


@dataclass(frozen=True)
class Row:
    """A line of the file: its cells, or why there are none and how it begins."""

    line: int
    cells: tuple
    refused: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table: ``header`` are the names of its columns; every row has as many cells."""

    name: str
    header: tuple
    rows: tuple


def read_sheets(data):
    """The tables of a file, at least one. Raises NotText, with a sentence for whoever chose the file."""
    if not is_workbook(data):
        return [_of_text(data)]
    sheets = [sheet for name, rows in read_workbook(data) if (sheet := _of_rows(name, rows))]
    if not sheets:
        raise NotText(NO_TABLE)
    return sheets


def _of_text(data):
    file = io.BytesIO(data)
    encoding = encoding_of(file)
    if own := _own(data):
        return own
    file.seek(0)
    rows = read_table(text_of(file, encoding))
    header, _ = next(rows, ((), ""))
    if len(header) < 2:
        raise NotText(NO_TABLE)
    if len(header) > MOST_COLUMNS:
        raise NotText(f"This file has more than {MOST_COLUMNS} columns. Copy those of the applications to a new one.")
    kept = []
    for row in rows:
        kept.append(Row(row.line, _cells(row.cells), row.refused))
        if len(kept) > MOST_ROWS:
            raise _too_many()
    if not kept:
        raise NotText("There is a line of column names in this file, and nothing below it.")
    return Sheet("", _cells(header), tuple(kept))


def _own(data):
    """The table of a file as this site writes it, to the letter; None if it is another, or was changed by hand."""
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        header = next(reader)
        if not knows(header):
            return None
        rows, line = [], 2
        for cells in reader:
            if len(cells) != len(header) or len(rows) == MOST_ROWS:
                return None
            rows.append(Row(line, tuple(holdable(cell)[:LONGEST_CELL] for cell in cells)))
            line = reader.line_num + 1
    except (UnicodeDecodeError, csv.Error, StopIteration):
        return None
    return Sheet("", tuple(header), tuple(rows)) if rows else None


def _of_rows(name, rows):
    """The table on a sheet of a workbook; None if there is none."""
    at = next((n for n, (_, cells) in enumerate(rows) if sum(map(bool, cells)) >= 2), None)
    if at is None or len(rows) == at + 1:
        return None
    header = rows[at][1]
    if len(rows) - at - 1 > MOST_ROWS:
        raise _too_many()
    width = len(header)
    kept = []
    for line, cells in rows[at + 1 :]:
        further = any(cells[width:])
        reason = f"{len(cells):,} cells, where the header has {width:,}." if further else ""
        kept.append(Row(line, _cells([*cells, *[""] * width][:width]), reason))
    return Sheet(holdable(name)[:80], _cells(header), tuple(kept))


def _cells(cells):
    return tuple(holdable(cell).strip()[:LONGEST_CELL] for cell in cells)


def _too_many():
    return NotText(f"This file has more than {MOST_ROWS:,} rows. Split it, by years for instance.")


def packed(sheets):
    """Sheets as bytes, to be kept."""
    plain = [[s.name, s.header, [[row.line, row.cells, row.refused] for row in s.rows]] for s in sheets]
    return zlib.compress(json.dumps(plain).encode(), 6)


def unpacked(data):
    """What ``packed`` was given."""
    return [
        Sheet(name, tuple(header), tuple(Row(line, tuple(cells), refused) for line, cells, refused in rows))
        for name, header, rows in json.loads(zlib.decompress(bytes(data)))
    ]

"""Reading a file of another tracker to what it says, for tests. No database."""

import csv
import datetime
import io
from contextlib import contextmanager
from pathlib import Path

from guide.datasets.files import unescaped
from tracker.exchange.sessions import MARK
from tracker.importers.entries import Refused, read
from tracker.importers.files import columns_for, look_into, way_in
from tracker.importers.survey import Survey

SAMPLES = Path(__file__).parent / "samples"
BERLIN = "Europe/Berlin"
DAY = datetime.date(2026, 2, 2)


@contextmanager
def looked_into(content, zone=BERLIN):
    """The sample of this name, or these bytes."""
    data = content if isinstance(content, bytes) else (SAMPLES / content).read_bytes()
    with look_into(io.BytesIO(data), zone) as found:
        yield found


def entries_of(content, zone=BERLIN):
    """(format, [(line, Entry or reason)]) of a file, read as it says itself."""
    with looked_into(content, zone) as found:
        columns = columns_for(found.format, found.header) if found.is_table else {}
        rows, survey = list(found.rows), Survey()
    for raw in rows:
        if not raw.refused:
            survey.add(raw.record(columns))
    way = way_in(found.format, zone, survey.order or "", survey.unit or "")
    return found.format, [(raw.line, outcome(raw, columns, way)) for raw in rows]


def outcome(raw, columns, way):
    if raw.refused:
        return raw.refused
    try:
        return read(raw.record(columns), way)
    except Refused as error:
        return str(error)


def told(entry):
    """An entry in short: day, seconds and start in UTC of its pieces."""
    return [(str(p.day), p.seconds, p.start and f"{p.start:%H:%M}") for p in entry.pieces]


def record(**fields):
    return {"day": "2026-02-02", **fields}


def read_rows(text):
    """The cells of our own file of sessions by its column names, as they were before escaping: a mapping a line."""
    names, *rows = csv.reader(io.StringIO(text.removeprefix(MARK), newline=""))
    return [dict(zip(names, map(unescaped, row), strict=False)) for row in rows]

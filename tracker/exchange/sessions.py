"""Sessions as CSV: the site's own format, which it writes and reads. Pure. In words: docs/sessions-csv.md.

A file is a byte-order mark, a line of column names and a line a session, UTF-8, after RFC 4180. Every cell is led by an
apostrophe where a spreadsheet would take it for a formula (``guide.datasets.files.escaped``), so that taking one away
gives back what was there. Columns may be added at the end in a later edition of the format; none is renamed or taken
away.
"""

import csv
import datetime
import io
from dataclasses import dataclass

from guide.datasets.files import escaped
from tracker.days import zone_of

FORMAT = "careerguide-sessions-1"
COLUMNS = (
    "id", "day", "start", "end", "zone", "seconds", "time", "activity", "skill", "skill_title", "topic", "counts",
    "tags", "resource", "resource_title", "link", "note", "origin",
    "towards", "towards_title",
)  # fmt: skip
YES, NO = "yes", "no"
MARK = "\ufeff"  # by which Excel knows that this is UTF-8


@dataclass(frozen=True)
class Line:
    """What one line says of a session. ``skill`` is a slug, ``resource`` a record's ``kind/slug``, ``towards`` what it
    was for, as tracker.tied.lasting_name() has it; "" where there is none. ``start`` and ``end`` are aware; ``tags``
    are names without a blank."""

    id: str
    day: datetime.date
    zone: str
    seconds: int
    activity: str
    start: datetime.datetime | None = None
    end: datetime.datetime | None = None
    skill: str = ""
    skill_title: str = ""
    topic: str = ""
    counts: bool = False
    tags: tuple = ()
    resource: str = ""
    resource_title: str = ""
    link: str = ""
    note: str = ""
    origin: str = ""
    towards: str = ""
    towards_title: str = ""


def spell_time(seconds):
    """Seconds exactly, as spreadsheets read a duration: "1:30:20"."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def row_of(line):
    """A line's cells as plain texts, in the order of COLUMNS, not escaped yet."""
    zone = zone_of(line.zone)
    cells = {
        **{name: getattr(line, name) for name in COLUMNS if name != "time"},
        "day": line.day.isoformat(),
        "start": line.start.astimezone(zone).isoformat() if line.start else "",
        "end": line.end.astimezone(zone).isoformat() if line.end else "",
        "seconds": str(line.seconds),
        "time": spell_time(line.seconds),
        "counts": YES if line.counts else NO,
        "tags": " ".join(line.tags),
    }
    return [cells[name] for name in COLUMNS]


def head():
    """The first line of a file, with the byte-order mark before it."""
    return MARK + as_lines([COLUMNS])


def written(lines):
    """Lines of a file after the first, as one text."""
    return as_lines([escaped(cell) for cell in row_of(line)] for line in lines)


def as_lines(rows):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()

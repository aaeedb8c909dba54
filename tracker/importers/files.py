"""A file to its format and its rows: found by what is in it, whatever it is called. Pure."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain

from tracker.importers import activitywatch, own, wakatime
from tracker.importers.anycsv import ANY, proposed
from tracker.importers.clockify import CLOCKIFY
from tracker.importers.entries import Way
from tracker.importers.formats import Table, record_of
from tracker.importers.kimai import KIMAI
from tracker.importers.own import OWN
from tracker.importers.table import read_table
from tracker.importers.text import MOST_ENTRIES, NotText, encoding_of, text_of, too_many
from tracker.importers.toggl import TOGGL
from tracker.importers.tree import Malformed, Tree

OWN_JSON, WAKATIME, ACTIVITYWATCH = "own-json", "wakatime", "activitywatch"
# The more a format asks of a header the earlier it is tried.
TABLES = {table.slug: table for table in (KIMAI, CLOCKIFY, TOGGL, OWN, ANY)}
TITLES = {
    **{table.slug: table.title for table in (OWN, TOGGL, CLOCKIFY, KIMAI)},
    OWN_JSON: "Sessions of this site, JSON",
    WAKATIME: "WakaTime or Wakapi, JSON",
    ACTIVITYWATCH: "ActivityWatch, JSON",
    ANY.slug: ANY.title,
}
# By what stands at the top.
KINDS = {"sessions": OWN_JSON, "days": WAKATIME, "data": WAKATIME, "buckets": ACTIVITYWATCH}
DAILY = (WAKATIME, ACTIVITYWATCH)
NO_ROWS = "There is no row in this file."
UNKNOWN_JSON = "This JSON is of no kind that we know: sessions of this site, WakaTime, Wakapi or ActivityWatch."


@dataclass(frozen=True)
class Raw:
    """A row as it is kept until it is read: its line; its cells, or its record by role; or why it cannot be read and
    how it begins."""

    line: int
    cells: object = None
    refused: str = ""
    head: str = ""

    def record(self, columns):
        """What it says by role; ``columns`` says where, in a table."""
        return self.cells if isinstance(self.cells, dict) else record_of(self.cells, columns)

    @property
    def text(self):
        """The row for people."""
        values = self.cells.values() if isinstance(self.cells, dict) else self.cells or [self.head]
        return ", ".join(str(value) for value in values if value)[:500]

    def as_list(self):
        return [self.line, self.cells, self.refused, self.head] if self.refused else [self.line, self.cells]


@dataclass
class Found:
    """What a file turned out to be. ``rows`` is to be gone through once."""

    format: str
    rows: object
    header: tuple = ()
    details: dict = field(default_factory=dict)

    @property
    def is_table(self):
        return self.format in TABLES


def columns_for(format, header):
    """The columns of a table as its format names them; of any other CSV, as its header suggests."""
    return proposed(header) if format == ANY.slug else TABLES[format].columns(header)


def way_in(format, zone, order, unit):
    """The Way in which records of a format are read."""
    table = table_of(format)
    breaks = table.breaks[1] if table.breaks else ""
    return Way(zone, order, table.unit or unit, table.as_it_was, format in DAILY, breaks, table.escaped)


def table_of(format):
    """The Table of a format, or one that stands for JSON: units fixed, nothing asked."""
    if format in TABLES:
        return TABLES[format]
    return Table(format, TITLES[format], (), unit="seconds", as_it_was=format == OWN_JSON)


@contextmanager
def look_into(file, zone):
    """What is in a binary file, which stays open. Raises NotText. Days of what knows no days are those of ``zone``."""
    encoding = encoding_of(file)
    text = text_of(file, encoding)
    try:
        begins = _first_character(text)
        text.seek(0)
        found = _json(text, zone) if begins in "{[" else _table(text)
        found.details["encoding"] = encoding
        yield found
    except UnicodeError as error:
        raise NotText("This is not a text file.") from error
    finally:
        text.detach()


def _first_character(text):
    while block := text.read(1 << 16):
        if bare := block.strip("\ufeff \t\r\n\0"):
            return bare[0]
    raise NotText("This file is empty.")


def _table(text):
    parts = read_table(text)
    head = next(parts, None)
    if head is None or len(head[0]) < 2:
        raise NotText("This is no table: its first line has no two columns with something between them.")
    header, delimiter = head
    format = next(slug for slug, table in TABLES.items() if slug == ANY.slug or table.knows(header))
    return Found(format, map(_raw, parts), tuple(header), {"delimiter": delimiter})


def _raw(row):
    if row.refused:
        return Raw(row.line, None, row.refused, ", ".join(cell for cell in row.cells if cell)[:500])
    return Raw(row.line, list(row.cells))


def _json(text, zone):
    tree = Tree(text, lambda path: own.descends(path) or wakatime.descends(path) or activitywatch.descends(path))
    parts, kind, said = _bounded(tree.walk()), "", {}
    try:
        for path, value in parts:
            if path in own.CLAIMS:
                said[path] = value
            if kind := _kind_at(path):
                parts = chain([(path, value)], parts)
                break
    except Malformed as error:
        raise NotText(str(error)) from error
    if kind == OWN_JSON or said.get(("format",)) == own.MARK:  # others may number their versions as they like
        for path, value in said.items():
            own.check(path, value)
    if not kind:
        raise NotText(UNKNOWN_JSON)
    tracker = {WAKATIME: wakatime.WakaTime, ACTIVITYWATCH: activitywatch.ActivityWatch}.get(kind)
    return Found(kind, _summed(parts, tracker(zone)) if tracker else _sessions(parts))


def _kind_at(path):
    """The kind that a part stands for where it hangs; "" for none: buckets have names, all else is in lists."""
    kind = KINDS.get(path[0], "") if path else ""
    return kind if len(path) < 2 or isinstance(path[1], str if kind == ACTIVITYWATCH else int) else ""


def _bounded(parts):
    for number, part in enumerate(parts):
        if number == MOST_ENTRIES:
            raise too_many(MOST_ENTRIES, "entries")
        yield part


def _sessions(parts):
    """The rows of our own JSON, one after the other: however many there are, none is kept here."""
    number = 0
    try:
        for path, value in parts:
            own.check(path, value)
            if path[0] == "sessions" and len(path) == 2:
                number += 1
                record = own.record_of(value) if isinstance(value, dict) else None
                yield Raw(number, record) if record else Raw(number, None, "This is no session.", str(value)[:200])
    except Malformed as error:
        yield Raw(number + 1, None, str(error))


def _summed(parts, tracker):
    """The rows that a tracker makes of all that is in the file."""
    broken, number = "", 0
    try:
        for path, value in parts:
            tracker.add(path, value)
    except Malformed as error:
        broken = str(error)
    for number, said in tracker.records():
        yield Raw(number, said) if isinstance(said, dict) else Raw(number, None, said)
    if broken:
        yield Raw(number + 1, None, broken)

"""This site's own: the sessions as CSV (docs/sessions-csv.md), and as JSON in the same words.

CSV: id, day, start, end, zone, seconds, time, activity, skill (its slug), topic, tags (with blanks between them),
resource (kind/slug), link, note, towards (project/… or certification/…, as exports name them) and more. Cells that a
spreadsheet would take for a formula have an apostrophe before them, which is taken off again. JSON: {"format":
"careerguide-sessions", "version": 1, "sessions": [{…}]}, each session with the same names; tags may be a list, numbers
may be numbers.

Day and seconds hold as they stand. Without them, start and end are read and split like those of any other file. The id
is that of the session: one that the log has, even changed since or in the bin, is known.
"""

from tracker.importers.formats import OWN_ROLES, Table
from tracker.importers.text import NotText

NAMES = ("id", "day", "start", "end", "zone", "seconds", "time", "activity", "skill", "topic", "tags", "resource",
         "link", "note", "towards")  # fmt: skip
OWN = Table(
    slug="own",
    title="Sessions of this site, CSV",
    needs=("day", "seconds", "skill", "activity"),
    names={name: (name,) for name in NAMES},
    unit="seconds",
    as_it_was=True,
    escaped=True,
)
MARK = "careerguide-sessions"
VERSION = 1  # of the JSON
CLAIMS = (("format",), ("version",))  # where a JSON says what it is


def descends(path):
    return path in ((), ("sessions",))


def check(path, value):
    """Refuse a JSON of ours that is of another version than we know, wherever it says so. Raises NotText."""
    if path == ("version",) and (type(value) is not int or value != VERSION):
        said = f"version {value} of the format" if type(value) is int else "a version that is no number"
        raise NotText(f"This file says that it is of {said}. We read version {VERSION}.")


def record_of(session):
    """A record of a session in JSON; everything to text, tags to a list."""
    record = {}
    for name in NAMES:
        value = session.get(name)
        if name == "tags" and isinstance(value, list):
            record["tags"] = [part for part in value if isinstance(part, str)]
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            record[name] = str(value)
    return record


assert set(OWN_ROLES) <= set(NAMES)

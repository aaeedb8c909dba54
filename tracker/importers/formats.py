"""What a format of tables is: the headers by which it is known, and which column says what. Pure.

A column's *role* is what it says of a session. The cells of a row, by role, are a *record*: what ``entries`` reads.
"""

from dataclasses import dataclass, field

# role -> what a learner calls it when they map columns themselves
ROLES = {
    "day": "Day",
    "start": "Start",
    "end_day": "Day of the end",
    "end": "End",
    "duration": "Duration",
    "project": "Project or subject",
    "task": "Task or part of the project",
    "tags": "Tags",
    "note": "Note",
}
OWN_ROLES = ("zone", "skill", "topic", "activity", "link", "resource", "towards")


def header_name(cell):
    """A header as headers are compared: lower case, single blanks."""
    return " ".join(cell.replace("\ufeff", "").lower().split())


def columns_of(header):
    """The position of each header name; of several alike, the first."""
    positions = {}
    for position, cell in enumerate(header):
        positions.setdefault(header_name(cell), position)
    return positions


@dataclass(frozen=True)
class Table:
    """A format of CSV. ``names``: by role, the headers that may say it, the first one found does. ``unit``: what a
    duration is in that is a bare number, if the format fixes it. ``breaks``: (header, value) of rows that are no
    time worked. ``as_it_was``: day and seconds hold as given, nothing is split. ``escaped``: as in ``entries.Way``."""

    slug: str
    title: str
    needs: tuple
    names: dict = field(default_factory=dict)
    unit: str = ""
    breaks: tuple = ()
    as_it_was: bool = False
    escaped: bool = False

    def knows(self, header):
        """Whether this header is of this format: it has what the format needs (any of the names in a tuple)."""
        found = columns_of(header).keys()
        return bool(self.needs) and all(
            need in found if isinstance(need, str) else found & set(need) for need in self.needs
        )

    def columns(self, header):
        """The position of each role's column."""
        positions = columns_of(header)
        found = {
            role: next((positions[n] for n in names if n in positions), None) for role, names in self.names.items()
        }
        if self.breaks and self.breaks[0] in positions:
            found["kind"] = positions[self.breaks[0]]
        return {role: position for role, position in found.items() if position is not None}


def record_of(cells, columns):
    """The cells of a row by role."""
    return {role: cells[position] for role, position in columns.items() if position < len(cells)}

"""Applications as CSV: the site's own format, which it writes and reads. Pure. In words: docs/applications-csv.md.

A byte-order mark, a line of column names and a line an application, UTF-8, after RFC 4180; cells are escaped as in
``tracker.exchange.sessions``. Columns may be added at the end in a later edition; none is renamed or taken away.
"""

import datetime
import json
from dataclasses import dataclass, fields
from decimal import Decimal

from guide.datasets.files import escaped, unescaped
from tracker.exchange.sessions import MARK, as_lines
from tracker.importers.names import holdable
from tracker.stages import APPLICATION

FORMAT = "careerguide-applications-1"
CLOSED = APPLICATION.closed
STAGES = (*APPLICATION.open, *CLOSED)
DAYS = tuple(f"{stage}_on" for stage in STAGES)
COLUMNS = (
    "id", "company", "role", "link", "requisition", "role_family", "channel", "resume_version", "place", "workplace",
    "salary_low", "salary_high", "salary_currency", "salary_period", "note", "next_action", "next_action_on",
    "stage", "own_stage", "since", "furthest", "closing", *DAYS, "events",
)  # fmt: skip
BOTH = (False, True)
NEEDED = {"id", "company", "role", "stage", "furthest", "events"}  # by which a file is known to be one of these


@dataclass(frozen=True)
class Step:
    """It came to ``stage`` on a day; ``own``: what the learner calls that stage; ``assumed``: the day is another's."""

    stage: str
    day: datetime.date
    own: str = ""
    assumed: bool = False

    @property
    def cells(self):
        """Stage and day, and what else is to be said."""
        more = (self.own, True) if self.assumed else (self.own,) if self.own else ()
        return [self.stage, self.day.isoformat(), *more]


@dataclass(frozen=True)
class Line:
    """What one line says of an application. ``steps`` are its events that count, in their order."""

    id: str
    company: str
    role: str
    steps: tuple
    link: str = ""
    requisition: str = ""
    role_family: str = ""
    channel: str = "other"
    resume_version: str = ""
    place: str = ""
    workplace: str = ""
    salary_low: Decimal | None = None
    salary_high: Decimal | None = None
    salary_currency: str = ""
    salary_period: str = ""
    note: str = ""
    next_action: str = ""
    next_action_on: datetime.date | None = None

    @property
    def furthest(self):
        return APPLICATION.open[max(0, *(APPLICATION.rung(step.stage) for step in self.steps))]


TEXTS = tuple(field.name for field in fields(Line) if field.name != "steps")


def knows(header):
    """Whether a file with these columns is one of ours."""
    return set(header) >= NEEDED


def row_of(line):
    """A line's cells as plain texts, in the order of COLUMNS, not escaped yet."""
    last = line.steps[-1]
    first_days = {}
    for step in line.steps:
        first_days.setdefault(step.stage, step.day)
    cells = {name: spelled(getattr(line, name)) for name in TEXTS}
    cells |= {"stage": last.stage, "own_stage": last.own, "since": last.day.isoformat(), "furthest": line.furthest}
    cells["closing"] = last.stage if last.stage in CLOSED else ""
    cells |= {f"{stage}_on": spelled(first_days.get(stage)) for stage in STAGES}
    cells["events"] = json.dumps([step.cells for step in line.steps], ensure_ascii=False)
    return [cells[name] for name in COLUMNS]


def spelled(value):
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def head():
    """The first line of a file, with the byte-order mark before it."""
    return MARK + as_lines([COLUMNS])


def written(lines):
    """Lines of a file after the first, as one text."""
    return as_lines([escaped(cell) for cell in row_of(line)] for line in lines)


def read_cells(header, cells):
    """A line's texts by column, as they were before escaping."""
    return {name: unescaped(cell) for name, cell in zip(header, cells, strict=False)}


def is_name(own):
    """Whether this may be the learner's own name of a stage, or none."""
    return isinstance(own, str) and len(own) <= 40 and own == holdable(own).strip()


def steps_of(text):
    """The Steps that the cell ``events`` says. Raises ValueError for anything else."""
    try:
        found = json.loads(text)
        steps = tuple(Step(stage, datetime.date.fromisoformat(day), *more) for stage, day, *more in found)
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError("The cell “events” is not as this site writes it.") from error
    if not steps or not all(step.stage in STAGES and is_name(step.own) and step.assumed in BOTH for step in steps):
        raise ValueError("The cell “events” is not as this site writes it.")
    return steps

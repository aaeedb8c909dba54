"""What the table of applications is narrowed by and how it is sorted: values, and their place in an address. Pure."""

import datetime
import re
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

OPEN, SAVED, CLOSED, ALL = "open", "saved", "closed", "all"
GROUPS = (OPEN, SAVED, CLOSED, ALL)
YES = "yes"
# How each is called in the address, in its order.
NAMES = {
    "stage": "stage", "channel": "channel", "family": "family", "resume": "resume", "workplace": "workplace",
    "quiet": "quiet", "text": "q", "sort": "sort",
}  # fmt: skip


@dataclass(frozen=True)
class Sort:
    """An order of the rows: by a field, then by the id. Rows without a value come last."""

    name: str
    field: str
    falling: bool = True
    kind: type = datetime.date
    nullable: bool = False

    def cursor(self, row):
        """Where a row stands, as it is written in an address."""
        value = getattr(row, self.field)
        return f"{'' if value is None else value}.{row.pk}"

    def parsed(self, text):
        """(value, id) of the row that a page stands below; None for anything else: the first page."""
        match = re.fullmatch(r"(.{0,500})\.(\d{1,18})", text, re.DOTALL)
        if not match or "\0" in text:
            return None
        value, pk = match[1], int(match[2])
        if self.kind is str:
            return value, pk
        if not value:
            return (None, pk) if self.nullable else None
        try:
            return datetime.date.fromisoformat(value), pk
        except ValueError:
            return None


CHANGED, SENT, COMPANY, NEXT = "changed", "sent", "company", "next"
SORTS = {
    CHANGED: Sort(CHANGED, "stage_since"),
    SENT: Sort(SENT, "applied_on", nullable=True),
    COMPANY: Sort(COMPANY, "company_key", falling=False, kind=str),
    NEXT: Sort(NEXT, "next_action_on", falling=False, nullable=True),
}
# For whom offers are not shown to: by the days that they see, and none by what is hidden from them.
SORTS_WITHOUT_OFFERS = {
    CHANGED: Sort(CHANGED, "stage_without_offers_since"),
    SENT: Sort(SENT, "applied_on_without_offers", nullable=True),
    COMPANY: SORTS[COMPANY],
}


@dataclass(frozen=True)
class Wanted:
    """All that is wanted of an application; what is left empty is not asked.

    ``stage``: a group of stages or one of them. ``quiet``: the day on which, or before, the last word was said, for
    those that a follow-up is suggested for.
    """

    stage: str = OPEN
    channel: str = ""
    family: str = ""
    resume: str = ""
    workplace: str = ""
    quiet: Any = None
    text: str = ""
    sort: str = CHANGED

    @property
    def asked(self):
        """The names of the fields that say something else than the list says by itself."""
        plain = Wanted()
        return frozenset(
            field.name for field in fields(self) if getattr(self, field.name) != getattr(plain, field.name)
        )

    @property
    def narrowed(self):
        """Whether it asks for more than a group of stages, in an order."""
        return bool(self.asked - {"stage", "sort"})

    def without(self, name):
        """The same, not asking for ``name``."""
        return replace(self, **{name: getattr(Wanted(), name)})

    def of_stage(self, stage):
        return replace(self, stage=stage)

    def sorted_by(self, name):
        return replace(self, sort=name)

    @property
    def pairs(self):
        """The pairs of name and value in an address."""
        return [(NAMES[name], YES if name == "quiet" else getattr(self, name)) for name in NAMES if name in self.asked]

    @property
    def query(self):
        """The query string, "" where nothing is asked."""
        return urlencode(self.pairs)

    @property
    def lookups(self):
        """What a queryset filters by, but for stage, quiet and text."""
        named = {"channel": "channel", "family": "role_family", "resume": "resume_version", "workplace": "workplace"}
        return {lookup: getattr(self, name) for name, lookup in named.items() if name in self.asked}

"""What a list of sessions is narrowed by: a value, its address, and the lookups that it stands for."""

import datetime
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

# How each is called in the address, in its order.
NAMES = {
    "skill": "skill", "topic": "topic", "activity": "activity", "tag": "tag", "project": "project",
    "certification": "certification", "since": "from", "until": "to", "origin": "origin", "counts": "counts",
    "text": "q",
}  # fmt: skip
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Wanted:
    """All that is wanted of a session; what is left empty is not asked. ``counts``: whether to the total."""

    skill: Any = None
    topic: Any = None
    activity: str = ""
    tag: Any = None
    project: Any = None
    certification: Any = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    origin: str = ""
    counts: bool | None = None
    text: str = ""

    @property
    def asked(self):
        """The names of the fields that ask something."""
        return frozenset(field.name for field in fields(self) if getattr(self, field.name) not in (None, ""))

    def without(self, name):
        """The same, not asking for ``name``; a topic goes with its skill."""
        names = ("skill", "topic") if name == "skill" else (name,)
        return replace(self, **{each: getattr(Wanted(), each) for each in names})

    @property
    def pairs(self):
        """The pairs of name and value in an address."""
        values = {
            "skill": getattr(self.skill, "slug", None),
            "topic": getattr(self.topic, "name", None),
            "activity": self.activity,
            "tag": getattr(self.tag, "name", None),
            "project": getattr(self.project, "pk", None),
            "certification": getattr(self.certification, "pk", None),
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "origin": self.origin,
            "counts": None if self.counts is None else YES if self.counts else NO,
            "text": self.text,
        }
        return [(NAMES[name], values[name]) for name in NAMES if name in self.asked]

    @property
    def query(self):
        """The query string, "" where nothing is asked."""
        return urlencode(self.pairs)

    @property
    def lookups(self):
        """What a queryset of sessions filters by, but for the tag and the text."""
        named = {
            "skill": "skill", "topic": "topic", "activity": "activity", "since": "day__gte", "until": "day__lte",
            "origin": "origin", "counts": "counts", "project": "project", "certification": "certification",
        }  # fmt: skip
        return {lookup: getattr(self, name) for name, lookup in named.items() if name in self.asked}

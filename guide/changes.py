"""What changed in the guide between two documents of one record, as far as readers are concerned. Pure.

Only what is public is told: neither who changed it nor their notes, and nothing of a time when it was a draft.
"""

from dataclasses import dataclass
from enum import StrEnum

PUBLISHED, DRAFT, RETIRED = "published", "draft", "retired"
# Parts of a record in words; what else its documents hold is order and bookkeeping.
PARTS = {
    "title": "title",
    "short": "title",
    "group": "group",
    "summary": "texts",
    "body": "texts",
    "statements": "statements",
    "citations": "citations",
    "relations": "links",
    "fields": "details",
    "figures": "figures",
}

UNREAD = {"position", "review_due"}  # what of a document stands on no page


class Verb(StrEnum):
    """In the order in which a day tells them."""

    NEW = "new"
    CORRECTED = "corrected"
    STATUS = "status"
    CHECKED = "checked"
    RETIRED = "retired"
    BACK = "back"
    REVISED = "revised"

    @property
    def heading(self):
        return HEADINGS[self]


HEADINGS = {
    Verb.NEW: "New in the guide",
    Verb.CORRECTED: "Figures corrected",
    Verb.STATUS: "Status changed",
    Verb.CHECKED: "Figures checked",
    Verb.RETIRED: "No longer part of the guide",
    Verb.BACK: "Back in the guide",
    Verb.REVISED: "Revised",
}


@dataclass(frozen=True)
class Change:
    """``detail``: what changed, in words; ``figure``: the key of the figure that it is about, if it is."""

    verb: Verb
    detail: str = ""
    figure: str = ""


def state_of(document):
    """The state in a document, whose normal form leaves out what is usual."""
    return document.get("state") or PUBLISHED


def reads_the_same(before, after):
    """Whether readers of the record find nothing changed between two documents: saved anew, moved, to be reviewed."""
    one, other = ({name: part for name, part in each.items() if name not in UNREAD} for each in (before, after))
    return one == other


def arrival(before, after):
    """The change of state, of the states before (None for a record that was not there) and after; None for none."""
    if after == DRAFT:
        return None
    if before in (None, DRAFT):
        return Change(Verb.NEW) if after == PUBLISHED else None
    if before == after:
        return None
    return Change(Verb.RETIRED if after == RETIRED else Verb.BACK)


def changes(before, after, labels):
    """What readers are told of a record that was and is published: a list of Change.

    ``before`` and ``after``: documents in normal form; ``labels``: words of statuses and of outcomes of checks.
    """
    found = [*status_changes(before, after, labels), *new_checks(before, after, labels)]
    parts = revised_parts(before, after)
    if parts:
        found.append(Change(Verb.REVISED, ", ".join(parts)))
    return found


def status_changes(before, after, labels):
    old, new = (document.get("fields", {}) for document in (before, after))
    if old.get("status") == new.get("status"):
        return []
    was, now = (labels.get(fields.get("status"), "not verified") for fields in (old, new))
    since = f", since {new['status_since']}" if new.get("status_since") else ""
    return [Change(Verb.STATUS, f"{was} → {now}{since}".lower())]


def new_checks(before, after, labels):
    known = {figure["key"]: figure.get("checks", []) for figure in before.get("figures", [])}
    return [
        Change(Verb.CHECKED, f"{figure['label']}: {labels.get(check['outcome'], '').lower()}", figure["key"])
        for figure in after.get("figures", [])
        if figure["key"] in known
        for check in figure.get("checks", [])
        if check not in known[figure["key"]]
    ]


def revised_parts(before, after):
    """The parts that differ, in words, each once: but for what is told as a correction, a status or a check."""
    words = (PARTS[name] for name in PARTS if rest(name, before) != rest(name, after))
    return list(dict.fromkeys(words))


# Of a figure, what its editions and checks do not tell.
FIGURE = ("key", "label", "measure", "statistic", "note", "follows")


def rest(name, document):
    value = document.get(name)
    if name == "fields":
        return {key: entry for key, entry in (value or {}).items() if not key.startswith("status")}
    if name == "figures":
        return [{key: figure.get(key) for key in FIGURE} for figure in value or []]
    return value or None

"""The read model of the bin of applications, certifications and projects: each with the day on which it leaves."""

from dataclasses import dataclass

from tracker.actions.upkeep import BIN_KEPT
from tracker.days import local_day
from tracker.models import Application, Certification, Project
from tracker.study_bin import parse_cursor, spell_cursor
from tracker.study_list import PAGE, address

# By the noun in the address: the rows, and what they are called.
KINDS = {"application": Application, "certification": Certification, "project": Project}
PLURALS = {"application": "Applications", "certification": "Certifications", "project": "Projects"}


def things_of(noun):
    """All rows of a noun, with what their names need."""
    rows = KINDS[noun].objects.all()
    return rows.with_names() if noun == "certification" else rows


@dataclass(frozen=True)
class Part:
    """What of one noun lies in the bin: at most 25, the last deleted first."""

    noun: str
    title: str
    rows: list
    older: str  # address of the next older page of it, "" on the last

    @classmethod
    def of(cls, access, noun, before=""):
        rows = things_of(noun).in_bin_of(access.learner).gone_first()
        cursor = parse_cursor(before)
        rows = list((rows.gone_before(*cursor) if cursor else rows)[: PAGE + 1])
        older = ""
        if len(rows) > PAGE:
            rows.pop()
            older = address(access.url("tracked-bin"), [("noun", noun), ("before", spell_cursor(rows[-1]))])
        for row in rows:
            row.leaves_on = local_day(row.deleted_at + BIN_KEPT, access.learner.zone)
        return cls(noun, PLURALS[noun], rows, older)


def bin_parts(access, noun="", before=""):
    """What lies in the bin, noun by noun; or one noun from the row ``before`` on."""
    if noun in KINDS:
        return [Part.of(access, noun, before)]
    return [part for part in (Part.of(access, noun) for noun in KINDS) if part.rows]

"""Fixtures against the database: what happened to a record since it was loaded last, and who wins. Pure."""

from dataclasses import dataclass
from enum import Enum

from guide.documents.differences import differences
from guide.documents.shape import digest

HIDDEN = ("draft", "retired")


class Verdict(Enum):
    """What a comparison found, in words; ``applied``: whether the fixtures are taken without being told to."""

    UNCHANGED = "unchanged", False
    NEW = "new", True
    FIXTURES = "changed in the fixtures", True
    HERE = "changed here", False
    BOTH = "changed both here and in the fixtures", False
    ADDED_HERE = "added here", False
    ADDED_BOTH = "added both here and in the fixtures", False
    DELETED_HERE = "deleted here", False
    UNPUBLISHED_HERE = "unpublished here", False
    REMOVED = "removed from the fixtures", True
    REMOVED_BUT_CHANGED = "removed from the fixtures, changed here", False

    def __init__(self, words, applied):
        self.words = words
        self.applied = applied


# What was decided without anything left to decide: named in a report only as a count.
SETTLED = {Verdict.UNCHANGED, Verdict.ADDED_HERE}


@dataclass(frozen=True)
class Comparison:
    """One record: its fixture and its row as documents, None where there is none, and the verdict on them."""

    name: tuple[str, str]
    fixture: dict | None
    row: dict | None
    verdict: Verdict
    taken: bool = False

    @property
    def applied(self):
        return self.verdict.applied or (self.taken and self.verdict not in SETTLED)

    @property
    def differing(self):
        """The names of what differs between here and the fixtures, for a record that is left as it is."""
        if self.fixture is None or self.row is None:
            return []
        return [difference.name for difference in differences(self.row, self.fixture)]


def judge(fixture, row, loaded):
    """The verdict on one record.

    ``fixture`` and ``row``: documents in normal form or None; ``loaded``: the digests ``(of the
    fixture, of the row)`` as of the last load, or None; the former is empty once the record was gone from the fixtures.
    """
    if fixture is None:
        return judge_without_fixture(row, loaded)
    if loaded is None:
        if row is None:
            return Verdict.NEW
        return Verdict.UNCHANGED if row == fixture else Verdict.ADDED_BOTH
    if row is None:
        return Verdict.DELETED_HERE
    there, here = digest(fixture) != loaded[0], digest(row) != loaded[1]
    if row == fixture or not (there or here):
        return Verdict.UNCHANGED
    if there and here:
        return Verdict.BOTH
    if there:
        return Verdict.FIXTURES
    return Verdict.UNPUBLISHED_HERE if only_unpublished(fixture, row) else Verdict.HERE


def judge_without_fixture(row, loaded):
    if loaded is None or not loaded[0]:
        return Verdict.UNCHANGED if loaded else Verdict.ADDED_HERE
    if row is None or row.get("state") == "retired":
        return Verdict.UNCHANGED
    return Verdict.REMOVED if digest(row) == loaded[1] else Verdict.REMOVED_BUT_CHANGED


def only_unpublished(fixture, row):
    """Whether the row is the fixture's but for being hidden from readers."""
    changed = [difference.name for difference in differences(fixture, row)]
    return changed == ["state"] and row.get("state") in HIDDEN

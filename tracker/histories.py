"""The history of what has stages, as a page tells it: what holds, what was said before in its place, what was undone.

Pure: works on anything with the fields of a stage event.
"""

from dataclasses import dataclass
from typing import Any

from tracker.stages import OFFERS


@dataclass(frozen=True)
class Entry:
    """``event`` is what was said last in one place of the history; ``before`` what it said until then, latest first."""

    event: Any
    before: tuple = ()


@dataclass(frozen=True)
class History:
    """``holds``: what is the case, the latest first; ``undone``: what was taken back, the last that it said first."""

    holds: tuple
    undone: tuple

    @classmethod
    def of(cls, rows, course, *, offers=True):
        """Of all rows and the course that follows from them; without ``offers`` nothing that tells of one is in it."""
        rows = list(rows)
        place = {event.sequence: n for n, event in enumerate(course.events)}
        chains = [chain for chain in chains_of(rows) if offers or chain[0].stage not in OFFERS]
        if not offers:
            chains = [[row for row in chain if row.stage not in OFFERS] for chain in chains]
        holds = [Entry(chain[0], tuple(said(chain[1:]))) for chain in chains if chain[0].stage]
        holds.sort(key=lambda entry: place[entry.event.sequence], reverse=True)
        undone = (chain[1:] for chain in chains if not chain[0].stage)
        return cls(tuple(holds), tuple(Entry(chain[0], tuple(chain[1:])) for chain in map(said, undone) if chain))

    def place_of(self, sequence):
        """The sequence of what is said now in the place of an event; None where that was taken back."""
        for entry in self.holds:
            if sequence in (row.sequence for row in (entry.event, *entry.before)):
                return entry.event.sequence
        return None


def said(chain):
    """Those rows of a chain that say a stage: what was taken back may have been brought back, and taken back again."""
    return [row for row in chain if row.stage]


def chains_of(rows):
    """Rows by the place that they stand in: lists, in each the last that was said first."""
    followers = {row.supersedes_id: row for row in rows}
    chains = []
    for row in rows:
        if row.supersedes_id is None:
            chain = [row]
            while chain[0].pk in followers:
                chain.insert(0, followers[chain[0].pk])
            chains.append(chain)
    return chains

"""The read models of imports: the list, and one batch at whatever step it is."""

import csv
from dataclasses import dataclass, field

from guide.datasets.files import escaped
from tracker.actions.importing import stamp_of
from tracker.exchange.sessions import MARK
from tracker.forms.imports import NamesForm, ReadForm
from tracker.import_names import Vocabulary, names_of
from tracker.importers.files import TITLES
from tracker.models import ImportBatch, ImportRow, Learner

PAGE, SAMPLE, NAMES, REFUSED = 50, 5, 15, 20
State = ImportBatch.State
# What becomes of rows that are not imported, by their name in ``batch.counts``.
LEFT_OVER = {
    "known": "known already",
    "left": "left out",
    "overlap": "at the same time as others",
    "open": "waiting for a skill",
    "refused": "refused",
}


@dataclass(frozen=True)
class Group:
    """Rows that fare alike: how many, how much time, some of them."""

    name: str
    title: str
    count: int = 0
    seconds: int = 0
    rows: list = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    """What importing would do."""

    new: Group
    known: Group
    overlap: Group
    refused: Group
    open: Group  # of names that nobody has said anything of
    left: Group
    form: NamesForm
    waiting: int  # names that nobody has said anything of
    names: int
    page: int
    pages: int
    cut: int
    split: int  # rows of the file that cross midnight, of which each is counted on both days
    early: bool  # some lie before the learner's start
    stale: bool
    overlaps: bool
    stamp: str  # what importing it comes to, sent back with the word to do so

    @classmethod
    def of(cls, access, batch, page=1, form=None):
        """The same few queries however long the file."""
        rows = ImportRow.objects.of(batch)
        groups = groups_of(rows, batch)
        vocabulary = Vocabulary.of(access)
        names = names_of(batch, vocabulary)
        pages = max(1, -(-len(names) // NAMES))
        page = min(max(page, 1), pages)
        form = form or NamesForm(names=names[(page - 1) * NAMES : page * NAMES], vocabulary=vocabulary)
        stale = batch.looked_at != Learner.objects.get(pk=batch.learner_id).version
        waiting = sum(not name.value for name in names)
        overlaps = bool(batch.options.get("overlaps"))
        cut, split = rows.cut_and_split()
        return cls(
            **groups, form=form, waiting=waiting, names=len(names), page=page, pages=pages,
            cut=cut, split=split, early=rows.early().exists(),
            stale=stale, overlaps=overlaps, stamp=stamp_of(batch),
        )  # fmt: skip

    @property
    def groups(self):
        """In the order of the page."""
        return (self.new, self.known, self.overlap, self.refused, self.open, self.left)


def groups_of(rows, batch):
    counted = {(status, verdict): (count, seconds) for status, verdict, count, seconds in rows.counts()}

    def sums(*keys):
        found = [counted.get(key, (0, 0)) for key in keys]
        return sum(count for count, _ in found), sum(seconds or 0 for _, seconds in found)

    verdicts = ("take", "open", "leave", None)
    overlaps = bool(batch.options.get("overlaps"))
    parts = (
        ("new", "New", rows.taken(overlaps), [("new", "take"), *([("overlap", "take")] if overlaps else [])]),
        ("known", "Known already", rows.known(), [("known", verdict) for verdict in verdicts]),
        ("overlap", "At the same time as others", rows.overlapping(), [("overlap", verdict) for verdict in verdicts]),
        ("refused", "Refused", rows.refused(), [("refused", verdict) for verdict in verdicts]),
        ("open", "Waiting for a skill", rows.waiting(), [("new", "open")]),
        ("left", "Left out", rows.left_out(), [("new", "leave")]),
    )
    groups = {}
    for name, title, of_group, keys in parts:
        count, seconds = sums(*keys)
        shown = REFUSED if name == "refused" else SAMPLE
        groups[name] = Group(name, title, count, seconds, list(of_group.in_order()[:shown]) if count else [])
    return groups


@dataclass(frozen=True)
class ImportPage:
    """A batch at the step where it is: ``read`` (a form), ``progress``, ``preview`` or ``result``."""

    batch: ImportBatch
    title: str
    read: ReadForm | None = None
    preview: Preview | None = None
    refused: int = 0

    @classmethod
    def of(cls, access, batch, *, page=1, read=None, names=None):
        title = TITLES.get(batch.format, batch.format)
        if batch.state == State.ASKING or read:
            return cls(batch, title, read=read or ReadForm(batch=batch))
        if batch.state in (State.READY, State.UNDONE):
            return cls(batch, title, preview=Preview.of(access, batch, page, names))
        refused = ImportRow.objects.of(batch).refused().count() if batch.state == State.COMMITTED else 0
        return cls(batch, title, refused=refused)

    @property
    def left_over(self):
        """What became of the rest of an imported file: "3 known already, 1 refused"; "" if there is none."""
        counts = self.batch.counts
        return ", ".join(f"{counts[name]:,} {words}" for name, words in LEFT_OVER.items() if counts.get(name))

    @property
    def rows_read(self):
        return min(self.batch.chunks_read * 1000, self.batch.rows)


@dataclass(frozen=True)
class ImportList:
    batches: list

    @classmethod
    def of(cls, access):
        batches = list(ImportBatch.objects.for_learner(access.learner).latest_first()[:PAGE])
        for batch in batches:
            batch.title = TITLES.get(batch.format, batch.format)
        return cls(batches)


class Line:
    """A file for csv.writer that gives the line back instead of keeping it."""

    @staticmethod
    def write(text):
        return text


def refused_lines(batch):
    """The refused rows as CSV for a spreadsheet, a line at a time: line, reason, the row as it stands in the file."""
    writer = csv.writer(Line)
    yield MARK + writer.writerow(["line", "reason", "row"])
    rows = ImportRow.objects.of(batch).refused().order_by("line", "part")
    for line, reason, note, day in rows.values_list("line", "reason", "note", "day").iterator(chunk_size=2000):
        text = note if day is None else f"{day}, {note}"
        yield writer.writerow([line, escaped(reason), escaped(text)])

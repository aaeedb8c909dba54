"""The read models of imports of applications: the list, and one file at whatever step it is."""

import csv
from collections import Counter
from dataclasses import dataclass, field

from guide.datasets.files import escaped
from tracker.application_log import judged_rows, words_of
from tracker.applogs import beside
from tracker.applogs.beside import stamp_of
from tracker.applogs.mapping import TEXTS
from tracker.applogs.sheets import unpacked
from tracker.applogs.words import LONGEST
from tracker.duplicates import folded
from tracker.exchange.sessions import MARK
from tracker.forms.application_imports import ColumnsForm, WordsForm, value_of
from tracker.import_page import Line
from tracker.importers.names import condensed
from tracker.models import Application, ApplicationBatch

FILES, PAGE, SAMPLE, ASKED, WORDS = 50, 50, 20, 100, 50
TITLES = {
    beside.NEW: "New",
    beside.ASKED: "To be asked about",
    beside.WAITING: "Waiting for a word",
    beside.KNOWN: "Known already",
    beside.REFUSED: "Refused",
}
# What becomes of rows that do not come in, by their name in ``batch.counts``.
LEFT_OVER = {
    beside.KNOWN: "known already",
    beside.ASKED: "asked about and left",
    beside.WAITING: "waiting for a word",
    beside.REFUSED: "refused",
}
State = ApplicationBatch.State


@dataclass(frozen=True)
class Shown:
    """A row as the page has it: ``steps`` are (label, day)."""

    line: int
    name: str
    steps: list
    reasons: tuple
    remarks: tuple
    taken: bool = False
    link: str = ""


@dataclass(frozen=True)
class Group:
    """Rows that fare alike: how many, some of them."""

    name: str
    title: str
    count: int
    rows: list = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    """What importing would do."""

    groups: list
    coming: int
    taken: int
    remarked: int  # rows of which something is assumed or left out
    waiting: int  # words that nobody has said anything of
    words: WordsForm
    page: int
    pages: int
    stamp: str

    @property
    def staying(self):
        return any(group.count for group in self.groups if group.name in (beside.REFUSED, beside.WAITING))

    @classmethod
    def of(cls, access, batch, sheet, *, page=1, words=None):
        """The same few queries however long the file."""
        judged = judged_rows(batch, access.today, sheet)
        own_stages = list(access.learner.own_stages.all())
        names = {stage.pk: stage.name for stage in own_stages}
        fresh = sum(found.status == beside.NEW for found in judged)
        pages = max(1, -(-fresh // PAGE))
        page = min(max(page, 1), pages)
        form, waiting = words_form(batch, sheet, own_stages)
        coming = [found.entry for found in judged if found.comes_in]
        return cls(
            groups=[group_of(status, judged, names, page) for status in beside.STATUSES],
            coming=len(coming),
            taken=sum(found.taken for found in judged),
            remarked=sum(bool(entry.assumed or entry.left_out) for entry in coming),
            waiting=waiting,
            words=words or form,
            page=page,
            pages=pages,
            stamp=stamp_of(judged),
        )


def group_of(status, judged, names, page):
    rows = [found for found in judged if found.status == status]
    if status == beside.NEW:
        some = rows[(page - 1) * PAGE : page * PAGE]
    else:
        some = rows[: ASKED if status == beside.ASKED else SAMPLE]
    return Group(status, TITLES[status], len(rows), [shown(found, names) for found in some])


def shown(found, names):
    entry = found.entry
    own = {step: step.own if isinstance(step.own, str) else names.get(step.own) for step in entry.steps}
    return Shown(
        line=entry.line,
        name=entry.name,
        steps=[(own[step] or Application.Stage(step.stage).label, step.day) for step in entry.steps],
        reasons=found.reasons,
        remarks=(*entry.assumed, *entry.left_out),
        taken=found.taken,
        link=entry.values.get("link", ""),
    )


def words_form(batch, sheet, own_stages, data=None):
    """(the form of the words of a sheet, those first of which nobody has said anything; how many these are)."""
    known = words_of(batch.learner)
    rows = []
    for kind, word, count in words_in(sheet, batch.mapping):
        meaning = known.stage(word) if kind == "stage" else known.channel(word)
        rows.append((kind, word, count, value_of(kind, meaning)))
    rows.sort(key=lambda row: (bool(row[3]), row[0] == "channel", -row[2]))
    form = WordsForm(data, words=rows[:WORDS], own_stages=own_stages)
    return form, sum(not row[3] for row in rows)


def words_in(sheet, mapping):
    """(kind, word as it stands first, how many rows have it) of a sheet's words for stages and channels."""
    for kind in ("stage", "channel"):
        at = mapping.get("columns", {}).get(kind)
        if at is None:
            continue
        counts, spelling = Counter(), {}
        for row in sheet.rows:
            word = "" if row.refused else condensed(row.cells[at])
            if word and len(word) <= LONGEST:
                counts[folded(word)] += 1
                spelling.setdefault(folded(word), word)
        yield from ((kind, spelling[key], count) for key, count in counts.items())


@dataclass(frozen=True)
class ApplicationImportPage:
    """A file at the step where it is: ``columns`` (a form), ``preview``, or what became of it."""

    batch: ApplicationBatch
    sheets: list = field(default_factory=list)  # (number, name)
    columns: ColumnsForm | None = None
    preview: Preview | None = None
    same_as: ApplicationBatch | None = None  # imported before, the same file to the byte

    @classmethod
    def of(cls, access, batch, *, page=1, columns=None, words=None, again=False):
        if batch.state == State.COMMITTED or not batch.has_file:
            return cls(batch)
        sheets = unpacked(batch.cells)
        sheet = sheets[batch.sheet]
        names = [(number, each.name) for number, each in enumerate(sheets)] if len(sheets) > 1 else []
        if columns or again or not batch.mapping.get("confirmed"):
            form = columns or ColumnsForm(sheet=sheet, mapping=batch.mapping, access=access)
            return cls(batch, names, columns=form)
        same = ApplicationBatch.objects.for_learner(access.learner).same_as(batch)
        return cls(batch, names, preview=Preview.of(access, batch, sheet, page=page, words=words), same_as=same)

    @property
    def left_over(self):
        """What became of the rest of an imported file: "3 known already, 1 refused"; "" if there is none."""
        counts = self.batch.counts
        return ", ".join(f"{counts[name]:,} {words}" for name, words in LEFT_OVER.items() if counts.get(name))


@dataclass(frozen=True)
class ApplicationImportList:
    batches: list
    columns: str  # what a file may say, in words

    @classmethod
    def of(cls, access):
        batches = ApplicationBatch.objects.for_learner(access.learner).latest_first().without_cells()
        return cls(list(batches[:FILES]), ", ".join(label.lower() for label in TEXTS.values()))


def refused_lines(access, batch):
    """The rows that do not come in as CSV for a spreadsheet, a line at a time."""
    writer = csv.writer(Line)
    yield MARK + writer.writerow(["line", "what", "why", "row"])
    if not batch.has_file:
        return
    sheet = unpacked(batch.cells)[batch.sheet]
    cells = {row.line: " | ".join(row.cells)[:1000] for row in sheet.rows}
    for found in judged_rows(batch, access.today, sheet):
        if found.status in (beside.REFUSED, beside.WAITING):
            texts = (TITLES[found.status], " ".join(found.reasons), cells.get(found.entry.line, ""))
            yield writer.writerow([found.entry.line, *map(escaped, texts)])

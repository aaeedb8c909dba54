"""Lists: the records of a kind, and the milestones with their figures."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from guide.citing import sources_of
from guide.evidence import Evidence
from guide.facets import Narrowed, narrow
from guide.models import KINDS_WITH_PAGES, Kind, Milestone, Record
from guide.pages.facets import FACETS
from guide.pages.links import grouped, links_of
from guide.practice import Practice, asked_number
from guide.shelves import SHELVES, Shelf

WITH_STATUS = {Kind.LAW, Kind.AUTHORIZATION}


@dataclass(frozen=True)
class Item:
    """A record on a list: who names it, what is linked, the figures that its texts are the first to name."""

    record: Record
    sources: list
    links: list  # pairs of what a link says and the linked record
    figures: tuple = ()

    @property
    def silent_sources(self):
        """Those that name the record without a statement of their own, which would begin with their name."""
        speaking = {statement.source_id for statement in self.record.statements.all()}
        return [source for source in self.sources if source.pk not in speaking]

    @property
    def linked(self):
        return [other for _, other in self.links]

    @cached_property
    def connections(self):
        """The linked records by what the link says."""
        return grouped(self.links)

    @cached_property
    def rule(self):
        """The row with a status, of a law or a permission to work; else None."""
        return getattr(self.record, f"as_{self.record.kind}", None) if self.record.kind in WITH_STATUS else None

    @cached_property
    def watch(self):
        """The rule of a watch with its numbers; None where no log shows it, and of any other record."""
        row = self.record.as_watch if self.record.kind == Kind.WATCH else None
        return row if row and row.rule else None


def _with_figures(items, evidence, *, in_full):
    seen, noted = set(), []
    for item in items:
        texts = _texts([item.record]) if in_full else [item.record.summary]
        named = [edition for edition in evidence.marked(*texts) if edition not in seen]
        seen.update(named)
        noted.append(replace(item, figures=tuple(named)))
    return noted


def _texts(records):
    return [
        text
        for record in records
        for text in (
            record.summary,
            record.body,
            *(text for said in record.statements.all() for text in (said.text, said.reply)),
        )
    ]


@dataclass(frozen=True)
class RecordList:
    """The published records of one kind under their headings: in full where a record has no page of its own.

    ``narrowed``: what is left of them by the facets of their kind.
    """

    shelf: Shelf
    groups: list  # pairs of a heading, empty for none, and its items
    evidence: Evidence
    narrowed: Narrowed

    @classmethod
    def now(cls, kind, *, asked=MappingProxyType({}), for_curator=False):
        """Twelve queries at most, however many records. ``asked``: what the address says of facets."""
        records = list(Record.objects.published().of_kind(kind).with_contents().with_own(kind))
        first = {}
        for record in records:
            first.setdefault(record.group, len(first))
        records.sort(key=lambda record: first[record.group])
        evidence = cls.evidence_of(kind, records, for_curator)
        items = [Item(record, sources_of(record), links_of(record)) for record in records]
        narrowed = narrow(items, FACETS.get(kind, ()), asked)
        items = _with_figures(narrowed.items, evidence, in_full=kind not in KINDS_WITH_PAGES)
        groups = [(name, list(group)) for name, group in groupby(items, lambda item: item.record.group)]
        return cls(SHELVES[kind], groups, evidence, narrowed)

    @classmethod
    def evidence_of(cls, kind, records, for_curator):
        texts = [record.summary for record in records] if kind in KINDS_WITH_PAGES else _texts(records)
        return Evidence.for_page(texts, for_curator=for_curator)

    @property
    def list_url_name(self):
        return f"guide:{self.shelf.kind}-list"

    @property
    def in_full(self):
        return self.shelf.kind not in KINDS_WITH_PAGES

    @property
    def has_groups(self):
        return any(name for name, _ in self.groups)

    @property
    def items(self):
        return [item for _, items in self.groups for item in items]

    @property
    def records(self):
        return [item.record for item in self.items]


@dataclass(frozen=True)
class InterviewList(RecordList):
    """Interview questions, to read or to practise with one at a time."""

    practice: Practice | None = None

    @classmethod
    def now(cls, kind, *, asked=MappingProxyType({}), for_curator=False):
        page = super().now(kind, asked=asked, for_curator=for_curator)
        number = asked_number(asked.get("practise"), 0)
        if not number:
            return page
        seed = asked_number(asked.get("seed"), 1)
        return replace(page, practice=Practice.of(page.items, number, seed, lambda item: item.record.slug))

    @property
    def kept(self):
        """The choices that go on from one question to the next: pairs of a parameter and its value."""
        return [(field.name, choice.value) for field, choice in self.narrowed.chosen]

    @property
    def hints(self):
        """What the question on hand is about: pairs of a heading and linked records."""
        linked = self.practice.item.linked
        kinds = (("Skills", Kind.SKILL), ("Tools", Kind.TOOL), ("To read", Kind.STEP))
        found = ((title, [record for record in linked if record.kind == kind]) for title, kind in kinds)
        return [(title, records) for title, records in found if records]


@dataclass(frozen=True)
class MilestoneList:
    """What to reach, how much of it, who says so."""

    rows: list  # pairs of a milestone and the edition of its figure
    evidence: Evidence

    @classmethod
    def now(cls, *, for_curator=False):
        milestones = list(Milestone.objects.published().select_related("figure", "skill", "question"))
        evidence = Evidence.for_page(
            [milestone.summary for milestone in milestones],
            keys=[milestone.figure.key for milestone in milestones],
            for_curator=for_curator,
        )
        return cls([(milestone, evidence.of(milestone.figure)) for milestone in milestones], evidence)

    @property
    def records(self):
        return [milestone for milestone, _ in self.rows]

    @cached_property
    def gaps(self):
        """What does not come out of the milestones' own figures."""
        return self.evidence.gaps([edition for _, edition in self.rows])

    @cached_property
    def further_figures(self):
        """What the summaries name besides the milestones' own figures."""
        own = {edition for _, edition in self.rows}
        named = self.evidence.marked(*(milestone.summary for milestone, _ in self.rows))
        return tuple(edition for edition in named if edition not in own)

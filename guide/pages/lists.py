"""Lists: the records of a kind, and the milestones with their figures."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from guide.evidence import Evidence
from guide.models import KINDS_WITH_PAGES, Milestone, Record
from guide.shelves import SHELVES, Shelf


def _sources_of(record):
    """Who names the record: those it cites and those that say something of it, each once."""
    named = [citation.source for citation in record.citations.all()]
    named += [statement.source for statement in record.statements.all()]
    return sorted({source.pk: source for source in named}.values(), key=lambda source: source.position)


def _linked(record):
    """Published records that are linked with it, either way, each once."""
    there = [relation.object for relation in record.relations.all()]
    back = [relation.subject for relation in record.relations_to.all()]
    return list({other.pk: other for other in (*there, *back) if other.is_published}.values())


@dataclass(frozen=True)
class Item:
    """A record on a list: who names it, what is linked, the figures that its texts are the first to name."""

    record: Record
    sources: list
    linked: list
    figures: tuple


def _items(records, evidence, *, in_full):
    seen, items = set(), []
    for record in records:
        texts = _texts([record]) if in_full else [record.summary]
        named = [edition for edition in evidence.marked(*texts) if edition not in seen]
        seen.update(named)
        items.append(Item(record, _sources_of(record), _linked(record), tuple(named)))
    return items


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
    """The published records of one kind under their headings: in full where a record has no page of its own."""

    shelf: Shelf
    groups: list  # pairs of a heading, empty for none, and its items
    evidence: Evidence

    @classmethod
    def now(cls, kind, *, for_curator=False):
        """Eleven queries at most, however many records."""
        records = list(Record.objects.published().of_kind(kind).with_contents().with_own(kind))
        first = {}
        for record in records:
            first.setdefault(record.group, len(first))
        records.sort(key=lambda record: first[record.group])
        in_full = kind not in KINDS_WITH_PAGES
        texts = _texts(records) if in_full else [record.summary for record in records]
        evidence = Evidence.for_page(texts, for_curator=for_curator)
        items = _items(records, evidence, in_full=in_full)
        groups = [(name, list(group)) for name, group in groupby(items, lambda item: item.record.group)]
        return cls(SHELVES[kind], groups, evidence)

    @property
    def in_full(self):
        return self.shelf.kind not in KINDS_WITH_PAGES

    @property
    def has_groups(self):
        return any(name for name, _ in self.groups)

    @property
    def items(self):
        return [item for _, items in self.groups for item in items]


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

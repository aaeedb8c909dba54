"""Kinds that have a place on a list and no page of their own: tools, misconceptions, milestones."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from guide.evidence import Evidence
from guide.models import Kind, Milestone, Record, Tool


def _sources_of(record):
    """Who names the record: those it cites and those that say something of it, each once."""
    named = [citation.source for citation in record.citations.all()]
    named += [statement.source for statement in record.statements.all()]
    return sorted({source.pk: source for source in named}.values(), key=lambda source: source.position)


def _linked(record, kinds):
    there = [relation.object for relation in record.relations.all()]
    back = [relation.subject for relation in record.relations_to.all()]
    found = {other.pk: other for other in (*there, *back) if other.kind in kinds and other.is_published}
    return list(found.values())


@dataclass(frozen=True)
class Item:
    """A record on a list: who names it, what is linked, the figures that its texts are the first to name."""

    record: Record
    sources: list
    linked: list
    figures: tuple


def _items(records, evidence, kinds):
    seen, items = set(), []
    for record in records:
        said = (text for statement in record.statements.all() for text in (statement.text, statement.reply))
        named = [e for e in evidence.marked(record.summary, record.body, *said) if e not in seen]
        seen.update(named)
        items.append(Item(record, _sources_of(record), _linked(record, kinds), tuple(named)))
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
class ToolList:
    """All published tools by group."""

    groups: list  # pairs of a group's name and its items
    evidence: Evidence

    @classmethod
    def now(cls, *, for_curator=False):
        tools = list(Tool.objects.published().with_contents())
        evidence = Evidence.for_page(_texts(tools), for_curator=for_curator)
        first = {}
        for tool in tools:
            first.setdefault(tool.group, len(first))
        ordered = sorted(tools, key=lambda tool: first[tool.group])
        items = _items(ordered, evidence, {Kind.SKILL})
        return cls([(name, list(group)) for name, group in groupby(items, lambda item: item.record.group)], evidence)


@dataclass(frozen=True)
class MisconceptionList:
    """What is often believed, and what the sources say to it."""

    items: list
    evidence: Evidence

    @classmethod
    def now(cls, *, for_curator=False):
        records = list(Record.objects.published().of_kind(Kind.MISCONCEPTION).with_contents())
        evidence = Evidence.for_page(_texts(records), for_curator=for_curator)
        linked = {Kind.PATH, Kind.SKILL, Kind.QUESTION, Kind.CERTIFICATION}
        return cls(_items(records, evidence, linked), evidence)


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
    def further_figures(self):
        """What the summaries name besides the milestones' own figures."""
        own = {edition for _, edition in self.rows}
        named = self.evidence.marked(*(milestone.summary for milestone, _ in self.rows))
        return tuple(edition for edition in named if edition not in own)

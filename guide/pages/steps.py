"""Orders of steps: the whole as one source lays it out, and a step by itself."""

from dataclasses import dataclass
from functools import cached_property

from guide.evidence import Evidence
from guide.models import Kind, Record
from guide.pages.records import PlainPage, Siblings
from guide.shelves import SHELVES, Shelf


@dataclass(frozen=True)
class ProcessPage(PlainPage):
    """``steps``: the published ones, in their order."""

    steps: tuple = ()

    @classmethod
    def of(cls, record, *, for_curator=False):
        steps = tuple(Record.objects.steps_of(record))
        texts = [*cls.texts(record), *(step.summary for step in steps)]
        evidence = Evidence.for_page(texts, subjects=[record], for_curator=for_curator)
        return cls(record, evidence, Siblings.of(record), steps)

    @cached_property
    def step_figures(self):
        named = self.evidence.marked(*(step.summary for step in self.steps))
        return tuple(edition for edition in named if edition not in self.opening_figures)

    @cached_property
    def noted(self):
        return {*super().noted, *self.step_figures}

    @property
    def openers(self):
        return [("steps", "The steps")] if self.steps else []


@dataclass(frozen=True)
class ProcessList:
    """Every source's order of steps, side by side."""

    shelf: Shelf
    columns: list  # pairs of an order and its steps
    evidence: Evidence

    @classmethod
    def now(cls, kind, *, asked=None, for_curator=False):
        """``asked`` is that of other lists: there is nothing to narrow here."""
        processes = list(Record.objects.published().of_kind(kind).with_citations())
        steps = {}
        for step in Record.objects.in_processes():
            steps.setdefault(step.as_step.process_id, []).append(step)
        texts = [process.summary for process in processes]
        texts += [step.summary for found in steps.values() for step in found]
        evidence = Evidence.for_page(texts, for_curator=for_curator)
        return cls(SHELVES[kind], [(each, steps.get(each.pk, [])) for each in processes], evidence)

    @property
    def records(self):
        return [process for process, _ in self.columns]

    @property
    def figures(self):
        return tuple(self.evidence.figures.values())


@dataclass(frozen=True)
class StepPage(PlainPage):
    APART = (*PlainPage.APART, Kind.SKILL, Kind.TOOL, Kind.CERTIFICATION)

    @classmethod
    def of(cls, record, *, for_curator=False):
        evidence = Evidence.for_page(cls.texts(record), subjects=[record], for_curator=for_curator)
        return cls(record, evidence, Siblings.among(record, Record.objects.steps_of(record.as_step.process)))

    @property
    def process(self):
        return self.record.as_step.process

    @cached_property
    def learning(self):
        """What a reader learns or uses in it: pairs of a heading and linked records."""
        found = (
            ("Skills", self.linked(Kind.SKILL)),
            ("Tools", self.linked(Kind.TOOL)),
            ("Certifications", self.linked(Kind.CERTIFICATION)),
        )
        return tuple((title, records) for title, records in found if records)

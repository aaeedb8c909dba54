"""Scenarios: what somebody does step by step, and what likely comes of it."""

from dataclasses import dataclass
from functools import cached_property

from guide.evidence import Evidence
from guide.models import Record, ScenarioStep
from guide.pages.records import PlainPage, Siblings
from guide.scales import ruler

TALLY = {
    ScenarioStep.Verdict.GOOD: ("helps", "help"),
    ScenarioStep.Verdict.BAD: ("sets back", "set back"),
    ScenarioStep.Verdict.MIXED: ("does both", "do both"),
}


@dataclass(frozen=True)
class ScenarioPage(PlainPage):
    """``first_steps``: those that the scenario leads to."""

    first_steps: tuple = ()

    @classmethod
    def of(cls, record, *, for_curator=False):
        path = record.as_scenario.path
        keys = [path.total_figure.key] if path and path.total_figure else []
        evidence = Evidence.for_page(cls.texts(record), subjects=[record], keys=keys, for_curator=for_curator)
        steps = tuple(Record.objects.first_steps([record.pk]))
        return cls(record, evidence, Siblings.of(record), steps)

    @property
    def path(self):
        path = self.record.as_scenario.path
        return path if path and path.can_be_linked else None

    @cached_property
    def total(self):
        """The figure that stands for the whole path."""
        return self.evidence.of(self.path.total_figure) if self.path else None

    @property
    def bar(self):
        return ruler(self.total) if self.total else None

    @cached_property
    def tally(self):
        """How many steps help, set back or do both: pairs of a number and what they do."""
        verdicts = [step.verdict for step in self.steps]
        counted = ((verdicts.count(verdict), words) for verdict, words in TALLY.items())
        return [(number, words[number > 1]) for number, words in counted if number]

    @classmethod
    def texts(cls, record):
        told = [text for step in record.as_scenario.steps.all() for text in (step.action, step.outcome)]
        return [*super().texts(record), *told]

    @property
    def steps(self):
        return self.record.as_scenario.steps.all()

    @cached_property
    def step_figures(self):
        """The figures that the steps are the first on the page to name."""
        named = self.evidence.marked(*(text for step in self.steps for text in (step.action, step.outcome)))
        return tuple(edition for edition in named if edition not in self.opening_figures)

    @cached_property
    def noted(self):
        return {*super().noted, *self.step_figures}

    @cached_property
    def sources(self):
        named = {source.pk: source for source in (*super().sources, *(step.source for step in self.steps))}
        return sorted(named.values(), key=lambda source: source.position)

    @property
    def openers(self):
        parts = [("steps", "Step by step", self.steps), ("start", "Where to start", self.path or self.first_steps)]
        return [(anchor, title) for anchor, title, present in parts if present]

"""Scenarios: what somebody does step by step, and what likely comes of it."""

from dataclasses import dataclass
from functools import cached_property

from guide.pages.records import PlainPage


@dataclass(frozen=True)
class ScenarioPage(PlainPage):
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
    def extras(self):
        return [*([("steps", "Step by step")] if self.steps else []), *super().extras]

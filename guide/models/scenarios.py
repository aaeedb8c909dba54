"""Scenarios: somebody who starts from somewhere, what they do, and the likely outcome of each."""

from django.db import models

from guide.models.paths import Path
from guide.models.records import Kind, Record
from guide.models.sources import Source


class Scenario(Record):
    KIND = Kind.SCENARIO

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_scenario")

    audience = models.CharField(max_length=12, choices=Path.Reader)
    path = models.ForeignKey(
        Path, null=True, blank=True, on_delete=models.PROTECT, related_name="scenarios", help_text="The path for them."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(audience__in=Path.Reader.values), name="scenario_audience_known"),
        ]


class Verdict(models.TextChoices):
    GOOD = "good", "Helps"
    BAD = "bad", "Sets back"
    MIXED = "mixed", "Helps and sets back"


class ScenarioStep(models.Model):
    """What somebody does, and what likely comes of it, as one source tells it."""

    Verdict = Verdict

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="steps")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="scenario_steps_by")
    action = models.TextField(help_text="What is done, in our words; every number as a mark.")
    outcome = models.TextField(help_text="What likely comes of it; every number as a mark.")
    verdict = models.CharField(max_length=5, choices=Verdict)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(action="") & ~models.Q(outcome=""), name="scenario_step_says_something"
            ),
            models.CheckConstraint(condition=models.Q(verdict__in=Verdict.values), name="scenario_step_verdict_known"),
        ]

    def __str__(self):
        return self.action[:60]

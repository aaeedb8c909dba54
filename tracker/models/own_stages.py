"""A learner's own names for stages."""

from django.db import models
from django.db.models import Q

from tracker.models.applications import Application
from tracker.models.learner import Learner
from tracker.querysets import OwnStageQuerySet


class OwnStage(models.Model):
    """A learner's own name for a stage, under the fixed one that it counts as. Retired, it is offered no more.

    The name is only a label and may change; what it counts as stays once an application came to it.
    """

    MOST = 30  # of one learner: they stand in every menu

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="own_stages")
    name = models.CharField(max_length=40)
    meaning = models.CharField(max_length=10, choices=Application.Stage)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = OwnStageQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "name"], name="own_stage_once"),
            models.CheckConstraint(condition=~Q(name=""), name="own_stage_named"),
            models.CheckConstraint(condition=Q(meaning__in=Application.Stage.values), name="own_stage_meaning_known"),
        ]

    def __str__(self):
        return self.name

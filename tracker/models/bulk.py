"""Acts on many rows at once, and those on sessions: what each said before, so that all of it can be given back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tracker.models.learner import Learner
from tracker.querysets import ActQuerySet


class Act(models.Model):
    """``before`` has what the act took the place of, by the id of each row; ``given`` what it gave to all."""

    token = models.UUIDField(default=uuid.uuid4, help_text="The form's own: sent twice, it is done once.")
    at = models.DateTimeField(help_text="When, and of what was deleted also its deletion: by it they belong together.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.JSONField(default=dict)
    given = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.get_verb_display()} {self.count}"

    @property
    def count(self):
        """How many rows it was of."""
        return len(self.before)


class BulkAct(Act):
    """One act on many sessions of a learner; kept as long as the bin keeps sessions.

    ``before`` has the values that each session had, by its id: {skill, topic, activity, counts, tags}. ``given`` has
    what a change gave to all: {skill, topic, activity} (ids; absent where it left them) and the names of tags added and
    taken away.
    """

    class Verb(models.TextChoices):
        CHANGE = "change", "Changed"
        DELETE = "delete", "Deleted"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="bulk_acts")
    verb = models.CharField(max_length=8, choices=Verb)

    objects = ActQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="bulk_act_token_unique"),
            models.CheckConstraint(condition=Q(verb__in=["change", "delete"]), name="bulk_act_verb_known"),
        ]

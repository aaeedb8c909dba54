"""Acts on many applications at once: what each said before, so that all of it can be given back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tracker.models.learner import Learner
from tracker.querysets import ApplicationActQuerySet


class ApplicationAct(models.Model):
    """One act on many applications of a learner; kept as long as the bin keeps them.

    ``before`` has by the id of each application: of a move the sequence of the event that was appended; of a change
    the values it had, by field; of a deletion nothing. ``given`` has what all of them got.
    """

    class Verb(models.TextChoices):
        MOVE = "move", "Moved"
        CHANGE = "change", "Changed"
        DELETE = "delete", "Deleted"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="application_acts")
    verb = models.CharField(max_length=8, choices=Verb)
    token = models.UUIDField(default=uuid.uuid4, help_text="The form's own: sent twice, it is done once.")
    at = models.DateTimeField(help_text="When, and of what was deleted also its deletion: by it they belong together.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.JSONField(default=dict)
    given = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationActQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="application_act_token_unique"),
            models.CheckConstraint(
                condition=Q(verb__in=["move", "change", "delete"]), name="application_act_verb_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_verb_display()} {self.count}"

    @property
    def count(self):
        """How many applications it was of."""
        return len(self.before)

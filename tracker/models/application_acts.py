"""Acts on many applications at once: what each said before, so that all of it can be given back."""

from django.db import models
from django.db.models import Q

from tracker.models.bulk import Act
from tracker.models.learner import Learner
from tracker.querysets import ActQuerySet


class ApplicationAct(Act):
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

    objects = ActQuerySet.as_manager()

    class Meta(Act.Meta):
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="application_act_token_unique"),
            models.CheckConstraint(
                condition=Q(verb__in=["move", "change", "delete"]), name="application_act_verb_known"
            ),
        ]

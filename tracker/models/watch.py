"""What a learner set aside of the mistake watch, and why."""

from django.db import models
from django.db.models import F, Q

from tracker.models.learner import Learner
from tracker.querysets import WatchDismissalQuerySet


class WatchDismissal(models.Model):
    """The learner does not want to be told this of their log; withdrawn, it is told again.

    The reason is theirs alone.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="watch_dismissals")
    watch = models.ForeignKey("guide.Watch", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    dismissed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = WatchDismissalQuerySet.as_manager()

    class Meta:
        ordering = ["-dismissed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "watch"], condition=Q(withdrawn_at=None), name="watch_dismissed_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="watch_dismissed_with_a_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("dismissed_at")),
                name="watch_dismissed_before_withdrawn",
            ),
        ]

    def __str__(self):
        return f"{self.learner}: {self.watch} set aside"

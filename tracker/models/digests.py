"""The weekly digest by e-mail: who asked for it, and which weeks were sent."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tracker.models.learner import Choice, Learner, plausible_day
from tracker.querysets import DigestQuerySet, DigestSubscriptionQuerySet


class DigestSubscription(Choice):
    """The learner asked for a digest every week, until it was ended. At most one is open; none is the beginning."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="digest_subscriptions")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DigestSubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner"], condition=Q(ended_at=None), name="digest_subscription_one_open")
        ]

    def __str__(self):
        return f"{self.learner}: a digest a week"


class Digest(models.Model):
    """The digest of one week of one learner: claimed by whoever sends it, before it is sent.

    One that failed may be claimed again. One that is still being sent may not, even if nobody does any more: who dies
    in the middle may have sent it, and a week's digest is not worth a second mail.
    """

    class State(models.TextChoices):
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="digests")
    week = models.DateField(help_text="Its first day.")
    state = models.CharField(max_length=8, choices=State, default=State.SENDING)
    attempts = models.PositiveSmallIntegerField(default=1)
    claimed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-week"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "week"], name="digest_once_a_week"),
            models.CheckConstraint(condition=Q(state__in=["sending", "sent", "failed"]), name="digest_state_known"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at__isnull=True),
                name="digest_sent_says_when",
            ),
            plausible_day("week", "digest_week_plausible"),
        ]

    def __str__(self):
        return f"{self.learner}, week of {self.week}: {self.get_state_display()}"

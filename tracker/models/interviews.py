"""The interviews of an application."""

from django.db import models
from django.db.models import Q

from tracker.models.applications import Application
from tracker.models.attached import Attached
from tracker.models.learner import plausible_day


class Interview(Attached):
    """A talk on a day of the learner's, held or to come; ``starts_at`` is the clock of their zone then."""

    class Kind(models.TextChoices):
        SCREEN = "screen", "First call"
        TECHNICAL = "technical", "Technical"
        TASK = "task", "Take-home task"
        ONSITE = "onsite", "On-site"
        OTHER = "other", "Other"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="interviews")
    day = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SCREEN)
    with_whom = models.CharField(max_length=200, blank=True)
    questions = models.TextField(max_length=4000, blank=True, help_text="What was asked.")
    note = models.TextField(max_length=2000, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["day", "starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "token"], name="interview_token_unique"),
            plausible_day("day", "interview_day_plausible"),
            models.CheckConstraint(
                condition=Q(kind__in=["screen", "technical", "task", "onsite", "other"]), name="interview_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.day:%-d %B %Y}"

"""The days on which a learner asked after an application."""

from django.db import models

from tracker.models.applications import Application
from tracker.models.attached import Attached
from tracker.models.learner import plausible_day


class FollowUp(Attached):
    """On a day the learner asked after an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="follow_up_rows")
    happened_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["happened_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "token"], name="follow_up_token_unique"),
            plausible_day("happened_on", "follow_up_day_plausible"),
        ]

    def __str__(self):
        return f"{self.application}: followed up, {self.happened_on}"

    @property
    def brief(self):
        return f"a follow-up of {self.happened_on:%-d %B %Y}"

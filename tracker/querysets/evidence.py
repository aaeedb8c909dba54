"""Claims of the guide's steps."""

from django.db import models


class ConfirmationQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(claim__learner=learner).select_related("claim__step").order_by("pk")


class StepClaimQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def on(self, step):
        return self.filter(step=step)

    def live(self):
        return self.filter(withdrawn_at=None)

    def with_evidence(self):
        """With all that shows them and who confirms them: four queries more, however many there are."""
        return self.prefetch_related("projects", "certifications__listed", "confirmations")

"""What a learner says they have done of the guide's steps, what shows it, and who confirms it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tracker.models.addresses import SecretAddress, address_constraints, withdrawn_index
from tracker.models.certifications import Certification
from tracker.models.events import web_link
from tracker.models.learner import Learner, plausible_day
from tracker.models.projects import Project
from tracker.querysets import ConfirmationQuerySet, StepClaimQuerySet


class StepClaim(models.Model):
    """A step that the learner says is done, since a day of theirs: *claimed*. With a link, a project that counts or a
    certification that is held it is *evidenced* (tracker/claims.py says when). A withdrawn one is kept, to be restored.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="step_claims")
    step = models.ForeignKey("guide.Step", on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField()
    link = models.URLField(max_length=500, blank=True, help_text="Where it can be seen.")
    note = models.CharField(max_length=500, blank=True)
    projects = models.ManyToManyField(Project, blank=True, related_name="+")
    certifications = models.ManyToManyField(Certification, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StepClaimQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "step"], name="claim_once_a_step"),
            web_link("claim"),
            plausible_day("done_on", "claim_day_plausible"),
        ]

    def __str__(self):
        return f"{self.learner}: {self.step}"


class Confirmation(models.Model):
    """A mentor's word that a claim is so, as it stood then. The name is kept as it was given, whoever leaves later."""

    claim = models.ForeignKey(StepClaim, on_delete=models.CASCADE, related_name="confirmations")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=150)
    confirmed_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["confirmed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "mentor"], condition=Q(withdrawn_at=None), name="confirmation_once_a_mentor"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="confirmation_by_name"),
            plausible_day("confirmed_on", "confirmation_day_plausible"),
        ]

    def __str__(self):
        return f"{self.claim}, confirmed by {self.name}"


class EvidencePage(SecretAddress):
    """The address under which others read what a learner has to show."""

    class Meta(SecretAddress.Meta):
        verbose_name = "page of evidence"
        constraints = address_constraints("evidence_page")
        indexes = [withdrawn_index("evidence_page")]

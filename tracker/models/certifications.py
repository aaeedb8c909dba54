"""Certifications of a learner: from the guide's list, or their own."""

from django.db import models
from django.db.models import F, Q

from tracker.models.events import StageEvent, Tracked, event_constraints, web_link
from tracker.models.learner import plausible_day
from tracker.models.money import money
from tracker.querysets import CertificationQuerySet
from tracker.stages import is_held

RUNS_OUT_TOO_EARLY = "It would run out before the day on which it was passed."


class Certification(Tracked):
    class Stage(models.TextChoices):
        PLANNED = "planned", "Planned"
        STUDYING = "studying", "Studying"
        BOOKED = "booked", "Exam booked"
        PASSED = "passed", "Passed"
        FAILED = "failed", "Not passed"
        EXPIRED = "expired", "Expired"
        RENEWED = "renewed", "Renewed"

    AHEAD = ("planned", "studying", "booked")  # stages on the way to the first pass

    listed = models.ForeignKey(
        "guide.Certification",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="from the guide's list",
    )
    name = models.CharField(max_length=120, blank=True)
    link = models.URLField(max_length=500, blank=True, help_text="Where the credential can be seen.")
    credential_id = models.CharField(max_length=120, blank=True)
    fee = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True, help_text="Of one attempt.")
    fee_currency = models.CharField(max_length=3, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="The last day on which it is valid.")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PLANNED)
    listed_counts = models.BooleanField(
        default=False, editable=False, help_text="Whether the guide counted it as a cloud certification when entered."
    )
    counts = models.BooleanField(
        default=False, editable=False, help_text="Held, and one that the guide counts as a cloud certification."
    )

    objects = CertificationQuerySet.as_manager()

    class Meta:
        ordering = ["-stage_since", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="certification_token_unique"),
            web_link("certification"),
            plausible_day("stage_since", "certification_since_plausible"),
            models.CheckConstraint(
                condition=Q(stage__in=["planned", "studying", "booked", "passed", "failed", "expired", "renewed"]),
                name="certification_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(listed__isnull=False) | ~Q(name=""),
                name="certification_named",
                violation_error_message="Choose one of the list or type a name.",
            ),
            money("fee", name="certification_fee_has_its_currency", currency="fee_currency"),
            plausible_day("expires_on", "certification_expiry_plausible"),
            models.CheckConstraint(
                condition=~Q(stage__in=["passed", "renewed"])
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("stage_since")),
                name="certification_expiry_not_before_pass",
                violation_error_message=RUNS_OUT_TOO_EARLY,
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "-stage_since", "-id"], name="certification_latest"),
            models.Index(fields=["expires_on"], condition=Q(expires_on__isnull=False), name="certification_expiring"),
        ]

    def __str__(self):
        return self.listed.title if self.listed_id else self.name

    @property
    def runs_out(self):
        """Whether it is held, until a last day that is known."""
        return is_held(self.stage) and self.expires_on is not None

    @property
    def refusal(self):
        return RUNS_OUT_TOO_EARLY if self.runs_out and self.expires_on < self.stage_since else ""

    @property
    def can_be_renewed(self):
        return is_held(self.stage) or self.stage == self.Stage.EXPIRED

    @property
    def counted(self):
        return self.counts and self.deleted_at is None


class CertificationEvent(StageEvent):
    certification = models.ForeignKey(Certification, on_delete=models.CASCADE, related_name="events")
    stage = models.CharField(max_length=10, choices=Certification.Stage, blank=True)

    class Meta(StageEvent.Meta):
        constraints = event_constraints("certification", Certification.Stage.values)

    @property
    def thing(self):
        return self.certification

    def __str__(self):
        return f"{self.certification}: {self.stage}, {self.happened_on}"

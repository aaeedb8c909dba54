"""Job applications and the stages they went through."""

from django.db import models
from django.db.models import F, Q

from tracker.models.events import StageEvent, Tracked, event_constraints, web_link
from tracker.models.learner import plausible_day
from tracker.models.money import Period, money
from tracker.querysets import ApplicationQuerySet
from tracker.stages import APPLICATION, is_sent

OPEN, CLOSED = APPLICATION.open, APPLICATION.closed
BEFORE_OFFER = OPEN[: OPEN.index("offer")]


class Application(Tracked):
    """``furthest`` is the furthest open stage ever reached: it survives a rejection.

    The fields ``…_without_offers`` are what a mentor sees with whom offers are not shared.
    """

    class Stage(models.TextChoices):
        SAVED = "saved", "Saved"
        APPLIED = "applied", "Applied"
        REPLIED = "replied", "Replied"
        SCREEN = "screen", "Screen"
        TECHNICAL = "technical", "Technical"
        ONSITE = "onsite", "On-site"
        OFFER = "offer", "Offer"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn"
        NO_REPLY = "no_reply", "No reply"
        DECLINED = "declined", "Declined"

    OPEN_STAGES, CLOSED_STAGES = OPEN, CLOSED

    class Channel(models.TextChoices):
        REFERRAL = "referral", "Referral"
        COLD = "cold", "Cold"
        RECRUITER = "recruiter", "Recruiter"
        BOARD = "board", "Job board"
        EVENT = "event", "Event"
        INTERNAL = "internal", "Internal"
        OTHER = "other", "Other"

    class Workplace(models.TextChoices):
        ON_SITE = "on_site", "On site"
        HYBRID = "hybrid", "Partly from home"
        REMOTE = "remote", "Remote"

    company = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    link = models.URLField(max_length=500, blank=True)
    requisition = models.CharField("requisition number", max_length=80, blank=True)
    role_family = models.CharField(max_length=60, blank=True, help_text="Such as data engineering: the learner's word.")
    resume_version = models.CharField("résumé version", max_length=60, blank=True)
    place = models.CharField(max_length=120, blank=True)
    workplace = models.CharField(max_length=8, choices=Workplace, blank=True)
    salary_low = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    salary_high = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    salary_currency = models.CharField(max_length=3, blank=True)
    salary_period = models.CharField(max_length=5, choices=Period, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.OTHER)
    note = models.TextField(max_length=2000, blank=True)
    next_action = models.CharField(max_length=200, blank=True)
    next_action_on = models.DateField(null=True, blank=True)
    batch = models.ForeignKey(
        "tracker.ApplicationBatch",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="applications",
        help_text="The file that it came with.",
    )
    # Folded, for the warning of a second application to the same (tracker/duplicates.py).
    link_key = models.CharField(max_length=500, blank=True, editable=False)
    requisition_key = models.CharField(max_length=80, blank=True, editable=False)
    company_key = models.CharField(max_length=120, blank=True, editable=False)
    role_key = models.CharField(max_length=120, blank=True, editable=False)
    # Rollups of its stage events and follow-ups (tracker/recounts.py).
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.SAVED)
    furthest = models.CharField(max_length=10, choices=Stage, default=Stage.SAVED, editable=False)
    stage_without_offers = models.CharField(max_length=10, choices=Stage, default=Stage.SAVED, editable=False)
    stage_without_offers_since = models.DateField(editable=False)
    furthest_without_offers = models.CharField(max_length=10, choices=Stage, default=Stage.SAVED, editable=False)
    own_stage = models.ForeignKey(
        "tracker.OwnStage", null=True, blank=True, editable=False, on_delete=models.RESTRICT, related_name="+"
    )
    applied_on = models.DateField(null=True, blank=True, editable=False, help_text="Empty: not sent yet.")
    applied_on_without_offers = models.DateField(null=True, blank=True, editable=False)
    quiet_since = models.DateField(
        null=True, blank=True, editable=False, help_text="The last word of either side; empty if no answer is awaited."
    )
    follow_ups = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Sent since it came to its stage."
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-stage_since", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="application_token_unique"),
            web_link("application"),
            money("salary_low", "salary_high", name="application_salary_has_its_currency", currency="salary_currency"),
            models.CheckConstraint(
                condition=Q(salary_low__isnull=True)
                | Q(salary_high__isnull=True)
                | Q(salary_low__lte=F("salary_high")),
                name="application_salary_low_to_high",
            ),
            models.CheckConstraint(
                condition=Q(salary_period__in=["", "year", "month", "day", "hour"]),
                name="application_salary_period_known",
            ),
            models.CheckConstraint(
                condition=Q(workplace__in=["", "on_site", "hybrid", "remote"]), name="application_workplace_known"
            ),
            plausible_day("next_action_on", "application_next_plausible"),
            models.CheckConstraint(
                condition=Q(next_action_on__isnull=True) | ~Q(next_action=""), name="application_next_says_what"
            ),
            plausible_day("stage_since", "application_since_plausible"),
            plausible_day("stage_without_offers_since", "application_without_offers_since_plausible"),
            models.CheckConstraint(
                condition=Q(channel__in=["referral", "cold", "recruiter", "board", "event", "internal", "other"]),
                name="application_channel_known",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[*OPEN, *CLOSED]),
                name="application_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(furthest__in=[*OPEN]),
                name="application_furthest_is_open_stage",
            ),
            models.CheckConstraint(
                condition=Q(
                    stage_without_offers__in=[
                        "saved",
                        "applied",
                        "replied",
                        "screen",
                        "technical",
                        "onsite",
                        "rejected",
                        "withdrawn",
                        "no_reply",
                    ]
                ),
                name="application_without_offers_is_without",
            ),
            models.CheckConstraint(
                condition=Q(
                    furthest_without_offers__in=["saved", "applied", "replied", "screen", "technical", "onsite"]
                ),
                name="application_furthest_is_without_offers",
            ),
            models.CheckConstraint(condition=~Q(company="") & ~Q(role=""), name="application_named"),
        ]
        indexes = [
            models.Index(fields=["learner", "-stage_since", "-id"], name="application_latest"),
            models.Index(fields=["learner", "-stage_without_offers_since", "-id"], name="application_latest_sans"),
            models.Index(fields=["learner", "link_key"], condition=~Q(link_key=""), name="application_by_link"),
            models.Index(fields=["learner", "company_key"], name="application_by_company"),
        ]

    def __str__(self):
        return f"{self.role}, {self.company}"

    @property
    def is_closed(self):
        return self.stage in self.CLOSED_STAGES

    @property
    def is_before_offer(self):
        """Whether its stage says less than an offer does."""
        return self.stage in BEFORE_OFFER

    @property
    def stage_name(self):
        """The learner's own name of the stage, else the fixed one."""
        return self.own_stage.name if self.own_stage_id else self.get_stage_display()

    def hide_offers(self):
        """Make this instance, which is to be shown and not saved, what is seen without offers."""
        self.stage, self.stage_since = self.stage_without_offers, self.stage_without_offers_since
        self.furthest, self.applied_on = self.furthest_without_offers, self.applied_on_without_offers
        # Of every application, lest one without them stood out.
        self.own_stage, self.quiet_since, self.follow_ups = None, None, 0
        self.next_action, self.next_action_on = "", None

    @property
    def counted(self):
        return is_sent(self.furthest) and self.deleted_at is None


class ApplicationEvent(StageEvent):
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    stage = models.CharField(max_length=10, choices=Application.Stage, blank=True)
    own_stage = models.ForeignKey(
        "tracker.OwnStage", null=True, blank=True, on_delete=models.RESTRICT, related_name="events"
    )
    day_assumed = models.BooleanField(
        default=False, help_text="The file that it came from had no day for it: that of another was taken."
    )

    class Meta(StageEvent.Meta):
        constraints = event_constraints("application", Application.Stage.values)

    @property
    def thing(self):
        return self.application

    @property
    def stage_name(self):
        return self.own_stage.name if self.own_stage_id else self.get_stage_display()

    def __str__(self):
        return f"{self.application}: {self.stage}, {self.happened_on}"

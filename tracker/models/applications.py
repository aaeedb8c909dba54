"""Job applications and the stages they went through."""

from django.db import models
from django.db.models import Q

from tracker.models.events import StageEvent, Tracked, event_constraints, web_link
from tracker.models.learner import plausible_day
from tracker.stages import furthest_without_offers, is_sent


class Application(Tracked):
    """``furthest`` is the furthest open stage ever reached: it survives a rejection.

    ``stage_without_offers`` and its day are what a mentor sees with whom offers are not shared.
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

    OPEN_STAGES = ("saved", "applied", "replied", "screen", "technical", "onsite", "offer", "accepted")
    CLOSED_STAGES = ("rejected", "withdrawn", "no_reply", "declined")

    class Channel(models.TextChoices):
        REFERRAL = "referral", "Referral"
        COLD = "cold", "Cold"
        RECRUITER = "recruiter", "Recruiter"
        BOARD = "board", "Job board"
        EVENT = "event", "Event"
        INTERNAL = "internal", "Internal"
        OTHER = "other", "Other"

    company = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    link = models.URLField(max_length=500, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.OTHER)
    note = models.TextField(max_length=2000, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.SAVED)
    furthest = models.CharField(max_length=10, choices=Stage, default=Stage.SAVED, editable=False)
    stage_without_offers = models.CharField(max_length=10, choices=Stage, default=Stage.SAVED, editable=False)
    stage_without_offers_since = models.DateField(editable=False)

    class Meta:
        ordering = ["-stage_since", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="application_token_unique"),
            web_link("application"),
            plausible_day("stage_since", "application_since_plausible"),
            plausible_day("stage_without_offers_since", "application_without_offers_since_plausible"),
            models.CheckConstraint(
                condition=Q(channel__in=["referral", "cold", "recruiter", "board", "event", "internal", "other"]),
                name="application_channel_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    stage__in=[
                        "saved",
                        "applied",
                        "replied",
                        "screen",
                        "technical",
                        "onsite",
                        "offer",
                        "accepted",
                        "rejected",
                        "withdrawn",
                        "no_reply",
                        "declined",
                    ]
                ),
                name="application_stage_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    furthest__in=[
                        "saved",
                        "applied",
                        "replied",
                        "screen",
                        "technical",
                        "onsite",
                        "offer",
                        "accepted",
                    ]
                ),
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
            models.CheckConstraint(condition=~Q(company="") & ~Q(role=""), name="application_named"),
        ]
        indexes = [
            models.Index(fields=["learner", "-stage_since", "-id"], name="application_latest"),
            models.Index(fields=["learner", "-stage_without_offers_since", "-id"], name="application_latest_sans"),
        ]

    def __str__(self):
        return f"{self.role}, {self.company}"

    @property
    def is_closed(self):
        return self.stage in self.CLOSED_STAGES

    def hide_offers(self):
        """Make this instance, which is to be shown and not saved, what is seen without offers."""
        self.stage, self.stage_since = self.stage_without_offers, self.stage_without_offers_since
        self.furthest = furthest_without_offers(self.furthest)

    @property
    def counted(self):
        return is_sent(self.furthest)


class ApplicationEvent(StageEvent):
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    stage = models.CharField(max_length=10, choices=Application.Stage, blank=True)

    class Meta(StageEvent.Meta):
        constraints = event_constraints("application", Application.Stage.values)

    @property
    def thing(self):
        return self.application

    def __str__(self):
        return f"{self.application}: {self.stage}, {self.happened_on}"

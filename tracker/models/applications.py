"""Job applications and the stages they went through."""

from django.db import models
from django.db.models import F, Q

from tracker.amounts import money_words
from tracker.models.attached import Attached
from tracker.models.events import StageEvent, Tracked, event_constraints, web_link
from tracker.models.learner import Learner, plausible_day
from tracker.models.money import Period, money
from tracker.querysets import ApplicationQuerySet, OwnStageQuerySet, SavedViewQuerySet
from tracker.stages import APPLICATION, is_sent


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

    OPEN_STAGES, CLOSED_STAGES = APPLICATION.open, APPLICATION.closed

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


class OwnStage(models.Model):
    """A learner's own name for a stage, under the fixed one that it counts as. Retired, it is offered no more.

    The name is only a label and may change; what it counts as stays once an application came to it.
    """

    MOST = 30  # of one learner: they stand in every menu

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="own_stages")
    name = models.CharField(max_length=40)
    meaning = models.CharField(max_length=10, choices=Application.Stage)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = OwnStageQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "name"], name="own_stage_once"),
            models.CheckConstraint(condition=~Q(name=""), name="own_stage_named"),
            models.CheckConstraint(
                condition=Q(
                    meaning__in=[
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
                name="own_stage_meaning_known",
            ),
        ]

    def __str__(self):
        return self.name


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


class Contact(Attached):
    """Somebody at the company, or who leads there."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "token"], name="contact_token_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="contact_named"),
            web_link("contact"),
        ]

    def __str__(self):
        return self.name


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


class Document(Attached):
    """Something sent or received, by its link."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=120)
    link = models.URLField(max_length=500)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "token"], name="document_token_unique"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(link=""), name="document_titled_and_linked"),
            web_link("document"),
        ]

    def __str__(self):
        return self.title


class Offer(Attached):
    """What an employer offered on a day, a year's worth of each part in one currency. A better one is another row."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="offers")
    made_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    base = models.DecimalField(max_digits=12, decimal_places=2)
    bonus = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    stock = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    note = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "token"], name="offer_token_unique"),
            money("base", "bonus", "stock", name="offer_has_its_currency"),
            plausible_day("made_on", "offer_day_plausible"),
            plausible_day("answer_by", "offer_answer_plausible"),
        ]

    def __str__(self):
        return f"{self.application}: {self.base} {self.currency}"

    @property
    def brief(self):
        return f"an offer of {money_words(self.base, self.currency)} a year"


class SavedView(models.Model):
    """A name for filters of the list of applications, as they stand in its address."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=4000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "name"], condition=Q(removed_at=None), name="saved_view_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_named"),
        ]

    def __str__(self):
        return self.name

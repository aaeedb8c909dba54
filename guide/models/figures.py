"""Figures: a number that somebody says of somebody. Editions: what it was from one correction to the next."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from guide.addresses import address
from guide.models.records import NOT_STATED, Kind, Record
from guide.models.sources import Source
from guide.names import NAME_LENGTH, valid_key
from guide.querysets import EditionQuerySet, FigurePartQuerySet, FigureQuerySet


class Measure(models.TextChoices):
    STUDY_TIME = "study_time", "Study time"
    CALENDAR_TIME = "calendar_time", "Calendar time"
    SEARCH_TIME = "search_time", "Job search"
    TOTAL_TIME = "total_time", "Time in all"
    COST = "cost", "Cost"
    PAY = "pay", "Pay"
    GROWTH = "growth", "Growth"
    OPENINGS = "openings", "Openings"
    JOBS = "jobs", "Jobs"
    SHARE = "share", "Share"
    RATE = "rate", "Rate"
    COUNT = "count", "Count"


class Unit(models.TextChoices):
    HOUR = "hour", "hours"
    DAY = "day", "days"
    WEEK = "week", "weeks"
    MONTH = "month", "months"
    YEAR = "year", "years"
    PERCENT = "percent", "per cent"
    COUNT = "count", "in number"
    PER_QUARTER = "per_quarter", "a quarter"
    USD = "usd", "US dollars"
    USD_YEAR = "usd_year", "US dollars a year"
    USD_HOUR = "usd_hour", "US dollars an hour"


class Bound(models.TextChoices):
    RANGE = "range", "from low to high"
    AT_LEAST = "at_least", "at least"
    AT_MOST = "at_most", "at most"
    ABOUT = "about", "about"
    POINT = "point", "exactly"


class Reckoning(models.TextChoices):
    SUM = "sum", "the sum of its parts"
    PREMIUM = "premium", "the first part above the second, in per cent"
    SHARE = "share", "the first part of the second, in per cent"


class Figure(models.Model):
    """What is counted, of which record: stable through corrections. Its values stand in its editions.

    What it is made of, what it counts and what it should lie within are said here, so that a check finds out whether
    it comes out (``guide.sums``).
    """

    key = models.CharField(
        max_length=NAME_LENGTH,
        unique=True,
        validators=[valid_key],
        help_text='Stable name, such as "hours.programming".',
    )
    subject = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="figures")
    label = models.CharField(max_length=120, help_text="What is counted.")
    measure = models.CharField(max_length=20, choices=Measure)
    statistic = models.CharField(max_length=40, default=NOT_STATED, help_text='"median", "mean", "projection" …')
    note = models.CharField(max_length=500, blank=True)
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
        help_text="The older figure of which this is a later edition by its own publisher.",
    )
    parts = models.ManyToManyField(
        "self", through="FigurePart", through_fields=("total", "part"), symmetrical=False, related_name="totals"
    )
    reckoned = models.CharField("how its parts make it", max_length=8, choices=Reckoning, default=Reckoning.SUM)
    counts = models.CharField(
        max_length=20,
        choices=Kind,
        blank=True,
        help_text="It says how many records of this kind its source gives.",
    )
    counts_group = models.CharField(
        max_length=60, blank=True, help_text="Of those, the ones under this heading; empty for all."
    )
    within = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="holds",
        help_text="The wider figure of the same source that should hold this one.",
    )
    position = models.PositiveIntegerField(default=0)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(key=Lower("key")) & ~Q(key=""), name="figure_key_lower_case"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="figure_measure_known"),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")),
                name="figure_follows_another",
                violation_error_message="A figure does not follow itself.",
            ),
            models.CheckConstraint(
                condition=Q(within__isnull=True) | ~Q(within=F("id")),
                name="figure_within_another",
                violation_error_message="A figure does not hold itself.",
            ),
            models.CheckConstraint(condition=Q(reckoned__in=Reckoning.values), name="figure_reckoning_known"),
            models.CheckConstraint(condition=Q(counts__in=["", *Kind.values]), name="figure_counts_known"),
        ]

    def __str__(self):
        return f"{self.label} ({self.key})"

    def get_absolute_url(self):
        return address("guide:figure-detail", self.key)

    @property
    def counts_hours(self):
        """Whether a milestone measures logged hours against it."""
        return self.milestones.in_hours().exists()

    @property
    def latest_check(self):
        """The latest verification, None where nobody has looked. No query where ``verifications`` is prefetched."""
        return next(iter(self.verifications.all()), None)


class FigurePart(models.Model):
    """One of the figures that should make another."""

    total = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="part_rows")
    part = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="part_of_rows")
    position = models.PositiveIntegerField(default=0)

    objects = FigurePartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["total", "part"], name="figure_part_once"),
            models.CheckConstraint(condition=~Q(total=F("part")), name="figure_part_of_another"),
        ]

    def __str__(self):
        return f"{self.part} in {self.total}"


class Edition(models.Model):
    """The values of a figure, from their publication until a correction publishes the next edition.

    ``low`` and ``high`` are in ``unit``; which of the two is there follows from ``bound``. Never changed in place:
    a learner's target points at the edition that it was chosen from.
    """

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    bound = models.CharField(max_length=10, choices=Bound)
    low = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    high = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=12, choices=Unit)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="editions")
    attributed_to = models.CharField(
        max_length=120, blank=True, help_text="Whom the source names as its own authority."
    )
    population = models.CharField(max_length=200, default=NOT_STATED, help_text="Of whom.")
    place = models.CharField(max_length=120, default=NOT_STATED)
    period = models.CharField(max_length=80, default=NOT_STATED, help_text="The time that the number speaks of.")
    period_ends = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    # What may not change once published.
    VALUES = (
        "bound", "low", "high", "unit", "source", "attributed_to", "population", "place", "period", "period_ends",
    )  # fmt: skip

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["figure", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["figure", "number"], name="edition_number_unique"),
            models.UniqueConstraint(fields=["figure"], condition=Q(is_current=True), name="edition_one_current"),
            models.CheckConstraint(
                condition=(
                    Q(bound="range", low__isnull=False, high__isnull=False, low__lte=F("high"))
                    | Q(bound__in=["at_least", "about", "point"], low__isnull=False, high__isnull=True)
                    | Q(bound="at_most", low__isnull=True, high__isnull=False)
                ),
                name="edition_values_fit_bound",
                violation_error_message=(
                    "A range has a low and a high value, low first; “at most” has only a high one, the rest only a low."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(population="") & ~Q(place="") & ~Q(period=""),
                name="edition_says_of_whom_and_when",
                violation_error_message="Where the source is silent, write “not stated”.",
            ),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="edition_unit_known"),
            models.CheckConstraint(
                condition=Q(unit=Unit.PERCENT)
                | (Q(low__isnull=True) | Q(low__gte=0)) & (Q(high__isnull=True) | Q(high__gte=0)),
                name="edition_not_negative",
                violation_error_message="Only a share or a growth can be negative.",
            ),
        ]

    def __str__(self):
        return f"{self.figure.key} v{self.number}"

    def save(self, **kwargs):
        if self.pk and set(kwargs.get("update_fields") or self.VALUES) != {"is_current"}:
            raise ValueError("An edition is never changed in place: publish the next one.")
        super().save(**kwargs)

    def values(self):
        """The published values as a dict, for comparing two editions and publishing the next."""
        return {name: getattr(self, name) for name in self.VALUES}

    @property
    def first(self):
        """The value to draw or sort by when one is wanted: the low one, else the high one."""
        return self.low if self.low is not None else self.high


class Outcome(models.TextChoices):
    CONFIRMED = "confirmed", "Confirmed"
    SUPERSEDED = "superseded", "Superseded"
    HISTORICAL = "historical", "Historical"
    CONTRADICTED = "contradicted", "Contradicted"
    NOT_VERIFIED = "not_verified", "Not verified"


class Verification(models.Model):
    """Somebody looked whether a figure still holds. Append-only, apart from editing."""

    Outcome = Outcome

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="verifications")
    on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    sure = models.CharField(max_length=10, choices=Source.Certainty, blank=True)
    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="verifications_by",
        help_text="The dated check.",
    )
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="verification_outcome_known"),
        ]

    def __str__(self):
        return f"{self.figure.key}: {self.get_outcome_display()}, {self.on}"

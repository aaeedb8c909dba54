"""The learner, and what they chose: path, start, weekly goal, calendar, hours before joining.

Every choice is a row that is appended and never rewritten; what is current also stands on the learner's own row, which
``rebuild_rollups`` can check and rebuild.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tracker.querysets import (
    BreakQuerySet,
    EnrollmentQuerySet,
    LearnerQuerySet,
    PriorHoursQuerySet,
    WeeklyGoalQuerySet,
)

MONDAY, SUNDAY = 0, 6
DAY_SECONDS = 24 * 60 * 60
WEEK_SECONDS = 7 * DAY_SECONDS
SHORTEST_LIMIT = 60  # seconds of the timer: under a minute it would be flagged at once
FIRST_DAY, LAST_DAY = "2000-01-01", "2199-12-31"  # a day outside these is a slip of the keyboard


def plausible_day(field, name):
    """The constraint that a day is one of these."""
    return models.CheckConstraint(condition=Q((f"{field}__gte", FIRST_DAY), (f"{field}__lte", LAST_DAY)), name=name)


class WeekStart(models.IntegerChoices):
    MONDAY = 0, "Monday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class Learner(models.Model):
    """A person's record, from onboarding on. Its key is the person's, so that a mentor cannot be their own mentee.

    ``version`` grows with every write to the record; the sums beside it are rollups in seconds and counts.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="learner"
    )
    joined_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveBigIntegerField(default=1)

    # What is chosen now; the history stands in Enrollment, WeeklyGoal and CalendarChoice.
    path = models.ForeignKey("guide.Path", on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    goal_seconds = models.PositiveIntegerField()
    zone = models.CharField(max_length=64, default="UTC")
    week_start = models.PositiveSmallIntegerField(choices=WeekStart, default=WeekStart.MONDAY)
    timer_limit_seconds = models.PositiveIntegerField(
        default=4 * 60 * 60, help_text="Past it the timer is flagged, and stopping asks when it really ended."
    )

    currency = models.CharField(max_length=3, default="USD", help_text="What totals of money are told in.")
    quiet_days = models.PositiveSmallIntegerField(
        default=14, help_text="Days without a word after which a follow-up to an application is suggested."
    )

    # Rollups.
    sessions = models.PositiveIntegerField(default=0)
    logged_seconds = models.PositiveBigIntegerField(default=0)
    counted_seconds = models.PositiveBigIntegerField(default=0)
    prior_seconds = models.PositiveBigIntegerField(default=0)
    projects_end_to_end = models.PositiveIntegerField(default=0)
    cloud_certifications = models.PositiveIntegerField(default=0)
    applications_sent = models.PositiveIntegerField(default=0)
    next_expiry_on = models.DateField(null=True, blank=True, help_text="The first last day of certifications held.")

    # Rollups of weeks against the goal (tracker.actions.runs): the run up to the day ``run_until``, exclusive; the best
    # run, which is a record of what happened and stays; the breaks that are not over.
    run_weeks = models.PositiveIntegerField(default=0)
    run_until = models.DateField(null=True, blank=True, help_text="None: not known, since a past week changed.")
    best_run_weeks = models.PositiveIntegerField(default=0)
    best_run_ended_on = models.DateField(null=True, blank=True)
    breaks_ahead = models.JSONField(default=list, blank=True, help_text="Pairs of days as text, merged, ten at most.")

    objects = LearnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goal_seconds__gt=0, goal_seconds__lte=WEEK_SECONDS), name="learner_goal_in_a_week"
            ),
            models.CheckConstraint(condition=Q(week_start__in=WeekStart.values), name="learner_week_start_known"),
            plausible_day("started_on", "learner_start_plausible"),
            models.CheckConstraint(condition=Q(quiet_days__gte=1, quiet_days__lte=365), name="learner_quiet_in_a_year"),
            models.CheckConstraint(condition=~Q(currency=""), name="learner_has_a_currency"),
            models.CheckConstraint(
                condition=Q(timer_limit_seconds__gte=SHORTEST_LIMIT, timer_limit_seconds__lte=DAY_SECONDS),
                name="learner_timer_limit_in_a_day",
            ),
            models.CheckConstraint(
                condition=Q(best_run_weeks=0, best_run_ended_on__isnull=True)
                | Q(best_run_weeks__gt=0, best_run_ended_on__isnull=False),
                name="learner_best_run_has_its_end",
            ),
            models.CheckConstraint(
                condition=Q(counted_seconds__lte=F("logged_seconds")), name="learner_counted_within_logged"
            ),
        ]

    def __str__(self):
        return str(self.user)


class Choice(models.Model):
    """A choice of the learner: appended, never rewritten, with who made it and when."""

    recorded_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True


class Enrollment(Choice):
    """The path that a learner follows and the day from which it counts. The latest row is the current one."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="enrollments")
    path = models.ForeignKey("guide.Path", on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            plausible_day("started_on", "enrollment_start_plausible"),
        ]

    def __str__(self):
        return f"{self.learner}: {self.path} from {self.started_on}"


class WeeklyGoal(Choice):
    """Seconds a week, from the week of a day on. Of two rows for one day the later recorded holds."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="goals")
    effective_from = models.DateField()
    seconds = models.PositiveIntegerField()

    objects = WeeklyGoalQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(seconds__gt=0, seconds__lte=WEEK_SECONDS), name="goal_in_a_week"),
            plausible_day("effective_from", "goal_day_plausible"),
        ]

    def __str__(self):
        return f"{self.learner}: {self.seconds} s a week from {self.effective_from}"


class CalendarChoice(Choice):
    """Time zone and first day of the week, from a day on. Days logged before keep what held then."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="calendar_choices")
    effective_from = models.DateField()
    zone = models.CharField(max_length=64)
    week_start = models.PositiveSmallIntegerField(choices=WeekStart, default=WeekStart.MONDAY)

    class Meta:
        ordering = ["-effective_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(week_start__in=WeekStart.values), name="calendar_week_start_known"),
            plausible_day("effective_from", "calendar_day_plausible"),
        ]

    def __str__(self):
        return f"{self.learner}: {self.zone} from {self.effective_from}"


class Break(Choice):
    """Days on which the learner means not to study: the weekly goal rests, and they are no part of the pace.

    Taken back or changed, it is cancelled and another appended. Two may overlap: a day rests once.
    """

    LONGEST_DAYS = 366

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="breaks")
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = BreakQuerySet.as_manager()

    class Meta:
        ordering = ["-first", "-id"]
        constraints = [
            plausible_day("first", "break_first_plausible"),
            plausible_day("last", "break_last_plausible"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="break_begins_before_it_ends"),
        ]

    def __str__(self):
        return f"{self.learner}: {self.first} to {self.last}"


class PriorHours(Choice):
    """Time spent on a skill before joining, as the learner puts it. The latest row of a skill is the current one."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="prior_hours")
    skill = models.ForeignKey("guide.Skill", on_delete=models.PROTECT, related_name="+")
    seconds = models.PositiveIntegerField()

    MAX_SECONDS = 20_000 * 3600

    objects = PriorHoursQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "prior hours"
        constraints = [
            models.CheckConstraint(
                condition=Q(seconds__lte=20_000 * 3600),
                name="prior_hours_plausible",
                violation_error_message="More than 20,000 hours is more than ten years of full-time work.",
            ),
        ]
        indexes = [models.Index(fields=["learner", "skill", "-id"], name="prior_hours_latest")]

    def __str__(self):
        return f"{self.learner}: {self.seconds} s of {self.skill} before joining"

"""The plan: how much a week or by which day, in which order, measured against what. Every version is kept.

What follows from it (due dates, how far behind, what would help) is derived: see tracker/plans.py.
"""

from django.db import models
from django.db.models import F, Q

from guide.models import Milestone
from tracker.models.learner import WEEK_SECONDS, Choice, Learner, plausible_day
from tracker.models.targets import goal_of
from tracker.plans import DATE, HOURS, LOW_END
from tracker.querysets import PlanAnswerQuerySet, PlanQuerySet


class Appended(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if self.pk:
            raise ValueError("What was planned is never rewritten: append the next version.")
        super().save(**kwargs)


class Plan(Appended, Choice):
    """One version of a learner's plan; the one with the highest number holds.

    It counts from the morning of ``effective_from``, the learner's day, with what its steps had to go then.
    """

    class Order(models.TextChoices):
        IN_ORDER = "in_order", "One after the other"
        TOGETHER = "together", "All together"

    class Origin(models.TextChoices):
        CHOSEN = "chosen", "Chosen"
        PROPOSAL = "proposal", "A proposal, accepted"

    LONGEST_REASON = 300
    TARGET_CHANGED = "Target changed. "  # so begins the reason of a version that followed a target; its title is next

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    target_day = models.DateField(null=True, blank=True)
    weekly_seconds = models.PositiveIntegerField(null=True, blank=True)
    order = models.CharField(max_length=8, choices=Order, default=Order.IN_ORDER)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.CHOSEN)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "number"], name="plan_number_unique"),
            models.CheckConstraint(
                condition=Q(target_day__isnull=True, weekly_seconds__isnull=False)
                | Q(target_day__isnull=False, weekly_seconds__isnull=True),
                name="plan_by_day_or_by_hours",
            ),
            models.CheckConstraint(
                condition=Q(weekly_seconds__isnull=True) | Q(weekly_seconds__gt=0, weekly_seconds__lte=WEEK_SECONDS),
                name="plan_hours_in_a_week",
            ),
            models.CheckConstraint(
                condition=Q(target_day__isnull=True) | Q(target_day__gte=F("effective_from")),
                name="plan_ends_after_it_begins",
            ),
            plausible_day("effective_from", "plan_day_plausible"),
            plausible_day("target_day", "plan_target_plausible"),
            models.CheckConstraint(condition=Q(order__in=["in_order", "together"]), name="plan_order_known"),
            models.CheckConstraint(condition=Q(origin__in=["chosen", "proposal"]), name="plan_origin_known"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="plan_says_why_it_changed"),
        ]

    def __str__(self):
        return f"{self.learner}: plan {self.number}"

    @property
    def is_together(self):
        return self.order == self.Order.TOGETHER


class PlanStep(Appended):
    """A milestone of a plan: its place, what it is measured against, and what it had to go on the plan's first morning.

    ``to_go`` is in seconds, None where the milestone does not count hours.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    edition = models.ForeignKey("guide.Edition", on_delete=models.PROTECT, related_name="+")
    end = models.CharField(max_length=4, choices=Milestone.End, default=Milestone.End.LOW)
    to_go = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "milestone"], name="plan_step_once"),
            models.UniqueConstraint(fields=["plan", "position"], name="plan_position_once"),
            models.CheckConstraint(condition=Q(end__in=["low", "high"]), name="plan_step_end_known"),
        ]

    def __str__(self):
        return f"{self.plan}, {self.position}: {self.milestone}"

    @property
    def goal(self):
        """What it is measured against, as tracker.progress measures it."""
        return goal_of(self.milestone, self.edition, self.end)

    @property
    def low_goal(self):
        """The same at the low end of its range."""
        return goal_of(self.milestone, self.edition, Milestone.End.LOW)

    @property
    def is_high(self):
        """Whether it aims for the high end of a range, so that the low one is less."""
        return self.end == Milestone.End.HIGH and self.goal.is_range


class PlanAnswer(Appended, Choice):
    """What the learner said to the proposal of a week: accepted with one of its levers, or declined."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    class Lever(models.TextChoices):
        HOURS = HOURS, "More hours a week"
        DATE = DATE, "A later date"
        LOW_END = LOW_END, "The low end of the ranges"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="plan_answers")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="answers")
    week = models.DateField(help_text="The first day of the learner's week.")
    answer = models.CharField(max_length=8, choices=Answer)
    lever = models.CharField(max_length=8, choices=Lever, blank=True)

    objects = PlanAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-week"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "week"], name="plan_answer_once_a_week"),
            models.CheckConstraint(
                condition=Q(answer="accepted", lever__in=["hours", "date", "low_end"]) | Q(answer="declined", lever=""),
                name="plan_answer_known",
            ),
            plausible_day("week", "plan_answer_week_plausible"),
        ]

    def __str__(self):
        return f"{self.plan}, week of {self.week}: {self.answer}"

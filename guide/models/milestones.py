"""Milestones: what the guide recommends to reach, in a form that the tracker can measure against."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from guide.models.records import Kind, Record
from guide.querysets import MilestoneQuerySet


class Counts(models.TextChoices):
    SKILL_HOURS = "skill_hours", "Hours of one skill"
    TOTAL_HOURS = "total_hours", "Hours in all"
    END_TO_END_PROJECTS = "end_to_end_projects", "End-to-end projects"
    PUBLIC_PROJECTS = "public_projects_per_quarter", "Public projects a quarter"
    CLOUD_CERTIFICATIONS = "cloud_certifications", "Cloud certifications"
    APPLICATIONS_SENT = "applications_sent", "Applications sent"
    MONTHS_SINCE_START = "months_since_start", "Months since the start"
    OTHER = "other", "Something that a log does not show"


class End(models.TextChoices):
    LOW = "low", "the low mark"
    HIGH = "high", "the high mark"


class Milestone(Record):
    KIND = Kind.MILESTONE
    now = None  # its figure's current edition, of ``tracked``; none where the figure has no value yet

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_milestone")

    Counts = Counts

    End = End

    counts = models.CharField(max_length=30, choices=Counts)
    skill = models.ForeignKey("guide.Skill", null=True, blank=True, on_delete=models.PROTECT, related_name="milestones")
    figure = models.ForeignKey("guide.Figure", on_delete=models.PROTECT, related_name="milestones")
    question = models.ForeignKey(
        "guide.Question", null=True, blank=True, on_delete=models.PROTECT, related_name="milestones"
    )
    end = models.CharField(max_length=4, choices=End, default=End.LOW, help_text="Which end is the first goal.")
    tracked = models.BooleanField(default=False, help_text="Whether the tracker measures it today.")

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(counts="skill_hours") | Q(skill__isnull=False),
                name="milestone_hours_name_a_skill",
                violation_error_message="Hours of one skill: of which?",
            ),
            models.CheckConstraint(condition=Q(counts__in=Counts.values), name="milestone_counts_known"),
            models.CheckConstraint(condition=Q(end__in=End.values), name="milestone_end_known"),
        ]

    def clean(self):
        """Whether it is published stands in another table, so that no constraint can say this."""
        super().clean()
        other = Milestone.objects.counting_as(self).first() if self.tracked and self.is_published else None
        if other:
            raise ValidationError(f"The tracker measures the same by “{other}” already: one of the two, not both.")

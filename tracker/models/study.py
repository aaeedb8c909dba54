"""Study sessions, and the sums over them that make a page cost the same after ten sessions and after ten thousand."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tracker.models.learner import DAY_SECONDS, Learner, plausible_day
from tracker.querysets import DayTotalQuerySet, SkillTotalQuerySet, StudySessionQuerySet

LONGEST_DAY_SECONDS = DAY_SECONDS + 3600  # the day on which summer time ends has 25 hours


class StudySession(models.Model):
    """Time spent on a day (the learner's own), in seconds. Deleted ones stay in the bin until ``tick`` empties it."""

    class Activity(models.TextChoices):
        STUDY = "study", "Study"
        INTERVIEW = "interview", "Interview practice"
        PROJECT = "project", "Project work"

    class Origin(models.TextChoices):
        FORM = "form", "Typed in"
        DEMO = "demo", "Demo data"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="study_sessions")
    day = models.DateField()
    zone = models.CharField(max_length=64)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField()
    activity = models.CharField(max_length=12, choices=Activity, default=Activity.STUDY)
    skill = models.ForeignKey("guide.Skill", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("guide.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    counts = models.BooleanField(default=True, help_text="Whether it counts to the recommended total of hours.")
    note = models.TextField(max_length=2000, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.FORM)
    token = models.UUIDField(default=uuid.uuid4, help_text="The form's own: sent twice, it is saved once.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = StudySessionQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="session_token_unique"),
            models.CheckConstraint(
                condition=Q(seconds__gt=0, seconds__lte=LONGEST_DAY_SECONDS), name="session_fits_in_a_day"
            ),
            plausible_day("day", "session_day_plausible"),
            models.CheckConstraint(condition=Q(origin__in=["form", "demo"]), name="session_origin_known"),
            models.CheckConstraint(
                condition=Q(activity="study", skill__isnull=False) | Q(activity__in=["interview", "project"]),
                name="session_study_names_a_skill",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, ended_at__isnull=True)
                | Q(started_at__isnull=False, ended_at__isnull=False, started_at__lte=F("ended_at")),
                name="session_starts_before_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "-day", "-id"], condition=Q(deleted_at=None), name="session_latest"),
            models.Index(
                fields=["learner", "skill", "day", "seconds"], condition=Q(deleted_at=None), name="session_by_skill"
            ),
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="session_bin"),
        ]

    def __str__(self):
        return f"{self.what}, {self.day}: {self.seconds} s"

    @property
    def what(self):
        """What was done, for people: the skill, else the activity."""
        return self.skill.title if self.skill_id else self.get_activity_display()


class SkillTotal(models.Model):
    """Rollup: one learner's time on one skill, in seconds; ``prior_seconds`` before joining, the rest logged."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="skill_totals")
    skill = models.ForeignKey("guide.Skill", on_delete=models.PROTECT, related_name="+")
    logged_seconds = models.PositiveBigIntegerField(default=0)
    prior_seconds = models.PositiveBigIntegerField(default=0)
    sessions = models.PositiveIntegerField(default=0)

    objects = SkillTotalQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "skill"], name="skill_total_once")]

    def __str__(self):
        return f"{self.learner}, {self.skill}: {self.logged_seconds} s"


class DayTotal(models.Model):
    """Rollup: one learner's time on one day, in seconds. Its check is what keeps a day from holding more than a day."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="day_totals")
    day = models.DateField()
    seconds = models.PositiveIntegerField()

    objects = DayTotalQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "day"], name="day_total_once"),
            models.CheckConstraint(condition=Q(seconds__lte=LONGEST_DAY_SECONDS), name="day_total_fits_in_a_day"),
        ]

    def __str__(self):
        return f"{self.learner}, {self.day}: {self.seconds} s"

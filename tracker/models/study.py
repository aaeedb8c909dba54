"""Study sessions, and the sums over them that make a page cost the same after ten sessions and after ten thousand."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from tracker.models.events import web_link
from tracker.models.learner import DAY_SECONDS, Learner, plausible_day
from tracker.querysets import DayTotalQuerySet, SkillTotalQuerySet, StudySessionQuerySet, TagQuerySet

LONGEST_DAY_SECONDS = DAY_SECONDS + 3600  # the day on which summer time ends has 25 hours


class Tag(models.Model):
    """A learner's own word for some of their sessions: lower case, without spaces, as it is typed after a #."""

    LONGEST = 40

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=LONGEST)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "name"], name="tag_once"),
            models.CheckConstraint(
                condition=Q(name=Lower("name")) & ~Q(name="") & ~Q(name__contains=" "), name="tag_is_one_word"
            ),
        ]

    def __str__(self):
        return self.name


class StudySession(models.Model):
    """Time spent on a day (the learner's own), in seconds. Deleted ones stay in the bin until ``tick`` empties it."""

    class Activity(models.TextChoices):
        STUDY = "study", "Study"
        INTERVIEW = "interview", "Interview practice"
        PROJECT = "project", "Project work"

    class Origin(models.TextChoices):
        FORM = "form", "Typed in"
        QUICK = "quick", "Quick line"
        TIMER = "timer", "Timer"
        IMPORT = "import", "Imported"
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
    resource = models.ForeignKey("guide.Record", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    link = models.URLField(max_length=500, blank=True, help_text="The learner's own resource, where it is no record.")
    project = models.ForeignKey(
        "tracker.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    certification = models.ForeignKey(
        "tracker.Certification", null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="sessions")
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.FORM)
    batch = models.ForeignKey(
        "tracker.ImportBatch", null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
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
            models.CheckConstraint(
                condition=Q(origin__in=["form", "quick", "timer", "import", "demo"]), name="session_origin_known"
            ),
            models.CheckConstraint(
                condition=Q(activity="study", skill__isnull=False) | Q(activity__in=["interview", "project"]),
                name="session_study_names_a_skill",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, ended_at__isnull=True)
                | Q(started_at__isnull=False, ended_at__isnull=False, started_at__lte=F("ended_at")),
                name="session_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(topic__isnull=True) | Q(skill__isnull=False), name="session_topic_has_its_skill"
            ),
            web_link("session"),
            models.CheckConstraint(
                condition=Q(project__isnull=True) | Q(certification__isnull=True), name="session_for_one_thing"
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "-day", "-id"], condition=Q(deleted_at=None), name="session_latest"),
            # In the order of the list, and the seconds with it, so that a skill's sums are read off the index.
            models.Index(
                fields=["learner", "skill", "-day", "-id", "seconds"],
                condition=Q(deleted_at=None),
                name="session_latest_of_skill",
            ),
            # A few of many, as a rule; their sums by day are read off the index.
            models.Index(
                fields=["learner", "day", "seconds"],
                condition=Q(deleted_at=None, counts=False),
                name="session_beside_the_total",
            ),
            models.Index(
                fields=["learner", "-deleted_at"], condition=Q(deleted_at__isnull=False), name="session_binned"
            ),
            # The sums of what is tied to a project or a certification are read off these.
            models.Index(
                fields=["project", "seconds"],
                condition=Q(deleted_at=None, project__isnull=False),
                name="session_of_project",
            ),
            models.Index(
                fields=["certification", "seconds"],
                condition=Q(deleted_at=None, certification__isnull=False),
                name="session_of_certification",
            ),
        ]

    def __str__(self):
        return f"{self.what}, {self.day}: {self.seconds} s"

    @property
    def what(self):
        """What was done, for people: the skill and its topic, else the activity. It needs both rows at hand."""
        if not self.skill_id:
            return self.get_activity_display()
        return f"{self.skill.title}: {self.topic.name}" if self.topic_id else self.skill.title

    @property
    def for_what(self):
        """The project or certification that it was for, or None. A query, unless it is at hand."""
        return self.project if self.project_id else self.certification if self.certification_id else None

    def entry(self):
        """What the learner entered: the values that tracker.actions.study takes. One query, for the tags."""
        names = ("day", "seconds", "skill", "activity", "topic", "note", "resource", "link", "started_at", "ended_at",
                 "project", "certification")  # fmt: skip
        return {**{name: getattr(self, name) for name in names}, "tags": frozenset(tag.name for tag in self.tags.all())}


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

"""Portfolio projects, and the evidence that makes one end-to-end."""

from django.db import models
from django.db.models import Q

from tracker.models.events import StageEvent, Tracked, event_constraints, web_link
from tracker.models.learner import plausible_day
from tracker.querysets import ProjectQuerySet


class Project(Tracked):
    class Stage(models.TextChoices):
        IDEA = "idea", "Idea"
        BUILDING = "building", "Building"
        DEPLOYED = "deployed", "Deployed"
        PUBLIC = "public", "Public"
        KEPT = "kept", "Kept running"

    title = models.CharField(max_length=120)
    link = models.URLField(max_length=500, blank=True, help_text="Where it can be seen: the code or the demo.")
    note = models.TextField(max_length=2000, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.IDEA)
    end_to_end = models.BooleanField(default=False, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-stage_since", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="project_token_unique"),
            web_link("project"),
            plausible_day("stage_since", "project_since_plausible"),
            models.CheckConstraint(
                condition=Q(stage__in=["idea", "building", "deployed", "public", "kept"]), name="project_stage_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="project_titled"),
        ]
        indexes = [models.Index(fields=["learner", "-stage_since", "-id"], name="project_latest")]

    def __str__(self):
        return self.title

    @property
    def days_met(self):
        """The day by criterion, of those that it meets."""
        return {evidence.criterion: evidence.met_on for evidence in self.evidence.all()}

    @property
    def counted(self):
        return self.end_to_end


class ProjectEvent(StageEvent):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="events")
    stage = models.CharField(max_length=10, choices=Project.Stage, blank=True)

    class Meta(StageEvent.Meta):
        constraints = event_constraints("project", Project.Stage.values)

    @property
    def thing(self):
        return self.project

    def __str__(self):
        return f"{self.project}: {self.stage}, {self.happened_on}"


class Evidence(models.Model):
    """A criterion of the guide that a project meets: when, and where it can be seen."""

    class Criterion(models.TextChoices):
        REAL_DATA = "real_data", "Loads real data"
        MODEL = "model", "Trains a model"
        DEPLOYED = "deployed", "Deployed to the web"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.CharField(max_length=12, choices=Criterion)
    met_on = models.DateField()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["project", "criterion"], name="evidence_once"),
            plausible_day("met_on", "evidence_day_plausible"),
            models.CheckConstraint(
                condition=Q(criterion__in=["real_data", "model", "deployed"]), name="evidence_criterion_known"
            ),
        ]

    def __str__(self):
        return f"{self.project}: {self.get_criterion_display()}"

"""Portfolio projects, and the evidence that makes one end-to-end."""

from django.db import models
from django.db.models import Q

from tracker.models.events import StageEvent, Tracked, event_constraints, web_link
from tracker.models.learner import plausible_day
from tracker.portfolio import Proof
from tracker.querysets import ProjectEventQuerySet, ProjectQuerySet
from tracker.stages import is_up


class Project(Tracked):
    class Stage(models.TextChoices):
        IDEA = "idea", "Idea"
        BUILDING = "building", "Building"
        DEPLOYED = "deployed", "Deployed"
        PUBLIC = "public", "Public"
        KEPT = "kept", "Kept running"

    title = models.CharField(max_length=120)
    link = models.URLField(max_length=500, blank=True, help_text="Where it runs or can be seen.")
    code_link = models.URLField(max_length=500, blank=True, help_text="Where its code lies.")
    write_up_link = models.URLField(max_length=500, blank=True, help_text="Where it is told of.")
    note = models.TextField(max_length=2000, blank=True)
    idea = models.ForeignKey(
        "guide.Idea",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Of the guide's list.",
    )
    skills = models.ManyToManyField("guide.Skill", blank=True, related_name="+")
    position = models.IntegerField(default=0, help_text="The learner's own order: the smallest first.")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.IDEA)
    end_to_end = models.BooleanField(default=False, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="project_token_unique"),
            web_link("project"),
            web_link("project", "code_link"),
            web_link("project", "write_up_link"),
            plausible_day("stage_since", "project_since_plausible"),
            models.CheckConstraint(
                condition=Q(stage__in=["idea", "building", "deployed", "public", "kept"]), name="project_stage_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="project_titled"),
        ]
        indexes = [
            models.Index(fields=["learner", "-stage_since", "-id"], name="project_latest"),
            models.Index(fields=["learner", "position", "-id"], name="project_in_order"),
        ]

    def __str__(self):
        return self.title

    @property
    def proofs(self):
        """The Proof by criterion, of those that it meets."""
        return {row.criterion: Proof(row.met_on, row.link, row.note) for row in self.evidence.all()}

    @property
    def skill_keys(self):
        return frozenset(skill.pk for skill in self.skills.all())

    @property
    def shots(self):
        """Its pictures: pairs of a link and what is to be seen."""
        return tuple((picture.link, picture.text) for picture in self.pictures.all())

    @property
    def links(self):
        """Pairs of a word and an address, the demo first."""
        pairs = (("Demo", self.link), ("Code", self.code_link), ("Write-up", self.write_up_link))
        return tuple((word, link) for word, link in pairs if link)

    @property
    def criteria_lacking(self):
        """Those of the three criteria that make it end-to-end which it does not meet, in words."""
        met = {row.criterion for row in self.evidence.all()}
        return [Evidence.Criterion(name).label for name in Evidence.ASKED if name not in met]

    @property
    def criteria_unshown(self):
        """The criteria that it meets by the learner's word alone, without a link or a note, in words."""
        alone = {row.criterion for row in self.evidence.all() if not (row.link or row.note)}
        return [criterion.label for criterion in Evidence.Criterion if criterion in alone]

    @property
    def is_up(self):
        return is_up(self.stage)

    @property
    def counted(self):
        return self.end_to_end and self.deleted_at is None


class ProjectEvent(StageEvent):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="events")
    stage = models.CharField(max_length=10, choices=Project.Stage, blank=True)

    objects = ProjectEventQuerySet.as_manager()

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
        TESTS = "tests", "Has tests"
        MONITORING = "monitoring", "Is monitored"
        WRITE_UP = "write_up", "Has a write-up"
        IMPACT = "impact", "Shows a measured impact"

    ASKED = ("real_data", "model", "deployed")  # what makes it end-to-end; the rest makes it better

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.CharField(max_length=12, choices=Criterion)
    met_on = models.DateField()
    link = models.URLField(max_length=500, blank=True, help_text="Where this can be seen.")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["project", "criterion"], name="evidence_once"),
            plausible_day("met_on", "evidence_day_plausible"),
            models.CheckConstraint(
                condition=Q(
                    criterion__in=["real_data", "model", "deployed", "tests", "monitoring", "write_up", "impact"]
                ),
                name="evidence_criterion_known",
            ),
            web_link("evidence"),
        ]

    def __str__(self):
        return f"{self.project}: {self.get_criterion_display()}"


class ProjectPicture(models.Model):
    """A picture of a project, by its link: it is linked to, never fetched or embedded."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pictures")
    link = models.URLField(max_length=500)
    text = models.CharField(max_length=200, help_text="What is to be seen on it.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "link"], name="picture_once"),
            web_link("picture"),
            models.CheckConstraint(condition=~Q(link="") & ~Q(text=""), name="picture_described"),
        ]

    def __str__(self):
        return self.text

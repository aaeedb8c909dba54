"""Imports: a file on its way into the log, row by row, and what of it is remembered so that nothing comes in twice.

A file is cut into chunks when it arrives, its chunks are read into rows, its rows are looked at beside the log, and all
that are new become sessions in one transaction: a batch is all there or not there.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tracker.models.learner import Learner
from tracker.models.study import StudySession
from tracker.querysets import (
    ImportBatchQuerySet,
    ImportedRowQuerySet,
    ImportRowQuerySet,
    ImportSourceQuerySet,
    NameMappingQuerySet,
)


class ImportBatch(models.Model):
    """One file. ``header`` and ``options`` say how it is read, ``counts`` how many rows came to what when it was
    committed, ``looked_at`` the learner's version at which its rows were last looked at beside the log."""

    class State(models.TextChoices):
        ASKING = "asking", "Questions are open"
        READING = "reading", "Being read"
        READY = "ready", "Ready to import"
        COMMITTED = "committed", "Imported"
        UNDONE = "undone", "Taken back"
        DROPPED = "dropped", "Not imported"

    OPEN = (State.ASKING, State.READING, State.READY)

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="imports")
    token = models.UUIDField(default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=State, default=State.ASKING)
    format = models.CharField(max_length=16)
    filename = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    zone = models.CharField(max_length=64)
    header = models.JSONField(default=list, blank=True)
    options = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    rows = models.PositiveIntegerField(default=0, help_text="Rows in the file that are not empty.")
    chunks_read = models.PositiveIntegerField(default=0)
    looked_at = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "import batches"
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="import_token_unique"),
            models.CheckConstraint(
                condition=Q(state__in=["asking", "reading", "ready", "committed", "undone", "dropped"]),
                name="import_state_known",
            ),
            models.CheckConstraint(
                condition=Q(committed_at__isnull=False) | ~Q(state__in=["committed", "undone"]),
                name="import_committed_says_when",
            ),
        ]

    def __str__(self):
        return f"{self.learner}: {self.filename or self.format}"

    @property
    def is_open(self):
        return self.state in self.OPEN


class ImportChunk(models.Model):
    """A thousand rows of a file as they stand in it, packed; kept until they are read and the batch is done."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    packed = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_chunk_once")]

    def __str__(self):
        return f"{self.batch}, chunk {self.number}"


class Meaning(models.Model):
    """What time under a name of somebody else's is logged as."""

    class Verdict(models.TextChoices):
        OPEN = "open", "Not said yet"
        TAKE = "take", "Logged"
        LEAVE = "leave", "Left out"
        TAGS = "tags", "As its tags say"

    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.OPEN)
    activity = models.CharField(max_length=12, choices=StudySession.Activity, default=StudySession.Activity.STUDY)
    skill = models.ForeignKey("guide.Skill", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("guide.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    MEANING = ("verdict", "activity", "skill_id", "topic_id")

    class Meta:
        abstract = True

    @property
    def meaning(self):
        return tuple(getattr(self, name) for name in self.MEANING)


def meaning_is_whole(name):
    """The constraint that study names a skill, and a topic its skill."""
    whole = ~Q(verdict="take") | Q(skill__isnull=False) | Q(activity__in=["interview", "project"])
    return models.CheckConstraint(condition=whole & (Q(topic__isnull=True) | Q(skill__isnull=False)), name=name)


class NameMapping(Meaning):
    """What a learner said once of a project or a tag of another tracker; it holds for all their imports."""

    class Kind(models.TextChoices):
        PROJECT = "project", "Project"
        TAG = "tag", "Tag"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="name_mappings")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=400, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = NameMappingQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "folded"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "kind", "folded"], name="name_mapping_once"),
            models.CheckConstraint(condition=Q(kind__in=["project", "tag"]), name="name_mapping_kind_known"),
            models.CheckConstraint(
                condition=Q(verdict__in=["take", "leave"]) | Q(verdict="tags", kind="project"),
                name="name_mapping_says_something",
            ),
            meaning_is_whole("name_mapping_is_whole"),
        ]

    def __str__(self):
        return f"{self.learner}: {self.name or 'no name'}"


class ImportSource(Meaning):
    """Where rows of a batch come from: their project and tags, and what that is logged as."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="sources")
    key = models.CharField(max_length=32)
    project = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=400, blank=True)
    tags = models.JSONField(default=list)
    named = models.BooleanField(default=True, help_text="Whether names say what it is, not the file itself.")

    objects = ImportSourceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "key"], name="import_source_once"),
            models.CheckConstraint(condition=Q(verdict__in=["open", "take", "leave"]), name="import_source_verdict"),
            meaning_is_whole("import_source_is_whole"),
        ]

    def __str__(self):
        return f"{self.batch}: {self.project}"


class ImportRow(models.Model):
    """A session to be, or why it is none. A row of a file that crosses midnight is several, its parts.

    ``code`` says which rule spoke: "" where reading alone did.
    """

    class Status(models.TextChoices):
        NEW = "new", "New"
        KNOWN = "known", "Known"
        OVERLAP = "overlap", "At the same time as another"
        REFUSED = "refused", "Refused"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="staged")
    source = models.ForeignKey(ImportSource, null=True, on_delete=models.CASCADE, related_name="staged")
    line = models.PositiveIntegerField()
    part = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=8, choices=Status, default=Status.NEW)
    code = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    day = models.DateField(null=True)
    seconds = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True, help_text="Of a refused row, how it stands in the file.")
    link = models.URLField(max_length=500, blank=True)
    resource = models.ForeignKey("guide.Record", null=True, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey("tracker.Project", null=True, on_delete=models.SET_NULL, related_name="+")
    certification = models.ForeignKey("tracker.Certification", null=True, on_delete=models.SET_NULL, related_name="+")
    content = models.CharField(max_length=32, blank=True)
    ordinal = models.PositiveIntegerField(default=1, help_text="Which of those alike in its file.")
    identified = models.BooleanField(default=False, help_text="Whether those alike are one and the same.")
    cut = models.BooleanField(default=False, help_text="Whether its note was longer than a note may be.")
    token = models.UUIDField(default=uuid.uuid4)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["line", "part"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["new", "known", "overlap", "refused"]), name="import_row_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="refused") | Q(day__isnull=False, seconds__gt=0, source__isnull=False),
                name="import_row_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, ended_at__isnull=True)
                | Q(started_at__isnull=False, ended_at__isnull=False, started_at__lte=F("ended_at")),
                name="import_row_starts_before_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "status", "line", "part"], name="import_row_by_status"),
            models.Index(fields=["batch", "content"], name="import_row_by_content"),
            models.Index(fields=["batch", "day"], name="import_row_by_day"),
        ]

    def __str__(self):
        return f"line {self.line}: {self.get_status_display()}"


class ImportedRow(models.Model):
    """That a row has been imported. It outlives its session, so that what was deleted since does not come back."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="imported_rows")
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.SET_NULL, related_name="imported_rows")
    content = models.CharField(max_length=32)
    ordinal = models.PositiveIntegerField(default=1)
    token = models.UUIDField(help_text="Of the session that it became.")

    objects = ImportedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "content", "ordinal"], name="imported_row_once"),
        ]

    def __str__(self):
        return self.content

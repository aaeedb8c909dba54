"""Imports of application logs: a file on its way in, what its words mean, and what keeps it from coming in twice.

Such a file is short, so its rows are not staged: they stand packed in the batch and are read anew at each step.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from tracker.models.applications import Application
from tracker.models.learner import Learner
from tracker.models.own_stages import OwnStage
from tracker.querysets import ApplicationBatchQuerySet, ImportedApplicationQuerySet, StageWordQuerySet


class ApplicationBatch(models.Model):
    """One file. ``cells``: its sheets, packed, until ``tick`` clears them; ``sheet`` is the one that is read.

    ``header_key`` says which later file has the same columns, ``mapping`` what they are (tracker/applogs/mapping.py:
    ``columns`` and ``options`` in one), ``taken`` the lines that come in although they were asked about, ``counts`` how
    many rows came to what.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Not imported yet"
        COMMITTED = "committed", "Imported"
        UNDONE = "undone", "Taken back"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="application_batches")
    token = models.UUIDField(default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    filename = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    sheet = models.PositiveSmallIntegerField(default=0)
    header_key = models.CharField(max_length=32, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    options = models.JSONField(default=dict, blank=True)
    taken = models.JSONField(default=list, blank=True)
    cells = models.BinaryField(default=bytes, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    rows = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ApplicationBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "application batches"
        constraints = [
            models.UniqueConstraint(fields=["learner", "token"], name="application_batch_token_unique"),
            models.CheckConstraint(
                condition=Q(state__in=["uploaded", "committed", "undone"]), name="application_batch_state_known"
            ),
            models.CheckConstraint(
                condition=Q(committed_at__isnull=False) | Q(state="uploaded"),
                name="application_batch_committed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | ~Q(state="undone"), name="application_batch_undone_says_when"
            ),
        ]

    def __str__(self):
        return f"{self.learner}: {self.filename or 'a file'}"

    @property
    def mapping(self):
        return {**self.options, "columns": self.columns}

    @mapping.setter
    def mapping(self, mapping):
        self.columns = mapping.get("columns", {})
        self.options = {name: value for name, value in mapping.items() if name != "columns"}

    @property
    def has_file(self):
        return bool(self.cells)


class ImportedApplication(models.Model):
    """That a row has been imported. It outlives its application, so that what was deleted since does not come back."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="imported_applications")
    batch = models.ForeignKey(
        ApplicationBatch, null=True, blank=True, on_delete=models.SET_NULL, related_name="imported_rows"
    )
    content = models.CharField(max_length=32)
    token = models.UUIDField(help_text="Of the application that it became.")

    objects = ImportedApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "content"], name="imported_application_once"),
        ]

    def __str__(self):
        return self.content


class StageWord(models.Model):
    """What a learner said once of a word for a stage or a channel; it holds for all their imports.

    A stage word names how far it came, how it was closed, or both; ``own_stage`` is a name of theirs for the stage.
    """

    class Kind(models.TextChoices):
        STAGE = "stage", "Stage"
        CHANNEL = "channel", "Channel"

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="stage_words")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STAGE)
    word = models.CharField(max_length=80)
    folded = models.CharField(max_length=160)
    stage = models.CharField(max_length=10, choices=Application.Stage, blank=True)
    closing = models.CharField(max_length=10, choices=Application.Stage, blank=True)
    own_stage = models.ForeignKey(OwnStage, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Application.Channel, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = StageWordQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "folded"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "kind", "folded"], name="stage_word_once"),
            models.CheckConstraint(
                condition=Q(kind="stage", channel="") & (~Q(stage="") | ~Q(closing=""))
                | Q(kind="channel", stage="", closing="", own_stage__isnull=True) & ~Q(channel=""),
                name="stage_word_says_something",
            ),
            models.CheckConstraint(
                condition=Q(
                    stage__in=["", "saved", "applied", "replied", "screen", "technical", "onsite", "offer", "accepted"]
                ),
                name="stage_word_stage_is_open",
            ),
            models.CheckConstraint(
                condition=Q(closing__in=["", "rejected", "withdrawn", "no_reply", "declined"]),
                name="stage_word_closing_closes",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["", "referral", "cold", "recruiter", "board", "event", "internal", "other"]),
                name="stage_word_channel_known",
            ),
        ]

    def __str__(self):
        return f"{self.learner}: {self.word}"

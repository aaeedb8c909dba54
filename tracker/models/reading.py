"""What a learner writes and marks beside the guide: notes, and what they have read. For nobody else's eyes.

No admin lists these, no page under a mentee's prefix shows them, and what stands for a row in words (a list of what is
deleted with an account, say) gives nothing of it away.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from tracker.models.learner import Learner
from tracker.querysets import BesideQuerySet, NoteQuerySet

LONGEST_NOTE = 10_000  # characters


class Note(models.Model):
    """A learner's own text on a record. ``version`` grows with each change: a form says which one it began from.

    A removed one stays in the bin, whence it can be brought back, until ``tick`` empties that.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="notes")
    record = models.ForeignKey("guide.Record", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=LONGEST_NOTE)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "record"], name="note_once_a_record"),
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("text"), LONGEST_NOTE), name="note_length"),
        ]
        indexes = [models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="note_bin")]

    def __str__(self):
        return "a private note"


class ReadMark(models.Model):
    """The learner has read the record, as it was at this revision; 0 is what had none yet."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="read_marks")
    record = models.ForeignKey("guide.Record", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(default=timezone.now)

    objects = BesideQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "record"], name="read_mark_once")]

    def __str__(self):
        return "a private mark"

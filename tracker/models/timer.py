"""The timer of a learner: one, which runs, is paused, or was stopped and waits to be logged.

What it measured stands in pieces between pauses. Once over (logged or discarded) the row stays until the next one
begins, so that either can be undone.
"""

import datetime
import uuid

from django.db import models
from django.db.models import F, Q

from tracker.models.learner import Learner
from tracker.models.study import StudySession, Tag
from tracker.querysets import TimerQuerySet
from tracker.timing import Piece, until

FIRST_MOMENT = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
LAST_MOMENT = datetime.datetime(2200, 1, 1, tzinfo=datetime.UTC)


class Timer(models.Model):
    """``resumed_at`` is the start of the piece that is not closed, None while paused. ``stopped_at`` is when it was
    stopped, before it is logged: the clock stands from then on. ``closed_at`` is when it was logged or discarded.

    What is timed may be said at any time before it is logged; ``activity`` is empty until then. The tags are words with
    spaces between, which become tags with the session.
    """

    Activity = StudySession.Activity

    learner = models.OneToOneField(Learner, on_delete=models.CASCADE, related_name="timer")
    token = models.UUIDField(default=uuid.uuid4, unique=True, help_text="Names it in forms and addresses.")
    started_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    banked_seconds = models.PositiveIntegerField(default=0, help_text="Rollup: the seconds of the closed pieces.")

    activity = models.CharField(max_length=12, choices=Activity, blank=True)
    skill = models.ForeignKey("guide.Skill", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("guide.Topic", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(max_length=2000, blank=True)
    tags = models.CharField(max_length=20 * (Tag.LONGEST + 1), blank=True)

    project = models.ForeignKey("tracker.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    certification = models.ForeignKey(
        "tracker.Certification", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    sessions = models.ManyToManyField(StudySession, related_name="+", help_text="What it was logged as.")

    objects = TimerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(activity="study", skill__isnull=False)
                | Q(activity__in=["interview", "project"])
                | Q(activity="", skill__isnull=True),
                name="timer_study_names_a_skill",
            ),
            models.CheckConstraint(
                condition=Q(topic__isnull=True) | Q(skill__isnull=False), name="timer_topic_has_its_skill"
            ),
            models.CheckConstraint(
                condition=Q(started_at__gte=FIRST_MOMENT, started_at__lt=LAST_MOMENT), name="timer_start_plausible"
            ),
            models.CheckConstraint(
                condition=Q(resumed_at__isnull=True) | Q(resumed_at__gte=F("started_at")),
                name="timer_resumed_after_start",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True)
                | Q(stopped_at__gte=F("started_at"), resumed_at__isnull=True)
                | Q(stopped_at__gte=F("resumed_at")),
                name="timer_stopped_after_start",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(stopped_at__isnull=False), name="timer_closed_was_stopped"
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=True) | Q(certification__isnull=True), name="timer_for_one_thing"
            ),
        ]

    def __str__(self):
        return f"{self.learner}: since {self.started_at}"

    @property
    def is_open(self):
        """Whether it is neither logged nor discarded."""
        return self.closed_at is None

    @property
    def runs(self):
        return self.resumed_at is not None and self.stopped_at is None

    @property
    def is_chosen(self):
        """Whether it is said what is timed."""
        return self.activity != ""

    @property
    def for_what(self):
        """The project or certification that it is for, or None. A query."""
        return self.project if self.project_id else self.certification if self.certification_id else None

    def seconds(self, now):
        """What it shows at ``now``: never less than the pieces that are closed, should a clock have been set back."""
        if self.resumed_at is None:
            return self.banked_seconds
        return self.banked_seconds + max(0, int(((self.stopped_at or now) - self.resumed_at).total_seconds()))

    def measure(self, end):
        """Its pieces, had it ended at ``end``, the earliest first. One query."""
        closed = [row.piece for row in self.pieces.all()]
        if self.resumed_at is not None and self.resumed_at < end:
            closed.append(Piece(self.resumed_at, end))
        return until(closed, end)


class TimerPiece(models.Model):
    """Time between two pauses, closed. The pieces of a timer do not overlap, which its action sees to."""

    timer = models.ForeignKey(Timer, on_delete=models.CASCADE, related_name="pieces")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(fields=["timer", "started_at"], name="timer_piece_once"),
            models.CheckConstraint(condition=Q(started_at__lt=F("ended_at")), name="timer_piece_starts_before_it_ends"),
        ]

    def __str__(self):
        return f"{self.started_at} to {self.ended_at}"

    @property
    def piece(self):
        return Piece(self.started_at, self.ended_at)

"""Targets: which edition of a recommended figure a learner measures themselves against."""

from django.db import models
from django.db.models import Q

from guide.models import Milestone
from tracker.models.learner import Choice, Learner
from tracker.progress import Goal
from tracker.querysets import TargetQuerySet


class Target(Choice):
    """A learner's choice of edition and end for a milestone. Superseded, never rewritten.

    Where sources disagree the edition may be of another figure than the milestone's own (guide/alternatives.py), and
    ``now`` is then the edition that the guide gives today of the figure chosen: see ``follow``.

    ``answered`` is the newest edition in view of which the choice was made: when the guide publishes a later one, the
    learner is asked once whether to switch or keep.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="targets")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="targets")
    edition = models.ForeignKey("guide.Edition", on_delete=models.PROTECT, related_name="targets")
    answered = models.ForeignKey("guide.Edition", on_delete=models.PROTECT, related_name="+")
    end = models.CharField(max_length=4, choices=Milestone.End, default=Milestone.End.LOW)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "milestone"], condition=Q(superseded_at=None), name="target_one_current"
            ),
            models.CheckConstraint(condition=Q(end__in=["low", "high"]), name="target_end_known"),
        ]

    def __str__(self):
        return f"{self.learner}: {self.milestone}, {self.edition}"

    def follow(self, alternatives):
        """Make ``now`` the edition that the guide gives today of the figure chosen, if one may choose it still; else
        it stays that of the milestone's own figure. ``alternatives``: current editions (guide.alternatives)."""
        if self.edition.figure_id != self.milestone.figure_id:
            self.now = next((e for e in alternatives if e.figure_id == self.edition.figure_id), self.now)

    @property
    def goal(self):
        """The target as tracker.progress measures it."""
        return goal_of(self.milestone, self.edition, self.end)

    @property
    def has_changed(self):
        """Whether the guide gives another amount by now that the learner has not answered (of ``with_editions``).

        A correction of something else, or one that was taken back, leaves nothing to choose.
        """
        if self.now is None or self.now.pk in (self.answered_id, self.edition_id):
            return False
        return any(getattr(self.now, name) != getattr(self.edition, name) for name in ("bound", "low", "high", "unit"))

    @property
    def is_up_to_date(self):
        """Whether the guide gives the very edition that was chosen, or none any more (of ``with_editions``)."""
        return self.now is None or self.now.pk == self.edition_id

    @property
    def other_end(self):
        """The end of the range that is not the first goal, or None where there is but one value."""
        if self.edition.low is None or self.edition.high is None:
            return None
        return Milestone.End.LOW if self.end == Milestone.End.HIGH else Milestone.End.HIGH


def goal_of(milestone, edition, end=Milestone.End.LOW):
    """A milestone at an edition of its figure, as tracker.progress measures it."""
    return Goal(
        slug=milestone.slug,
        title=milestone.title,
        counts=milestone.counts,
        bound=edition.bound,
        low=edition.low,
        high=edition.high,
        unit=edition.unit,
        source=edition.source,
        figure_key=_figure_of(milestone, edition).key,
        skill=milestone.skill,
        end=end,
    )


def _figure_of(milestone, edition):
    """Of the milestone's own figure the milestone knows the key; an edition would have to ask for it."""
    return milestone.figure if edition.figure_id == milestone.figure_id else edition.figure

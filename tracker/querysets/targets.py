"""What a learner measures against."""

from django.db import models
from django.db.models import Q

from guide.alternatives import alternatives
from guide.models import Milestone


class TargetQuerySet(models.QuerySet):
    def current(self):
        return self.filter(superseded_at=None)

    def for_learner(self, learner):
        return self.filter(learner=learner)

    def of(self, milestone):
        return self.filter(milestone=milestone)

    def by_figure(self, figure):
        """Those that measure by an edition of the figure with this key."""
        return self.filter(edition__figure=figure)

    def tracked(self):
        """Those of milestones that the tracker measures today. The rows of the others stay, for when they return."""
        return self.filter(milestone__in=Milestone.objects.published().filter(tracked=True))

    def with_names(self):
        """With what a message about one says: its milestone, its edition, whose it is."""
        return self.select_related(
            "milestone__figure", "milestone__question", "edition__figure", "edition__source", "learner__user"
        )

    def latest_first(self):
        return self.order_by("-id")

    def with_editions(self):
        """Each target with its milestone, its own edition and ``now``, the edition that the guide gives today of the
        milestone's own figure. Whoever asks for what the learner is told goes on to ``following``."""
        now = models.FilteredRelation(
            "milestone__figure__editions", condition=Q(milestone__figure__editions__is_current=True)
        )
        related = ("milestone__skill", "milestone__figure", "edition__figure", "edition__source", "now__source")
        return self.annotate(now=now).select_related(*related).order_by("milestone__position", "milestone")

    def following(self):
        """A list, each as ``with_editions`` with ``now`` that of the figure chosen. One query, three more where some
        other figure than a milestone's own was chosen."""
        targets = list(self.with_editions())
        elsewhere = {t.milestone for t in targets if t.edition.figure_id != t.milestone.figure_id}
        choices = alternatives(elsewhere) if elsewhere else {}
        for target in targets:
            target.follow(choices.get(target.milestone_id, ()))
        return targets

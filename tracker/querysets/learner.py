"""Learners, and which of them lack something."""

from django.db import models
from django.db.models import Count, Q


class LearnerQuerySet(models.QuerySet):
    def locked(self, learner):
        """The learner's row, locked: every write to a record takes this lock first, so that none waits for another
        in a circle."""
        return self.select_for_update().get(pk=learner.pk)

    def lacking_targets(self, milestones):
        """Those without a current target for some of the milestones (keys)."""
        current = Q(targets__superseded_at=None, targets__milestone__in=milestones)
        return self.annotate(have=Count("targets", filter=current)).filter(have__lt=len(milestones))

    def logged_days(self, first, last):
        """Rows of (learner id, last day with time logged or None, day, seconds): one for each day from ``first`` to
        ``last`` that has a sum, or one without day and seconds if none has."""
        from tracker.models import DayTotal

        logged = DayTotal.objects.filter(learner=models.OuterRef("pk"), seconds__gt=0).order_by("-day")
        between = Q(day_totals__day__gte=first, day_totals__day__lte=last)
        rows = self.annotate(
            sums=models.FilteredRelation("day_totals", condition=between),
            last_day=models.Subquery(logged.values("day")[:1]),
        )
        return rows.values_list("pk", "last_day", "sums__day", "sums__seconds")

    def with_ids(self, ids):
        return self.filter(pk__in=ids)


class EnrollmentQuerySet(models.QuerySet):
    def in_path(self, path):
        """Whether one of them was in the path, be it long ago."""
        return self.filter(path=path).exists()

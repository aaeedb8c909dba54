"""Learners, and which of them lack something."""

import datetime

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

    def with_people(self):
        return self.select_related("user")

    def with_handle(self, handle):
        """The learner of this handle, or None."""
        return self.with_people().filter(user__handle=handle).first()

    def with_ids(self, ids):
        return self.filter(pk__in=ids)

    def with_timer(self):
        """With the timer's own row, if there is one, and the topic that it names: all that a page shows of it."""
        return self.select_related("timer__topic")

    def with_runs_behind(self, day):
        """Those whose run of weeks is not known, or does not count the week before that of ``day`` yet."""
        return self.filter(Q(run_until=None) | Q(run_until__lte=day - datetime.timedelta(days=7)))


class EnrollmentQuerySet(models.QuerySet):
    def in_path(self, path):
        """Whether one of them was in the path, be it long ago."""
        return self.filter(path=path).exists()


class WeeklyGoalQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def by_day(self):
        """Pairs of (from which day, seconds a week), as tracker.weeks takes them: the last of a day holds."""
        return tuple(self.order_by("effective_from", "id").values_list("effective_from", "seconds"))


class BreakQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def declared(self):
        """Those that hold: not cancelled."""
        return self.filter(cancelled_at=None)

    def with_id(self, pk):
        """The one with this id, or None."""
        return self.filter(pk=pk).first()

    def like(self, first, last, reason):
        """The one that says the same, or None."""
        return self.filter(first=first, last=last, reason=reason).first()

    def cancel(self, pause, now):
        """Cancel this one, if it is among them. Returns how many that were."""
        return self.filter(pk=pause.pk).update(cancelled_at=now)

    def restore(self, pause):
        return self.filter(pk=pause.pk).update(cancelled_at=None)

    def but(self, pause):
        """The others; all for None."""
        return self.exclude(pk=pause.pk) if pause else self

    def touching(self, first, last):
        """Those with a day between the two."""
        return self.filter(first__lte=last, last__gte=first)

    def ended_after(self, day):
        """Those whose last day is later, by the first."""
        return self.filter(last__gt=day).order_by("first", "id")

    def spans(self):
        """Pairs of first and last day, by the first."""
        return tuple(self.order_by("first", "last").values_list("first", "last"))

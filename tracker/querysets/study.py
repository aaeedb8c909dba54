"""Sessions, hours from before, and the kept sums."""

from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce


class StudySessionQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def kept(self):
        return self.filter(deleted_at=None)

    def binned(self):
        return self.filter(deleted_at__isnull=False)

    def of_skill(self, skill):
        return self.filter(skill=skill)

    def between(self, first, last):
        return self.filter(day__gte=first, day__lte=last)

    def before(self, day, pk):
        """Those that stand below the given one in the list: keyset paging by (day, id)."""
        # "On that day or before" by itself is what an index can begin at; an "or" alone is looked for from the top.
        return self.filter(Q(day__lt=day) | Q(pk__lt=pk), day__lte=day)

    def latest_first(self):
        return self.order_by("-day", "-id")

    def first_day(self):
        """The earliest day with a session, or None."""
        return self.order_by("day").values_list("day", flat=True).first()

    def with_token(self, token):
        """The session that the form with this token made, or None."""
        return self.filter(token=token).first()

    def sums(self):
        """Count and seconds, all and those that count to the total: a dict by the names of Learner's rollups."""
        return self.aggregate(
            sessions=Count("pk"),
            logged_seconds=Coalesce(Sum("seconds"), 0),
            counted_seconds=Coalesce(Sum("seconds", filter=Q(counts=True)), 0),
        )

    def sums_by_skill(self):
        """Rows of (skill id, seconds, sessions)."""
        named = self.exclude(skill=None).order_by().values("skill")
        return named.annotate(seconds=Sum("seconds"), count=Count("pk")).values_list("skill", "seconds", "count")

    def sums_by_day(self):
        """Rows of (day, seconds)."""
        return self.order_by().values("day").annotate(sum=Sum("seconds")).values_list("day", "sum")


class PriorHoursQuerySet(models.QuerySet):
    def latest_by_skill(self, learner):
        """Seconds before joining, by skill id: the latest row of each skill holds."""
        return dict(self.filter(learner=learner).order_by("id").values_list("skill", "seconds"))


class SkillTotalQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def with_names(self):
        return self.select_related("skill").order_by("skill__position", "skill__title")

    def had_before(self):
        """Skills with hours before joining."""
        return self.filter(prior_seconds__gt=0)

    def by_skill(self):
        """(logged seconds, prior seconds, sessions) by skill id."""
        rows = self.values_list("skill", "logged_seconds", "prior_seconds", "sessions")
        return {skill: tuple(sums) for skill, *sums in rows}


class DayTotalQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def between(self, first, last):
        return self.filter(day__gte=first, day__lte=last)

    def seconds_by_day(self):
        return dict(self.values_list("day", "seconds"))

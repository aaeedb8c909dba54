"""Which rows: the tracker's querysets. Methods read as adjectives or prepositions."""

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone


class LearnerQuerySet(models.QuerySet):
    def locked(self, learner):
        """The learner's row, locked: every write to a record takes this lock first, so that none waits for another
        in a circle."""
        return self.select_for_update().get(pk=learner.pk)


class StudySessionQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def kept(self):
        return self.filter(deleted_at=None)

    def binned(self):
        return self.filter(deleted_at__isnull=False)

    def between(self, first, last):
        return self.filter(day__gte=first, day__lte=last)

    def before(self, day, pk):
        """Those that stand below the given one in the list: keyset paging by (day, id)."""
        return self.filter(Q(day__lt=day) | Q(day=day, pk__lt=pk))

    def latest_first(self):
        return self.order_by("-day", "-id").select_related("skill")

    def first_day(self):
        """The earliest day with a session, or None."""
        return self.order_by("day").values_list("day", flat=True).first()

    def with_token(self, token):
        """The session that the form with this token made, or None."""
        return self.filter(token=token).select_related("skill").first()

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


class TargetQuerySet(models.QuerySet):
    def current(self):
        return self.filter(superseded_at=None)

    def for_learner(self, learner):
        return self.filter(learner=learner)

    def of(self, milestone):
        return self.filter(milestone=milestone)

    def with_names(self):
        """With what a message about one says: its milestone, its edition, whose it is."""
        return self.select_related("milestone__figure", "edition", "learner__user")

    def latest_first(self):
        return self.order_by("-id")

    def with_editions(self):
        """Each target with its milestone, its own edition and ``now``, the edition that the guide gives today."""
        return (
            self.annotate(
                now=models.FilteredRelation(
                    "milestone__figure__editions", condition=Q(milestone__figure__editions__is_current=True)
                )
            )
            .select_related("milestone__skill", "milestone__figure", "edition__source", "now__source")
            .order_by("milestone__position")
        )

    def to_be_answered(self):
        """Those whose figure has had a later edition since the learner chose."""
        return self.with_editions().exclude(now__pk=F("answered_id"))


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class MentorshipQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def of_mentor(self, user):
        return self.filter(mentor=user)

    def of_learner(self, learner):
        return self.filter(learner=learner)

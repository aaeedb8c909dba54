"""Which rows: the tracker's querysets. Methods read as adjectives or prepositions."""

from django.db import models
from django.db.models import F, Q
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


class SkillTotalQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)


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

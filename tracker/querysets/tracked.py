"""What has stages."""

from django.db import models
from django.db.models import Q


class TrackedQuerySet(models.QuerySet):
    """Projects, certifications, applications: whatever has stages."""

    def for_learner(self, learner):
        return self.filter(learner=learner)

    def before(self, day, pk, since="stage_since"):
        """Those that stand below the given one in the list: keyset paging by (``since``, id)."""
        return self.filter(Q((f"{since}__lt", day)) | Q(pk__lt=pk), **{f"{since}__lte": day})

    def latest_first(self, since="stage_since"):
        """By the field ``since``: an order must not follow from what the viewer may not see."""
        return self.order_by(f"-{since}", "-id")

    def with_token(self, token):
        """The one that the form with this token made, or None."""
        return self.filter(token=token).first()

    def with_id(self, pk):
        """The one with this id, or None."""
        return self.filter(pk=pk).first()

    def with_events(self):
        return self.prefetch_related("events")


class ProjectQuerySet(TrackedQuerySet):
    def titled(self, titles):
        """The latest by its title, of those that have one of ``titles`` as far as a project's title goes: a dict."""
        known = [title[:120].strip() for title in titles if "\0" not in title]  # which no text of PostgreSQL may hold
        return {project.title: project for project in reversed(self.filter(title__in=known).latest_first())}

    def with_evidence(self):
        return self.prefetch_related("evidence")

    def with_events(self):
        return super().with_events().with_evidence()


class CertificationQuerySet(TrackedQuerySet):
    def with_names(self):
        return self.select_related("listed")

    def of_listed(self, records):
        """Those of the guide's certifications among ``records``, the latest first."""
        return self.filter(listed__in=[record.pk for record in records]).latest_first()

    def with_events(self):
        return super().with_events().with_names()

"""A learner's own names for stages."""

from django.db import models
from django.db.models import Exists, OuterRef


class OwnStageQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def offered(self, besides=None):
        """Those that are not retired, and the one with the id ``besides``."""
        return self.filter(models.Q(retired_at=None) | models.Q(pk=besides))

    def besides(self, pk):
        """All but the one with this id."""
        return self.exclude(pk=pk)

    def with_id(self, pk):
        """The one with this id, or None."""
        return self.filter(pk=pk).first()

    def with_use(self):
        """With ``used``: whether an application ever came to it, even if that was taken back."""
        came = self.model._meta.get_field("events").related_model.objects.filter(own_stage=OuterRef("pk"))
        return self.annotate(used=Exists(came))

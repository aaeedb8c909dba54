"""The names that a learner gave to filters of the list of applications."""

from django.db import models
from django.db.models import Q

from tracker.models.learner import Learner
from tracker.querysets import SavedViewQuerySet


class SavedView(models.Model):
    """A name for filters of the list of applications, as they stand in its address."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=4000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "name"], condition=Q(removed_at=None), name="saved_view_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_named"),
        ]

    def __str__(self):
        return self.name

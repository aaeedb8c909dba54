"""What the mistake watch reads, and what of it is set aside."""

from django.db import models


class WatchDismissalQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def standing(self):
        return self.filter(withdrawn_at=None)

    def of(self, watch):
        return self.filter(watch=watch)

    def by_watch(self):
        """Rows by the primary key of their watch: a dict."""
        return {row.watch_id: row for row in self}

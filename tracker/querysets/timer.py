"""Timers: one a learner."""

from django.db import models


class TimerQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def over(self):
        """Those that were logged or discarded."""
        return self.filter(closed_at__isnull=False)

    def of(self, learner):
        """The learner's timer, open or over, or None."""
        return self.filter(learner=learner).first()

    def over_before(self, instant):
        """Those that were logged or discarded before the instant."""
        return self.filter(closed_at__lt=instant)

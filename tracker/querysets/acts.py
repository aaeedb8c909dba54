"""What was done to many rows at once, of sessions as of applications."""

from django.db import models


class ActQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def with_token(self, token):
        """The act that the form with this token did, or None."""
        return self.filter(token=token).first()

    def older_than(self, instant):
        return self.filter(at__lt=instant)

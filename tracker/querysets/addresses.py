"""Addresses that are secrets: calendar feeds, evidence that is shared."""

from django.db import models


class SecretAddressQuerySet(models.QuerySet):
    def for_learner(self, learner):
        return self.filter(learner=learner)

    def live(self):
        return self.filter(revoked_at=None)

    def withdrawn_before(self, instant):
        return self.filter(revoked_at__lt=instant)

    def with_id(self, pk):
        """The one with this id, or None."""
        return self.filter(pk=pk).first()

    def to_read(self, digest):
        """The live one with this digest of its key, of somebody whose account is active; else None."""
        live = self.live().filter(digest=digest, learner__user__is_active=True)
        return live.select_related("learner__user").first()

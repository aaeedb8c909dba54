"""What hangs on an application: contacts, interviews, documents, follow-ups, offers."""

import uuid

from django.db import models

from tracker.querysets import AttachedManager, AttachedQuerySet


class Attached(models.Model):
    """A row of an application. What is removed stays, to be restored, and is in no list: it is among ``ever`` alone.

    ``version`` is that of its contents: who changes it says which they have read.
    """

    token = models.UUIDField(default=uuid.uuid4, help_text="The form's own: sent twice, it is saved once.")
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is removed.")

    objects = AttachedManager()
    ever = AttachedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def brief(self):
        """What a message calls it."""
        return str(self)

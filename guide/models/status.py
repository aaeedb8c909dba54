"""What became of something that can be in force or lapse: certifications, laws, permissions to work."""

import datetime

from django.db import models


class Status(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    BETA = "beta", "In beta"
    ENACTED = "enacted", "Enacted, not in force yet"
    CURRENT = "current", "Current"
    IN_FORCE = "in_force", "In force"
    REPLACED = "replaced", "Replaced"
    REPEALED = "repealed", "Repealed"
    RETIRED = "retired", "Retired"
    WITHDRAWN = "withdrawn", "Withdrawn"
    NEVER_IN_FORCE = "never_in_force", "Never took effect"
    NOT_VERIFIED = "not_verified", "Not verified"


# What must not be read as holding today.
LAPSED = {Status.REPLACED, Status.REPEALED, Status.RETIRED, Status.WITHDRAWN, Status.NEVER_IN_FORCE}


class WithStatus(models.Model):
    """A status, as of when, since when, by which dated check, and what came in its place."""

    Status = Status

    status = models.CharField(max_length=15, choices=Status, default=Status.NOT_VERIFIED)
    status_as_of = models.DateField(default=datetime.date.today)
    status_since = models.DateField(null=True, blank=True)
    status_source = models.ForeignKey("guide.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status_note = models.CharField(max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    STATUS_FIELDS = ("status", "status_as_of", "status_since", "status_source", "status_note", "replaced_by")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="%(class)s_status_known"),
        ]

    @property
    def has_lapsed(self):
        return self.status in LAPSED

    @property
    def is_unverified(self):
        return self.status == Status.NOT_VERIFIED

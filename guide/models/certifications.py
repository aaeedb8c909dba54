"""Certifications that the sources name, and what became of them."""

import datetime

from django.db import models

from guide.models.records import Kind, Record
from guide.models.sources import Source


class Status(models.TextChoices):
    """One vocabulary for whatever can be in force or lapse: certifications now, laws later."""

    PROPOSED = "proposed", "Proposed"
    BETA = "beta", "In beta"
    CURRENT = "current", "Current"
    REPLACED = "replaced", "Replaced"
    REPEALED = "repealed", "Repealed"
    RETIRED = "retired", "Retired"
    WITHDRAWN = "withdrawn", "Withdrawn"
    NEVER_IN_FORCE = "never_in_force", "Never took effect"
    NOT_VERIFIED = "not_verified", "Not verified"


class Certification(Record):
    KIND = Kind.CERTIFICATION

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_certification")

    Status = Status

    issuer = models.CharField(max_length=80)
    counts_as_cloud = models.BooleanField(
        default=False, help_text="Whether it counts to the milestone of one cloud certification."
    )
    status = models.CharField(max_length=15, choices=Status, default=Status.NOT_VERIFIED)
    status_as_of = models.DateField(default=datetime.date.today)
    status_since = models.DateField(null=True, blank=True)
    status_source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status_note = models.CharField(max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="certification_status_known"),
        ]

    @property
    def can_be_earned(self):
        """Whether somebody can still set out to earn it: nothing retired or replaced is to be planned anew."""
        return self.status in (self.Status.CURRENT, self.Status.BETA)

    @property
    def is_unverified(self):
        return self.status == self.Status.NOT_VERIFIED

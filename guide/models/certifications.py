"""Certifications that the sources name, and what became of them."""

from django.db import models

from guide.models.records import Kind, Record
from guide.models.status import WithStatus


class Certification(WithStatus, Record):
    KIND = Kind.CERTIFICATION

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_certification")

    issuer = models.CharField(max_length=80)
    counts_as_cloud = models.BooleanField(
        default=False, help_text="Whether it counts to the milestone of one cloud certification."
    )

    class Meta(WithStatus.Meta):
        abstract = False

    @property
    def is_in_beta(self):
        return self.status == self.Status.BETA

    @property
    def can_be_earned(self):
        """Whether somebody can still set out to earn it: nothing retired or replaced is to be planned anew."""
        return self.status in (self.Status.CURRENT, self.Status.BETA)

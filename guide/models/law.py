"""Laws that shape the work, and permissions to work in a country. Both age, so both carry a status and its date."""

from django.db import models

from guide.models.records import NOT_STATED, Kind, Record
from guide.models.status import WithStatus


class Jurisdiction(models.TextChoices):
    FEDERAL = "federal", "Federal"
    STATE = "state", "State"
    CITY = "city", "City"


class Law(WithStatus, Record):
    KIND = Kind.LAW

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_law")

    Jurisdiction = Jurisdiction

    jurisdiction = models.CharField(max_length=10, choices=Jurisdiction)
    place = models.CharField(max_length=80, default="United States", help_text="Where it holds.")
    agency = models.CharField(max_length=120, default=NOT_STATED, help_text="Who enforces it.")

    class Meta(WithStatus.Meta):
        abstract = False
        constraints = [
            *WithStatus.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(jurisdiction__in=Jurisdiction.values), name="law_jurisdiction_known"
            ),
        ]


class Authorization(WithStatus, Record):
    """A way to be allowed to work in the United States."""

    KIND = Kind.AUTHORIZATION

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_authorization")

    agency = models.CharField(max_length=120, default=NOT_STATED, help_text="Who grants it.")

    class Meta(WithStatus.Meta):
        abstract = False
        verbose_name = "work authorization"

"""Steps on the way, each within the order that one source lays out."""

from django.db import models

from guide.models.plain import Process
from guide.models.records import Kind, Record


class Step(Record):
    KIND = Kind.STEP

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_step")

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="process_steps")
    number = models.PositiveSmallIntegerField(help_text="Its place within the order, from 1.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="step_number_unique"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="step_number_from_one"),
        ]

"""Where a statement or figure comes from: a published document, or a dated check of ours."""

from django.db import models

from guide.models.records import NOT_STATED, Kind, Record


class Form(models.TextChoices):
    DOCUMENT = "document", "Document"
    CHECK = "check", "Our dated check"


class Source(Record):
    """A document that the guide carries, or a dated check of what has changed since."""

    KIND = Kind.SOURCE

    record = models.OneToOneField(Record, parent_link=True, on_delete=models.CASCADE, related_name="as_source")

    Form = Form

    class Certainty(models.TextChoices):
        HIGH = "high", "sure"
        MEDIUM = "medium", "fairly sure"
        LOW = "low", "not sure"

    form = models.CharField(max_length=10, choices=Form, default=Form.DOCUMENT)
    author = models.CharField(max_length=120, default=NOT_STATED)
    publisher = models.CharField(max_length=120, default=NOT_STATED)
    dated = models.CharField(max_length=60, default="undated", help_text='As the chip shows it: "undated", "2026".')
    published_on = models.DateField(null=True, blank=True)
    covers = models.TextField(blank=True)
    checked_on = models.DateField(null=True, blank=True)
    sure = models.CharField(max_length=10, choices=Certainty, blank=True)
    pages = models.JSONField(default=list, blank=True, help_text="The pages that a check looked at.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(form="document") | models.Q(checked_on__isnull=False),
                name="source_check_is_dated",
                violation_error_message="A check says on which day it was made.",
            ),
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="source_form_known"),
        ]

    @property
    def is_check(self):
        return self.form == self.Form.CHECK

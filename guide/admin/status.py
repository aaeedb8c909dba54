"""Kinds with a status, in the admin: certifications, laws, permissions to work."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils import timezone

from guide.admin.content import ContentAdmin, RecordForm

STATUS = (
    "What became of it",
    {"fields": ["status", "status_as_of", "status_since", "status_source", "status_note", "replaced_by"]},
)
GROUNDS = {"status_as_of", "status_source", "status_note"}


class StatusForm(RecordForm):
    def clean_status_as_of(self):
        """It is the day of a look at it, which nobody takes tomorrow. What is to come has ``status_since``."""
        day = self.cleaned_data["status_as_of"]
        if day > timezone.localdate():
            raise ValidationError("This day is still to come: give the day on which it was looked up.")
        return day


class StatusAdmin(ContentAdmin):
    form = StatusForm
    autocomplete_fields = ["status_source", "replaced_by"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        changed = set(form.changed_data)
        if change and "status" in changed and not changed & GROUNDS:
            self.message_user(
                request,
                f"“{obj}” has a new status, but as of when, by which source and the note are those of the old one. "
                "Readers see the new status with them: look whether they still hold.",
                messages.WARNING,
            )

from django import forms
from django.contrib import admin

from guide.admin.content import ContentAdmin, RecordForm
from guide.models import Source


class Lines(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class SourceForm(RecordForm):
    pages = Lines(required=False, help_text="The addresses that a check looked at, one a line.")


@admin.register(Source)
class SourceAdmin(ContentAdmin):
    form = SourceForm
    own_fieldsets = [
        ("Whose and when", {"fields": ["form", "author", "publisher", "dated", "published_on", "covers"]}),
        (
            "A check of ours",
            {"fields": ["checked_on", "sure", "pages"], "description": "Only for checks: when we looked, and where."},
        ),
    ]
    list_display = ["title", "short", "form", "dated", "state", "position", "review_due"]
    list_filter = ["state", "form"]
    search_fields = [*ContentAdmin.search_fields, "author", "publisher"]

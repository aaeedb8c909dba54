from django import forms
from django.contrib import admin

from guide.admin.content import ContentAdmin, RecordForm
from guide.models import Path


class PathForm(RecordForm):
    for_readers = forms.MultipleChoiceField(
        choices=Path.Reader, required=False, widget=forms.CheckboxSelectMultiple, label="Whom it suits"
    )


@admin.register(Path)
class PathAdmin(ContentAdmin):
    form = PathForm
    own_fieldsets = [
        ("The way", {"fields": ["starts_from", "for_readers", "includes_search", "total_figure"]}),
    ]
    autocomplete_fields = ["total_figure"]
    list_filter = ["state", "includes_search"]

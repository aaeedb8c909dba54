"""Forms of applications."""

from django import forms

from tracker.forms.stages import LinkField, RecordForm, StageForm, TokenForm
from tracker.models import Application

FIELDS = ("company", "role", "link", "channel", "note")


class ApplicationForm(RecordForm):
    company = forms.CharField(label="Company", max_length=120)
    role = forms.CharField(label="Role", max_length=120)
    link = LinkField(label="Link", help_text="The posting.")
    channel = forms.ChoiceField(
        label="Through",
        choices=Application.Channel.choices,
        initial=Application.Channel.BOARD,
        error_messages={"invalid_choice": "Choose one of the list."},
    )
    note = forms.CharField(label="Note", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, application=None, **kwargs):
        self.application = application
        super().__init__(*args, **kwargs)

    def first(self):
        first = super().first()
        if self.application:
            first |= {name: getattr(self.application, name) for name in FIELDS}
        return first

    @property
    def application_fields(self):
        """What the actions take, but for stage and token."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class ApplicationMoveForm(StageForm):
    STAGES = [
        ("Open", [(stage, Application.Stage(stage).label) for stage in Application.OPEN_STAGES]),
        ("Closed", [(stage, Application.Stage(stage).label) for stage in Application.CLOSED_STAGES]),
    ]


class ApplicationAddForm(ApplicationForm, ApplicationMoveForm, TokenForm):
    """A new application with its first stage."""

    field_order = ["company", "role", "link", "channel", "stage", "happened_on", "note"]

"""The form that names a stage."""

from django import forms

from tracker.forms.stages import RecordForm
from tracker.stage_choices import GROUPS


class OwnStageForm(RecordForm):
    """``cleaned_data``: name, meaning. The meaning of one that is ``used`` cannot be chosen."""

    name = forms.CharField(
        label="Your name for it", max_length=40, help_text="Such as: recruiter call, take-home task.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    meaning = forms.ChoiceField(
        label="Counts as", choices=GROUPS, error_messages={"invalid_choice": "Choose one of the list."}
    )

    def __init__(self, data=None, *, access, own_stage=None, **kwargs):
        self.own_stage = own_stage
        super().__init__(data, access=access, **kwargs)
        if own_stage and own_stage.used:
            self.fields["meaning"].choices = [(own_stage.meaning, own_stage.get_meaning_display())]
            self.fields["meaning"].help_text = "Applications came to it, so this stays."

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not any(character.isprintable() and not character.isspace() for character in name):
            raise forms.ValidationError("Nobody could see this name.")
        return name

    def first(self):
        row = self.own_stage
        said = {"name": row.name, "meaning": row.meaning} if row else {"meaning": "screen"}
        return {**said, **super().first()}

    @property
    def said(self):
        """What tracker.actions.own_stages takes of the form."""
        return {name: self.cleaned_data[name] for name in ("name", "meaning")}

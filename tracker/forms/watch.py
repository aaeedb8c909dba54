"""The form that sets something of the mistake watch aside."""

from django import forms

from tracker.forms.stages import RecordForm


class DismissForm(RecordForm):
    """``cleaned_data``: reason. Its ids end in the key of the watch: several stand on one page."""

    reason = forms.CharField(
        label="Why not", max_length=300, help_text="For you alone. It stands with the rule until you take it back.",
        error_messages={"required": "Say why: you may want to know later."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data=None, *, watch, **kwargs):
        self.watch = watch
        super().__init__(data, auto_id=f"id_%s_{watch.pk}", **kwargs)

"""What narrows the board. It is read from an address: what cannot be read is told beside its field."""

from django import forms

from tracker.board import Narrowed
from tracker.models import Application


class BoardFilterForm(forms.Form):
    channel = forms.ChoiceField(
        label="Through", required=False, choices=[("", "Any"), *Application.Channel.choices],
        error_messages={"invalid_choice": "There is no such choice here; the board is shown without it."},
    )  # fmt: skip
    q = forms.CharField(
        label="Words", required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )  # fmt: skip

    def __init__(self, data):
        super().__init__(data, auto_id="board_%s")

    @property
    def narrowed(self):
        self.is_valid()
        return Narrowed(self.cleaned_data.get("channel", ""), self.cleaned_data.get("q", ""))

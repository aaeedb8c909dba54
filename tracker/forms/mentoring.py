"""Forms of mentoring: what is shared, and the code that is the consent."""

from django import forms

from tracker.forms.stages import TokenForm
from tracker.models import Section
from tracker.models.mentoring import SHARED_UNLESS_TURNED_OFF


class SharingForm(forms.Form):
    """Which sections of a record a mentor sees; none is a choice too."""

    sections = forms.MultipleChoiceField(
        label="What the mentor sees",
        choices=Section.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose of the list."},
    )


class InvitationForm(SharingForm, TokenForm):
    def first(self):
        return {"sections": list(SHARED_UNLESS_TURNED_OFF), **super().first()}


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=100,
        help_text="Eight letters and digits, from the person whom you are going to mentor.",
        error_messages={"required": "Type the code that you were given."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

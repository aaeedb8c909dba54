"""The form of a note."""

from django import forms

from tracker.forms.stages import RecordForm
from tracker.forms.study import NoteField
from tracker.models.reading import LONGEST_NOTE


class NoteForm(RecordForm):
    """``cleaned_data``: text, and ``seen``, the version of the note that the form began from (0: there was none)."""

    text = NoteField(
        label="Your note",
        max_length=LONGEST_NOTE,
        help_text="For you alone: no mentor and no curator sees it.",
        error_messages={"required": "Nothing to save: write something, or leave it."},
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, record, note=None, **kwargs):
        self.note = note
        super().__init__(data, auto_id=f"id_note_{record.pk}_%s", **kwargs)  # several may be open in a list

    def first(self):
        written = {"text": self.note.text, "seen": self.note.version} if self.note else {"seen": 0}
        return {**super().first(), **written}

    def clean_seen(self):
        """Nonsense is none: then a note that is there is not written over."""
        text = self.cleaned_data["seen"]
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def refuse(self, note):
        """Say that the note was changed elsewhere meanwhile: what was typed stays, and once more saves it."""
        self.note = note
        self.data = {**self.data.dict(), "seen": note.version}
        self.add_error(None, "You changed this note in another window meanwhile. Nothing is lost: compare the two.")

"""The form that takes an archive."""

from django import forms

from careerguide.uploads import most
from tracker.archives.envelope import too_large


class RestoreForm(forms.Form):
    """``problems``: why the file was refused, where there is more to say than beside the field."""

    archive = forms.FileField(
        label="The archive",
        error_messages={
            "required": "Choose the file.",
            "empty": "This file is empty.",
            "missing": "Choose the file.",
            "invalid": "Choose the file.",
        },
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    problems = ()
    is_too_large = False  # the upload was not kept for its size, so that there seems to be none

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["archive"].help_text = f"The .zip file that you downloaded, as it was, at most {most()}."

    def add_error(self, field, error):
        """As ever; but of a file that was too large to be kept, not that there is none."""
        super().add_error(field, too_large() if self.is_too_large else error)

    def refuse(self, error):
        """Say why, of tracker.archives.envelope.ArchiveRefused."""
        first, *rest = error.problems
        self.problems = error.problems if rest else ()
        self.add_error("archive", "It was not taken in, for the reasons below." if rest else str(first))

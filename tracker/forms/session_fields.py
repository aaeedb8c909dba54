"""What people type of a session, as values: how long, from when, tags, a note; and what it was spent with."""

from django import forms

from tracker.durations import parse_duration
from tracker.tags import parse_tags

LONGEST = 24 * 3600
MOST_TAGS = 20


class DurationField(forms.CharField):
    """Typed text to seconds; what may be logged in one go is more than nothing and at most a day.

    ``kept``: a text, and the seconds that it stands for. Written to the minute it says less than they are.
    """

    kept = ("", 0)

    def clean(self, value):
        text = super().clean(value)
        if text and text == self.kept[0]:
            return self.kept[1]
        try:
            seconds = parse_duration(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if seconds == 0:
            raise forms.ValidationError("Nothing to log in 0 minutes.")
        if seconds > LONGEST:
            hours = seconds // 3600
            hint = f" Did you mean {hours}m?" if hours < 100 else ""
            raise forms.ValidationError(f"{hours} hours do not fit in a day.{hint}")
        return seconds


class NoteField(forms.CharField):
    """Text of several lines: a browser sends two characters for each end of a line, of which one counts."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class TagsField(forms.CharField):
    """Typed tags to their names, each once. ``known``: names that are there already and are taken whatever they are
    made of; None for all."""

    known = frozenset()

    def clean(self, value):
        text = super().clean(value)
        try:
            names = parse_tags(text, self.known)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if len(names) > MOST_TAGS:
            raise forms.ValidationError(f"These are {len(names)} tags; a session has at most {MOST_TAGS}.")
        return names

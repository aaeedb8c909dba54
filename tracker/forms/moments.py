"""Moments typed as the learner's clock shows them, and what to ask where it shows a time never, or twice."""

import datetime

from django import forms

from tracker.days import instants_of, wall_at

TYPED = "%Y-%m-%dT%H:%M"


def minute_at(instant, zone):
    """What a field shows of an instant: a naive datetime without seconds."""
    return wall_at(instant, zone).replace(second=0, microsecond=0)


class MomentField(forms.Field):
    """A day and a time without a zone, to the minute: a naive datetime between 2000 and 2199."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=TYPED)
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value):
        text = (value or "").strip()
        if not text:
            return None
        try:
            wall = datetime.datetime.fromisoformat(text)
        except ValueError:
            wall = None
        if wall is None or wall.tzinfo is not None or not 2000 <= wall.year <= 2199:
            raise forms.ValidationError("This is not a time that we can read. Write it as 2026-11-03T14:05.")
        return wall


class WhichField(forms.ChoiceField):
    """Which of two hours that bear the same name. Asked only where there are two."""

    def __init__(self, **kwargs):
        choices = [("first", "the first time, before the clocks were put back"), ("second", "the second time, after")]
        super().__init__(label="Which of the two?", choices=choices, required=False, widget=forms.RadioSelect, **kwargs)


class MomentsForm(forms.Form):
    """Of each field in ``moments`` (its name, with a WhichField ``<name>_which``) ``cleaned_data`` holds the instant in
    UTC, or None. ``zone`` is the learner's; ``filled`` the instants that fields were filled with, whose seconds are not
    seen: what is not touched stays so."""

    moments = ()
    zone = "UTC"
    filled = {}

    def offer_which(self):
        """Where a field is filled with one of two hours of the same name, say which, so that it can be the other."""
        self.twice = set()  # the fields that are asked which
        for name, exact in self.filled.items():
            instants = instants_of(minute_at(exact, self.zone), self.zone)
            if len(instants) > 1:
                self.twice.add(name)
                self.initial.setdefault(f"{name}_which", "first" if exact < instants[1] else "second")

    def clean(self):
        data, self.twice = super().clean(), set()
        for name in self.moments:
            if data.get(name) is not None:
                data[name] = self._instant(name, data[name])
        return data

    def _instant(self, name, wall):
        exact, which = self.filled.get(name), self.cleaned_data.get(f"{name}_which")
        instants = instants_of(wall, self.zone)
        if len(instants) > 1:
            self.twice.add(name)
            instants = instants[:1] if which == "first" else instants[1:] if which else instants
        untouched = exact is not None and wall == minute_at(exact, self.zone)
        if untouched and (not which or exact.replace(second=0, microsecond=0) in instants):
            return exact
        if len(instants) == 1:
            return instants[0]
        if instants:
            self.add_error(name, f"{wall:%H:%M} came twice on that day. Say below which of the two.")
        else:
            self.add_error(name, f"{wall:%H:%M} did not come on that day: the clocks were put forward over it.")
        return None

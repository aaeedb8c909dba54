"""Forms that change what is there: what another page saved meanwhile is neither undone nor overwritten unseen."""

from django import forms

from tracker.forms.meanwhile import changed_since, marks_of, plain, stamp, typed_since
from tracker.forms.stages import RecordForm


class EditForm(RecordForm):
    """``was`` says what each field was filled with. What was changed elsewhere since, and not here, stays as it is now;
    what was changed in both is asked about. A subclass calls ``meet`` once it has all its fields, if it changes
    something that is there.
    """

    was = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)

    meanwhile = ()  # the names of the fields that both changed

    def meet(self):
        said = self.first()
        now = {name: self._text(name, said.get(name)) for name in self._shown}
        if not self.is_bound:
            self.initial.setdefault("was", stamp(now))
            return
        was, sent = self.data.get("was", ""), {name: self._sent(name) for name in now}
        if marks_of(was):  # a field that the page did not have yet was empty
            was = f"{stamp(dict.fromkeys(now, ''))} {was}"
        changed, typed = changed_since(was, now), typed_since(was, sent, now)
        self.meanwhile = {name for name in changed & typed if sent[name] != now[name]}
        self.data = self.data.copy()
        for name in changed - typed:
            self._put(name, said.get(name), now[name])
        self.data["was"] = stamp(now)  # the answer tells what it says now: sent once more, it is meant

    @property
    def _shown(self):
        return [name for name, field in self.fields.items() if not field.widget.is_hidden]

    def _text(self, name, value):
        """What a field says when it is filled with a value, as one text."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "on" if value else ""
        if isinstance(field, forms.MultipleChoiceField):
            return "\n".join(sorted(value or ()))
        shown = field.prepare_value(value)
        return plain(shown if isinstance(field, forms.ChoiceField) else field.widget.format_value(shown))

    def _sent(self, name):
        field = self.fields[name]
        value = field.widget.value_from_datadict(self.data, self.files, name)
        is_box = isinstance(field, forms.BooleanField | forms.MultipleChoiceField)
        return self._text(name, value) if is_box else plain(value)

    def _put(self, name, value, text):
        """Fill a field of what was sent with a value."""
        if isinstance(self.fields[name], forms.MultipleChoiceField):
            self.data.setlist(name, value or [])
        elif text or not isinstance(self.fields[name], forms.BooleanField):
            self.data[name] = text
        else:
            self.data.pop(name, None)

    def clean(self):
        data = super().clean()
        for name in self.meanwhile:
            now = self._told(name)
            told = f"it says “{now}” now" if now else "it is empty now"
            self.add_error(name, f"Changed meanwhile: {told}. Save once more to have yours in its place.")
        return data

    def _told(self, name):
        """What a field says by now, in words."""
        field, value = self.fields[name], self.first().get(name)
        if isinstance(field, forms.BooleanField):
            return "yes" if value else "no"
        if isinstance(field, forms.ChoiceField):
            chosen = value if isinstance(value, list) else [value]
            flat = [pair for one in field.choices for pair in (one[1] if isinstance(one[1], list | tuple) else [one])]
            return ", ".join(str(label) for key, label in flat if key and key in chosen)
        return self._text(name, value)

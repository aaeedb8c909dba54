"""The guide's one form: which paths to compare."""

from django import forms

UNKNOWN = "Choose one of the paths in the list."


class CompareForm(forms.Form):
    """Two or three published paths, by slug; a form of GET, so that every comparison has an address."""

    PARAMETERS = ("a", "b", "c")

    a = forms.ChoiceField(label="First path", error_messages={"invalid_choice": UNKNOWN})
    b = forms.ChoiceField(label="Second path", error_messages={"invalid_choice": UNKNOWN})
    c = forms.ChoiceField(label="Third path", required=False, error_messages={"invalid_choice": UNKNOWN})

    def __init__(self, data=None, *, paths, **kwargs):
        super().__init__(data, **kwargs)
        choices = [(path.slug, path.title) for path in paths]
        for name in ("a", "b"):
            self.fields[name].choices = [("", "Choose a path"), *choices]
        self.fields["c"].choices = [("", "None"), *choices]

    def clean(self):
        chosen = {}
        for name in self.PARAMETERS:
            slug = self.cleaned_data.get(name)
            if slug and slug in chosen.values():
                self.add_error(name, "This path is chosen already: choose another.")
            elif slug:
                chosen[name] = slug
        return self.cleaned_data

    @property
    def slugs(self):
        """The chosen slugs in order; of a valid form."""
        return [self.cleaned_data[name] for name in self.PARAMETERS if self.cleaned_data.get(name)]

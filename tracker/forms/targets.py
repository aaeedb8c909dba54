"""The form that chooses among the figures that sources give for one milestone."""

from django import forms

from guide.templatetags.figures import short


class FigureForm(forms.Form):
    """``cleaned_data``: figure, the edition chosen. ``editions`` are those to choose from."""

    figure = forms.ChoiceField(
        label="Figure",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of these figures.", "invalid_choice": "Choose one of these figures."},
    )

    def __init__(self, data=None, *, editions, **kwargs):
        self.editions = {str(edition.pk): edition for edition in editions}
        super().__init__(data, **kwargs)
        self.fields["figure"].choices = [(pk, short(edition)) for pk, edition in self.editions.items()]

    def clean_figure(self):
        return self.editions[self.cleaned_data["figure"]]

    def figures(self):
        """The radio buttons, each with its edition."""
        return list(zip(self["figure"], self.editions.values(), strict=True))

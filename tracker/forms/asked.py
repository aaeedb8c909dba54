"""Forms that ask about what is odd and may well be right, before they take it."""

from django import forms


def box(question):
    """The name of the box that answers it."""
    return f"right_{question}"


class AskingForm(forms.Form):
    """``odd`` gives, once the fields are clean, what is odd: {name: question}. Ticked, it is taken as it is.

    ``ASKS``: the name of each question, and the field that it stands beside, with a box of its own below. Only those
    boxes are in the form for which there is something to ask.
    """

    ASKS = {}

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        if self.is_bound:
            names = list(self.fields)
            for question, field in reversed(self.ASKS.items()):
                self.fields[box(question)] = forms.BooleanField(label="It is right", required=False)
                names.insert(names.index(field) + 1, box(question))
            self.order_fields(names)

    def odd(self, data):
        raise NotImplementedError

    def clean(self):
        data = super().clean()
        questions = self.odd(data)
        for name, field in self.ASKS.items():
            if name not in questions:
                del self.fields[box(name)]
            elif not data.get(box(name)):
                self.add_error(field, questions[name])
        return data

"""Forms that ask about what is odd and may well be right, before they take it."""

from django import forms


class AskedForm(forms.Form):
    """``odd`` gives, once the fields are clean, what is odd: sentences. Ticked, it is taken as it is.

    The box is in the form only once there is something to ask.
    """

    right = forms.BooleanField(label="It is right", required=False)

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        if data is None:
            del self.fields["right"]

    def odd(self, data):
        raise NotImplementedError

    def clean(self):
        data = super().clean()
        questions = self.odd(data)
        if not questions:
            del self.fields["right"]
        elif not data.get("right"):
            self.add_error("right", " ".join([*questions, "Mend it, or say that it is right."]))
        return data

"""Forms about people."""

from django import forms


class SignupForm(forms.Form):
    """What sign-up asks besides e-mail and password."""

    name = forms.CharField(
        label="Name",
        max_length=80,
        required=False,
        help_text="How we and your mentors address you. You can leave it empty.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])

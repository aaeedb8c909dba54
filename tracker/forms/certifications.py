"""Forms of certifications."""

from django import forms

from guide.models import Certification as Listed
from tracker.forms.stages import LinkField, RecordForm, StageForm, TokenForm
from tracker.models import Certification

AHEAD = (Certification.Stage.PLANNED, Certification.Stage.STUDYING, Certification.Stage.BOOKED)


class CertificationForm(RecordForm):
    """Which certification: one of the guide's list, or one by its own name."""

    listed = forms.ChoiceField(
        label="From the guide's list", required=False, error_messages={"invalid_choice": "Choose one of the list."}
    )
    name = forms.CharField(
        label="Or another", required=False, max_length=120, help_text="Its name, if the list does not have it."
    )
    link = LinkField(label="Link", help_text="Where the credential can be seen.")

    def __init__(self, *args, certification=None, **kwargs):
        self.certification = certification
        super().__init__(*args, **kwargs)
        self.offered = {listed.slug: listed for listed in Listed.objects.published()}
        if certification and certification.listed:
            # One that was taken out of the guide since stays what was entered.
            self.offered.setdefault(certification.listed.slug, certification.listed)
        self.fields["listed"].choices = self._choices()

    def _choices(self):
        open_ones = [(slug, listed.title) for slug, listed in self.offered.items() if listed.can_be_earned]
        past = [(slug, listed.title) for slug, listed in self.offered.items() if not listed.can_be_earned]
        groups = [("Can be earned", open_ones), ("No longer offered, or not verified: if you hold it", past)]
        return [("", "None of these"), *(group for group in groups if group[1])]

    def first(self):
        first = super().first()
        if self.certification:
            listed = self.certification.listed
            first |= {"listed": listed.slug if listed else ""}
            first |= {name: getattr(self.certification, name) for name in ("name", "link")}
        return first

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if data["listed"] and data["name"]:
            self.add_error("name", "Leave this empty, or choose none of the list.")
        if not data["listed"] and not data["name"]:
            self.add_error("listed", "Choose one of the list or type a name below.")
        return data

    @property
    def certification_fields(self):
        """What the actions take, but for stage and token."""
        data = self.cleaned_data
        return {"listed": self.offered.get(data["listed"]), "name": data["name"], "link": data["link"]}


class CertificationMoveForm(StageForm):
    STAGES = Certification.Stage.choices
    FORESEEN = (Certification.Stage.BOOKED,)


class CertificationAddForm(CertificationForm, CertificationMoveForm, TokenForm):
    """A new certification with its first stage. What can no longer be earned is not to be planned anew."""

    field_order = ["listed", "name", "link", "stage", "happened_on"]

    def clean(self):
        data = super().clean()
        listed = self.offered.get(data.get("listed"))
        if listed and not listed.can_be_earned and data.get("stage") in AHEAD:
            status = listed.get_status_display().lower()
            self.add_error("listed", f"{listed.title} is {status}: it can be entered as passed, not planned anew.")
        return data

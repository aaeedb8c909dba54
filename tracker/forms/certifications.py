"""Forms of certifications."""

from django import forms

from guide.models import Certification as Listed
from tracker.forms.certification_moves import CertificationStageForm, before_pass, held_since
from tracker.forms.edited import EditForm
from tracker.forms.money import AmountField, CurrencyField, pair_money
from tracker.forms.stages import DayField, LinkField, TokenForm
from tracker.models import Certification
from tracker.stages import is_held

DETAILS = ("name", "link", "credential_id", "fee", "fee_currency", "expires_on")


class CertificationForm(EditForm):
    """Which certification, one of the guide's list or one by its own name, and what there is to know of it."""

    listed = forms.ChoiceField(
        label="From the guide's list", required=False, error_messages={"invalid_choice": "Choose one of the list."}
    )
    name = forms.CharField(
        label="Or another", required=False, max_length=120, help_text="Its name, if the list does not have it."
    )
    exam_on = DayField(label="Day of the exam", required=False, help_text="Given, the exam is booked.")
    fee = AmountField(label="Fee", required=False, help_text="Of one attempt.")
    fee_currency = CurrencyField(required=False)
    expires_on = DayField(
        label="Valid until", required=False, help_text="The last day on which it holds. Empty: it does not run out."
    )
    credential_id = forms.CharField(label="Credential ID", required=False, max_length=120)
    link = LinkField(label="Link", help_text="Where the credential can be seen.")

    def __init__(self, *args, certification=None, **kwargs):
        self.certification = certification
        super().__init__(*args, **kwargs)
        self.offered = {listed.slug: listed for listed in Listed.objects.published()}
        if certification and certification.listed:
            # One that was taken out of the guide since stays what was entered.
            self.offered.setdefault(certification.listed.slug, certification.listed)
        self.fields["listed"].choices = self._choices()
        own = certification.fee_currency if certification else ""
        self.fields["fee_currency"].offer(own, self.access.learner.currency)
        if not certification or certification.stage not in Certification.AHEAD:
            del self.fields["exam_on"]
        if certification:
            self.meet()

    def _choices(self):
        open_ones = [(slug, listed.title) for slug, listed in self.offered.items() if listed.can_be_earned]
        past = [
            (slug, f"{listed.title} ({listed.get_status_display().lower()})")
            for slug, listed in self.offered.items()
            if not listed.can_be_earned
        ]
        groups = [("Can be earned", open_ones), ("No longer offered, or not verified: if you hold it", past)]
        return [("", "None of these"), *(group for group in groups if group[1])]

    def first(self):
        first = super().first() | {"fee_currency": self.access.learner.currency}
        if certification := self.certification:
            first |= {name: getattr(certification, name) for name in DETAILS}
            first["listed"] = certification.listed.slug if certification.listed else ""
            first["fee_currency"] = certification.fee_currency or self.access.learner.currency
            if certification.stage == Certification.Stage.BOOKED:
                first["exam_on"] = certification.stage_since
        return first

    def clean(self):
        data = super().clean()
        pair_money(self, "fee_currency", "fee")
        if not self.errors.keys() & {"listed", "name"}:
            self._check_which(data)
        if self.certification:
            self._check_days(data, self.certification.stage, self.certification.stage_since)
        return data

    def _check_which(self, data):
        listed, before = self.offered.get(data["listed"]), self.certification
        if listed and data["name"]:
            self.add_error("name", "Leave this empty, or choose none of the list.")
        if not listed and not data["name"]:
            self.add_error("listed", "Choose one of the list or type a name below.")
        stage = before.stage if before else data.get("stage")
        if listed and not listed.can_be_earned and stage in Certification.AHEAD and not self._stays(listed):
            status = listed.get_status_display().lower()
            self.add_error("listed", f"{listed.title} is {status}: it can be entered as passed, not planned anew.")

    def _stays(self, listed):
        return self.certification is not None and self.certification.listed_id == listed.pk

    def _check_days(self, data, stage, since):
        """The last day is not before the pass, and there is none without one."""
        last = data.get("expires_on")
        booked = self.certification and stage == Certification.Stage.BOOKED
        if booked and "exam_on" not in self.errors and not data.get("exam_on"):
            self.add_error("exam_on", "An exam is booked. If it is called off, move it to another stage.")
        if not last or not stage or not since or (self.certification and last == self.certification.expires_on):
            return
        if is_held(stage) and last < since:
            self.add_error("expires_on", "This is before the day on which it was passed.")
        elif self._is_before_pass(last):
            self.add_error("expires_on", before_pass(held_since(self.certification), self.access.today))
        elif stage == Certification.Stage.EXPIRED and last > since and not self.certification:
            self.add_error("expires_on", "This is after the day since which it has been expired.")
        elif stage in (*Certification.AHEAD, Certification.Stage.FAILED):
            self.add_error("expires_on", "Say this once it is passed.")

    def _is_before_pass(self, last):
        """Whether one that has run out was passed after this day: another last day lets it be held again."""
        if not self.certification or self.certification.stage != Certification.Stage.EXPIRED:
            return False
        passed = held_since(self.certification)
        return passed is not None and last < passed

    @property
    def certification_fields(self):
        """What the actions take, but for stage and token."""
        data = self.cleaned_data
        return {"listed": self.offered.get(data["listed"]), **{name: data[name] for name in DETAILS}}


class CertificationAddForm(CertificationForm, CertificationStageForm, TokenForm):
    """A new certification with its first stage. What can no longer be earned is not to be planned anew."""

    field_order = [
        "listed",
        "name",
        "stage",
        "happened_on",
        "fee",
        "fee_currency",
        "expires_on",
        "credential_id",
        "link",
    ]

    def clean(self):
        data = super().clean()
        self._check_days(data, data.get("stage"), data.get("happened_on"))
        return data

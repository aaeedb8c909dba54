"""The small forms of an application's page: contacts, interviews, documents, follow-ups, offers."""

from django import forms

from tracker.forms.asked import AskingForm
from tracker.forms.money import AmountField, CurrencyField
from tracker.forms.stages import DayField, LinkField, TokenForm, refuse_future
from tracker.models import Contact, Document, FollowUp, Interview, Offer

BEFORE_SENT, LATE = "before_sent", "late"  # what is asked about


def line(label, most, **options):
    return forms.CharField(
        label=label, max_length=most, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options
    )


def text(label, most, **options):
    return forms.CharField(
        label=label, max_length=most, required=False, widget=forms.Textarea(attrs={"rows": 3}), **options
    )


class AttachedForm(TokenForm):
    """A row of an application. ``FIELDS``: those that are saved, by the model's names; ``row``: the one to change."""

    FIELDS = ()

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, access, application, row=None, **kwargs):
        self.application, self.row = application, row
        super().__init__(data, access=access, **kwargs)

    def first(self):
        first = super().first()
        if self.row:
            first |= {name: getattr(self.row, name) for name in self.FIELDS} | {"seen": self.row.version}
        return first

    @property
    def said(self):
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in self.FIELDS}

    def before_sent(self, name):
        """The question about a day before the application was sent, by its name; none where it stood before."""
        day, sent = self.cleaned_data.get(name), self.application.applied_on
        if not day or not sent or day >= sent or (self.row and getattr(self.row, name) == day):
            return {}
        return {BEFORE_SENT: f"You sent the application on {sent:%-d %B %Y}, after this day. Is it right?"}

    def tell_changed(self, row):
        """Keep what was typed, say what the row says by now; sent again, the form is of that version."""
        self.add_error(None, f"This was changed in the meantime, on another page. It now says: {self.summary(row)}.")
        self.add_error(None, "What you typed is still here. Save it again to put it in the place of that.")
        self.data = self.data.copy()
        self.data["seen"] = row.version

    def summary(self, row):
        """All fields of a row in a line."""
        values = ((self.fields[name].label, getattr(row, name)) for name in self.FIELDS)
        return "; ".join(f"{label}: {value}" for label, value in values if value not in ("", None))


class ContactForm(AttachedForm):
    FIELDS = ("name", "position", "email", "link", "note")

    name = line("Name", 120)
    position = line("Position", 120, required=False)
    email = forms.EmailField(
        label="Mail address", required=False, max_length=254, help_text="A follow-up is drafted to it.",
        error_messages={"invalid": "This is not a mail address. Write it as name@example.org."},
    )  # fmt: skip
    link = LinkField(label="Link")
    note = line("Note", 500, required=False)


class InterviewForm(AskingForm, AttachedForm):
    FIELDS = ("day", "starts_at", "kind", "with_whom", "questions", "note")
    ASKS = {BEFORE_SENT: "day"}

    day = DayField(label="Day")
    starts_at = forms.TimeField(
        label="Time", required=False, help_text="By your clock.",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "This is not a time. Write it as 14:30."},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Kind", choices=Interview.Kind.choices, error_messages={"invalid_choice": "Choose one of the list."}
    )
    with_whom = line("With whom", 200, required=False)
    questions = text("Questions asked", 4000)
    note = text("Note", 2000)

    def odd(self, data):
        return self.before_sent("day")


class DocumentForm(AttachedForm):
    FIELDS = ("title", "link")

    title = line("Title", 120)
    link = LinkField(label="Link", help_text="To where you keep it.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["link"].required = True


class FollowUpForm(AskingForm, AttachedForm):
    FIELDS = ("happened_on",)
    ASKS = {BEFORE_SENT: "happened_on"}

    happened_on = DayField(label="Sent on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].widget.attrs["max"] = self.access.today.isoformat()

    def first(self):
        return {"happened_on": self.access.today, **super().first()}

    def odd(self, data):
        return self.before_sent("happened_on")

    def clean(self):
        data = super().clean()
        refuse_future(self, "happened_on")
        return data


class OfferForm(AskingForm, AttachedForm):
    FIELDS = ("base", "bonus", "stock", "currency", "made_on", "answer_by", "note")
    ASKS = {BEFORE_SENT: "made_on", LATE: "answer_by"}

    base = AmountField(label="Base pay a year")
    bonus = AmountField(label="Bonus a year", required=False)
    stock = AmountField(label="Stock a year", required=False, help_text="A fourth of what vests over four years.")
    currency = CurrencyField()
    made_on = DayField(label="Made on")
    answer_by = DayField(label="Answer by", required=False)
    note = text("Note", 2000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["currency"].offer(self.initial["currency"])
        self.fields["made_on"].widget.attrs["max"] = self.access.today.isoformat()

    def first(self):
        currency = self.application.salary_currency or self.access.learner.currency
        return {"currency": currency, "made_on": self.access.today, **super().first()}

    def odd(self, data):
        made, until = data.get("made_on"), data.get("answer_by")
        late = {LATE: "The answer is due before the offer was made. Is it right?"}
        return self.before_sent("made_on") | (late if made and until and until < made else {})

    def clean(self):
        data = super().clean()
        refuse_future(self, "made_on")
        return data


FORMS = {
    Contact: ContactForm,
    Interview: InterviewForm,
    Document: DocumentForm,
    FollowUp: FollowUpForm,
    Offer: OfferForm,
}

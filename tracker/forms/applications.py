"""Forms of applications."""

from django import forms

from tracker.forms.edited import EditForm
from tracker.forms.money import AmountField, CurrencyField, pair_money
from tracker.forms.moves import ApplicationMoveForm
from tracker.forms.stages import DayField, LinkField, TokenForm
from tracker.models import Application, Period

CHOOSE = {"invalid_choice": "Choose one of the list."}
# Shown on demand, in this order.
MORE = (
    "salary_low", "salary_high", "salary_currency", "salary_period", "place", "workplace", "role_family",
    "resume_version", "requisition", "next_action", "next_action_on", "note",
)  # fmt: skip
FIELDS = ("company", "role", "link", "channel", *MORE)
OWN_WORDS = ("role_family", "resume_version")  # offered again as they were written before


def typed(**attrs):
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


class ApplicationForm(EditForm):
    """``anyway``: the ids of those known already that the learner was shown."""

    company = forms.CharField(label="Company", max_length=120)
    role = forms.CharField(label="Role", max_length=120)
    link = LinkField(label="Link", help_text="The posting.")
    channel = forms.ChoiceField(
        label="Through", choices=Application.Channel.choices, initial=Application.Channel.BOARD, error_messages=CHOOSE
    )
    salary_low = AmountField(label="Pay from", required=False, help_text="In figures, as the posting says it.")
    salary_high = AmountField(label="Pay up to", required=False)
    salary_currency = CurrencyField(required=False)
    salary_period = forms.ChoiceField(
        label="Paid for", required=False, choices=[("", "Not stated"), *Period.choices], error_messages=CHOOSE
    )
    place = forms.CharField(label="Place", required=False, max_length=120)
    workplace = forms.ChoiceField(
        label="Workplace",
        required=False,
        choices=[("", "Not stated"), *Application.Workplace.choices],
        error_messages=CHOOSE,
    )
    role_family = forms.CharField(
        label="Role family",
        required=False,
        max_length=60,
        help_text="Your own word for roles of one sort, such as data engineering.",
        widget=typed(list="role-families"),
    )
    resume_version = forms.CharField(
        label="Résumé version", required=False, max_length=60, widget=typed(list="resume-versions")
    )
    requisition = forms.CharField(
        label="Requisition number", required=False, max_length=80, help_text="The employer's own number of the posting."
    )
    next_action = forms.CharField(label="Next action", required=False, max_length=200)
    next_action_on = DayField(label="To be done on", required=False)
    note = forms.CharField(label="Note", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    anyway = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, application=None, **kwargs):
        self.application = application
        super().__init__(*args, **kwargs)
        own = application.salary_currency if application else ""
        self.fields["salary_currency"].offer(own, self.access.learner.currency)
        if application:
            self.meet()

    def first(self):
        first = super().first() | {"salary_currency": self.access.learner.currency, "salary_period": Period.YEAR}
        if self.application:
            first |= {name: getattr(self.application, name) for name in FIELDS}
            first["salary_currency"] = self.application.salary_currency or self.access.learner.currency
        return first

    def clean(self):
        data = super().clean()
        pair_money(self, "salary_currency", "salary_low", "salary_high")
        low, high = data.get("salary_low"), data.get("salary_high")
        if low is not None and high is not None and low > high:
            self.add_error("salary_high", "This is less than where the pay begins.")
        if low is None and high is None:
            data["salary_period"] = ""
        if data.get("next_action_on") and not data.get("next_action") and "next_action" not in self.errors:
            self.add_error("next_action", "Say what is to be done on that day.")
        return data

    @property
    def words(self):
        """What the learner wrote into a field before, by the id of its list."""
        rows = Application.objects.for_learner(self.access.learner)
        return [(self.fields[name].widget.attrs["list"], rows.words_of(name)) for name in OWN_WORDS]

    @property
    def more_is_open(self):
        """Whether there is something in the fields shown on demand to be seen."""
        plain = ("salary_currency", "salary_period")  # which begin with something
        return any(self[name].errors or (self[name].value() and name not in plain) for name in MORE)

    @property
    def application_fields(self):
        """What the actions take, but for stage and token."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    @property
    def seen(self):
        """The ids of those known already that the learner was shown."""
        return {int(text) for text in self.cleaned_data["anyway"].split(",") if text.isascii() and text.isdigit()}


class ApplicationAddForm(ApplicationForm, ApplicationMoveForm, TokenForm):
    """A new application with its first stage."""

    field_order = ["company", "role", "link", "channel", "stage", "happened_on", *MORE]

"""What offers are reckoned in: the currency of totals, and the learner's own rates."""

import re
from decimal import Decimal

from django import forms

from tracker.forms.money import CurrencyField
from tracker.forms.stages import RecordForm


class CurrencyForm(RecordForm):
    """``cleaned_data``: currency."""

    currency = CurrencyField(label="Totals in")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["currency"].offer(self.access.learner.currency)

    def first(self):
        return {"currency": self.access.learner.currency, **super().first()}


class RateField(forms.DecimalField):
    """How much of one currency another is worth: above 0, to the eighth decimal, after a point or a comma."""

    WRONG = "This is not a rate. Write it in figures, as 1.08 or 0.0091."
    FORM = re.compile(r"[0-9]+([.,][0-9]+)?")

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        wrong = {"invalid": self.WRONG}
        super().__init__(widget=widget, max_digits=18, decimal_places=8, required=False, error_messages=wrong, **kwargs)

    def to_python(self, value):
        text = str(value or "").strip()
        if text and not self.FORM.fullmatch(text):
            raise forms.ValidationError(self.WRONG, code="invalid")
        return super().to_python(text.replace(",", "."))

    def prepare_value(self, value):
        """Without the zeros that the database adds."""
        return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else value


class RatesForm(RecordForm):
    """A field for each currency that is to be reckoned into the learner's; an empty one says that it is not known."""

    def __init__(self, data=None, *, access, currencies, known, **kwargs):
        self.currencies = currencies
        super().__init__(data, access=access, **kwargs)
        into = access.learner.currency
        for code in currencies:
            self.fields[code] = RateField(label=f"One {code} in {into}")
            self.initial.setdefault(code, known.get(code))

    def clean(self):
        data = super().clean()
        for code in self.currencies:
            if data.get(code) == 0:
                self.add_error(code, "A rate is above 0.")
        return data

    @property
    def rates(self):
        return {code: self.cleaned_data[code] for code in self.currencies}

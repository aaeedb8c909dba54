"""Fields of money: an amount as people type it, and the currency that it is in."""

from decimal import Decimal

from django import forms

from tracker.currencies import CURRENCIES
from tracker.typed_amounts import AmountError, parse_amount


class AmountField(forms.CharField):
    """An amount of money as it is typed in any country; a Decimal, or None for nothing."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 40})
        super().__init__(**{"widget": widget, **kwargs})

    def to_python(self, value):
        typed = super().to_python(value)
        try:
            return parse_amount(typed) if typed else None
        except AmountError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value):
        return f"{value:f}".removesuffix(".00") if isinstance(value, Decimal) else value


def currency_choices(*likely):
    """The choices of a field: the codes that are ``likely`` first, even those that the list does not have."""
    likely = [code for code in dict.fromkeys(likely) if code]
    others = [(code, named(code)) for code in CURRENCIES if code not in likely]
    return [*((code, named(code)) for code in likely), ("All", others)]


def named(code):
    return f"{code}, {CURRENCIES[code]}" if code in CURRENCIES else code


class CurrencyField(forms.ChoiceField):
    """A currency by its code; "" for none where it is not required."""

    def __init__(self, **kwargs):
        wrong = {"invalid_choice": "Choose one of the list.", "required": "In which currency?"}
        super().__init__(**{"label": "Currency", "error_messages": wrong, **kwargs})
        self.offer()

    def offer(self, *likely):
        """Put the ``likely`` codes first."""
        none = () if self.required else (("", "Not stated"),)
        self.choices = [*none, *currency_choices(*likely)]


def pair_money(form, currency, *amounts):
    """Say in a bound form's ``clean`` what is missing of amounts and their ``currency``, names of fields; a currency
    without any amount is dropped."""
    data = form.cleaned_data
    if any(name not in data for name in (currency, *amounts)):
        return
    some = any(data[name] is not None for name in amounts)
    if some and not data[currency]:
        form.add_error(currency, "In which currency?")
    elif not some:
        data[currency] = ""

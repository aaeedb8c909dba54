"""The fields of money in a form."""

from decimal import Decimal

from django import forms

from tracker.currencies import CURRENCIES
from tracker.forms.money import AmountField, CurrencyField, pair_money


class Priced(forms.Form):
    low = AmountField(label="From", required=False)
    high = AmountField(label="To", required=False)
    currency = CurrencyField(required=False)

    def clean(self):
        pair_money(self, "currency", "low", "high")
        return super().clean()


def filled(**data):
    form = Priced(data)
    form.is_valid()
    return form


def test_an_amount_comes_with_its_currency():
    form = filled(low="1.200,50", currency="EUR")
    assert form.cleaned_data == {"low": Decimal("1200.50"), "high": None, "currency": "EUR"}


def test_an_amount_alone_is_asked_for_its_currency_and_a_currency_alone_is_dropped():
    assert filled(high="3").errors == {"currency": ["In which currency?"]}
    assert filled(currency="EUR").cleaned_data == {"low": None, "high": None, "currency": ""}


def test_letters_are_told_of_and_kept_in_the_field():
    form = filled(low="3oo", currency="EUR")
    assert form.errors == {"low": ["Only digits here, such as 1200.50. The currency has a field of its own."]}
    assert 'value="3oo"' in str(form["low"])


def test_what_is_no_currency_is_refused():
    for code in ("eur", "XXX", "€"):
        assert filled(low="3", currency=code).errors == {"currency": ["Choose one of the list."]}


def test_the_likely_ones_come_first_each_once():
    form = Priced()
    form.fields["currency"].offer("EUR", "EUR", "", "ZWL")
    page = str(form["currency"])
    assert page.index("ZWL") < page.index("USD, US dollar")
    assert page.count("EUR, Euro") == 1


def test_a_code_has_three_letters_and_the_list_is_in_order():
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in CURRENCIES)
    assert list(CURRENCIES) == sorted(CURRENCIES)
    assert len(CURRENCIES) > 150

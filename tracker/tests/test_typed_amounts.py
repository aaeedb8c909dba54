"""Amounts as people type them: one reading or none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.templatetags.money import money
from tracker.typed_amounts import LARGEST, AmountError, parse_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,200.50", "1200.50"),
        ("1.200,50", "1200.50"),
        ("1 200,50", "1200.50"),
        ("1\N{NARROW NO-BREAK SPACE}200,50", "1200.50"),
        ("1'200.50", "1200.50"),
        ("1200.5", "1200.50"),
        ("1200,5", "1200.50"),
        ("1,200", "1200"),
        ("1.200", "1200"),
        ("150.000", "150000"),
        ("1,200,000", "1200000"),
        ("1.200.000,00", "1200000"),
        (" 300 ", "300"),
        ("300.", "300"),
        ("0", "0"),
        ("0.99", "0.99"),
        ("007", "7"),
        ("95k", "95000"),
        ("1.5 K", "1500"),
        ("1,25k", "1250"),
        ("1.2m", "1200000"),
        ("0.5M", "500000"),
        ("9,999,999,999.99", "9999999999.99"),
    ],
)
def test_an_amount_is_read_as_it_is_meant(typed, amount):
    assert parse_amount(typed) == Decimal(amount)
    assert parse_amount(typed).as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "cannot be read"),
        ("twelve", "Only digits here"),
        ("EUR 300", "Only digits here"),
        ("1e5", "Only digits here"),
        ("1.200k", "may mean two amounts"),
        ("1,200m", "may mean two amounts"),
        ("1,200,000k", "Only digits here"),
        ("95kk", "Only digits here"),
        ("10000m", "This is more than"),
        ("-5", "not below zero"),
        ("\N{MINUS SIGN}5", "not below zero"),
        ("$300", "cannot be read"),
        ("1,200,50", "cannot be read"),
        ("12,34.50", "cannot be read"),
        ("1.200.50", "cannot be read"),
        ("1.200,505", "cannot be read"),
        ("0.500", "cannot be read"),
        ("1234,567", "cannot be read"),
        (".50", "cannot be read"),
        ("=1+1", "cannot be read"),
        ("٣٠٠", "cannot be read"),
        ("10,000,000,000", "This is more than"),
    ],
)
def test_what_is_no_amount_is_refused_and_told_why(typed, told):
    with pytest.raises(AmountError, match=told.replace("(", r"\(")):
        parse_amount(typed)


amounts = st.decimals(0, LARGEST, places=2)


@given(amounts)
def test_however_it_is_grouped_it_is_the_same_amount(amount):
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    for typed in (english, german, english.replace(",", " "), german.replace(".", "'"), f"{amount}"):
        assert parse_amount(typed) == amount


@given(st.text("0123456789.,' k-€", max_size=20))
def test_any_text_is_an_amount_in_bounds_or_refused(text):
    try:
        amount = parse_amount(text)
    except AmountError:
        return
    assert 0 <= amount <= LARGEST


@pytest.mark.parametrize(("amount", "told"), [("1200.50", "1,200.50 EUR"), ("300.00", "300 EUR"), ("0", "0 EUR")])
def test_money_is_told_with_its_currency(amount, told):
    assert money(Decimal(amount), "EUR") == told
    assert money(None, "EUR") == "not stated"

"""Amounts of money: as told, as reckoned in another currency."""

from decimal import Decimal

from tracker.amounts import Rates, money_words, total


def test_reckoning_never_guesses_a_rate():
    rates = Rates("USD", {"EUR": Decimal("1.1")})
    assert rates.reckon(Decimal("100.05"), "EUR") == Decimal("110.06")
    assert rates.reckon(Decimal(7), "USD") == 7
    assert rates.reckon(Decimal(7), "GBP") is None
    assert rates.reckon(None, "USD") is None


def test_a_rate_is_used_the_other_way_round_where_no_own_one_is_said():
    rates = Rates("EUR", {}, {"USD": Decimal("1.16")})
    assert rates.of("USD") == Decimal("0.86206897")
    assert rates.reckon(Decimal(116), "USD") == Decimal("100.00")
    assert rates.is_turned("USD")
    assert not rates.is_turned("GBP")
    said = Rates("EUR", {"USD": Decimal("0.9")}, {"USD": Decimal("1.16")})
    assert (said.of("USD"), said.is_turned("USD")) == (Decimal("0.9"), False)


def test_total_and_words():
    assert total(Decimal(5), None, Decimal("0.5")) == Decimal("5.5")
    assert money_words(Decimal("85000.00"), "USD") == "85,000 USD"
    assert money_words(Decimal("85000.50"), "CHF") == "85,000.50 CHF"

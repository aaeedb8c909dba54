"""Amounts of money: how they read, and what they come to in another currency. Pure."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal

from guide.templatetags.figures import number

CENT = Decimal("0.01")
EIGHT_DIGITS = Context(prec=8)  # of a rate that is turned round: what the page says is what it reckons with


def amount_words(amount):
    """ "85,000", with cents only where there are some."""
    return number(amount, True).replace("$", "")


def money_words(amount, currency):
    """ "85,000 USD"."""
    return f"{amount_words(amount)} {currency}"


@dataclass(frozen=True)
class Rates:
    """What one unit of a currency is worth ``into`` another, as far as the learner said, either way round.

    ``out_of``: what one unit of ``into`` is worth in another.
    """

    into: str
    by_currency: dict
    out_of: dict = field(default_factory=dict)

    def of(self, currency):
        """None where it is not known: it is asked for, never guessed."""
        if currency == self.into:
            return Decimal(1)
        if self.is_turned(currency):
            return EIGHT_DIGITS.divide(Decimal(1), self.out_of[currency])
        return self.by_currency.get(currency)

    def is_turned(self, currency):
        """Whether it is known the other way round alone."""
        return currency not in self.by_currency and currency in self.out_of

    def reckon(self, amount, currency):
        """The amount in ``into``, to the cent; None without amount or rate."""
        rate = self.of(currency)
        if amount is None or rate is None:
            return None
        return (Decimal(amount) * rate).quantize(CENT, ROUND_HALF_UP)


def total(*parts):
    """The sum of those that are stated."""
    return sum((Decimal(part) for part in parts if part is not None), Decimal(0))

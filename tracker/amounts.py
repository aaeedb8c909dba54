"""Amounts of money: how they read, and what they come to in another currency. Pure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from guide.templatetags.figures import number

CENT = Decimal("0.01")


def amount_words(amount):
    """ "85,000", with cents only where there are some."""
    return number(amount, True).replace("$", "")


def money_words(amount, currency):
    """ "85,000 USD"."""
    return f"{amount_words(amount)} {currency}"


@dataclass(frozen=True)
class Rates:
    """What one unit of a currency is worth ``into`` another, as far as the learner said."""

    into: str
    by_currency: dict

    def of(self, currency):
        """None where it is not known: it is asked for, never guessed."""
        return Decimal(1) if currency == self.into else self.by_currency.get(currency)

    def reckon(self, amount, currency):
        """The amount in ``into``, to the cent; None without amount or rate."""
        rate = self.of(currency)
        if amount is None or rate is None:
            return None
        return (Decimal(amount) * rate).quantize(CENT, ROUND_HALF_UP)


def total(*parts):
    """The sum of those that are stated."""
    return sum((Decimal(part) for part in parts if part is not None), Decimal(0))

"""Amounts of money as people type them. Pure."""

import re
from decimal import Decimal

CENT = Decimal("0.01")
LARGEST = Decimal("9999999999.99")

APART = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'’]")  # thousands, in many countries
IN_SHORT = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,3}))? ?([kKmM])")
ZEROS = {"k": 3, "m": 6}
GROUPED = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
FORMS = tuple(
    re.compile(form)
    for form in (
        r"([0-9]+)(?:[.,]([0-9]{0,2}))?",
        rf"({GROUPED % ' '})(?:[.,]([0-9]{{0,2}}))?",
        rf"({GROUPED % ','})(?:\.([0-9]{{0,2}}))?",
        rf"({GROUPED % '[.]'})(?:,([0-9]{{0,2}}))?",
    )
)


class AmountError(ValueError):
    """What was typed is no amount; its text is for people."""


def parse_amount(text):
    """A Decimal of two decimals: "1,200.50", "1.200,50", "1 200,50" and "1200.5" are the same.

    Where one sign alone stands, and three digits behind it, it parts thousands, since money has two decimals at most:
    "1.200" and "1,200" are 1200. "95k" is 95000, "1.2m" is 1200000; "1.200k" may mean two amounts and is refused.
    Raises AmountError for all else.
    """
    typed = APART.sub(" ", text).strip()
    if short := IN_SHORT.fullmatch(typed):
        typed = written_out(*short.groups())
    if any(letter.isalpha() for letter in typed):
        raise AmountError("Only digits here, such as 1200.50. The currency has a field of its own.")
    if typed.startswith(("-", "\N{MINUS SIGN}")):
        raise AmountError("An amount is not below zero.")
    found = next(filter(None, (form.fullmatch(typed) for form in FORMS)), None)
    if found is None:
        raise AmountError("This cannot be read as an amount. Write it as 1200.50.")
    amount = Decimal(f"{re.sub('[ .,]', '', found[1])}.{found[2] or '0'}")
    if amount > LARGEST:
        raise AmountError("This is more than 9,999,999,999.99.")
    return amount.quantize(CENT)


def written_out(whole, rest, letter):
    """The digits of "1.2m" and the like, from its parts."""
    rest = rest or ""
    if len(rest) == 3:
        raise AmountError("This may mean two amounts. Write it out in digits.")
    return f"{whole}{rest.ljust(ZEROS[letter.lower()], '0')}"

"""Amounts of money as people type them. Pure."""

import re
from decimal import Decimal

CENT = Decimal("0.01")
LARGEST = Decimal("9999999999.99")

APART = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'’]")  # thousands, in many countries
IN_THOUSANDS = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,3}))? ?[kK]")
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
    "1.200" and "1,200" are 1200. Raises AmountError for all else.
    """
    typed = APART.sub(" ", text).strip()
    if brief := IN_THOUSANDS.fullmatch(typed):
        raise AmountError(f"Write it out in digits: {brief[1]}{(brief[2] or '').ljust(3, '0')}.")
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

"""Single cells of a log: links, pay, texts of a bounded length. Pure.

Each raises ValueError with a sentence for whoever's file it is.
"""

import datetime
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from tracker.currencies import CURRENCIES
from tracker.importers.values import shown

LONGEST_LINK = 500
MOST_PAY = Decimal("9999999999.99")  # what the column holds
CODES = {*CURRENCIES, "BGN", "HRK"}  # those, too, that older logs name
WORDS = {"ALL", "CUP", "MOP", "SOS", "TOP"}  # codes that are words as well: only in capitals
SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH", "₽": "RUB"}
DOLLARS = {"US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "S$": "SGD"}
PERIODS = {
    "year": ("year", "yr", "y", "annum", "pa", "annual", "annually", "yearly"),
    "month": ("month", "mo", "monthly", "pm"),
    "day": ("day", "daily", "pd"),
    "hour": ("hour", "hr", "h", "hourly", "ph"),
}
PERIOD_WORDS = {word: period for period, words in PERIODS.items() for word in words}
AMOUNT = r"\d{1,3}(?:[., '\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d{1,10}(?:[.,]\d{1,2})?"
PAY = re.compile(rf"({AMOUNT}) ?(k)?(?: ?(?:-|–|—|to) ?({AMOUNT}) ?(k)?)?(?: ?(?:/|an? |per )? ?([a-z]{{1,8}}))?")
BARE_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?")
is_address = URLValidator(schemes=["http", "https"])


def spelled(day):
    return f"{day.day} {day:%b %Y}"


def parse_link(text):
    """An address of the web, or ValueError: nothing that a browser would run, nothing that leads nowhere by itself."""
    link = f"https://{text}" if BARE_HOST.fullmatch(text) else text
    if len(link) > LONGEST_LINK:
        raise ValueError(f"it has more than {LONGEST_LINK} characters")
    try:
        is_address(link)
    except ValidationError:
        raise ValueError(f"{shown(text)} is no address of the web") from None
    if not link.startswith(("http://", "https://")):  # which the database asks for in small letters
        scheme, rest = link.split("://", 1)
        link = f"{scheme.lower()}://{rest}"
    return link


def parse_pay(text, currency):
    """(low, high, currency, period) of "85k-95k EUR a year", "$50/hr", "70.000 €"; ``currency`` where it names none.

    One amount is the low end. Letters that are neither a currency nor a period make it unreadable.
    """
    rest, found = _currency_in(" ".join(text.split()), currency)
    match = PAY.fullmatch(rest.lower().replace("p.a.", "pa").replace(" p. a.", "pa").strip())
    if not match or (match[5] and match[5] not in PERIOD_WORDS):
        raise ValueError(f"{shown(text)} is no pay that we can read")
    low = _amount(match[1], match[2] or (match[4] if match[3] and len(match[1]) <= 3 else ""))
    high = _amount(match[3], match[4]) if match[3] else None
    if high is not None and low > high:
        raise ValueError(f"{shown(text)} runs from more to less")
    if not found:
        raise ValueError(f"{shown(text)} names no currency")
    if max(low, high or 0) > MOST_PAY:
        raise ValueError(f"{shown(text)} is more than any pay")
    return low, high, found, PERIOD_WORDS.get(match[5], "")


def _currency_in(text, currency):
    """(the text without it, the currency). A bare "$" is the learner's own dollar, else the US one."""
    for sign in sorted(DOLLARS, key=len, reverse=True):
        if sign in text:
            return text.replace(sign, ""), DOLLARS[sign]
    if "$" in text:
        return text.replace("$", ""), currency if currency in DOLLARS.values() else "USD"
    for sign, code in SIGNS.items():
        if sign in text:
            return text.replace(sign, ""), code
    for word in re.findall(r"[A-Za-z]{3}", text):
        code = word if word.upper() in WORDS else word.upper()
        if code in CODES and re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", text):
            return " ".join(re.sub(rf"(?<![A-Za-z]){word}(?![A-Za-z])", " ", text).split()), word.upper()
    return text, currency


def _amount(text, thousand):
    digits = re.sub(r"[., '\u00a0\u202f](?=\d{3}(?!\d))", "", text).replace(",", ".")
    return Decimal(digits) * (1000 if thousand else 1)


def parse_own_day(text):
    """A date as this site writes it; None for an empty cell."""
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{shown(text)} is not a day as this site writes it") from None

"""How a figure of the guide reads: "400 to 600 hours" in text, "400–600 h" in pictures and tables. Pure display.

Works on anything with ``bound``, ``low``, ``high`` and ``unit``: an Edition, or a value made for the purpose.
"""

from decimal import Decimal

from django import template

register = template.Library()

NOT_STATED = "not stated"
MINUS = "\N{MINUS SIGN}"
LEADS = {"at_least": "at least ", "at_most": "at most ", "about": "about "}

# What follows the number: in the singular, in the plural, in short.
WORDS = {
    "hour": (" hour", " hours", " h"),
    "day": (" day", " days", " days"),
    "week": (" week", " weeks", " weeks"),
    "month": (" month", " months", " months"),
    "year": (" year", " years", " years"),
    "percent": ("%", "%", "%"),
    "count": ("", "", ""),
    "per_quarter": (" a quarter", " a quarter", " a quarter"),
    "usd": ("", "", ""),
    "usd_year": (" a year", " a year", " a year"),
    "usd_hour": (" an hour", " an hour", " an hour"),
}


def number(value, money=False):
    """A Decimal as people write it: thousands separated, no zeros at the end, cents in two places or not at all."""
    value = Decimal(value)
    if value == value.to_integral_value():
        text = f"{abs(value):,.0f}"
    elif money:
        text = f"{abs(value):,.2f}"
    else:
        text = f"{abs(value):,f}".rstrip("0")
    return f"{MINUS if value < 0 else ''}{'$' if money else ''}{text}"


def after(value, unit, brief=False):
    """The words that follow a value of this unit."""
    singular, plural, abbreviated = WORDS.get(unit, ("", "", ""))
    if brief:
        return singular if value == 1 and abbreviated == plural else abbreviated
    return singular if value == 1 else plural


def amount(figure, brief=False):
    """The whole amount in words, long or brief; "not stated" where there is no value."""
    ends = [end for end in (figure.low, figure.high) if end is not None]
    if not ends:
        return NOT_STATED
    if len(ends) == 2 and ends[0] == ends[1]:
        ends.pop()
    between = "–" if brief else " to "
    money = figure.unit.startswith("usd")
    numbers = [number(end, money) for end in ends]
    return LEADS.get(figure.bound, "") + between.join(numbers) + after(ends[-1], figure.unit, brief)


@register.filter
def long(figure):
    """For text: "400 to 600 hours", "at least 18 months", "$133,080 a year"."""
    return amount(figure)


@register.filter
def short(figure):
    """For pictures and tables: "400–600 h", "2–7 years", "$10,000–$20,000"."""
    return amount(figure, brief=True)


@register.filter
def in_unit(value, unit):
    """One value with its unit, in short: ``600|in_unit:"hour"`` is "600 h"."""
    if value is None:
        return NOT_STATED
    return number(value, unit.startswith("usd")) + after(value, unit, brief=True)


register.filter("number", number)

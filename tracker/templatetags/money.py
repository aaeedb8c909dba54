"""Money for people."""

from django import template

from tracker.amounts import money_words

register = template.Library()


@register.filter
def money(amount, currency):
    """ "85,000 USD"; "not stated" for None."""
    return "not stated" if amount is None else money_words(amount, currency)


@register.filter
def rate(value):
    """A rate without the zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

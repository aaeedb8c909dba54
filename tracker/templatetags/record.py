"""Display of a learner's record. Pure, but for ``record_url``, which asks the access for an address."""

from decimal import ROUND_HALF_UP, Decimal

from django import template

from guide.templatetags.figures import number

register = template.Library()


@register.simple_tag
def record_url(access, name, *args):
    """The address of a page of the record that is being looked at, one's own or a mentee's."""
    return access.url(name, *args)


@register.filter
def amount(value, unit="count"):
    """A Decimal amount for people: whole hours from ten on, one decimal below; counts as they are."""
    value = Decimal(value)
    if unit == "hour":
        step = Decimal(1) if value >= 10 else Decimal("0.1")
        value = value.quantize(step, ROUND_HALF_UP)
        return f"{number(value)} h"
    return number(value)

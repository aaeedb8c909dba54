"""Display of a learner's record. Pure, but for ``record_url``, which asks the access for an address."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

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


@register.filter
def missing(value, measured):
    """What is missing to a mark, told as precisely as what is done beside it, so that the two add up to the mark."""
    if measured.goal.unit != "hour":
        return amount(value)
    step = Decimal(1) if measured.done >= 10 else Decimal("0.1")
    told = Decimal(value).quantize(step, ROUND_HALF_DOWN)
    return f"{number(told)} h" if told or not value else f"under {step} h"


def _monthday(date, today):
    return f"{date.day} {date:%B}" if date.year == today.year else f"{date.day} {date:%B} {date.year}"


@register.filter
def monthday(date, today):
    """A date to "14 June"; with the year if it is not that of ``today``."""
    return _monthday(date, today)


@register.filter
def dayspan(span, today):
    """First and last day to "3 to 16 August", "28 July to 3 August", "16 August" for one; with the year as above."""
    first, last = span
    if first == last:
        return _monthday(last, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_monthday(last, today)}"
    return f"{_monthday(first, today)} to {_monthday(last, today)}"


@register.filter
def break_days(pause, today):
    """The days of a break, as ``dayspan``."""
    return dayspan((pause.first, pause.last), today)

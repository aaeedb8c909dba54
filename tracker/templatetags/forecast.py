"""A forecast in words: "between 3 March and 20 July", "mid-May". Pure display."""

import datetime

from django import template

from careerguide.templatetags.interface import hours
from tracker.durations import spell_hours
from tracker.shares import Order

register = template.Library()

FAR = datetime.timedelta(days=400)  # beyond, and in a band wider than WIDE, a day would claim too much
WIDE = datetime.timedelta(days=60)
PARTS = (("early", 10), ("mid", 20), ("late", 31))  # of a month, each with its last day


@register.filter
def around(day, today):
    """A day as a part of its month: "early May", "mid-May", "late May 2028"; with the year if it is not this one."""
    part = next(name for name, last in PARTS if day.day <= last)
    text = f"{part}{'-' if part == 'mid' else ' '}{day:%B}"
    return text if day.year == today.year else f"{text} {day.year}"


def _exact(day, today):
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B} {day.year}"


def _beyond(forecast):
    return f"later than {forecast.horizon:%B %Y}"


@register.filter
def between(band, forecast):
    """The two ends of a band: days where they are near, parts of months where they are far and apart."""
    today = forecast.today
    if band.early is None:
        return _beyond(forecast)
    far = band.late is None or (band.late - today > FAR and band.late - band.early > WIDE)
    word = around if far else _exact
    early = word(band.early, today)
    if band.late is None:
        return f"from {early} on, perhaps {_beyond(forecast)}"
    late = word(band.late, today)
    if early == late:
        return f"around {late}"
    if band.early.year == band.late.year != today.year:
        early = early.removesuffix(f" {band.early.year}")
    elif band.early.year == today.year != band.late.year:
        early = f"{early} {today.year}"
    return f"between {early} and {late}"


@register.filter
def middle(band, forecast):
    """The middle of a band: "mid-May is the middle". "" where the band's own words are that it is all later."""
    if band.early is None:
        return ""
    if band.middle is None:
        return "the middle is later than that"
    return f"{around(band.middle, forecast.today)} is the middle"


ORDERS = {Order.TOGETHER: "all skills together", Order.IN_ORDER: "one skill after the other"}


@register.filter
def asked(scenario):
    """What a what-if asks: "20 h a week, a break of 14 days from tomorrow"."""
    parts = []
    if scenario.seconds is not None:
        parts.append(f"{hours(scenario.seconds)} a week")
    if scenario.break_days:
        days = "a day" if scenario.break_days == 1 else f"{scenario.break_days} days"
        parts.append(f"a break of {days} from tomorrow")
    if scenario.order:
        parts.append(ORDERS[scenario.order])
    return ", ".join(parts)


@register.filter
def typed_hours(seconds):
    """Seconds as one would type them into a field for hours: "10", "7h30"."""
    return spell_hours(seconds)

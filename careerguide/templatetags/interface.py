"""Filters and tags of the interface: durations and days in our words, where we are, forms, messages."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.contrib.messages import constants
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from careerguide.uploads import size_in_words

register = template.Library()

MINUS = "\N{MINUS SIGN}"

# --- time ------------------------------------------------------------------------------------------------------------


@register.filter
def duration(seconds):
    """Seconds to "1 h 30", "2 h", "45 min", "0 min"; "" for nothing. To the minute, halves up."""
    if seconds in (None, ""):
        return ""
    seconds = int(seconds)
    sign = MINUS if seconds < 0 else ""
    minutes = (abs(seconds) + 30) // 60
    if seconds and not minutes:
        return "under 1 min"
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{sign}{rest} min"
    return f"{sign}{whole:,} h {rest:02}" if rest else f"{sign}{whole:,} h"


@register.filter
def unbroken(text):
    """The same text on one line: what is narrow breaks "1 h 55" nowhere."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def hours(seconds):
    """Seconds to "438 h", with one decimal under ten hours: "1.5 h". "" for nothing. Halves up."""
    if seconds in (None, ""):
        return ""
    exact = Decimal(seconds) / 3600
    value = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if abs(value) >= 10:
        value = exact.quantize(Decimal(1), ROUND_HALF_UP)
    elif exact and not value:
        return "under 0.1 h"
    text = f"{abs(value):,f}".removesuffix(".0")
    return f"{MINUS if value < 0 else ''}{text} h"


def _dated(date, text, today):
    """``text`` with the year, if ``today`` is given and in another one."""
    return text if not today or today.year == date.year else f"{text} {date.year}"


def _date(value):
    return value.date() if isinstance(value, datetime) else value


@register.filter
def day(date, today=None):
    """A date to "Friday 20 November"; with the year if it is not that of ``today``, the reader's own."""
    date = _date(date)
    return _dated(date, f"{date:%A} {date.day} {date:%B}", today) if date else ""


@register.filter
def shortday(date, today=None):
    """A date to "20 Nov", for dense columns; with the year if it is not that of ``today``."""
    date = _date(date)
    return _dated(date, f"{date.day} {date:%b}", today) if date else ""


# --- where we are ----------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def room(context, name, label, exact=False):
    """A link of the main navigation, marked while the page lies under it: aria-current is "page" there, "true" below.

    ``exact`` is for a room whose address is the start of others'. A view may say where it belongs by putting the
    URL name into its context as ``section``.
    """
    try:
        url = reverse(name)
    except NoReverseMatch:
        return ""
    path = getattr(context.get("request"), "path", "")
    current = ""
    if path == url:
        current = "page"
    elif context.get("section"):
        current = "true" if context["section"] == name else ""
    elif path.startswith(url) and not exact:
        current = "true"
    mark = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<a href="{}"{}>{}</a>', url, mark, label)


# --- messages --------------------------------------------------------------------------------------------------------

TONES = {constants.SUCCESS: "ok", constants.WARNING: "warn", constants.ERROR: "bad"}
UNDO = "undo "
REDATE = " day "


@register.filter
def tone(message):
    """The class of a Django message: ok, warn, bad or none."""
    return TONES.get(message.level, "")


@register.filter
def undo_url(message):
    """The address that undoes what a Django message tells: what follows "undo " in its extra_tags, else ""."""
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO).partition(REDATE)[0] if tags.startswith(UNDO) else ""


@register.filter
def redate_url(message):
    """The address at which its day is changed: what follows " day " in the extra_tags of one with an undo, else ""."""
    tags = message.extra_tags or ""
    return tags.partition(REDATE)[2] if tags.startswith(UNDO) else ""


# --- forms -----------------------------------------------------------------------------------------------------------

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@register.filter
def in_words(number):
    """A small count in words: "two"; a large one in figures: "11"."""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else f"{number:,}"


@register.filter
def figures(number):
    """A count in figures: "36,000"; "" for nothing."""
    return "" if number in (None, "") else f"{number:,}"


@register.filter
def size(number):
    """Bytes in words: "1.4 MB"."""
    return size_in_words(number)


@register.filter
def control(field, placeholder=True):
    """The control of a bound field; ``field|control:False`` without the placeholder that its form gave it."""
    return field.as_widget() if placeholder else field.as_widget(attrs={"placeholder": False})


@register.filter
def input_type(field):
    """What kind of control a bound field has: "checkbox", "select", "text" …; "" where it is not an input."""
    return getattr(field.field.widget, "input_type", "")


@register.filter
def anchor(field):
    """The id that a link to a bound field goes to: that of its control, or of the first of several."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or field.auto_id


@register.filter
def wrong_fields(form):
    """The visible fields of a form that have an error, in the form's order."""
    return [field for field in form.visible_fields() if field.errors]

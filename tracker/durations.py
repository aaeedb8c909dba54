"""How long: what people type, and seconds. Pure."""

import re
from decimal import Decimal

MAX_TEXT = 40
# "90" is minutes; "1:30" and "1h30" are hours and minutes; a decimal takes a unit.
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
HOURS_MINUTES = re.compile(r"(\d{1,3}) ?(?:h|hr|hrs|hour|hours) ?(\d{1,2})? ?(?:m|min|mins|minute|minutes)?")
DECIMAL_HOURS = re.compile(r"(\d{0,3}[.,]\d{1,4}) ?(?:h|hr|hrs|hour|hours)")
MINUTES = re.compile(r"(\d{1,5}) ?(?:m|min|mins|minute|minutes)?")
# Where hours are asked for, a bare number is hours. "1,500" may mean two things and is refused.
PLAIN_HOURS = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?) ?(?:h|hr|hrs|hour|hours)?")
LONG_HOURS_MINUTES = re.compile(r"(\d{1,5}) ?(?:h|hr|hrs|hour|hours|:) ?([0-5]\d|\d) ?(?:m|min|mins|minute|minutes)?")
UNIT_MINUTES = re.compile(r"(\d{1,5}) ?(?:m|min|mins|minute|minutes)")
HOURS_EXAMPLES = "Write 10, 7.5 or 7h30."
EXAMPLES = "Write 90, 1h30, 1:30 or 1.5h for an hour and a half."


def parse_duration(text):
    """Seconds that ``text`` means: ``90``, ``90 min``, ``1h30``, ``1:30``, ``1.5h`` and ``1,5 h`` are all 5,400.

    Raises ValueError with a sentence for the person who typed it. Zero is read as zero; whether that may be logged is
    the caller's rule.
    """
    text = text.strip().lower()
    if len(text) <= MAX_TEXT and text.isascii():
        if match := CLOCK.fullmatch(text):
            return int(match[1]) * 3600 + int(match[2]) * 60
        if match := DECIMAL_HOURS.fullmatch(text):
            return round(float(match[1].replace(",", ".")) * 60) * 60
        if match := HOURS_MINUTES.fullmatch(text):
            minutes = int(match[2] or 0)
            if minutes < 60:
                return int(match[1]) * 3600 + minutes * 60
        elif match := MINUTES.fullmatch(text):
            return int(match[1]) * 60
    raise ValueError(f"This is not a duration that we can read. {EXAMPLES}")


def parse_hours(text):
    """Seconds that ``text`` means where hours are asked for: ``10``, ``10h``, ``7.5``, ``7,5 h``, ``7h30``, ``45 min``.

    Raises ValueError with a sentence for the person who typed it; which amounts are allowed is the caller's rule.
    """
    text = text.strip().lower()
    if len(text) <= MAX_TEXT and text.isascii():
        if match := PLAIN_HOURS.fullmatch(text):
            return round(Decimal(match[1].replace(",", ".")) * 60) * 60
        if match := LONG_HOURS_MINUTES.fullmatch(text):
            return int(match[1]) * 3600 + int(match[2]) * 60
        if match := UNIT_MINUTES.fullmatch(text):
            return int(match[1]) * 60
    raise ValueError(f"This is not a number of hours that we can read. {HOURS_EXAMPLES}")


def spell_hours(seconds):
    """The shortest text that ``parse_hours`` reads back as ``seconds``, to the minute: ``10``, ``7h30``, ``0h45``."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours}h{minutes:02}" if minutes else str(hours)


def spell_duration(seconds):
    """The shortest text that parses back to ``seconds``, to the minute: ``1h30``, ``45m``, ``2h``."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return f"{minutes}m"
    return f"{hours}h{minutes:02}" if minutes else f"{hours}h"

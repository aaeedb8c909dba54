"""Texts of cells to days, times and seconds, in all the ways in which trackers write them. Pure.

Each function raises ValueError with a sentence for the person whose file it is. A day that may be read in two ways is
read in the one that is asked for, never guessed; which ways a column allows is ``survey``'s.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

ISO, DMY, MDY = "iso", "dmy", "mdy"
HOURS, MINUTES, SECONDS = "hours", "minutes", "seconds"
UNITS = {HOURS: 3600, MINUTES: 60, SECONDS: 1}
FIRST_YEAR, LAST_YEAR = 2000, 2199
MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}  # fmt: skip

YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})", re.ASCII)
DAY_NAMED = re.compile(r"(\d{1,2})\.?[- ]([A-Za-z]{3,9})\.?,?[- ](\d{4})", re.ASCII)
MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.ASCII)
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:\s*([AaPp])\.?[Mm]\.?)?", re.ASCII)
OFFSET = re.compile(r"(?:Z|UTC|([+-])(\d{2}):?(\d{2}))", re.ASCII)
MOMENT = re.compile(r"(.+?\d)(?:,?\s+|T)(\d{1,2}:\d{2}\S*(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)",
                    re.ASCII)  # fmt: skip

CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,9})?)?", re.ASCII)
NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,12})?", re.ASCII)
SHORT = re.compile(r"(\d{1,5}) ?h ?([0-5]?\d)", re.ASCII)  # as this site spells it: "1h30", "1 h 30"
WORDS = re.compile(
    r"(?:([\d.,]{1,12}) ?(?:h|hr|hrs|hour|hours))?,? ?(?:(\d{1,6}) ?(?:m|min|mins|minute|minutes))?,? ?"
    r"(?:(\d{1,8}) ?(?:s|sec|secs|second|seconds))?",
    re.ASCII,
)
EPOCH = re.compile(r"\d{9,19}(?:[.,]\d{1,9})?", re.ASCII)
END_OF_DAY = re.compile(r"(?<![\d:+-])24:00(?::00(?:[.,]0{1,9})?)?(?![\d:])", re.ASCII)
PERIOD = re.compile(r"PT(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d{1,9})?S)?", re.ASCII)


def shown(text):
    """A cell in a sentence: short, on one line."""
    text = " ".join(text.split())
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


# --- days ------------------------------------------------------------------------------------------------------------


def orders_of(text):
    """The orders in which a day may be read: a set; empty where it is none in either."""
    match = YEAR_LAST.fullmatch(day_part(text.strip()))
    if not match:
        return {DMY, MDY}
    first, second = int(match[1]), int(match[3])
    return {order for order, day, month in ((DMY, first, second), (MDY, second, first)) if month <= 12 and day <= 31}


def is_two_ways(text):
    """Whether the order decides which day this is."""
    match = YEAR_LAST.fullmatch(day_part(text.strip()))
    return bool(match) and int(match[1]) != int(match[3]) and max(int(match[1]), int(match[3])) <= 12


def is_day(text):
    """Whether a cell says a day, in whatever order, alone or with a time."""
    for order in (DMY, MDY):
        try:
            parse_day(day_part(text.strip()), order)
        except ValueError:
            continue
        return True
    return False


def day_part(text):
    match = MOMENT.fullmatch(text)
    return match[1] if match else text


@lru_cache(maxsize=4096)
def parse_day(text, order=""):
    """The date that a cell says; ``order`` decides what 03/04/2026 is."""
    text = text.strip()
    if match := YEAR_FIRST.fullmatch(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if len(match[4]) == 2:
            year += 2000
        orders = orders_of(text)
        if not order and is_two_ways(text):
            raise ValueError(f"{shown(text)} can be read as two days.")
        if order and orders and order not in orders:
            raise ValueError(f"{shown(text)} does not fit the order of day and month of this file.")
        day, month = (second, first) if (order or min(orders, default=DMY)) == MDY else (first, second)
    elif match := DAY_NAMED.fullmatch(text):
        day, month, year = int(match[1]), MONTHS.get(match[2][:3].lower(), 0), int(match[3])
    elif match := MONTH_NAMED.fullmatch(text):
        day, month, year = int(match[2]), MONTHS.get(match[1][:3].lower(), 0), int(match[3])
    else:
        raise ValueError(f"{shown(text)} is not a day that we can read." if text else "No day.")
    try:
        found = datetime.date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{shown(text)} is not a day of the calendar.") from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{shown(text)}: is the year right?")
    return found


# --- times -----------------------------------------------------------------------------------------------------------


def is_moment(text):
    """Whether a cell says both day and time."""
    return bool(MOMENT.fullmatch(text.strip()))


def has_offset(text):
    """Whether a time says how far it is from UTC."""
    match = MOMENT.fullmatch(text.strip())
    return bool(OFFSET.search(match[2] if match else text))


@lru_cache(maxsize=4096)
def parse_time(text):
    """A time of the day, on the clock of twelve hours or of twenty-four; with its offset from UTC if it says one."""
    text = text.strip()
    match = TIME.match(text)
    zone = None
    if match and (rest := text[match.end() :].strip()):
        zone = _offset(rest)
        match = match if zone else None
    if not match:
        raise ValueError(f"{shown(text)} is not a time that we can read." if text else "No time.")
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if half := match[4]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{shown(text)} is not a time of the day.")
        hour = hour % 12 + (12 if half in "Pp" else 0)
    try:
        return datetime.time(hour, minute, second, tzinfo=zone)
    except ValueError as error:
        raise ValueError(f"{shown(text)} is not a time of the day.") from error


def is_epoch(text):
    """Whether a cell is a number like those of seconds since 1970, or of parts of them."""
    return bool(EPOCH.fullmatch(text.strip()))


def before_midnight(text):
    """A time with 24:00 to (the same with 0:00, whether it was one, of the day after)."""
    said, number = END_OF_DAY.subn("00:00", text)
    return said, bool(number)


def _offset(text):
    match = OFFSET.fullmatch(text)
    if not match:
        return None
    if not match[1]:
        return datetime.UTC
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes >= 24 * 60:
        return None
    return datetime.timezone(datetime.timedelta(minutes=-minutes if match[1] == "-" else minutes))


def parse_moment(text, order=""):
    """(day, time) of a cell that says both."""
    match = MOMENT.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{shown(text)} is not a day and time that we can read.")
    return parse_day(match[1], order), parse_time(match[2])


# --- durations -------------------------------------------------------------------------------------------------------


def is_bare_number(text):
    """Whether a duration is a number that does not say of what."""
    return bool(NUMBER.fullmatch(text.strip()))


def is_fraction(text):
    return is_bare_number(text) and not text.strip().isdigit()


def parse_seconds(text, unit=""):
    """Whole seconds that a cell says: ``01:30:00``, ``1:30``, ``1h30``, ``1h 30m``, ``PT1H30M``; a bare number is in
    ``unit``.

    Halves go up. Zero is read as zero.
    """
    text = text.strip().lower()
    if match := CLOCK.fullmatch(text):
        return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
    if NUMBER.fullmatch(text):
        if unit not in UNITS:
            raise ValueError(f"{shown(text)}: hours, minutes or seconds?")
        return _rounded(text, UNITS[unit])
    if match := SHORT.fullmatch(text):
        return int(match[1]) * 3600 + int(match[2]) * 60
    match = PERIOD.fullmatch(text.upper()) or WORDS.fullmatch(text)
    if match and any(match.groups()):
        hours = match[1] or "0"
        if NUMBER.fullmatch(hours):
            return _rounded(hours, 3600) + int(match[2] or 0) * 60 + int(match[3] or 0)
    if text.startswith(("-", "−")):
        raise ValueError(f"{shown(text)} is less than nothing.")
    raise ValueError(f"{shown(text)} is not a duration that we can read." if text else "No duration.")


def _rounded(number, factor):
    return int((Decimal(number.replace(",", ".")) * factor).quantize(Decimal(1), ROUND_HALF_UP))

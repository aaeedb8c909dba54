"""Days as people type them: ``yesterday``, ``mon``, ``3 nov``, ``3.11.2026``, ``two days ago``. Pure."""

import datetime
import re
from dataclasses import dataclass, replace

from tracker.days import DAY, week_of

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAY = r"mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NTH = r"(?:st|nd|rd|th|\.)?"
TYPED = re.compile(
    r"(?P<word>today|yesterday|tomorrow)"
    r"|(?P<before>(?:the )?day before yesterday)"
    rf"|(?P<last>last )?(?P<weekday>{WEEKDAY})"
    rf"|(?P<many>a|{'|'.join(NUMBERS)}|\d{{1,3}}) (?P<unit>day|week)s? ago"
    r"|(?P<iso>\d{4}(?P<by>[-/.])\d{1,2}(?P=by)\d{1,2})"
    rf"|(?:(?:on )?the )?(?P<day>\d{{1,2}}){NTH}(?: of |[ -]?)(?P<month>{MONTH})\.?,?(?:[ -](?P<year>\d{{4}}))?"
    rf"|(?P<month2>{MONTH})\.? (?:the )?(?P<day2>\d{{1,2}}){NTH},?(?: (?P<year2>\d{{4}}))?"
    r"|(?P<slashed>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?|\d{1,2}-\d{1,2}-(?:\d{4}|\d{2}))"
    r"|(?P<dotted>\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?)"
    r"|on the (?P<nth>\d{1,2})(?:st|nd|rd|th)"
    r"|last (?P<span>week|night)",
    re.ASCII,
)
MOST_WORDS = 6


@dataclass(frozen=True)
class TypedDay:
    """The days that a text may mean, the likelier first; ``ask`` the question where that is not one sure day;
    ``ask_of_one`` the question where all but one of several are before the learner's start; ``coming`` a day that was
    passed over because it has not come; ``loose``: as likely it is no day at all."""

    days: tuple
    ask: str = ""
    ask_of_one: str = ""
    coming: datetime.date | None = None
    loose: bool = False


def read_day(text, today, week_start=0):
    """A TypedDay for a text in lower case that is a day, whether or not it has come or exists; None for any other."""
    match = TYPED.fullmatch(text) or TYPED.fullmatch(text.rstrip("."))
    if not match:
        return None
    found = match.groupdict()
    if word := found["word"]:
        return TypedDay((today + {"today": 0, "yesterday": -1, "tomorrow": 1}[word] * DAY,))
    if found["before"]:
        return TypedDay((today - 2 * DAY,))
    if found["weekday"]:
        return _weekday(found, today, week_start)
    if many := found["many"]:
        days = int(many) if many.isdigit() else 1 if many == "a" else 1 + NUMBERS.index(many)
        return TypedDay((today - days * (7 if found["unit"] == "week" else 1) * DAY,))
    if found["iso"]:
        return _dated(*map(int, found["iso"].split(found["by"])))
    if slashed := found["slashed"]:
        return _slashed(*slashed.replace("-", "/").split("/"), today=today)
    if dotted := found["dotted"]:
        return _dotted(*dotted.split("."), today)
    if found["nth"]:
        return _nth(int(found["nth"]), today)
    if span := found["span"]:
        last = week_of(today, week_start)[0]
        return TypedDay((today - DAY,) if span == "night" else tuple(last - n * DAY for n in range(1, 8)), loose=True)
    month = found["month"] or found["month2"]
    number = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month[:3]))
    return _of_month(int(found["day"] or found["day2"]), number, found["year"] or found["year2"], today)


def _weekday(found, today, week_start):
    """The latest one before today. Asked about where today is one, and where "last" may skip one of this week."""
    number = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(found["weekday"][:3]))
    back = (today.weekday() - number) % 7
    name = WEEKDAYS[number].capitalize()
    if back == 0:
        week_ago = today - 7 * DAY
        return TypedDay((week_ago,)) if found["last"] else TypedDay((today, week_ago), f"Today is {name}. Which one?")
    latest = today - back * DAY
    if found["last"] and latest >= week_of(today, week_start)[0]:
        return TypedDay((latest, latest - 7 * DAY), f"Which {name}?")
    return TypedDay((latest,))


def _dated(year, month, day):
    try:
        return TypedDay((datetime.date(year, month, day),))
    except ValueError:
        return TypedDay((), "There is no such day.")


def _of_month(day, month, year, today):
    """Without a year this year's; where that has not come, last year's, which is asked about."""
    if not 1 <= day <= 31:
        return None
    if year:
        return _dated(_whole(year), month, day)
    this, last = _dated(today.year, month, day), _dated(today.year - 1, month, day)
    if this.days and this.days[0] <= today:
        return this
    name = f"{day} {MONTHS[month - 1].capitalize()}"
    if not last.days and not this.days:
        return TypedDay((), f"There is no {name}.")
    coming = this.days[0] if this.days else None
    return TypedDay(last.days, f"{name} has not come yet this year. Last year’s?", coming=coming)


def _whole(year):
    """``26`` is 2026: nobody logs for another century."""
    return int(year) + (2000 if len(year) == 2 else 0)


def _slashed(one, two, year="", *, today):
    """``3/11``: two orders are in use, and one that begins with the year; so it is asked about unless the year is told
    and all that it can be is one day that has been. A year has two digits: ``5/12/26`` does not begin with one."""
    orders = [(one, two, year), (two, one, year), *([(year, two, one)] if len(one) == len(year) == 2 else [])]
    read = [_of_month(int(day), int(month), year, today) for day, month, year in orders if 1 <= int(month) <= 12]
    days = tuple(dict.fromkeys(day for order in read if order for day in order.days))
    if been := tuple(day for day in days if day <= today):
        ask = "Which day is that?" if len(been) > 1 else "Is that the day?"
        is_passed_over = len(been) < len(days) or any(order.coming for order in read if order)
        ask_of_one = "Is that the day?" if is_passed_over else ""
        return TypedDay(been, "" if year and len(days) == 1 else ask, ask_of_one)
    # 25/12/2026 has not come yet, and 30/2/2026 never does; but 30/40 is no day.
    return TypedDay(days, "There is no such day.") if days or year else None


def _dotted(day, month, year, today):
    """``3.11.2026``: the day first, by whoever writes dots. Without a whole year it may be a chapter or a version."""
    typed = _of_month(int(day), int(month), year, today) if 1 <= int(month) <= 12 else None
    if len(year) == 4:
        return typed or TypedDay((), "There is no such day.")
    return replace(typed, loose=True) if typed else None


def _nth(number, today):
    """The latest day of that number in its month. It may as well be a chapter."""
    days = (today - n * DAY for n in range(62))  # of two months in a row, one has a 31st
    day = next((day for day in days if day.day == number), None)
    return TypedDay((day,), loose=True) if day else None

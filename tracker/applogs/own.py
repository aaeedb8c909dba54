"""A row of this site's own CSV back to the application that it was. Pure.

What this site wrote is taken to the letter, so whatever is not as it would write it refuses its row. A row that was
added by hand may leave out ``id`` and ``events``; it goes by ``stage`` and the days of its stages then.
"""

import re
import uuid
from decimal import Decimal, InvalidOperation

from tracker.applogs.cells import parse_link, parse_own_day, spelled
from tracker.applogs.entries import LENGTHS, LONGEST_NOTE, Entry, Refused, Step, backwards_in, content_of, steps_of
from tracker.applogs.words import CHANNELS, Meaning
from tracker.applogs.workbook import wrong_in
from tracker.currencies import CURRENCIES
from tracker.exchange.applications import CLOSED, STAGES, read_cells
from tracker.exchange.applications import steps_of as read_steps
from tracker.importers.values import shown

CHOICES = {
    "channel": (*CHANNELS,),
    "workplace": ("", "on_site", "hybrid", "remote"),
    "salary_period": ("", "year", "month", "day", "hour"),
}
AMOUNT = re.compile(r"\d{1,10}(?:\.\d{1,2})?", re.ASCII)


def own_entry_of(row, header, today):
    """The Entry of a row of our own file."""
    if row.refused:
        return Entry(row.line, refused=row.refused)
    cells = read_cells(header, row.cells)
    token = token_of(cells.get("id", ""))
    content = token.replace("-", "") if token else content_of(row.cells)
    named = {name: cells.get(name, "")[: LENGTHS[name]] for name in ("company", "role")}
    try:
        if wrong := next(filter(None, map(wrong_in, row.cells)), ""):
            raise Refused(wrong)
        values = values_of(cells)
        steps, assumed = steps_in(cells, today)
    except ValueError as error:
        return Entry(row.line, content, token, values=named, refused=f"{str(error).rstrip('.')}.")
    return Entry(
        row.line, content, token, values, tuple(steps), tuple(assumed), backwards=backwards_by_hand(cells, steps)
    )


def backwards_by_hand(cells, steps):
    """Events that this site wrote may go back to an earlier stage: they were asked about when they were entered."""
    return "" if cells.get("events") else backwards_in(steps)


def token_of(text):
    try:
        return str(uuid.UUID(text.strip()))
    except ValueError:
        return ""


def values_of(cells):
    """The fields of the application, as they were. Raises ValueError."""
    values = {name: cells.get(name, "") for name in (*LENGTHS, "note", "salary_currency")}
    for name, longest in {**LENGTHS, "note": LONGEST_NOTE}.items():
        if len(values[name]) > longest:
            raise Refused(f"“{name}” has more than {longest:,} characters")
    for name in ("company", "role"):
        if not values[name].strip():
            raise Refused(f"No {name}")
    for name, choices in CHOICES.items():
        values[name] = cells.get(name, "") or choices[-1 if name == "channel" else 0]
        if values[name] not in choices:
            raise Refused(f"“{name}” is {shown(values[name])}, which is none of {', '.join(filter(None, choices))}")
    link = cells.get("link", "")
    values["link"] = link and parse_link(link)
    day = values["next_action_on"] = parse_own_day(cells.get("next_action_on", ""))
    if day and not 2000 <= day.year <= 2199:
        raise Refused(f"“next_action_on” is {day}, which is no day between 2000 and 2199")
    if day and not values.get("next_action"):
        raise Refused(f"“next_action_on” is {day}, and “next_action” does not say what is to be done on it")
    return values | pay_of(cells)


def pay_of(cells):
    pay = {}
    for name in ("salary_low", "salary_high"):
        text = cells.get(name, "")
        if text and not AMOUNT.fullmatch(text):
            raise Refused(f"“{name}” is {shown(text)}, which is no amount of money")
        try:
            pay[name] = Decimal(text) if text else None
        except InvalidOperation as error:
            raise Refused(f"“{name}” is no amount of money") from error
    currency = cells.get("salary_currency", "")
    if currency and not re.fullmatch(r"[A-Z]{3}", currency):
        raise Refused(f"“salary_currency” is {shown(currency)}, which is no currency, such as {min(CURRENCIES)}")
    low, high = pay.values()
    if (low is not None or high is not None) and not currency:
        raise Refused("A salary without its currency")
    if low is not None and high is not None and low > high:
        raise Refused("The salary runs from more to less")
    return pay


def steps_in(cells, today):
    """(Steps, what was assumed)."""
    if cells.get("events"):
        steps = [Step(step.stage, step.day, step.own or None, step.assumed) for step in read_steps(cells["events"])]
        days = [step.day for step in steps]
        if days != sorted(days):
            raise Refused("The events do not stand in the order of their days")
        assumed = []
    else:
        dated = {stage: parse_own_day(cells.get(f"{stage}_on", "")) for stage in STAGES}
        days = {stage: day for stage, day in {**dated, "since": parse_own_day(cells.get("since", ""))}.items() if day}
        steps, assumed = steps_of(days, meaning_of(cells.get("stage", "")))
    for step in steps:
        if step.day > today:
            raise Refused(f"{spelled(step.day)} has not come yet")
        if not 2000 <= step.day.year <= 2199:
            raise Refused(f"{spelled(step.day)}: is the year right?")
    return steps, assumed


def meaning_of(stage):
    if not stage:
        return None
    if stage not in STAGES:
        raise Refused(f"{shown(stage)} is none of the stages {', '.join(STAGES)}")
    return Meaning(closing=stage) if stage in CLOSED else Meaning(stage)

"""How old a fact is. Pure: the year is an argument.

An age is told in whole calendar years, so that a page that is kept says the same until the year ends, and the year is
part of what pages are kept under (``guide.caching``). A day's precision would be stale on the morrow.
"""

import re

NOT_STATED = "not stated"
DATE_NOT_STATED = "date not stated"
SMALL = ("this year", "last year", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MONTHS = {f"{month:02}" for month in range(1, 13)}
# "2022", "2015–18", "2024-2034": a year, with the year until which it runs; or "2022-11", "2022-11-21".
YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*([–-])\s*((?:19|20)?\d\d)(-\d\d)?(?!\d))?(?!\d)")
DECADE = re.compile(r"(?<!\d)(?:19|20)\d0['’]?s\b")  # "2020s": which of its years, nobody can tell


def years_of(period, period_ends=None):
    """The first and the last year that a number speaks of, ``(2015, 2018)``; None where nobody can tell.

    ``period`` as the source has it ("May 2024", "2024–34"), ``period_ends`` the last day of it, if known.
    """
    told = YEARS.findall(period or "") if not DECADE.search(period or "") else []
    found = [(int(match[0]), _last_year(*match)) for match in told]
    if period_ends:
        found.append((min([first for first, _ in found] or [period_ends.year]), period_ends.year))
    if not found:
        return None
    first, last = min(first for first, _ in found), max(last for _, last in found)
    return (first, last) if first <= last else None


def _last_year(first, dash, last, day):
    """The year that ``18`` stands for in ``2015–18``; in ``2022-11``, which cannot end before it begins, a month."""
    is_month = dash == "-" and last in MONTHS and (day or last <= first[2:])
    return int(first) if not last or is_month else int(first[: 4 - len(last)] + last)


def ago(then, year):
    """How long ago a year was: "this year", "last year", "four years ago", "12 years ago"; "" for one to come."""
    passed = year - then
    if passed < 0:
        return ""
    if passed < 2:
        return SMALL[passed]
    return f"{SMALL[passed] if passed < len(SMALL) else passed} years ago"


def age(period, period_ends, year):
    """The age of what a number speaks of: "four years ago", "begun two years ago" of a span that runs on, or ""."""
    years = years_of(period, period_ends)
    if years is None:
        return ""
    first, last = years
    if last <= year:
        return ago(last, year)
    return f"begun {ago(first, year)}" if first < year else ""


def dated(period, period_ends, year):
    """The period with its age: "2022, four years ago"; "date not stated" where the source is silent."""
    if not period or period == NOT_STATED:
        return DATE_NOT_STATED
    return ", ".join(part for part in (period, age(period, period_ends, year)) if part)


def as_of(period, period_ends):
    """What a number holds of, for machines: "2024-05-31", "2022", "2024/2034" of a span; "" for not stated."""
    years = years_of(period, period_ends)
    if years is None:
        return ""
    first, last = years
    if first != last:
        return f"{first}/{last}"
    return period_ends.isoformat() if period_ends else str(last)

"""Days of a record as an iCalendar file (RFC 5545). Pure: the same days give the same bytes.

Most events are a day or some days of the learner's, without an hour, and take no time in the calendar; an interview
whose hour is known does. What stands in one is for the eyes of whoever sees the calendar: no note, no reason, and a
firm only in the kinds that name it, which an address shows when it asks for them.
"""

import datetime
import unicodedata
import uuid
from dataclasses import dataclass
from enum import Enum

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard

from tracker.days import DAY

PRODUCT = "-//careerguide//calendar feed 1//EN"
SPACE = uuid.UUID("0d5ae2f4-8d0c-4f6b-9a1e-6f0b7c1f2f9e")  # of the names that events get
REFRESH = datetime.timedelta(hours=6)
LONGEST_TITLE = 200
MOST = 500  # events in a feed
LENGTH = datetime.timedelta(hours=1)  # of what has a beginning, and no end that is known
MORNING = datetime.timedelta(hours=9)


class Kind(Enum):
    """What can be in a feed; the value is the word in its address."""

    MILESTONES = "milestones"
    EXAMS = "exams"
    BREAKS = "breaks"
    GOAL = "goal"
    EXPIRIES = "expiries"
    INTERVIEWS = "interviews"
    ACTIONS = "actions"
    ANSWERS = "answers"

    @property
    def label(self):
        return LABELS[self]


LABELS = {
    Kind.MILESTONES: "Due dates of your plan",
    Kind.EXAMS: "Booked exams",
    Kind.BREAKS: "Breaks",
    Kind.GOAL: "The weekly goal, on the last day of the week",
    Kind.EXPIRIES: "Last days of certifications, with reminders",
    Kind.INTERVIEWS: "Interviews, with the company",
    Kind.ACTIONS: "Next actions of applications, with the company",
    Kind.ANSWERS: "Days by which offers want an answer, with the company",
}
# What an address without a choice shows: the days of a record that name no company.
AT_FIRST = frozenset({Kind.MILESTONES, Kind.EXAMS, Kind.BREAKS, Kind.EXPIRIES})


def kinds_of(words):
    """The kinds that an address asks for: ``words`` are its values, in which commas may stand.

    Without any, those of the beginning. A word that is none is passed over: an address of nothing else shows nothing.
    """
    named = [word.strip().lower() for value in words for word in value.split(",") if word.strip()]
    return frozenset(kind for kind in Kind if kind.value in named) if named else AT_FIRST


def in_address(kinds):
    """How an address asks for them: "exams,goal"; "" for those of the beginning."""
    return "" if frozenset(kinds) == AT_FIRST else ",".join(kind.value for kind in Kind if kind in kinds)


@dataclass(frozen=True)
class Entry:
    """Something on a day, or from ``first`` to ``last``. ``key`` names it among its kind; ``at``: when it was made.

    ``starts``: the instant at which it begins, where that is known: it takes an hour then. ``reminders``: how many days
    before the first day it is to be brought up. ``page``: the page of what it is about, by its name and arguments.
    """

    kind: Kind
    key: str
    title: str
    first: datetime.date
    last: datetime.date
    at: datetime.datetime
    text: str = ""
    starts: datetime.datetime | None = None
    reminders: tuple = ()
    page: tuple = ()

    def is_to_come(self, now, today):
        """Not over, and not begun yet where its hour is known."""
        return self.starts > now if self.starts else self.last >= today

    @property
    def clock(self):
        """The hour at which it begins, on the clock that ``starts`` is told by; "" where it is not known."""
        return f"{self.starts:%H:%M}" if self.starts else ""


def as_ics(entries, *, handle, url):
    """The file: UTF-8, lines of at most 75 octets. ``handle`` makes the names of events those of one person alone;
    ``url``: the page that says more."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, "careerguide")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for entry in sorted(entries, key=lambda entry: (entry.first, entry.kind.value, entry.key))[:MOST]:
        calendar.add_component(event(entry, handle, url))
    if not calendar.subcomponents:
        calendar.add_component(nowhere())
    return calendar.to_ical()


def event(entry, handle, url):
    made = Event()
    made.add("uid", str(uuid.uuid5(SPACE, f"{handle}/{entry.kind.value}/{entry.key}")))
    made.add("dtstamp", entry.at.astimezone(datetime.UTC))
    if entry.starts:
        starts = entry.starts.astimezone(datetime.UTC)  # first: on a clock that is changed, an hour later is another
        made.add("dtstart", starts)
        made.add("dtend", starts + LENGTH)
    else:
        made.add("dtstart", entry.first)
        made.add("dtend", entry.last + DAY)  # the first day after
    made.add("summary", plain(entry.title))
    if entry.text:
        made.add("description", plain(entry.text))
    made.add("categories", ["careerguide"])
    made.add("class", "PRIVATE")
    made.add("transp", "OPAQUE" if entry.starts else "TRANSPARENT")
    made.add("url", url)
    for days in entry.reminders:
        made.add_component(reminder(entry, days))
    return made


def reminder(entry, days):
    """In the morning of the day so many days before: a day begins at midnight, when nobody wants to be reminded."""
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", plain(entry.title))
    made.add("trigger", MORNING - days * DAY)
    return made


def nowhere():
    """UTC as a time zone: a calendar must have some component, and one without events has none else."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime.datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", datetime.timedelta(0))
    standard.add("tzoffsetto", datetime.timedelta(0))
    zone.add_component(standard)
    return zone


def plain(text):
    """Text on one line, without the characters that the format does not allow."""
    kept = (" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)
    return " ".join("".join(kept).split())[:LONGEST_TITLE]

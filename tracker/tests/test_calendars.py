"""The calendar as a file: what RFC 5545 asks for, and the same bytes for the same days. Without a database."""

import datetime
import re

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tracker.calendars import AT_FIRST, Entry, Kind, as_ics, in_address, kinds_of

DAY = datetime.date(2026, 11, 30)
AT = datetime.datetime(2026, 11, 1, 9, 30, tzinfo=datetime.UTC)
URL = "https://careerguide.example/tracker/"
NAME = re.compile(rb"[A-Z][A-Z0-9-]*(?:;[A-Z-]+=[^:;]+)*:")


def entry(**fields):
    return Entry(**{"kind": Kind.EXAMS, "key": "a", "title": "Exam", "first": DAY, "last": DAY, "at": AT, **fields})


def file_of(*entries, handle="abcdefghjk"):
    return as_ics(entries, handle=handle, url=URL)


def faults(data):
    """What a validator of RFC 5545 would find: line ends, lengths, folding, properties that must be there, once."""
    found = []
    lines = data.split(b"\r\n")
    if lines[-1] != b"" or b"\n" in b"".join(lines) or b"\r" in b"".join(lines):
        found.append("a line does not end with CR LF")
    found += [f"{len(line)} octets" for line in lines if len(line) > 75]
    unfolded = data.replace(b"\r\n ", b"").split(b"\r\n")[:-1]
    found += [f"no property: {line!r}" for line in unfolded if not NAME.match(line)]
    found += [f"control character: {line!r}" for line in unfolded if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line)]
    data.decode()
    calendar = Calendar.from_ical(data)
    for component in calendar.walk():
        found += [str(error) for error in component.errors]
    found += [f"no {name}" for name in ("PRODID", "VERSION") if name not in calendar]
    found += [] if calendar.subcomponents else ["no component"]
    events = calendar.walk("VEVENT")
    for event in events:
        found += [f"{name} is not there once" for name in ("UID", "DTSTAMP", "DTSTART", "DTEND")
                  if not hasattr(event.get(name), "to_ical")]  # fmt: skip
        if event["DTEND"].dt <= event["DTSTART"].dt:
            found.append("it ends before it begins")
        bounds = event["DTSTART"], event["DTEND"]
        whole = [bound.params.get("VALUE") == "DATE" for bound in bounds]
        if not all(whole) and (any(whole) or not all(bound.to_ical().endswith(b"Z") for bound in bounds)):
            found.append("neither whole days nor instants")
        for alarm in event.walk("VALARM"):
            found += [f"a reminder without {name}" for name in ("ACTION", "DESCRIPTION", "TRIGGER")
                      if not hasattr(alarm.get(name), "to_ical")]  # fmt: skip
    if len(calendar.walk("VALARM")) != sum(len(event.walk("VALARM")) for event in events):
        found.append("a reminder of nothing")
    if len({str(event["UID"]) for event in events}) != len(events):
        found.append("two of one UID")
    return found


def test_a_day_is_a_whole_day_and_its_end_the_day_after():
    data = file_of(entry(last=DAY + datetime.timedelta(days=2)))
    assert b"DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261203\r\n" in data
    assert b"DTSTAMP:20261101T093000Z\r\n" in data
    assert b"TRANSP:TRANSPARENT" in data
    assert faults(data) == []


def test_a_calendar_without_events_is_valid_too():
    data = file_of()
    assert faults(data) == []
    assert Calendar.from_ical(data).walk("VEVENT") == []


def test_what_has_an_hour_is_an_instant_and_takes_time():
    zone = datetime.timezone(datetime.timedelta(hours=-5))
    starts = datetime.datetime(2026, 11, 30, 22, 15, tzinfo=zone)
    data = file_of(entry(kind=Kind.INTERVIEWS, starts=starts))
    assert b"DTSTART:20261201T031500Z\r\nDTEND:20261201T041500Z\r\n" in data
    assert b"TRANSP:OPAQUE" in data
    assert entry(starts=starts).clock == "22:15"
    assert faults(data) == []


def test_reminders_are_on_the_mornings_of_their_days():
    data = file_of(entry(kind=Kind.EXPIRIES, reminders=(90, 60, 30, 7)))
    assert faults(data) == []
    triggers = [alarm["TRIGGER"].dt for alarm in Calendar.from_ical(data).walk("VALARM")]
    midnight = datetime.datetime.combine(DAY, datetime.time.min)
    days = [DAY - datetime.timedelta(n) for n in (90, 60, 30, 7)]
    assert [midnight + trigger for trigger in triggers] == [
        datetime.datetime.combine(day, datetime.time(9)) for day in days
    ]


def test_an_address_without_a_choice_names_no_firm():
    assert not any("company" in kind.label for kind in AT_FIRST)
    assert {kind.value for kind in AT_FIRST} == {"milestones", "exams", "breaks", "expiries"}


def test_the_instant_is_told_in_utc_whatever_zone_it_came_in():
    tokyo = datetime.timezone(datetime.timedelta(hours=9))
    assert b"DTSTAMP:20261101T003000Z" in file_of(entry(at=AT.replace(tzinfo=tokyo)))


def test_the_same_days_give_the_same_bytes_in_whatever_order():
    days = [entry(key=str(n), first=DAY, last=DAY) for n in range(9)]
    assert file_of(*days) == file_of(*reversed(days))


def test_names_of_events_stay_and_are_those_of_one_person():
    def names(data):
        return {str(event["UID"]) for event in Calendar.from_ical(data).walk("VEVENT")}

    assert names(file_of(entry())) == names(file_of(entry(title="Renamed", first=DAY, at=AT + datetime.timedelta(1))))
    assert names(file_of(entry())).isdisjoint(names(file_of(entry(), handle="zyxwvutsrq")))
    assert names(file_of(entry())).isdisjoint(names(file_of(entry(kind=Kind.BREAKS))))


def test_however_many_there_are_the_file_stays_small():
    data = file_of(*(entry(key=str(n), title="x" * 10_000) for n in range(3000)))
    assert data.count(b"BEGIN:VEVENT") == 500
    assert len(data) < 500_000


dates = st.dates(datetime.date(2000, 1, 1), datetime.date(2199, 12, 1))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(
    st.lists(
        st.builds(
            lambda kind, key, title, text, first, days, at, starts, reminders: entry(
                kind=kind, key=key, title=title, text=text, first=first, last=first + datetime.timedelta(days), at=at,
                starts=starts, reminders=reminders,
            ),
            st.sampled_from(Kind), texts, texts, texts, dates, st.integers(0, 30),
            st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2199, 1, 1), timezones=st.just(datetime.UTC)),
            st.none() | st.datetimes(
                datetime.datetime(2000, 1, 2), datetime.datetime(2199, 1, 1), timezones=st.timezones()
            ),
            st.sampled_from([(), (90, 60, 30, 7)]),
        ),
        max_size=8,
        unique_by=lambda entry: (entry.kind, entry.key),
    )
)  # fmt: skip
def test_whatever_the_titles_are_the_file_is_valid_and_says_them(entries):
    data = file_of(*entries)
    assert faults(data) == []
    said = [str(event["SUMMARY"]) for event in Calendar.from_ical(data).walk("VEVENT")]
    assert len(said) == len(entries)
    assert all("\n" not in text for text in said)


def test_awkward_titles_come_out_as_they_went_in():
    title = 'Exam; a, b \\ c: "d" \N{GRINNING FACE} été'
    (event,) = Calendar.from_ical(file_of(entry(title=f"{title}\r\nX-EVIL:1\x07"))).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"{title} X-EVIL:1"
    assert "X-EVIL" not in event


def test_an_address_without_a_choice_shows_what_it_begins_with():
    assert kinds_of([]) == kinds_of([""]) == kinds_of([",, ,"]) == AT_FIRST
    assert in_address(AT_FIRST) == ""


def test_an_address_shows_what_it_names_and_passes_over_junk():
    assert kinds_of(["exams,goal"]) == kinds_of(["exams", "goal"]) == {Kind.EXAMS, Kind.GOAL}
    assert kinds_of([" EXAMS ,\0,'; drop table"]) == {Kind.EXAMS}
    assert kinds_of(["junk" * 1000]) == frozenset()


@given(st.sets(st.sampled_from(Kind), min_size=1))
def test_what_is_chosen_is_what_the_address_shows(kinds):
    assert kinds_of([in_address(kinds)]) == kinds

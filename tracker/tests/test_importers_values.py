"""Days, times and durations in the cells of a file. No database."""

import pytest

from tracker.importers import values
from tracker.importers.entries import Refused, Way, read
from tracker.importers.survey import Survey
from tracker.tests.import_files import BERLIN, DAY, entries_of, record, told


def test_the_order_of_the_days_follows_from_the_whole_column():
    _, rows = entries_of(b"day,duration\n03/04/2026,1h\n25/12/2026,1h\n")
    assert told(rows[0][1])[0][0] == "2026-04-03"
    _, rows = entries_of(b"day,duration\n03/04/2026,1h\n12/25/2026,1h\n")
    assert told(rows[0][1])[0][0] == "2026-03-04"


@pytest.mark.parametrize("days", [["03/04/2026"], ["03/04/2026", "25/12/2026", "12/25/2026"]])
def test_an_order_that_nothing_settles_is_asked_for(days):
    survey = Survey()
    for day in days:
        survey.add({"day": day})
    assert survey.order is None
    assert survey.two_ways == "03/04/2026"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-03", "2026-11-03"), ("2026/11/3", "2026-11-03"), ("3.11.2026", "2026-11-03"),
        ("3. 11. 2026", "2026-11-03"), ("03-11-26", "2026-11-03"), ("3 Nov 2026", "2026-11-03"),
        ("3-Nov-2026", "2026-11-03"), ("November 3, 2026", "2026-11-03"),
    ],
)  # fmt: skip
def test_days_are_read_in_many_ways(text, day):
    assert str(values.parse_day(text, "dmy")) == day


@pytest.mark.parametrize("text", ["", "soon", "30/02/2026", "0001-01-01", "9999-12-31", "2026-13-01", "١/٢/٢٠٢٦"])
def test_days_that_are_none_are_refused(text):
    with pytest.raises(ValueError, match=r"day|year"):
        values.parse_day(text, "dmy")


@pytest.mark.parametrize(
    ("text", "time"),
    [("9:05", "09:05:00"), ("09:05:06", "09:05:06"), ("12:15 AM", "00:15:00"), ("12:15 p.m.", "12:15:00"),
     ("09:00:00 PM", "21:00:00"), ("9:00+02:00", "09:00:00+02:00"), ("09:00:01.250Z", "09:00:01+00:00")],
)  # fmt: skip
def test_times_are_read_on_both_clocks(text, time):
    assert values.parse_time(text).isoformat() == time


@pytest.mark.parametrize("text", ["25:00", "13:00 PM", "0:10 am", "9", "noon", "9:00+99:00", ""])
def test_times_that_are_none_are_refused(text):
    with pytest.raises(ValueError, match="time"):
        values.parse_time(text)


@pytest.mark.parametrize(
    ("text", "unit", "seconds"),
    [("01:30:00", "", 5400), ("1:30", "", 5400), ("1h 30m", "", 5400), ("1h30", "", 5400), ("1 h 05", "", 3900),
     ("1 h 30 min 5 s", "", 5405), ("90 min", "", 5400),
     ("PT1H30M", "", 5400), ("1.5", "hours", 5400), ("1,5", "hours", 5400), ("5400", "seconds", 5400),
     ("90", "minutes", 5400), ("1,5 h", "", 5400), ("20s", "", 20), ("0.0056", "hours", 20)],
)  # fmt: skip
def test_durations_are_read_in_many_ways(text, unit, seconds):
    assert values.parse_seconds(text, unit) == seconds


@pytest.mark.parametrize("text", ["-1", "-01:00:00", "NaN", "Infinity", "1e9", "a while", "", "1.2.3 h", "5400"])
def test_durations_that_are_none_are_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        values.parse_seconds(text)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"start": "10:00", "end_day": "2026-02-02", "end": "09:00"}, "before it begins"),
        ({"start": "2026-02-02 10:00", "end": "2026-02-01 09:00"}, "before it begins"),
        ({"start": "10:00", "end": "10:00"}, "of no length"),
        ({"duration": "0:00"}, "of no length"),
        ({"duration": "25:00"}, "do not fit in a day"),
        ({"start": "10:00", "end_day": "2026-02-09", "end": "09:00"}, "do not fit in a day"),
        ({"start": "10:00"}, "neither when it ended"),
        ({}, "neither how long"),
        ({"duration": "1h", "start": "10:00", "end": "10:10"}, "longer than from its start"),
        ({"day": "", "duration": "1h"}, "which day"),
        ({"day": "", "start": "1770000000", "end": "1770003600"}, "“1770000000” is a number, as of seconds since 1970"),
        ({"day": "", "start": "9:00", "duration": "1h"}, "“9:00” does not say of which day"),
        ({"start": "24:00", "end": "1:00"}, "not a time of the day"),
        ({"start": "9:00", "end": "24:30"}, "not a time of the day"),
        ({"duration": "1h", "note": "a\0b"}, "null character"),
    ],
)
def test_what_cannot_have_been_is_refused_with_its_reason(fields, reason):
    with pytest.raises(Refused, match=reason):
        read(record(**fields), Way(BERLIN, "dmy"))


@pytest.mark.parametrize(
    "fields",
    [
        {"start": "22:00", "end": "24:00"},
        {"start": "22:00", "end": "24:00:00", "end_day": "2026-02-02"},
        {"start": "2026-02-02 22:00", "end": "24:00", "day": ""},
        {"start": "2026-02-02 22:00", "end": "2026-02-02 24:00"},
        {"start": "2026-02-02T22:00:00+01:00", "end": "2026-02-02T24:00:00+01:00"},
    ],
)
def test_an_end_at_24_is_the_next_midnight(fields):
    entry = read(record(**fields), Way(BERLIN, "dmy"))
    assert told(entry) == [("2026-02-02", 7200, "21:00")]


def test_an_end_at_24_without_a_start_is_of_the_day_that_it_names():
    entry = read({"end": "2026-11-03 24:00", "duration": "1h"}, Way(BERLIN, "dmy"))
    assert told(entry) == [("2026-11-03", 3600, None)]


@pytest.mark.parametrize(
    ("text", "said"),
    [("24:00", "00:00"), ("24:00:00", "00:00"), ("2026-11-03 24:00", "2026-11-03 00:00"),
     ("2026-11-03T24:00:00Z", "2026-11-03T00:00Z"), ("11:24:00", None), ("2026-11-03 11:24:00", None),
     ("08:24:00 PM", None), ("11:24:00.000", None), ("10:00+24:00", None), ("124:00", None), ("24:00:01", None)],
)  # fmt: skip
def test_only_the_hour_24_is_the_end_of_a_day(text, said):
    assert values.before_midnight(text) == ((said, True) if said else (text, False))


@pytest.mark.parametrize(("start", "end"), [("10:00:00", "11:24:00"), ("07:00:00 PM", "08:24:00 PM")])
def test_an_end_at_24_minutes_past_an_hour_is_of_its_own_day(start, end):
    entry = read(record(start=start, end=end, end_day="2026-02-02"), Way(BERLIN, "dmy"))
    assert [(piece.day, piece.seconds) for piece in entry.pieces] == [(DAY, 5040)]


def test_a_time_that_the_clock_skipped_did_not_exist():
    with pytest.raises(Refused, match="skipped by the clocks"):
        read({"day": "2026-03-29", "start": "02:30", "end": "04:00"}, Way(BERLIN))


@pytest.mark.parametrize(
    ("duration", "seconds", "start"), [("", 1800, "00:15"), ("1:30", 5400, "00:15"), ("0:30", 1800, "00:15")]
)
def test_an_hour_that_the_clock_showed_twice_is_told_apart_by_the_duration(duration, seconds, start):
    entry = read({"day": "2026-10-25", "start": "02:15", "end": "02:45", "duration": duration}, Way(BERLIN))
    assert told(entry) == [("2026-10-25", seconds, start)]


def test_an_end_before_its_start_by_the_clock_alone_is_the_later_of_two():
    entry = read({"day": "2026-10-25", "end_day": "2026-10-25", "start": "02:45", "end": "02:15"}, Way(BERLIN))
    assert told(entry) == [("2026-10-25", 1800, "00:45")]


def test_times_with_an_offset_do_not_ask_for_a_zone():
    survey = Survey()
    survey.add({"start": "2026-02-02T10:00:00+05:00", "end": "2026-02-02T11:00:00+05:00"})
    assert not survey.naive
    survey.add({"start": "2026-02-02T10:00:00", "end": "2026-02-02T11:00:00"})
    assert survey.naive


def test_a_long_note_is_cut_and_says_so():
    entry = read(record(duration="1h", note="x" * 3000), Way(BERLIN))
    assert len(entry.note) == 2000
    assert entry.remark

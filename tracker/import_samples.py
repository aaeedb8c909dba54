"""A file to begin from: what a learner may type into a spreadsheet and import. Invented. Pure."""

import datetime

from tracker.days import DAY, zone_of
from tracker.exchange.sessions import as_lines

COLUMNS = ("day", "start", "end", "zone", "seconds", "activity", "skill", "topic", "tags", "link", "note")
SIX, HALF_PAST_SEVEN = datetime.time(18), datetime.time(19, 30)


def sample_of(today, *, since, zone):
    """The text of the file, of the last days of a learner whose path starts on the day ``since``: none of its days lies
    before that or is to come, so that every line can be imported. A day that is not over has no times of the day."""
    days = [max(today - number * DAY, since) for number in (3, 2, 1)]
    hours = [at_clock(days[0], time, zone) for time in (SIX, HALF_PAST_SEVEN)] if days[0] < today else ["", ""]
    return as_lines(
        [
            COLUMNS,
            (days[0], *hours, zone, 5400, "study", "programming", "", "book quiet", "", "An invented session"),
            (days[1], "", "", "", 2700, "study", "math-and-statistics", "", "", "https://example.org/course",
             "Without times of the day"),
            (days[2], "", "", "", 3600, "interview", "", "", "", "", "Interview practice names no skill"),
        ]
    )  # fmt: skip


def at_clock(day, time, zone):
    """As the file writes an instant: with the offset of that place and time."""
    return datetime.datetime.combine(day, time, tzinfo=zone_of(zone)).isoformat()

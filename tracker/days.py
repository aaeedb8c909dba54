"""Days and weeks as the learner counts them. Pure."""

import datetime
import zoneinfo

DAY = datetime.timedelta(days=1)


def local_day(instant, zone):
    """The date of an aware datetime on a calendar in ``zone`` (an IANA name; one no longer known counts as UTC)."""
    try:
        return instant.astimezone(zoneinfo.ZoneInfo(zone)).date()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return instant.astimezone(datetime.UTC).date()


def week_of(day, week_start=0):
    """First and last day of the week that holds ``day``; ``week_start`` as in ``date.weekday``, Monday 0."""
    first = day - DAY * ((day.weekday() - week_start) % 7)
    return first, first + 6 * DAY


def day_seconds(day, zone):
    """How many seconds the day has in ``zone``: 86,400, an hour less or more where the clocks change."""
    tz = zoneinfo.ZoneInfo(zone)
    start = datetime.datetime.combine(day, datetime.time.min, tzinfo=tz)
    end = datetime.datetime.combine(day + DAY, datetime.time.min, tzinfo=tz)
    return int((end.astimezone(datetime.UTC) - start.astimezone(datetime.UTC)).total_seconds())

"""Days and weeks as the learner counts them. Pure."""

import datetime
import zoneinfo

DAY = datetime.timedelta(days=1)


def zone_of(name):
    """The time zone with this IANA name; one that is no longer known counts as UTC."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return datetime.UTC


def local_day(instant, zone):
    """The date of an aware datetime on a calendar in ``zone``, an IANA name."""
    return instant.astimezone(zone_of(zone)).date()


def week_of(day, week_start=0):
    """First and last day of the week that holds ``day``; ``week_start`` as in ``date.weekday``, Monday 0."""
    first = day - DAY * ((day.weekday() - week_start) % 7)
    return first, first + 6 * DAY


def day_seconds(day, zone):
    """How many seconds the day has in ``zone``: 86,400, an hour less or more where the clocks change."""
    tz = zone_of(zone)
    start = datetime.datetime.combine(day, datetime.time.min, tzinfo=tz)
    end = datetime.datetime.combine(day + DAY, datetime.time.min, tzinfo=tz)
    return int((end.astimezone(datetime.UTC) - start.astimezone(datetime.UTC)).total_seconds())

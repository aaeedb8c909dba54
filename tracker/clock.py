"""Times of day in a time zone, and the instants that they mean. Pure."""

import datetime

from tracker.days import zone_of


def instant_of(day, time, zone):
    """When the clocks of ``zone`` showed ``time`` on ``day``, in UTC; None if they skipped it (summer time begins).

    Of the hour that comes twice it is the first.
    """
    tz = zone_of(zone)
    local = datetime.datetime.combine(day, time, tzinfo=tz)
    instant = local.astimezone(datetime.UTC)
    return instant if instant.astimezone(tz).replace(fold=0) == local.replace(fold=0) else None


def time_in(instant, zone):
    """The time of day that the clocks of ``zone`` showed, to the minute."""
    return instant.astimezone(zone_of(zone)).time().replace(second=0, microsecond=0)


def spell_span(start, end, zone, home=""):
    """ "09:30–11:00" on the clocks of ``zone``, which is named where it is not ``home``; "" without a start."""
    if start is None:
        return ""
    text = f"{time_in(start, zone):%H:%M}–{time_in(end, zone):%H:%M}"
    return text if zone == (home or zone) else f"{text}, {zone}"

"""Days and weeks as the learner counts them. Pure."""

import datetime
import zoneinfo

DAY = datetime.timedelta(days=1)


def zone_of(name):
    """The time zone with this IANA name; one that is no longer known counts as UTC."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # of a folder of zones, such as “America”
        return datetime.UTC


def local_day(instant, zone):
    """The date of an aware datetime on a calendar in ``zone``, an IANA name."""
    return instant.astimezone(zone_of(zone)).date()


def start_of(day, zone):
    """The instant at which the day begins in ``zone``: where its midnight is skipped, the first after it; where it
    comes twice, the earlier."""
    return datetime.datetime.combine(day, datetime.time.min, tzinfo=zone_of(zone)).astimezone(datetime.UTC)


def instants_of(wall, zone):
    """The instants at which the clocks in ``zone`` show ``wall``, a naive datetime: one; none where they are put
    forward over it; two, the earlier first, where they are put back."""
    tz = zone_of(zone)
    both = sorted({wall.replace(tzinfo=tz, fold=fold).astimezone(datetime.UTC) for fold in (0, 1)})
    return tuple(instant for instant in both if wall_at(instant, zone) == wall)


def wall_at(instant, zone):
    """What the clocks in ``zone`` show at an instant: a naive datetime."""
    return instant.astimezone(zone_of(zone)).replace(tzinfo=None, fold=0)


def week_of(day, week_start=0):
    """First and last day of the week that holds ``day``; ``week_start`` as in ``date.weekday``, Monday 0."""
    first = day - DAY * ((day.weekday() - week_start) % 7)
    return first, first + 6 * DAY


def day_seconds(day, zone):
    """How many seconds the day has in ``zone``: 86,400, an hour less or more where the clocks change, none where a
    place moved over the date line and left the day out."""
    return int((start_of(day + DAY, zone) - start_of(day, zone)).total_seconds())


def split_by_day(start, end, zone):
    """The time from ``start`` to ``end``, aware datetimes, by the days of ``zone`` on which it lies.

    A list of (day, start, end, seconds), the instants in UTC. The seconds are whole, and in all as many as there are
    between the two; a piece of under a second is none.
    """
    tz, start, end = zone_of(zone), start.astimezone(datetime.UTC), end.astimezone(datetime.UTC)
    pieces, at, before = [], start, 0
    while at < end:
        day = at.astimezone(tz).date()
        midnight = start_of(day + DAY, zone)
        until = min(midnight, end)
        if until <= at:  # a clock that is put back across midnight: the day goes on until the next
            until = min(midnight + DAY, end)
        so_far = int((until - start).total_seconds())
        if so_far > before:
            pieces.append((day, at, until, so_far - before))
        at, before = until, so_far
    return pieces

"""Rows of a file beside the log: which lie at the same time as others, which a day has no room for. Pure."""

from collections import defaultdict

from tracker.days import day_seconds


def overlapping(rows, logged):
    """The ids of ``rows`` (id, start, end) that lie at the same time as what is ``logged`` (start, end), or as a row
    before them that does not. Both in the order of their starts."""
    found, until, logged = [], None, list(logged)
    at = 0  # the first of the logged that begins later than the row
    for pk, start, end in rows:
        while at < len(logged) and logged[at][0] <= start:
            until = later(until, logged[at][1])
            at += 1
        if (until and start < until) or (at < len(logged) and logged[at][0] < end):
            found.append(pk)
        else:
            until = later(until, end)
    return found


def later(one, other):
    return other if one is None else max(one, other)


def crowded(sums, logged, zone):
    """The days whose ``sums`` (day, seconds) and what is ``logged`` on them may be more than a day."""
    return [day for day, seconds in sums if seconds + logged.get(day, 0) > day_seconds(day, zone) - 3600]


def without_room(rows, logged):
    """The ids of ``rows`` (id, day, seconds, zone), in the file's order, that do not fit into their day any more."""
    held, found = defaultdict(int), []
    for pk, day, seconds, zone in rows:
        if logged.get(day, 0) + held[day] + seconds > day_seconds(day, zone):
            found.append(pk)
        else:
            held[day] += seconds
    return found

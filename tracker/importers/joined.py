"""Moments and spans of passive trackers to sums by day and name. Pure."""

import datetime
from collections import Counter

from tracker.days import split_by_day, zone_of

FIRST, LAST = 946_684_800, 7_258_118_400  # 2000 to 2199, in seconds since 1970


def instant(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


class DaySums:
    """Seconds by day and name, of spans in seconds since 1970."""

    def __init__(self, zone):
        self.zone, self.tz, self.sums = zone, zone_of(zone), Counter()

    def add(self, start, end, name):
        start, end = max(start, FIRST), min(end, LAST)
        if start >= end:
            return
        day = instant(start).astimezone(self.tz).date()
        if day == instant(end).astimezone(self.tz).date():
            self.sums[day, name] += end - start
            return
        for day, at, until, _ in split_by_day(instant(start), instant(end), self.zone):
            self.sums[day, name] += (until - at).total_seconds()

    def records(self, source):
        """A record a day and name, oldest first, with the name that it is known by; of under a second none."""
        for (day, name), seconds in sorted(self.sums.items()):
            if round(seconds):
                yield {
                    "day": day.isoformat(),
                    "duration": f"{round(seconds)}",
                    "project": name,
                    "id": f"{source} {day.isoformat()} {name}",
                }


def union(spans):
    """The spans put together where they touch or overlap, in order."""
    joined = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return joined


def within(spans, allowed):
    """Of ``spans`` (start, end, name), in order, what lies within ``allowed``, a union."""
    at = 0
    for start, end, name in spans:
        while at < len(allowed) and allowed[at][1] <= start:
            at += 1
        further = at
        while further < len(allowed) and allowed[further][0] < end:
            yield max(start, allowed[further][0]), min(end, allowed[further][1]), name
            further += 1

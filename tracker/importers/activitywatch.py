"""ActivityWatch: the export of all buckets, or of one, as JSON.

{"buckets": {NAME: {"id", "type", "client", "hostname", "created", "events": [{"timestamp", "duration", "data"}]}}}: the
timestamp in ISO with its offset, the duration in seconds, data by the type of bucket: currentwindow {"app", "title"},
afkstatus {"status": "afk" or "not-afk"}, web.tab.current {"url", "title"}, app.editor.activity {"file", "project",
"language"}.

The buckets watch the same time in several ways, so one way is chosen: by app, by project of the editor or by site. Time
is summed by day and name, and only while the computer's afk bucket, if it has one, says not-afk. Titles and addresses
of pages are not kept. Described at https://docs.activitywatch.net/en/latest/buckets-and-events.html.
"""

import datetime
import math
from urllib.parse import urlsplit

from tracker.importers.joined import DaySums, union, within
from tracker.importers.text import MOST_MOMENTS, too_many

WINDOW, EDITOR, WEB, AFK = "window", "editor", "web", "afk"
WAYS = {WINDOW: "By app", EDITOR: "By project of the editor", WEB: "By site"}


def descends(path):
    return path == () or path == ("buckets",) or (path[0] == "buckets" and (len(path) == 2 or path[2:] == ("events",)))


class ActivityWatch:
    """Takes the parts of the file as they come; ``records`` then are all that it says."""

    def __init__(self, zone):
        self.zone, self.hosts, self.spans = zone, {}, {}
        self.names, self.number = {}, 0

    def add(self, path, value):
        if path[0] != "buckets" or len(path) < 2 or not isinstance(path[1], str):
            return
        if len(path) == 3 and path[2] == "hostname" and isinstance(value, str):
            self.hosts[path[1]] = value
        if len(path) != 4 or not isinstance(value, dict):
            return
        kind, name = kind_of(value.get("data"))
        span = span_of(value)
        if kind and span:
            self._count("events")
            self.spans.setdefault((kind, path[1]), []).append((*span, self.names.setdefault(name, name)))

    def _count(self, what):
        self.number += 1
        if self.number > MOST_MOMENTS:
            raise too_many(MOST_MOMENTS, what)

    def present(self):
        """When somebody was at a computer, by its host: those whose afk bucket says so."""
        watched = {}
        for (kind, bucket), spans in self.spans.items():
            if kind == AFK:
                there = watched.setdefault(self.host(bucket), [])
                there += [(start, end) for start, end, status in spans if status == "not-afk"]
        return {host: union(spans) for host, spans in watched.items()}

    def host(self, bucket):
        return self.hosts.get(bucket) or bucket.partition("_")[2]

    def records(self):
        """(number, record) of what it says; each record says its way."""
        number, present = 0, self.present()
        self.number = 0
        for kind in WAYS:
            days = DaySums(self.zone)
            for (of, bucket), spans in self.spans.items():
                if of == kind:
                    spans.sort()
                    there = present.get(self.host(bucket))
                    for span in spans if there is None else within(spans, there):
                        self._count("pieces of time at the computer")
                        days.add(*span)
            for record in days.records(f"activitywatch {kind}"):
                number += 1
                yield number, {**record, "way": kind}


def kind_of(data):
    """(kind, name) of an event by its data; ("", "") for what is not counted."""
    if not isinstance(data, dict):
        return "", ""
    data = {key: value for key, value in data.items() if isinstance(value, str)}
    if "status" in data:
        return AFK, data["status"]
    if "url" in data:
        return WEB, site(data["url"])
    if "file" in data or "project" in data:
        return EDITOR, data.get("project", "")
    return (WINDOW, data["app"]) if "app" in data else ("", "")


def site(url):
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def span_of(event):
    """(start, end) in seconds since 1970, or None."""
    duration = event.get("duration")
    if not isinstance(duration, int | float) or not math.isfinite(duration) or not 0 < duration <= 86_400:
        return None
    try:
        start = datetime.datetime.fromisoformat(event.get("timestamp"))
        if start.tzinfo is None:
            start = start.replace(tzinfo=datetime.UTC)
        at = start.timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
    return at, at + duration

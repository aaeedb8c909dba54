"""WakaTime and Wakapi: JSON of sums by day and project, or of heartbeats.

Four shapes, all with days that a project has seconds on:

* the dump "daily totals": {"days": [{"date", "grand_total": {"total_seconds"}, "projects": [{"name", "grand_total":
  {"total_seconds"}}]}]}
* the dump "heartbeats", also of Wakapi: {"range": …, "days": [{"date", "heartbeats": [{"time", "project", …}]}]}, time
  in seconds since 1970
* summaries of the API: {"data": [{"range": {"date", "start", "timezone"}, "projects": [{"name", "total_seconds"}]}]};
  Wakapi writes the moment of the export into "date", so the day is that of "start"
* heartbeats of the API: {"data": [{"time", "project", …}]}

A heartbeat is a moment. Two of at most fifteen minutes apart, WakaTime's own default, are time on the project of the
earlier one. Described at https://wakatime.com/developers; models/compat in https://github.com/muety/wakapi.
"""

import datetime
import math
import re

from tracker.days import zone_of
from tracker.importers.joined import FIRST, LAST, DaySums
from tracker.importers.text import MOST_MOMENTS, MOST_ROWS, too_many
from tracker.importers.values import parse_moment

TOGETHER = 15 * 60
LISTS = ("heartbeats", "projects")
SAID = ("date", "range", "grand_total", "time", "project")  # by a day of a dump, beside its lists
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def descends(path):
    """Into the list of days, and in a dump into each day and its list: of a long day only what counts is held."""
    if path in ((), ("days",), ("data",)):
        return True
    return path[0] == "days" and (len(path) == 2 or (len(path) == 3 and path[2] in LISTS))


class WakaTime:
    """Takes the parts of the file as they come; ``records`` then are all that it says."""

    def __init__(self, zone):
        self.zone, self.sums, self.beats, self.refusals = zone, [], [], []
        self.names, self.number = {}, 0
        # The day of a dump that is being read: where it is, what it says, what hangs in its lists.
        self.at, self.day, self.is_object, self.has_beats, self.projects = None, {}, False, False, []

    def add(self, path, value):
        if path[0] not in ("days", "data") or len(path) < 2 or not isinstance(path[1], int):
            return
        if path[0] == "days":
            self._add_to_day(path, value)
        elif isinstance(value, dict) and "time" in value:
            self._beat(value)
        elif isinstance(value, dict):
            self._whole_day(path[1] + 1, value)

    def _add_to_day(self, path, value):
        if path[:2] != self.at:
            self._end_day()
            self.at, self.day = path[:2], {}
            self.is_object, self.has_beats, self.projects = len(path) > 2 or isinstance(value, dict), False, []
        if len(path) == 3 and path[2] in SAID:
            self.day[path[2]] = value
        elif path[2:3] == ("heartbeats",) and (len(path) == 4 or value == []):
            self.has_beats = True
            self._beat(value)
        elif len(path) == 4 and path[2] == "projects":
            self._project(self.projects, value)

    def _end_day(self):
        """Take what a day of a dump says; its beats are taken as they come."""
        if self.at is None or not self.is_object:
            return
        if "time" in self.day:
            self._beat(self.day)
        elif not self.has_beats:
            self._day(self.at[1] + 1, self.day, self.projects)

    def _whole_day(self, number, value):
        if isinstance(beats := value.get("heartbeats"), list):
            for beat in beats:
                self._beat(beat)
            return
        sums, projects = [], value.get("projects")
        for project in projects if isinstance(projects, list) else ():
            self._project(sums, project)
        self._day(number, value, sums)

    def _beat(self, beat):
        time = beat.get("time") if isinstance(beat, dict) else None
        if isinstance(time, int | float) and math.isfinite(time) and FIRST <= time < LAST:
            name = text(beat.get("project"))
            self.beats.append((float(time), self.names.setdefault(name, name)))
            if len(self.beats) > MOST_MOMENTS:
                raise too_many(MOST_MOMENTS, "heartbeats")

    def _project(self, sums, project):
        """What a project of a day comes to, to its ``sums``: (name, seconds as text), or (name, "") for none."""
        if not isinstance(project, dict):
            return
        total = project.get("grand_total") if isinstance(project.get("grand_total"), dict) else project
        seconds = total.get("total_seconds")
        sums.append((text(project.get("name")), amount(seconds) if seconds else ""))
        self._count()

    def _count(self):
        self.number += 1
        if self.number > MOST_ROWS:
            raise too_many(MOST_ROWS)

    def _day(self, number, value, sums):
        try:
            day = self._date(value)
        except ValueError as error:
            self.refusals.append((number, str(error)))
            self._count()
            return
        if not sums:
            sums = []
            self._project(sums, {"name": "", "grand_total": value.get("grand_total")})
        self.sums += ((number, day, name, seconds) for name, seconds in sums if seconds)

    def _date(self, value):
        span = value.get("range") if isinstance(value.get("range"), dict) else {}
        for said in (value.get("date"), span.get("date")):
            if isinstance(said, str) and DATE.fullmatch(said):
                return said
        start = text(span.get("start"))
        if not start:
            raise ValueError("This day has no date.")
        day, time = parse_moment(start)
        if start.endswith("Z") and (zone := text(span.get("timezone"))):
            return datetime.datetime.combine(day, time).astimezone(zone_of(zone)).date().isoformat()
        return day.isoformat()

    def records(self):
        """(number, record) and (number, reason) of what it says."""
        self._end_day()
        yield from self.refusals
        for number, day, name, seconds in self.sums:
            yield number, {"day": day, "duration": seconds, "project": name, "id": f"wakatime {day} {name}"}
        self.beats.sort()
        days = DaySums(self.zone)
        for (at, project), (then, _) in zip(self.beats, self.beats[1:], strict=False):
            if then - at <= TOGETHER:
                days.add(at, then, project)
        yield from enumerate(days.records("wakatime"), start=1)


def text(value):
    return value if isinstance(value, str) else ""


def amount(seconds):
    """Seconds to a text that ``values`` reads or refuses: not a number, or less than nothing, stays what it is."""
    if isinstance(seconds, int | float) and math.isfinite(seconds) and 0 <= seconds < 1e9:
        return f"{seconds:.3f}"
    return str(seconds)[:40]

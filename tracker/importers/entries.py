"""A record of a file to what may be logged: whole seconds on days, or a sentence that says why not. Pure.

Times without a zone are the clock of the zone that the learner confirmed. A time that the clock skipped in spring did
not exist and is refused; one that it showed twice in autumn is the first, unless the duration or the end says
otherwise.
"""

import datetime
import hashlib
import uuid
from dataclasses import dataclass

from tracker.days import DAY, split_by_day, zone_of
from tracker.importers import values
from tracker.importers.names import BLANKS, SEPARATORS, condensed, folded, holdable, tags_of
from tracker.importers.values import HOURS, shown

LONGEST = 24 * 3600
LONGEST_NAME, LONGEST_NOTE, LONGEST_LINK = 200, 2000, 500
ROUNDED_HOURS = 18  # seconds: what two decimals of an hour may be off
CUT = "The note was cut to 2,000 characters."


class Refused(ValueError):
    """Why a record is not logged, in a sentence for the learner."""


@dataclass(frozen=True)
class Way:
    """How the records of a file are read. ``as_it_was``: what this site exported; ``daily``: sums of days, known by
    their day and name whatever they amount to; ``breaks``: the kind of record that is no time worked; ``escaped``: an
    apostrophe before a cell keeps it from being a formula, and is no part of it."""

    zone: str
    order: str = ""
    unit: str = ""
    as_it_was: bool = False
    daily: bool = False
    breaks: str = ""
    escaped: bool = False


@dataclass(frozen=True)
class Piece:
    """Time on one day; the instants in UTC if they are known."""

    day: datetime.date
    seconds: int
    start: datetime.datetime | None = None
    end: datetime.datetime | None = None


@dataclass(frozen=True)
class Entry:
    """What a record says. ``remark`` is for the learner, of something that could not be kept."""

    pieces: tuple
    zone: str
    project: str = ""
    tags: tuple = ()
    note: str = ""
    skill: str = ""
    topic: str = ""
    activity: str = ""
    link: str = ""
    resource: str = ""
    towards: str = ""
    remark: str = ""
    identity: str = ""

    @property
    def token(self):
        """The session that it was, if it was one of this site."""
        try:
            return uuid.UUID(self.identity)
        except ValueError:
            return None

    def token_of(self, part):
        """The session that a piece becomes: the first is the one it was, of the others each has its own."""
        return uuid.uuid5(self.token, str(part)) if part and self.token else self.token

    def content(self, part):
        """What a piece is known by, in whatever file it comes again: 32 hexadecimal digits."""
        if self.identity:
            said = [self.identity, part]
        else:
            piece = self.pieces[part]
            when = [piece.start.isoformat(), piece.end.isoformat()] if piece.start else [piece.day.isoformat()]
            own = [self.skill, self.topic, self.activity]
            said = [*when, piece.seconds, folded(self.project), *own, " ".join(self.note.split())]
        return hashlib.blake2b(repr(said).encode("utf-8", "replace"), digest_size=16).hexdigest()


def read(record, way):
    """The Entry that a record says. Raises Refused."""
    if way.escaped:
        record = {role: cell.removeprefix("'") for role, cell in record.items()}
    if any("\0" in part for value in record.values() for part in (value if isinstance(value, list) else [value])):
        raise Refused("There is a null character in it.")
    if way.breaks and record.get("kind", "").strip().lower() == way.breaks:
        raise Refused("A break is no time studied.")
    try:
        pieces, zone = _as_it_was(record, way) if way.as_it_was else (_pieces(record, way), way.zone)
    except Refused:
        raise
    except (ValueError, OverflowError) as error:
        raise Refused(str(error)) from error
    return Entry(pieces=tuple(pieces), zone=zone, **_words(record, way))


def _words(record, way):
    names = [condensed(record.get(role, ""))[:LONGEST_NAME] for role in ("project", "task")]
    note = holdable(record.get("note", "")).replace("\r\n", "\n").replace("\r", "\n").strip()
    link = holdable(record.get("link", "")).strip()
    own = {role: condensed(record.get(role, ""))[:80] for role in ("skill", "topic", "activity", "resource", "towards")}
    return {
        "project": " / ".join(filter(None, names))[:LONGEST_NAME],
        "tags": tags_of(record.get("tags", ""), BLANKS if way.as_it_was else SEPARATORS),
        "note": note[:LONGEST_NOTE],
        "remark": CUT if len(note) > LONGEST_NOTE else "",
        "link": link if link.startswith(("http://", "https://")) and len(link) <= LONGEST_LINK else "",
        "identity": identity_of(record.get("id", "").strip(), way),
        **own,
    }


def identity_of(said, way):
    """By what a record is known whatever else it says; "" if by what it says."""
    if way.daily:
        return said
    try:
        return str(uuid.UUID(said)) if way.as_it_was and said else ""
    except ValueError:
        return ""


# --- what this site exported -----------------------------------------------------------------------------------------


def _as_it_was(record, way):
    """Day and seconds as they stand, nothing split; without them, as any other record."""
    zone = record.get("zone", "").strip()
    if zone_of(zone) is datetime.UTC:  # none, or one that nobody knows
        zone = way.zone
    text = record.get("seconds", "").strip() or record.get("time", "").strip()
    if not text or not record.get("day", "").strip():
        return _pieces({**record, "duration": text}, Way(zone, values.DMY, values.SECONDS)), zone
    seconds = _within_a_day(values.parse_seconds(text, values.SECONDS))
    day = values.parse_day(record["day"], values.DMY)
    start, end = (_instants_in(record, role, zone) for role in ("start", "end"))
    if not (start and end):
        return [Piece(day, seconds)], zone
    pairs = [(s, e) for s in start for e in end if s <= e]
    if not pairs:
        raise Refused(f"It ends ({shown(record['end'])}) before it begins ({shown(record['start'])}).")
    return [Piece(day, seconds, *pairs[0])], zone


def _instants_in(record, role, zone):
    text = record.get(role, "").strip()
    return _instants(*values.parse_moment(text, values.DMY), zone, text) if text else []


# --- what others exported --------------------------------------------------------------------------------------------


def _pieces(record, way):
    text = record.get("duration", "").strip()
    seconds = _within_a_day(values.parse_seconds(text, way.unit)) if text else None
    start, end = _span(record, way, seconds)
    if start is None:
        if seconds is None:
            raise Refused("It says neither how long it was nor from when to when.")
        return [Piece(_day(record, way), seconds)]
    pieces = split_by_day(start, end, way.zone)
    span = sum(piece[3] for piece in pieces)
    _within_a_day(span)
    if seconds is not None and seconds > span + 60:
        raise Refused("Its duration is longer than from its start to its end.")
    exact = seconds is None or seconds >= span or (way.unit == HOURS and span - seconds <= ROUNDED_HOURS)
    shares = [piece[3] for piece in pieces] if exact else shared(seconds, [piece[3] for piece in pieces])
    return [Piece(day, part, s, e) for (day, s, e, _), part in zip(pieces, shares, strict=True) if part]


def shared(seconds, lengths):
    """``seconds`` over pieces of these lengths, in proportion: whole numbers that add up to it."""
    total, before, parts, at = sum(lengths), 0, [], 0
    for length in lengths:
        at += length
        so_far = seconds * at // total
        parts.append(so_far - before)
        before = so_far
    return parts


def _within_a_day(seconds):
    if seconds <= 0:
        raise Refused("It is of no length.")
    if seconds > LONGEST:
        raise Refused(f"{seconds // 3600} hours in one go do not fit in a day. Was a timer left running?")
    return seconds


def _day(record, way):
    for role in ("day", "start", "end"):
        if text := record.get(role, "").strip():
            if not values.is_moment(text):
                return values.parse_day(text, way.order)
            said = values.before_midnight(text)[0] if role == "end" else text  # 24:00 ends the day that it names
            return values.parse_moment(said, way.order)[0]
    raise Refused("It does not say which day.")


def _span(record, way, seconds):
    """(start, end) in UTC, or (None, None) where the record has no times."""
    begins, ends = _clock(record, "start", "day", way), _clock(record, "end", "end_day", way)
    if begins is None:
        return None, None
    starts = _instants(*begins, way.zone, record["start"])
    if ends is None:
        if seconds is None:
            raise Refused("It says when it began, but neither when it ended nor how long it was.")
        return starts[0], starts[0] + datetime.timedelta(seconds=seconds)
    day, time = ends
    says_its_day = values.is_moment(record["end"].strip()) or record.get("end_day", "").strip()
    if not says_its_day and day == begins[0] and time.replace(tzinfo=None) < begins[1].replace(tzinfo=None):
        day += DAY
    pairs = [(s, e) for s in starts for e in _instants(day, time, way.zone, record["end"]) if s <= e]
    if not pairs:
        raise Refused(f"It ends ({shown(record['end'])}) before it begins ({shown(record['start'])}).")
    told = [pair for pair in pairs if seconds and (pair[1] - pair[0]).total_seconds() == seconds]
    return (told or pairs)[0]


def _clock(record, role, day_role, way):
    """(day, time) of the start or the end; None if it is not given."""
    text = record.get(role, "").strip()
    if not text:
        return None
    if role == "end":
        said, is_next_day = values.before_midnight(text)
        if is_next_day:
            day, time = _clock({**record, "end": said}, role, day_role, way)
            return day + DAY, time
    if values.is_moment(text):
        return values.parse_moment(text, way.order)
    if role == "end" and values.is_moment(start := record.get("start", "").strip()):
        day = values.parse_moment(start, way.order)[0]
        stated = record.get(day_role, "").strip()
        return (values.parse_day(stated, way.order) if stated else day), values.parse_time(text)
    stated = record.get(day_role, "").strip() or record.get("day", "").strip()
    if not stated and values.is_epoch(text):
        raise Refused(f"{shown(text)} is a number, as of seconds since 1970. A day and a time are needed.")
    if not stated:
        raise Refused(f"{shown(text)} does not say of which day it is.")
    return values.parse_day(stated, way.order), values.parse_time(text)


def _instants(day, time, zone, text):
    """The instants in UTC at which the clock showed this, the first one first. Raises Refused if it never did."""
    moment = datetime.datetime.combine(day, time)
    if time.tzinfo:
        return [moment.astimezone(datetime.UTC)]
    tz = zone_of(zone)
    found = [moment.replace(tzinfo=tz, fold=fold).astimezone(datetime.UTC) for fold in (0, 1)]
    if found[0] != found[1] and found[0].astimezone(tz).replace(tzinfo=None) != moment:
        raise Refused(f"{shown(text)} was skipped by the clocks of {zone} on that day. Is the zone right?")
    return found if found[0] != found[1] else found[:1]

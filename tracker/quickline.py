"""The quick line: ``1h30 linear algebra yesterday #mit-ocw eigenvalues`` to what is to be logged. Pure.

A line begins with its head: a time, what was done, a day, in any order. The first word that is none of these begins
the note. Tags and one link may stand anywhere; behind a dash on its own all is note. What may mean several things, or
stands where it is not sought, is asked about and never guessed: docs/quick-line.md has a table of the cases.
"""

import datetime
import re
from dataclasses import dataclass, replace

from tracker.durations import spell_duration
from tracker.heard import day_at, head, times_in, what_at
from tracker.tags import LONGEST as LONGEST_TAG
from tracker.tags import NAME, RULE
from tracker.vocabulary import Thing, key_of

LONGEST = 300
MOST_CHOICES = 8
EXAMPLE = "1h30 linear algebra yesterday"
USUAL = (1800, 2700, 3600, 5400, 7200)
DASHES = frozenset("-–—")
TAG = re.compile(rf"#({NAME.pattern})[,;.]?")
NO_TAG = re.compile(r"#\S+")
LINK = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What a line says, every part of it sure."""

    seconds: int
    thing: Thing
    day: datetime.date
    tags: tuple = ()
    link: str = ""
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """One answer to a question: ``line`` is the whole line with it."""

    label: str
    line: str


@dataclass(frozen=True)
class Unclear:
    """What has to be asked before a line can be logged, or said of one that cannot; ``early``: its day is before the
    learner's start, which may be moved."""

    ask: str
    choices: tuple = ()
    early: bool = False


@dataclass(frozen=True)
class Parts:
    """A line taken apart, each part as it was typed or answered; "" for one that is missing."""

    time: str = ""
    what: str = ""
    day: str = ""
    tags: tuple = ()
    link: str = ""
    note: str = ""

    def line(self, left="", **answered):
        """The line with these answers, and what they leave over at the beginning of the note."""
        parts = replace(self, **answered)
        note = f"{left} {parts.note}".strip()
        tags = [f"#{tag}" for tag in parts.tags]
        said = (parts.time, parts.what, parts.day, *tags, parts.link, f"- {note}" if note else "")
        return " ".join(filter(None, said))


def parse(line, frame):
    """A Reading of the line, or Unclear."""
    if len(line) > LONGEST:
        return Unclear(f"This line has {len(line):,} characters; a quick line takes {LONGEST}. The form has more room.")
    if "\x00" in line:
        return Unclear("Null characters are not allowed.")
    words, tags, links, behind = _apart(line.split(), frame)
    if not (words or tags or links or behind):
        return Unclear(f"What did you do, and for how long? For example: {EXAMPLE}")
    heard, rest = head(words, frame)
    parts = Parts(
        **{kind: item.text for kind, item in heard.items()},
        tags=tuple(dict.fromkeys(tag.lower() for tag in tags)),
        link=" ".join(links),
        note=" ".join((*rest, *behind)),
    )
    unclear = _of_tags(parts, words) or _of_day_in_note(words, parts, heard, rest, frame) or _of_time(parts, heard)
    if unclear:
        return unclear
    seconds = heard["time"].options[0]
    parts = replace(parts, time=spell_duration(seconds))
    unclear = _of_what(parts, heard, frame)
    if unclear:
        return unclear
    thing = heard["what"].options[0] if "what" in heard else frame.about
    unclear = _of_day(replace(parts, what=frame.vocabulary.written(thing)), heard, frame)
    if unclear:
        return unclear
    day = heard["day"].options[0] if "day" in heard else frame.today
    return Reading(seconds, thing, day, parts.tags, parts.link, parts.note)


def _apart(words, frame):
    """Words, tags, links, and the words behind a dash that stands where the head ends."""
    plain, tags, links = [], [], []
    for n, word in enumerate(words):
        if word in DASHES and not head(plain, frame)[1]:
            return plain, tags, links, words[n + 1 :]
        if match := TAG.fullmatch(word):
            tags.append(match[1])
        elif LINK.fullmatch(word):
            links.append(word)
        else:
            plain.append(word)
    return plain, tags, links, []


def spell(reading, frame):
    """The line that parses back to the reading: as a person would type it, where that means the same."""
    thing = reading.thing
    parts = Parts(
        spell_duration(reading.seconds), frame.vocabulary.written(thing), reading.day.isoformat(),
        reading.tags, reading.link, reading.note,
    )  # fmt: skip
    plain = f"{parts.line(note='')} {reading.note}".strip()
    lines = (plain, parts.line(), parts.line(what=f"@{thing.key}"))
    return next((line for line in lines if parse(line, frame) == reading), lines[-1])


# --- in words --------------------------------------------------------------------------------------------------------


def told_time(seconds):
    """``1 h 30 min``, ``45 min``, ``2 h``."""
    hours, minutes = divmod(seconds // 60, 60)
    return " ".join(filter(None, (hours and f"{hours} h", (minutes or not hours) and f"{minutes} min")))


def told_day(day, today):
    """``yesterday, Thu 26 Nov``; with the year where it is another."""
    near = {0: "today, ", 1: "yesterday, "}.get((today - day).days, "")
    return f"{near}{day:%a} {day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")


def told(reading, today):
    """A reading in words, part by part, as it is shown before it is logged."""
    note = f"note “{reading.note}”" if reading.note else ""
    said = (told_time(reading.seconds), reading.thing.label, told_day(reading.day, today))
    return tuple(filter(None, (*said, *(f"#{tag}" for tag in reading.tags), reading.link, note)))


# --- what has to be asked, in this order: each answer leaves the later questions open --------------------------------


def _of_tags(parts, words):
    if no_tag := next((word for word in words if NO_TAG.fullmatch(word)), ""):
        return Unclear(f"{RULE}: {no_tag} is none. Behind a dash it is a part of the note.")
    if any(len(tag) > LONGEST_TAG for tag in parts.tags):
        return Unclear(f"A tag has at most {LONGEST_TAG} characters.")
    if " " in parts.link:
        return Unclear("A session has one link. Behind a dash, further ones are a part of the note.")
    return None


def _of_day_in_note(words, parts, heard, rest, frame):
    """A day that is not in the head may be the day, or a word of the note. The answer is put before the line."""
    if "day" in heard:
        return None
    before = words[: len(words) - len(rest)]
    for at in range(len(rest)):
        day = day_at(rest, at, frame)
        if not day or (day.offered and not day.loose) or day.text.count("/") == 1 or day.options == (frame.today,):
            continue
        without = Parts(tags=parts.tags, link=parts.link).line()
        moved = (*before, *rest[:at], *rest[at + day.words :], without)
        kept = " ".join(filter(None, ("today", *before, *rest, without)))
        choices = [
            Choice(told_day(option, frame.today), " ".join(filter(None, (option.isoformat(), *moved))))
            for option in day.options
        ]
        label = f"{told_day(frame.today, frame.today)}, and “{day.text}” is a part of the note"
        ask = day.ask if day.offered else f"Is “{day.text}” the day?"
        return Unclear(ask, (*choices, Choice(label, kept)), day.early)
    return None


def _of_time(parts, heard):
    item = heard.get("time")
    if item is None:
        found = [(seconds, {"note": note}) for seconds, note in times_in(parts.note.split())]
        choices = found or [(seconds, {}) for seconds in USUAL]
        ask = "Is this the time?" if found else "For how long?"
    elif item.is_sure:
        return None
    else:
        ask, choices = item.ask, [(s, {"left": left}) for s, left in zip(item.options, item.left, strict=True)]
    return Unclear(
        ask,
        tuple(
            Choice(_with_note(told_time(seconds), more), parts.line(time=spell_duration(seconds), **more))
            for seconds, more in choices[:MOST_CHOICES]
        ),
    )


def _with_note(label, more):
    return f"{label}, note “{more['left']} …”" if more.get("left") else label


def _of_what(parts, heard, frame):
    item = heard.get("what")
    if item is None:
        return None if frame.about else _of_what_in_note(parts, frame)
    if item.is_sure:
        return None
    ask = item.ask or f"“{item.text}” may be one of these."
    if len(item.options) > MOST_CHOICES:
        ask = f"“{item.text}” is a part of {len(item.options)} names. Write more of the one that you mean."
    return _which(ask, parts, zip(item.options, item.left, strict=True), frame)


def _which(ask, parts, options, frame):
    """A question with things for choices: (thing, what it leaves over) of each."""
    choices = [
        Choice(_with_note(thing.label, {"left": left}), parts.line(left, what=frame.vocabulary.written(thing)))
        for thing, left in options
    ]
    return Unclear(ask, tuple(choices[:MOST_CHOICES]))


def _of_what_in_note(parts, frame):
    """Nothing is named in the head: what its first word begins, what the note names, else what is logged most."""
    vocabulary, rest = frame.vocabulary, parts.note.split()
    begun = vocabulary.begun(key_of(rest[0])) if rest else ()
    if begun:
        parts = replace(parts, note=" ".join(rest[1:]))
        return _which(f"“{rest[0]}” may be one of these.", parts, ((thing, "") for thing in begun), frame)
    named = [item for at in range(len(rest)) if (item := what_at(rest, at, frame, in_full=True))]
    if found := dict.fromkeys(thing for item in named for thing in item.options):
        return _which("Is this what you did?", parts, ((thing, "") for thing in found), frame)
    usual = [thing for thing in vocabulary.things if thing.is_whole and (thing.counts or thing.skill is None)]
    return _which("What did you do? Name a skill or a topic.", parts, ((thing, "") for thing in usual), frame)


def _of_day(parts, heard, frame):
    item = heard.get("day")
    if item is None or item.is_sure:
        return None
    choices = [
        Choice(_with_note(told_day(day, frame.today), {"left": left}), parts.line(left, day=day.isoformat()))
        for day, left in zip(item.options, item.left, strict=True)
    ]
    return Unclear(item.ask, tuple(choices), item.early)

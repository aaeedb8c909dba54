"""A row of a log to the application that it would become, with the events of its stages; or why not. Pure.

What names an application and says how it stands refuses its row where it cannot be read. What stands beside that (link,
pay, place …) is left out, and the preview says so. Whatever the row does not say and we take is ``assumed``, in words.
"""

import hashlib
from dataclasses import dataclass, field

from tracker.applogs.cells import parse_link, parse_pay, spelled
from tracker.applogs.mapping import DAYS, ROLES, STAGE_OF
from tracker.applogs.words import LONGEST, LONGEST_FOLDED, Meaning
from tracker.applogs.workbook import wrong_in
from tracker.duplicates import folded
from tracker.exchange.applications import CLOSED, STAGES
from tracker.importers.names import condensed
from tracker.importers.values import day_part, parse_day, shown
from tracker.stages import APPLICATION

LENGTHS = {
    "company": 120, "role": 120, "requisition": 80, "resume_version": 60, "role_family": 60, "place": 120,
    "next_action": 200,
}  # fmt: skip
LONGEST_NOTE = 2000
TELLING = {"company", "role", "stage", *DAYS}  # what names an application and says how it stands
WORKPLACES = {"remote": "remote", "fully remote": "remote", "hybrid": "hybrid", "on site": "on_site"}
RANK = {stage: rank for rank, stage in enumerate(STAGES)}
LABELS = {
    "saved": "Saved", "applied": "Applied", "replied": "Replied", "screen": "Screen", "technical": "Technical",
    "onsite": "On-site", "offer": "Offer", "accepted": "Accepted", "rejected": "Rejected", "withdrawn": "Withdrawn",
    "no_reply": "No reply", "declined": "Declined",
}  # fmt: skip


class Refused(ValueError):
    """The row does not come in; says why."""


@dataclass(frozen=True)
class Step:
    """It came to ``stage`` on a day. ``own``: the id of an own stage, or the name that the file has for one.
    ``assumed``: the row has no day for it, and that of another was taken."""

    stage: str
    day: object
    own: object = None
    assumed: bool = False


@dataclass(frozen=True)
class Entry:
    """What a row says. ``values``: fields of the application; ``token``: its id, if the file is our own."""

    line: int
    content: str = ""
    token: str = ""
    values: dict = field(default_factory=dict)
    steps: tuple = ()
    assumed: tuple = ()
    left_out: tuple = ()
    backwards: str = ""
    unknown: tuple = ()  # (kind, word) of words that nobody has said anything of
    refused: str = ""

    @property
    def name(self):
        return ", ".join(self.values[name] for name in ("role", "company") if self.values.get(name))


def content_of(cells):
    """What the same row has in whatever file, however its columns are mapped."""
    filled = [text for cell in cells if (text := condensed(cell))]
    return hashlib.blake2b("\0".join(filled).encode(), digest_size=16).hexdigest()


def entry_of(row, mapping, words, today):
    """The Entry of a row of somebody's own table."""
    if row.refused:
        return Entry(row.line, refused=row.refused)
    content = content_of(row.cells)
    cells = {role: row.cells[at].strip() for role, at in mapping["columns"].items() if at < len(row.cells)}
    values = {name: condensed(cells.get(name, ""))[: LENGTHS[name]] for name in ("company", "role")}
    try:
        return _read(row.line, content, cells, mapping, words, today)
    except Refused as error:
        return Entry(row.line, content, values=values, refused=str(error))


def _read(line, content, cells, mapping, words, today):
    left_out = []
    for role, text in cells.items():
        if wrong := wrong_in(text):
            if role in TELLING:
                raise Refused(f"{ROLES[role]}: {wrong}")
            left_out.append(f"{ROLES[role]} left out: {wrong}")
    cells = {role: "" if wrong_in(text) else text for role, text in cells.items()}
    values = values_of(cells, mapping, left_out)
    meaning, channel, unknown = meant(cells, words)
    values["channel"] = channel
    if unknown:
        return Entry(line, content, values=values, unknown=unknown)
    days, ahead = days_of(cells, mapping["order"], today)
    if ahead and not days and not mapping.get("day"):
        label, day = ahead[0]
        raise Refused(f"{label}: {day} has not come yet. A row can be taken once its day has.")
    left_out += [f"{label} left out: {day} has not come yet." for label, day in ahead]
    steps, assumed = steps_of(days, meaning, mapping.get("day"))
    return Entry(line, content, values=values, steps=tuple(steps), assumed=tuple(assumed), left_out=tuple(left_out),
                 backwards=backwards_in(steps))  # fmt: skip


def values_of(cells, mapping, left_out):
    """The application's fields, but for its channel; ``left_out`` gets a sentence for each that is not taken."""
    values = {}
    for name, longest in LENGTHS.items():
        text = condensed(cells.get(name, ""))
        if name in ("company", "role"):
            if not text:
                raise Refused(f"No {name}.")
            if len(text) > longest:
                raise Refused(f"The {name} has more than {longest} characters: {shown(text)}")
        elif len(text) > longest:
            left_out.append(f"{ROLES[name]} left out: it has more than {longest} characters.")
            continue
        if text:
            values[name] = text
    if workplace := WORKPLACES.get(values.get("place", "").casefold().replace("-", " ")):
        values |= {"workplace": workplace, "place": ""}
    note = cells.get("note", "")
    if len(note) > LONGEST_NOTE:
        left_out.append(f"The note is cut to {LONGEST_NOTE:,} characters.")
    if note:
        values["note"] = note[:LONGEST_NOTE].strip()
    values |= _beside(cells, mapping, left_out)
    if values.get("next_action_on") and not values.get("next_action"):
        del values["next_action_on"]
        left_out.append(f"{ROLES['next_action_on']} left out: it says a day, and not what is to be done on it.")
    return values


def _beside(cells, mapping, left_out):
    values = {}

    def take(role, read):
        try:
            values.update(read(cells[role]) if cells.get(role) else {})
        except ValueError as error:
            left_out.append(f"{ROLES[role]} left out: {str(error).rstrip('.')}.")

    def pay(text):
        names = ("salary_low", "salary_high", "salary_currency", "salary_period")
        return dict(zip(names, parse_pay(text, mapping.get("currency", "")), strict=True))

    take("link", lambda text: {"link": parse_link(text)})
    take("salary", pay)
    take("next_action_on", lambda text: {"next_action_on": parse_day(day_part(text), mapping["order"])})
    return values


def meant(cells, words):
    """(Meaning or None, channel, the words that nobody knows)."""
    unknown, meaning, channel = [], None, "other"
    for kind in ("stage", "channel"):
        word = condensed(cells.get(kind, ""))
        if not word:
            continue
        if len(word) > LONGEST or len(folded(word)) > LONGEST_FOLDED:
            raise Refused(f"{ROLES[kind]}: {shown(word)} is too long to be a word for one.")
        found = words.stage(word) if kind == "stage" else words.channel(word)
        if not found:
            unknown.append((kind, word))
        elif kind == "stage":
            meaning = found
        else:
            channel = found
    return meaning, channel, tuple(unknown)


# --- stages ----------------------------------------------------------------------------------------------------------


def days_of(cells, order, today):
    """(the day of each stage that the row dates, and under "since" that of its last change; those to come, in words).

    What has not happened is no event: of those to come there are pairs of a column's name and a day.
    """
    days, ahead = {}, []
    for role in DAYS:
        if not (text := cells.get(role, "")):
            continue
        try:
            day = parse_day(day_part(text), order)
        except ValueError as error:
            raise Refused(f"{DAYS[role]}: {error}") from error
        if day > today:
            ahead.append((DAYS[role], spelled(day)))
        else:
            days[STAGE_OF.get(role, role)] = day
    return days, ahead


def steps_of(days, meaning, day_of_none=None):
    """(the Steps in the order of their days, what was assumed). ``day_of_none``: the day of a row that has none."""
    days, assumed, vague = dict(days), [], set()
    since = days.pop("since", None)
    if not days and since is None:
        if not day_of_none:
            raise Refused("No day. Say in which column it is, or which day to take for rows without one.")
        since = day_of_none
        assumed.append(f"Its row has no day: {spelled(since)}, as you said.")
        vague |= {*STAGES}
    if meaning is None and not days:
        raise Refused("Neither a stage nor the day of one.")
    meaning = meaning or Meaning()
    for stage in days:
        if stage in CLOSED and meaning.stage and not meaning.closing:
            raise Refused(f"It says {LABELS[meaning.stage]}, and has a day for {LABELS[stage]}: which of them holds?")
    _add_open(days, meaning, since, assumed, vague)
    if meaning.closing and meaning.closing not in days:
        days[meaning.closing] = _day_of(meaning.closing, since, days, assumed, vague)
    own = {meaning.current: meaning.own}
    steps = [Step(stage, day, own.get(stage), stage in vague) for stage, day in days.items()]
    return sorted(steps, key=lambda step: (step.day, RANK[step.stage])), assumed


def _add_open(days, meaning, since, assumed, vague):
    """The open stage that the word names, on its day if the row has one for it."""
    stage = meaning.stage
    if not stage:
        return
    dated = [other for other in days if other not in CLOSED]
    furthest = max(dated, key=APPLICATION.rung, default=stage)
    is_further = APPLICATION.rung(furthest) > APPLICATION.rung(stage)
    if is_further and not meaning.closing:
        further = LABELS[furthest]
        assumed.append(f"It says {LABELS[stage]}, and has a day for {further}: taken as {further}.")
    if is_further or stage in days:
        return
    before = {other: days[other] for other in dated}
    if meaning.closing and not before:
        before = dict(days)
    days[stage] = _day_of(stage, None if meaning.closing and days else since, before, assumed, vague)


def _day_of(stage, since, days, assumed, vague):
    """The day of a stage that has none of its own: that of the last change, else the latest before it, which makes it
    one of the ``vague`` ones."""
    if since is not None:
        return since
    latest = max(days.values())
    vague.add(stage)
    assumed.append(f"The day of {LABELS[stage]} is not in its row: taken as {spelled(latest)}.")
    return latest


def backwards_in(steps):
    """How the days run backwards: a sentence, or "" where they do not."""
    ordered = sorted(steps, key=lambda step: RANK[step.stage])
    latest = None
    for step in ordered:
        if step.stage not in CLOSED or latest is None or latest.stage not in CLOSED:
            if latest and step.day < latest.day:
                return (f"{LABELS[step.stage]} ({spelled(step.day)}) is before"
                        f" {LABELS[latest.stage]} ({spelled(latest.day)}).")  # fmt: skip
            latest = step
    return ""

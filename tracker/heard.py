"""What the words at the head of a quick line may mean: a time, a thing to log, a day. Pure."""

import datetime
import re
from dataclasses import dataclass, replace

from tracker.days import DAY
from tracker.durations import parse_duration
from tracker.typed_days import MOST_WORDS, read_day
from tracker.vocabulary import Thing, Vocabulary, key_of

DAY_HOURS = 24
MOST_BARE_HOURS = 12  # "2" may be hours as well as minutes; "45" is minutes
MOST_TIME_WORDS = 5  # "1 hour and 30 minutes"
FILLERS = frozenset(("of", "on", "for", "in", "and", "&", "+"))
BARE_HOURS = re.compile(r"\d{1,2}[.,]\d{1,2}", re.ASCII)
BARE_MINUTES = re.compile(r"\d{1,3}", re.ASCII)
OF_THE_CLOCK = re.compile(r"\d\d:\d\d", re.ASCII)
LOOSE = re.compile(r"(.*[a-z]) (\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Frame:
    """What a line is read against: the learner's day and start, what there is to log, and what the page is about."""

    today: datetime.date
    start: datetime.date
    vocabulary: Vocabulary
    week_start: int = 0
    about: Thing | None = None  # meant where the line names nothing


@dataclass(frozen=True)
class Heard:
    """Some words of a line, and what they may mean. ``left``: what each option leaves over for the note; ``offered``:
    the options are no meanings of the words, which cannot be taken as they are; ``loose``: they may be a part of the
    note as well, so the head ends before them; ``early``: a day before the learner's start."""

    text: str
    words: int
    options: tuple
    ask: str = ""
    left: tuple = ()
    offered: bool = False
    loose: bool = False
    early: bool = False

    def __post_init__(self):
        if not self.left:
            object.__setattr__(self, "left", ("",) * len(self.options))

    @property
    def is_sure(self):
        return len(self.options) == 1 and not self.ask

    def beside(self, other, ask):
        """Both, where there is room for one: the words of the other go to the note."""
        left = (
            *(f"{rest} {other.text}".strip() for rest in self.left),
            *(f"{self.text} {rest}".strip() for rest in other.left),
        )
        text = f"{self.text} {other.text}"
        return replace(self, text=text, options=(*self.options, *other.options), left=left, ask=ask, early=False)


def head(words, frame):
    """What the head of these words says, by kind ("time", "what", "day"), and the words that follow it."""
    heard, at = {}, 0
    while at < len(words):
        kind, item, end = _item(words, at, heard, frame)
        joined = _joined(kind, heard.get(kind), item)
        if joined is None:
            break
        heard[kind], at = joined, end
    return heard, tuple(words[at:])


def _item(words, at, heard, frame):
    """The kind, the Heard, and where it ends, of what stands there; of fillers before it nothing is kept."""
    for start in (at, at + 1) if words[at].lower() in FILLERS else (at,):
        day = day_at(words, start, frame)
        if day and day.loose:
            break
        readers = (
            ("day", day),
            ("time", time_at(words, start, frame, bare="time" not in heard)),
            ("what", what_at(words, start, frame, in_full="what" in heard)),
        )
        for kind, item in readers:
            if item:
                return kind, item, start + item.words
    return "", None, at


def _joined(kind, known, item):
    """What is heard of a kind by now; None where the item belongs to the note."""
    if item is None or known is None:
        return item
    if kind != "what":
        return known.beside(item, f"Two {'times' if kind == 'time' else 'days'} are named. Which one?")
    if set(known.options) & set(item.options):  # the same once more, by another name
        return None
    pairs = [(one, two) for one in known.options for two in item.options if one.shares_skill(two)]
    narrowed = dict.fromkeys(two if one.is_whole else one for one, two in pairs if one.is_whole or two.is_whole)
    if not narrowed:
        return known.beside(item, "Two things are named. Which one?")
    return replace(known, text=f"{known.text} {item.text}", options=tuple(narrowed), left=(), ask="")


# --- days ------------------------------------------------------------------------------------------------------------


def _run(words, at, count, ends=",;:."):
    """So many words from there in lower case, without what ``ends`` a clause; "" where there are fewer."""
    return " ".join(words[at : at + count]).lower().rstrip(ends) if at + count <= len(words) else ""


def day_at(words, at, frame):
    """The longest text from there that is a day, as the learner can have meant it: since their start, until today."""
    for count in range(MOST_WORDS, 0, -1):
        typed = read_day(_run(words, at, count, ",;:"), frame.today, frame.week_start)  # the dot of 3.11. says a day
        if typed:
            return replace(_possible(" ".join(words[at : at + count]), count, typed, frame), loose=typed.loose)
    return None


def _possible(text, count, typed, frame):
    days = tuple(day for day in typed.days if frame.start <= day <= frame.today)
    if days:
        return Heard(text, count, days, typed.ask_of_one if len(days) == 1 < len(typed.days) else typed.ask)
    ask, early = typed.ask, False
    if coming := typed.coming or next((day for day in typed.days if day > frame.today), None):
        ask = f"{_named(coming)} has not come yet."
    elif typed.days:
        early = True
        ask = f"{_named(typed.days[0])} is before your start on {_named(frame.start)}."
    near = tuple(day for day in (frame.today, frame.today - DAY) if day >= frame.start)
    ask = f"{ask} {'Which day?' if len(near) > 1 else 'Log it for today?'}"
    return Heard(text, count, near or (frame.today,), ask, offered=True, early=early)


def _named(day):
    return f"{day.day} {day:%B %Y}"


# --- times -----------------------------------------------------------------------------------------------------------


def time_at(words, at, frame, *, bare):
    """The longest text from there that is a time; with ``bare`` also a number without its unit."""
    for count in range(MOST_TIME_WORDS, 0, -1):
        text = _run(words, at, count).replace(" and ", " ")
        heard = _bare(text) if count == 1 and bare else None
        heard = heard or _with_unit(text)
        if heard is None:
            continue
        heard = replace(heard, text=" ".join(words[at : at + count]), words=count)
        loose = LOOSE.fullmatch(text)
        if not loose or count == 1:
            return heard
        if day_at(words, at + count - 1, frame):  # 1h 3 nov
            continue
        return _loose(heard, loose, words, at + count, frame)
    return None


def _bare(text):
    """A number without a unit."""
    if BARE_HOURS.fullmatch(text):
        return _fitting(parse_duration(f"{text}h"), "Hours?")
    if not BARE_MINUTES.fullmatch(text):
        return None
    number = int(text)
    if 0 < number <= MOST_BARE_HOURS:
        return Heard(text, 1, (number * 60, number * 3600), "Minutes or hours?")
    return _fitting(number * 60)


def _with_unit(text):
    if not text or text.isdigit():
        return None
    try:
        seconds = parse_duration(text)
    except ValueError:
        return None
    return _fitting(seconds, "A time of day has no place here. Is it how long?" if OF_THE_CLOCK.fullmatch(text) else "")


def _fitting(seconds, ask=""):
    """What may be logged in one go: more than nothing, at most a day."""
    if seconds == 0:
        return Heard("", 1, (), "Nothing to log in 0 minutes.")
    hours = seconds // 3600
    if seconds > DAY_HOURS * 3600:
        return Heard("", 1, (hours * 60,) if hours < 100 else (), f"{hours} hours do not fit in a day.")
    return Heard("", 1, (seconds,), ask)


def _loose(heard, loose, words, end, frame):
    """``1h 30 exercises``: the number may belong to the note, unless the head goes on, or the line ends."""
    goes_on = end >= len(words) or day_at(words, end, frame) or what_at(words, end, frame, in_full=False)
    if goes_on or not heard.options:
        return heard
    return replace(
        heard, options=(*heard.options, parse_duration(loose[1])), left=("", loose[2]), ask="How long is that?"
    )


def times_in(words):
    """Times with a unit among the words of a note: (seconds, the note without it) of each."""
    found, at = {}, 0
    while at < len(words):
        for count in range(MOST_TIME_WORDS, 0, -1):
            heard = _with_unit(_run(words, at, count).replace(" and ", " "))
            if heard and heard.is_sure:
                found.setdefault(heard.options[0], " ".join((*words[:at], *words[at + count :])))
                at += count - 1
                break
        at += 1
    return list(found.items())


# --- things ----------------------------------------------------------------------------------------------------------


def what_at(words, at, frame, *, in_full):
    """The longest name from there; unless ``in_full``, else the longest part of one."""
    vocabulary = frame.vocabulary
    if at < len(words) and words[at].startswith("#"):  # no tag, or it would not be here: said so elsewhere
        return None
    if at < len(words) and words[at].startswith("@"):
        thing = vocabulary.by_key.get(words[at][1:])
        return Heard(words[at], 1, (thing,)) if thing else None
    for named in (vocabulary.named,) if in_full else (vocabulary.named, vocabulary.partly_named):
        for count in range(min(vocabulary.longest, len(words) - at), 0, -1):
            run = words[at : at + count]
            if key_of(run[0]) and key_of(run[-1]) and (things := named(" ".join(filter(None, map(key_of, run))))):
                return Heard(" ".join(run), count, things)
    return None

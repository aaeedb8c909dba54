"""The read model of the quick line: what a line says, as it is shown before it is logged."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from tracker.durations import spell_duration
from tracker.heard import Frame
from tracker.loggable import vocabulary
from tracker.quickline import Reading, Unclear, parse, spell, told


@dataclass(frozen=True)
class Echo:
    """``parts``: a reading in words; ``seen``: the same for the program, by which a form says what it has shown."""

    line: str = ""
    reading: Reading | None = None
    unclear: Unclear | None = None
    parts: tuple = ()
    seen: str = ""
    form: str = ""  # address of the form with all fields, filled in as far as the line goes
    fields: dict = field(default_factory=dict)  # what tracker.actions.study takes

    @classmethod
    def of(cls, access, line, about=None):
        """No query but the catalogue's. ``about``: the skill that is meant where the line names nothing."""
        if not line.strip():
            return cls(form=reverse("tracker:study-add"))
        frame = frame_of(access, about)
        read = parse(line, frame)
        if isinstance(read, Unclear):
            return cls(line, unclear=read, form=_form(note=line))
        what = read.thing.key.partition("/")[0]
        address = _form(
            skill=what, duration=spell_duration(read.seconds), day=read.day, note=read.note, link=read.link,
            topic=read.thing.topic or "", tags=" ".join(read.tags),
        )  # fmt: skip
        parts = told(read, access.today)
        return cls(line, read, None, parts, spell(read, frame), address, entry_of(read, access.guide))


def frame_of(access, about=None):
    words, learner = vocabulary(access.guide.version), access.learner
    thing = words.by_key.get(about.slug) if about else None
    return Frame(access.today, learner.started_on, words, learner.week_start, thing)


def entry_of(reading, guide):
    """The reading as the fields of an Entry."""
    thing = reading.thing
    return {
        "seconds": reading.seconds,
        "day": reading.day,
        "skill": guide.skills.get(thing.skill),
        "topic": guide.topics.get(thing.topic),
        "activity": thing.activity,
        "tags": frozenset(reading.tags),
        "link": reading.link,
        "note": reading.note,
    }


def _form(**fields):
    return f"{reverse('tracker:study-add')}?{urlencode({name: value for name, value in fields.items() if value})}"

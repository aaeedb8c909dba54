"""Projects and certifications of an invented life."""

import datetime
from dataclasses import dataclass, field

from tracker.days import DAY

MARK = "Demo person: this record is invented."


@dataclass(frozen=True)
class Staged:
    """A project, certification or application: ``events`` are pairs of stage and day, in order.

    ``skills`` are slugs; ``hanging`` is what else is told of it, values by the name of a model, a list each.
    """

    name: str
    events: tuple[tuple[str, datetime.date], ...]
    details: dict = field(default_factory=dict)
    evidence: tuple[tuple[str, datetime.date], ...] = ()
    skills: tuple[str, ...] = ()
    hanging: dict = field(default_factory=dict)


PROJECTS = (
    "Bike-share demand, an hour ahead",
    "Leaf photos told apart",
    "Late buses, predicted",
    "Recipes for what is in the fridge",
    "Bird calls in the park",
    "Library loans by the week",
    "Noise complaints on a map",
    "A filter for the club's mail",
)


def steps(rng, day, last, stages, gap):
    """The stages that are reached by ``last``: the first on ``day``, the others ``gap`` (two numbers of days) apart."""
    reached = []
    for stage in stages:
        if day > last:
            break
        reached.append((stage, day))
        day += rng.randint(*gap) * DAY
    return tuple(reached)


def build(rng, habit, first, last, subjects):
    """Projects, begun at even distances through the time."""
    for number, title in enumerate(rng.sample(PROJECTS, habit.projects)):
        began = first + (last - first) * (2 * number + 1) // (2 * habit.projects + 1)
        stages = ("idea", "building", "deployed", "public", "kept")[: rng.randint(1, 5)]
        events = steps(rng, began, last, stages, (12, 35))
        days = dict(events)
        evidence = []
        if "building" in days:
            evidence = [("real_data", min(days["building"] + 3 * DAY, last))]
        if "deployed" in days:
            evidence += [(done, days["deployed"]) for done in ("model", "deployed")[rng.random() < 0.3 :]]
        if "public" in days:
            evidence += [(more, days["public"]) for more in ("tests", "write_up") if rng.random() < 0.6]
        address = f"https://demo.example/project-{number + 1}" if "public" in days else ""
        code = f"{address}/code" if address else ""
        details = {"note": MARK, "link": address, "code_link": code, "position": -number}
        used = [subject.slug for subject in rng.sample(subjects, min(2, len(subjects)))]
        yield Staged(title, events, details, tuple(evidence), tuple(used))


def certify(rng, habit, first, last, credentials):
    """Certifications, the last one perhaps still being studied for."""
    for number, slug in enumerate(credentials[: habit.certifications]):
        began = first + (last - first) * (number + 2) // (habit.certifications + 2)
        stages = ("planned", "studying", "booked", "passed")
        if rng.random() < 0.25:
            stages = ("planned", "studying", "booked", "failed", "booked", "passed")
        events = steps(rng, began, last, stages, (10, 40))
        if events:
            yield Staged(slug, events)

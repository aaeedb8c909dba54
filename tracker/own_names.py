"""Which names a learner may give to stages: the rules, and which of a file's names go by them."""

from dataclasses import replace

from tracker.models import Application, OwnStage

Stage = Application.Stage
FIXED = frozenset(label.casefold() for label in Stage.labels)


class Names:
    """The names that are there, told apart whether in capitals or not: ``meanings`` has the stage that each counts as.

    ``own_stages`` are the learner's, retired ones too.
    """

    def __init__(self, own_stages):
        self.known = {own.name.casefold(): own for own in own_stages}
        self.meanings = {key: own.meaning for key, own in self.known.items()}

    def called(self, name):
        """The learner's own stage of this name, or None."""
        return self.known.get(name.casefold())

    def why_not(self, name, meaning):
        """Why a stage of this meaning cannot be called so; "" where it can, or is."""
        key = name.casefold()
        if key in FIXED:
            return "This is the name of a stage that is there already."
        if key in self.meanings:
            return "" if self.meanings[key] == meaning else taken(self.meanings[key])
        if len(self.meanings) >= OwnStage.MOST:
            return f"There is room for {OwnStage.MOST} names. Rename one that you no longer use."
        return ""


def taken(meaning):
    return f"You have this name already, for: {Stage(meaning).label}."


def with_names(judged, own_stages):
    """The Judged rows of a file with what becomes of the names that it gives to stages: in rows that come in, a name
    that the learner has is its id, one that is to be added stands as it did first, and one that cannot be is left out,
    with a word about it.
    """
    names, spellings = Names(own_stages), {}
    return [replace(found, entry=_named(found.entry, names, spellings)) if _names(found) else found for found in judged]


def _names(found):
    return found.comes_in and any(isinstance(step.own, str) for step in found.entry.steps)


def _named(entry, names, spellings):
    steps, left_out = [], dict.fromkeys(entry.left_out)
    for step in entry.steps:
        if not isinstance(step.own, str):
            steps.append(step)
            continue
        why_not = names.why_not(step.own, step.stage)
        if why_not:
            left_out[f"The name “{step.own}” is left out. {why_not}"] = None
            own = None
        elif known := names.called(step.own):
            own = known.pk
        else:
            key = step.own.casefold()
            names.meanings[key] = step.stage
            own = spellings.setdefault(key, step.own)
        steps.append(replace(step, own=own))
    return replace(entry, steps=tuple(steps), left_out=tuple(left_out))

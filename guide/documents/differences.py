"""What differs between two documents of one record, field by field, in words for people. Pure."""

from dataclasses import dataclass

NOTHING = ""


@dataclass(frozen=True)
class Difference:
    """``name``: where it is, such as ``figures hours.math: low``; ``before`` and ``after``: text, empty for nothing."""

    name: str
    before: str
    after: str

    def __str__(self):
        return self.name


def differences(before, after):
    """What differs between two documents in normal form: a list of Difference, in the order of ``after``."""
    found = []
    for name in ordered(before, after):
        old, new = before.get(name), after.get(name)
        if name == "fields":
            found += [entry for key in ordered(old or {}, new or {}) for entry in of_key(key, (old or {}), (new or {}))]
        else:
            found += of_key(name, before, after)
    return found


def of_key(name, before, after):
    old, new = before.get(name), after.get(name)
    if old == new:
        return []
    if any(isinstance(value, list) for value in (old, new)):
        return of_lists(name, old or [], new or [])
    return [Difference(name, shown(old), shown(new))]


def of_lists(name, before, after):
    """Entries that have a name of their own are compared by it; of others, those that went and those that came."""
    entries = [*before, *after]
    key = next((key for key in ("key", "name") if all(isinstance(e, dict) and key in e for e in entries)), None)
    if key:
        old = {entry[key]: entry for entry in before}
        new = {entry[key]: entry for entry in after}
        found = [entry for which in ordered(old, new) for entry in of_entry(f"{name} {which}", which, old, new)]
    else:
        found = [Difference(name, shown(entry), NOTHING) for entry in before if entry not in after]
        found += [Difference(name, NOTHING, shown(entry)) for entry in after if entry not in before]
    return found or [Difference(f"{name}: order", lines(before), lines(after))]


def of_entry(name, which, before, after):
    """What differs in one named entry: all of it where only one list has it."""
    if which not in before or which not in after:
        return [Difference(name, shown(before.get(which)), shown(after.get(which)))]
    old, new = before[which], after[which]
    inner = [entry for key in ordered(old, new) for entry in of_key(key, old, new)]
    return [Difference(f"{name}: {entry.name}", entry.before, entry.after) for entry in inner]


def ordered(before, after):
    """The keys of both, those of ``after`` first."""
    return [*after, *(key for key in before if key not in after)]


def lines(entries):
    return "\n".join(shown(entry) for entry in entries)


def shown(value):
    """A value of a document as text: yes and no for truth, ``name: value`` for mappings."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(shown(entry) for entry in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {shown(entry)}" for name, entry in value.items())
    return str(value)

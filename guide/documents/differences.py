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
    key = next((key for key in ("key", "name") if all(key in entry for entry in [*before, *after])), None)
    if key and all(isinstance(entry, dict) for entry in [*before, *after]):
        old = {entry[key]: entry for entry in before}
        new = {entry[key]: entry for entry in after}
        found = [
            Difference(f"{name} {which}: {inner.name}" if which in old and which in new else f"{name} {which}", *pair)
            for which in ordered(old, new)
            for inner, pair in parts(old.get(which), new.get(which))
        ]
    else:
        gone = [Difference(name, shown(entry), NOTHING) for entry in before if entry not in after]
        found = gone + [Difference(name, NOTHING, shown(entry)) for entry in after if entry not in before]
    return found or [Difference(f"{name}: order", lines(before), lines(after))]


def parts(old, new):
    """Pairs of a Difference and its texts, for an entry that is in one of two lists or in both."""
    if old is None or new is None:
        whole = Difference(NOTHING, shown(old), shown(new))
        return [(whole, (whole.before, whole.after))]
    return [(inner, (inner.before, inner.after)) for name in ordered(old, new) for inner in of_key(name, old, new)]


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

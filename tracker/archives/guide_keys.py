"""What a record refers to in the guide, by names that mean the same in every installation."""

from dataclasses import dataclass, field

from guide.models import Edition, Figure, Record, Topic

# How a name is made of the columns that are read for it: ``skill/math``, ``hours.math``, ``hours.math@2``,
# ``math/Linear algebra``.
NAMED_BY = {
    Record: ("kind", "slug"),
    Figure: ("key",),
    Edition: ("figure__key", "number"),
    Topic: ("skill__slug", "name"),
}
JOINT = {Record: "/", Figure: "", Edition: "@", Topic: "/"}
VALUES = ("bound", "low", "high", "unit", "source__slug")


class UnknownKey(Exception):
    """The guide has nothing of this name. Its text is for people."""


def sort_of(model):
    """Which of ``NAMED_BY`` names rows of this model of the guide."""
    return Record if issubclass(model, Record) else model


@dataclass
class GuideKeys:
    """Names by primary key and the other way round, each sort read in one query when it is first asked for.

    ``used`` is what was asked of ``name``: pairs of (sort, primary key).
    """

    used: set = field(default_factory=set)
    _names: dict = field(default_factory=dict)
    _keys: dict = field(default_factory=dict)

    def name(self, model, pk):
        """The name of the row of ``model`` with this primary key."""
        sort = sort_of(model)
        self.used.add((sort, pk))
        return self._names_of(sort)[pk]

    def key(self, model, name):
        """The primary key of the row of ``model`` with this name. Raises UnknownKey."""
        sort = sort_of(model)
        if sort not in self._keys:
            self._keys[sort] = {name: pk for pk, name in self._names_of(sort).items()}
        pk = self._keys[sort].get(name)
        of_another_kind = sort is Record and model is not Record and not name.startswith(f"{model.KIND}/")
        if pk is None or of_another_kind:
            raise UnknownKey(f"“{shortened(name)}” is not in this guide")
        return pk

    def _names_of(self, sort):
        if sort not in self._names:
            rows = sort._base_manager.values_list("pk", *NAMED_BY[sort])
            self._names[sort] = {pk: JOINT[sort].join(map(str, parts)) for pk, *parts in rows}
        return self._names[sort]

    def glossary(self):
        """What was used, for people and for whoever reads the archive: rows of ``name`` and ``says``, in order.

        Of an edition what it says is its values: another guide that gives others under its number is another guide.
        """
        rows = [
            {"name": self._names_of(sort)[pk], "says": said}
            for sort in NAMED_BY
            for pk, said in what_they_say(sort, [pk for other, pk in self.used if other is sort])
        ]
        return sorted(rows, key=lambda row: (row["name"], row["says"]))

    def values_of_editions(self, names):
        """What the editions among these names say in this guide, by name; those that it does not have are missing."""
        there = {name: pk for pk, name in self._names_of(Edition).items()}
        keys = {there[name]: name for name in names if name in there}
        return {keys[pk]: says for pk, says in what_they_say(Edition, list(keys))}


def what_they_say(sort, keys):
    """Pairs of (primary key, what the guide says by that name)."""
    if not keys:
        return []
    rows = sort._base_manager.filter(pk__in=keys)
    if sort is Edition:
        return [(pk, said(*values)) for pk, *values in rows.values_list("pk", *VALUES)]
    title = {Record: "title", Figure: "label", Topic: "name"}[sort]
    return list(rows.values_list("pk", title))


def said(bound, low, high, unit, source):
    """The values of an edition in one line: "range 300 to 500 hour, a-source"."""
    amounts = " to ".join(f"{value.normalize():f}" for value in (low, high) if value is not None)
    return f"{bound} {amounts} {unit}, {source}"


def shortened(text, length=80):
    return text if len(text) <= length else f"{text[:length]}…"

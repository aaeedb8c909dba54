"""Facets: a list narrowed by what its items have, with how many each choice would leave. Pure.

What is asked comes from an address, so anything may stand there: a value that no item has narrows nothing and is told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

SHOWN = 40  # characters of an unknown value that are told back


@dataclass(frozen=True)
class Facet:
    """``values(item)``: pairs of a value for the address and its label, none or several."""

    name: str
    label: str
    values: Callable[[Any], tuple]
    any: str = "All"  # what not choosing is called
    order: tuple = ()  # values in the order in which they are offered; any others follow as the items have them


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    is_chosen: bool

    @property
    def is_open(self):
        """Whether choosing it finds something; what is chosen can be sent again."""
        return self.is_chosen or self.count > 0


@dataclass(frozen=True)
class Field:
    """A facet as a control: ``choices`` in the order of the facet, else in that in which the items first have them."""

    name: str
    label: str
    any: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self):
        return next((choice for choice in self.choices if choice.is_chosen), None)


@dataclass(frozen=True)
class Narrowed:
    items: list
    total: int
    fields: tuple[Field, ...]  # those between whose choices there is something to choose
    problems: tuple[str, ...]

    @property
    def chosen(self):
        """The choices made: pairs of a field and its choice."""
        return [(field, field.chosen) for field in self.fields if field.chosen]

    @property
    def removable(self):
        """Triples of a field, its choice and the query string of an address without that choice."""
        return [(field, choice, self._query_without(field)) for field, choice in self.chosen]

    def _query_without(self, field):
        return urlencode([(other.name, choice.value) for other, choice in self.chosen if other is not field])


def narrow(items, facets, asked):
    """``items`` that have all of what is ``asked``, a mapping of facets' names to values.

    A choice's count is of the items that would be left with it and the choices made elsewhere.
    """
    items = list(items)
    had = {facet.name: [dict(facet.values(item)) for item in items] for facet in facets}
    labels = {
        name: {value: label for values in found for value, label in values.items()} for name, found in had.items()
    }
    wanted = {facet.name: asked.get(facet.name) or "" for facet in facets}
    problems = [
        f"{facet.label}: there is no “{_told(wanted[facet.name])}” here, so the list is shown without it."
        for facet in facets
        if wanted[facet.name] and wanted[facet.name] not in labels[facet.name]
    ]
    chosen = {name: value for name, value in wanted.items() if value in labels[name]}

    def left(place, besides=""):
        return all(value in had[name][place] for name, value in chosen.items() if name != besides)

    fields = []
    for facet in facets:
        remaining = [had[facet.name][place] for place in range(len(items)) if left(place, besides=facet.name)]
        choices = tuple(
            Choice(value, label, sum(value in values for values in remaining), chosen.get(facet.name) == value)
            for value, label in _ordered(labels[facet.name], facet.order)
        )
        if len(choices) > 1:
            fields.append(Field(facet.name, facet.label, facet.any, choices))
    kept = [item for place, item in enumerate(items) if left(place)]
    return Narrowed(kept, len(items), tuple(fields), tuple(problems))


def _ordered(labels, order):
    return sorted(labels.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))


def _told(value):
    """A stranger's value, short and without what cannot be shown."""
    value = "".join(letter for letter in value[: SHOWN + 1] if letter.isprintable())
    return value if len(value) <= SHOWN else f"{value[:SHOWN]}…"

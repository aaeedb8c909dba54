"""Every word of the index with its term, and a card for each row: in memory per process while the content is the same.

As ``guide.catalogue``: one small query asks for the content's version, and only when that has changed is the index
fetched anew. The database says which rows match; typing errors, order and counts follow from what is kept here.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

import yaml
from django.conf import settings

from guide.kept import KeptByVersion
from guide.models import Record, SearchDocument
from guide.search.words import SMALL, one_apart, typed_words

FIGURE = "figure"
COMMON = 0.25  # of the rows: a word of so many tells none from another
SYNONYMS = settings.BASE_DIR / "fixtures" / "search" / "synonyms.yaml"


@dataclass(frozen=True, eq=False)
class Card:
    """A row as ranking needs it. ``name``: ``kind/slug``, or a figure's key; ``kind``: the record's, or "figure"."""

    pk: int
    name: str
    kind: str
    position: int
    names: tuple[str, ...]
    near: frozenset
    rest: dict  # how often each term stands there

    def has(self, term):
        return term in self.near or term in self.rest or term in self.names


@dataclass(frozen=True)
class Lexicon:
    """``terms``: how many rows hold each; ``forms``: a term by each form of a word, ``ordered``: these forms in order;
    ``others``: by a name, as a tuple of terms, the other names for the same; ``meant``: by a name another one that
    stands in its place; ``cards`` by the row's primary key."""

    version: int
    terms: dict = field(default_factory=dict)
    forms: dict = field(default_factory=dict)
    ordered: list = field(default_factory=list)
    others: dict = field(default_factory=dict)
    meant: dict = field(default_factory=dict)
    cards: dict = field(default_factory=dict)

    @classmethod
    def of(cls, version, rows, names, meant=()):
        """``rows``: as ``SearchDocument.objects.as_cards()``; ``names``: groups of names for the same; ``meant``: pairs
        of what is typed and what is sought in its place."""
        terms, forms, cards = Counter(), {}, {}
        for pk, kind, slug, position, key, own, near, rest, pairs in rows:
            card = Card(
                pk, key or f"{kind}/{slug}", FIGURE if key else kind, position,
                tuple(own.split()), frozenset(near.split()), Counter(rest.split()),
            )  # fmt: skip
            cards[pk] = card
            terms.update({*card.names, *card.near, *card.rest})
            forms.update(pair.split(">") for pair in pairs.split())
        others = others_of(names)
        for name in others:
            for each in name:
                terms.setdefault(each, 0)
        forms |= {word.form: word.term for group in names for name in group for word in typed_words(name)}
        meant = {name_of(typed): name_of(sought) for typed, sought in meant}
        for each in (each for pair in meant.items() for name in pair for each in name):
            terms.setdefault(each, 0)
        return cls(version, terms, forms, sorted(forms), others, meant, cards)

    def is_common(self, name):
        """Whether a name says nothing, since each of its terms stands in a large part of all rows."""
        return all(self.terms.get(each, 0) > len(self.cards) * COMMON for each in name)

    def beginning_with(self, start):
        """Forms of words that begin so, the most frequent first."""
        found = []
        for form in self.ordered[bisect_left(self.ordered, start) :]:
            if not form.startswith(start):
                break
            found.append(form)
        return sorted(found, key=self.by_frequency)

    def near_to(self, form):
        """Forms one typing error away: those with the same first letter first, then the most frequent."""
        found = [other for other in self.ordered if abs(len(other) - len(form)) < 2 and one_apart(form, other)]
        found = [other for other in found if len(other) > 2 and other not in SMALL and not other.isdigit()]
        return sorted(found, key=lambda other: (other[0] != form[0], *self.by_frequency(other)))

    def by_frequency(self, form):
        return (-self.terms.get(self.forms[form], 0), form)


def others_of(groups):
    """The other names by each name, as tuples of terms. Names of small words alone ("IT") stand for nothing else."""
    others = {}
    for group in groups:
        names = list(dict.fromkeys(filter(None, map(name_of, group))))
        for name in names:
            others.setdefault(name, []).extend(other for other in names if other != name)
    return {name: tuple(dict.fromkeys(found)) for name, found in others.items() if found}


def name_of(text):
    """A name of one word or several, as a tuple of terms."""
    return tuple(word.term for word in typed_words(text) if not word.is_small)


@lru_cache(maxsize=1)
def synonyms():
    """The groups of names of ``fixtures/search/``, and the pairs of what is typed and what is meant."""
    lines = yaml.safe_load(SYNONYMS.read_text(encoding="utf-8"))
    groups = tuple(tuple(line) for line in lines if isinstance(line, list))
    return groups, tuple(pair for line in lines if isinstance(line, dict) for pair in line.items())


@KeptByVersion
def lexicon(version):
    """The lexicon of the content as it is now: one query, or three after a change."""
    groups, meant = synonyms()
    names = [*groups, *Record.objects.abbreviations()]
    return Lexicon.of(version, SearchDocument.objects.as_cards(), names, meant)

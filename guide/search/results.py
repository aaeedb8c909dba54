"""What a query finds: all words, else with typing errors in words that are known, else most words."""

from dataclasses import dataclass
from functools import cached_property

from guide.models import Kind
from guide.search import engines, ranking
from guide.search.lexicon import Lexicon, lexicon
from guide.search.query import Query, parse, widened

ALL, MOST = "all", "most"
NEAREST = 4  # so many words are offered for an unknown one


@dataclass(frozen=True)
class Results:
    """``cards``: best first; ``words``: whether they hold all the words or only most."""

    query: Query
    words: str
    cards: tuple
    lexicon: Lexicon

    @classmethod
    def of(cls, text):
        """At most three queries, and one or three for the lexicon."""
        known = lexicon()
        query = parse(text, known)
        cards, words = _cards(query.condition, known), ALL
        if not cards and query.groups:
            wide = widened(query, known)
            cards = ranking.but_for_one(_cards(wide.condition, known), query)
            query = wide if cards else query
        if not cards and query.groups and query.is_mostly_known:
            cards, words = ranking.with_most(_cards(query.any_condition, known), query), MOST
        return cls(query, words, tuple(ranking.ranked(cards, query, known)), known)

    @cached_property
    def by_kind(self):
        """The cards by the kind that they are listed under, that of the best card first: a dict of lists."""
        found = {}
        for card in self.cards:
            found.setdefault(group_of(card.kind), []).append(card)
        return found

    @cached_property
    def nearest(self):
        """Words of the guide that are one typing error from those which it does not know, each once."""
        forms = [group.form for group in self.query.groups if not group.alternatives and len(group.form) > 2]
        return tuple(dict.fromkeys(near for form in forms for near in self.lexicon.near_to(form)[:NEAREST]))


def group_of(kind):
    """The kind that records of a kind are listed under: steps stand with the order that they are part of."""
    return Kind.PROCESS.value if kind == Kind.STEP else kind


def _cards(condition, known):
    """Cards of the rows that the database finds, but for those written since the lexicon was made."""
    return [known.cards[key] for key in engines.matching(condition) if key in known.cards]

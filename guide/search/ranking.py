"""In which order rows are shown, and which hold most of the words. Pure: cards of a lexicon in, cards out."""

from math import log

from guide.search.words import SMALL, term

# Where a word stands: in the name, near it (summary, group, topics; of a figure whom it counts), further down.
NAMES, NEAR, REST = 6.0, 2.5, 1.0
TITLE = 10.0  # for a name that says what was typed and nothing else
PHRASE = 3.0  # for words that stand side by side in the name as typed
# Kinds that answer a question come before those that explain a word, list a work or stand for one number.
LEANING = {
    "question": 1.2, "path": 1.15, "skill": 1.1, "certification": 1.1, "law": 1.1, "authorization": 1.1, "faq": 1.1,
    "pay": 1.15, "scenario": 1.1, "figure": 0.7, "source": 0.7, "work": 0.7, "term": 0.85, "milestone": 0.95,
    "step": 0.85, "process": 0.9, "watch": 0.5,
}  # fmt: skip
SOFT = 0.4  # of a word that need not be found
# Words that ask for a kind of record, by their terms, and how much more it is worth then.
ASKED_FOR = {
    "pay": ({"pay"}, 1.4), "question": ({"pay"}, 1.4), "path": ({"path"}, 1.4), "skill": ({"skill"}, 1.4),
    "law": ({"law"}, 1.4), "mistake": ({"mistak"}, 3), "tool": ({"tool"}, 1.4), "activity": ({"day", "week"}, 4),
    "term": ({"mean"}, 1.4), "milestone": ({"mani"}, 1.4),
}  # fmt: skip
SMALL_TERMS = {term(form) for form in SMALL}


def ranked(cards, query, lexicon):
    """The cards, best first; the same ones in the same order whatever their keys in the database."""
    rarity = {each: _rarity(each, lexicon) for each in query.all_terms}
    scores = {card.pk: score(card, query, rarity) for card in cards}
    return sorted(cards, key=lambda card: (-round(scores[card.pk], 6), card.position, card.name))


def with_most(cards, query):
    """Those of the cards that hold the most words of the query: half of them at least, and all that are known where
    one is not. A guess from less would be wrong more often than not."""
    held = {card.pk: sum(group.size for group in query.wanted if holds(card, group)) for card in cards}
    most = max(held.values(), default=0)
    sizes = [group.size for group in query.wanted if group.alternatives]
    enough = sum(sizes) if query.unknown else sum(sizes) / 2
    return [card for card in cards if most >= enough and held[card.pk] == most]


def but_for_one(cards, query):
    """Those of the cards that hold all groups of the query, or all but one: few people mistype two known words."""
    return [card for card in cards if sum(holds(card, group) for group in query.wanted) >= len(query.wanted) - 1]


def holds(card, group):
    return any(all(card.has(each) for each in found.terms) for found in group.alternatives)


def found_in(card, query):
    """The terms by which a card was found."""
    ways = [found.terms for group in query.groups for found in group.alternatives]
    return {each for terms in ways if all(card.has(term) for term in terms) for each in terms}


def score(card, query, rarity):
    """How well a card fits: each word by where it stands and how rare it is, then how much of the name was typed."""
    found = sum(_found(card, group, rarity) * (SOFT if group in query.soft else 1) for group in query.groups)
    asking, worth = ASKED_FOR.get(card.kind, (set(), 1))
    leaning = LEANING.get(card.kind, 1.0) * (worth if asking & query.all_terms else 1)
    return (found + _likeness(card, query, rarity)) * leaning


def _found(card, group, rarity):
    """Of one group, by its best way. Names for the same are as rare as the commonest of them."""
    ways = [each for each in group.alternatives if all(card.has(term) for term in each.terms)]
    return max((_worth(card, each, rarity, group) for each in ways), default=0)


def _worth(card, alternative, rarity, group):
    most = min(max(rarity[each] for each in way.terms) for way in group.alternatives)
    worth = [min(rarity[each], most) * _place(card, each) for each in alternative.terms]
    return alternative.weight * sum(worth) / len(worth)


def _place(card, each):
    if each in card.names:
        return NAMES
    return NEAR if each in card.near else REST * (1 + log(card.rest[each]) / 4)


def _likeness(card, query, rarity):
    """How much of the name was asked for, and whether in the same order."""
    names, weights = set(card.names) - SMALL_TERMS or set(card.names), {}
    for group in query.groups:
        for alternative in group.alternatives:
            for each in alternative.terms:
                if len(alternative.terms) == 1 or all(other in names for other in alternative.terms):
                    weights[each] = max(weights.get(each, 0), alternative.weight)
    weights |= dict.fromkeys(query.terms, 1.0)
    typed = sum(weights.get(each, 0) for each in names)
    if not typed:
        return 0
    pairs = set(zip(query.terms, query.terms[1:], strict=False)) & set(zip(card.names, card.names[1:], strict=False))
    return TITLE * typed / len(names) + PHRASE * len(pairs)


def _rarity(each, lexicon):
    """Between about 0.3, for a term of every row, and 3, for one of a single row."""
    return 0.3 + 0.4 * log((len(lexicon.cards) + 1) / (lexicon.terms.get(each, 0) + 1))

"""What was typed, as groups of terms that a row has to hold. Pure, given a lexicon."""

from dataclasses import dataclass, replace

from guide.search.words import normal, term, words_of

LONGEST = 200  # characters that are looked at
MOST_WORDS = 12
MOST_FORMS = 60  # of an unfinished word
SHORTEST_REPAIRED = 4
EXACT, OTHER, UNFINISHED, REPAIRED = 1.0, 0.75, 0.6, 0.5  # how much a way to match counts


@dataclass(frozen=True)
class Alternative:
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Group:
    """A word, or a name of several, as typed; what stands for it; and the forms taken for it if it was unknown."""

    typed: str
    form: str
    alternatives: tuple[Alternative, ...]
    repaired: tuple[str, ...] = ()

    @property
    def condition(self):
        return [alternative.terms for alternative in self.alternatives]


@dataclass(frozen=True)
class Query:
    """``groups``: what must be found; ``terms``: of all words in order, small ones too, to compare with titles."""

    text: str
    groups: tuple[Group, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def condition(self):
        return [group.condition for group in self.groups]

    @property
    def any_condition(self):
        """Of all groups that stand for something, one."""
        return [[terms for group in self.groups for terms in group.condition]]

    @property
    def repairs(self):
        """Pairs of what was typed and the words taken for it."""
        return [(group.typed, group.repaired) for group in self.groups if group.repaired]

    @property
    def unknown(self):
        return [group.typed for group in self.groups if not group.alternatives]

    @property
    def shown(self):
        """Terms that a hit was found by: to mark in texts."""
        return {each for group in self.groups for found in group.alternatives for each in found.terms} | set(self.terms)


def cleaned(text):
    """What of a text is used: at most ``LONGEST`` characters, printable."""
    return "".join(c if c.isprintable() else " " for c in normal(text[:LONGEST]))


def parse(text, lexicon):
    """The query for what was typed. A last word without a blank after it may be unfinished."""
    text = cleaned(text)
    words = words_of(text)[:MOST_WORDS]
    wanted = [word for word in words if not word.is_small] or words
    groups, place = [], 0
    while place < len(wanted):
        length = _longest_name(wanted[place:], lexicon)
        named = wanted[place : place + length]
        typed = text[named[0].start : named[-1].end]
        open_end = named[-1] is words[-1] and named[-1].end == len(text)
        groups.append(_group(typed, named, lexicon, open_end))
        place += length
    return Query(text.strip(), tuple(groups), tuple(word.term for word in words))


def widened(query, lexicon):
    """The query with words in reach of one typing error beside those that were typed, though these are known."""
    groups = []
    for group in query.groups:
        forms = () if group.repaired else _repairs(group.form, lexicon)
        more = _through(forms, REPAIRED, lexicon)
        known = {each.terms for each in group.alternatives}
        more = tuple(each for each in more if each.terms not in known)
        forms = tuple(form for form in forms if (lexicon.forms[form],) not in known)
        groups.append(replace(group, alternatives=group.alternatives + more, repaired=group.repaired + forms))
    return replace(query, groups=tuple(groups))


def _longest_name(words, lexicon):
    """How many of the first words are one name that has others: at least one."""
    for length in range(min(len(words), 4), 1, -1):
        if tuple(word.term for word in words[:length]) in lexicon.others:
            return length
    return 1


def _group(typed, words, lexicon, open_end):
    terms = tuple(word.term for word in words)
    if len(words) > 1 or terms[0] in lexicon.terms:
        return Group(typed, words[0].form if len(words) == 1 else "", _known(terms, EXACT, lexicon))
    form = words[0].form
    if open_end and len(form) > 1:
        begun = lexicon.beginning_with(form)[:MOST_FORMS]
        if begun:
            return Group(typed, "", _through(begun, UNFINISHED, lexicon))
    repaired = _repairs(form, lexicon)
    return Group(typed, form, _through(repaired, REPAIRED, lexicon), repaired)


def _repairs(form, lexicon):
    if len(form) < SHORTEST_REPAIRED or not form.isalpha():
        return ()
    return tuple(lexicon.near_to(form))


def _through(forms, weight, lexicon):
    """What these forms of words stand for, each once, by its best way."""
    found = {}
    for form in forms:
        for each in _known((lexicon.forms[form],), weight, lexicon):
            found.setdefault(each.terms, each)
    return tuple(found.values())


def _known(terms, weight, lexicon):
    """The terms themselves and the other names for them."""
    others = (Alternative(other, weight * OTHER) for other in lexicon.others.get(terms, ()))
    return (Alternative(terms, weight), *others)


__all__ = ["Alternative", "Group", "Query", "cleaned", "parse", "term", "widened"]

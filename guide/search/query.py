"""What was typed, as groups of terms that a row has to hold. Pure, given a lexicon."""

from dataclasses import dataclass, replace
from functools import cached_property

from guide.search.words import Word, normal, term, typed_words

LONGEST = 200  # characters that are looked at
MOST_WORDS = 12
MOST_FORMS = 60  # of an unfinished word
SHORTEST_REPAIRED = 4
LONGEST_NAME = 4  # in words
MOST_TOLD = 4
EXACT, OTHER, UNFINISHED, REPAIRED = 1.0, 0.8, 0.6, 0.5  # how much a way to match counts


@dataclass(frozen=True)
class Alternative:
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Group:
    """A word, or a name of several, as typed; what stands for it; and the forms taken for it if it was unknown.

    ``size``: of how many words; ``is_soft``: whether it lends order, but need not be found.
    """

    typed: str
    form: str
    alternatives: tuple[Alternative, ...]
    repaired: tuple[str, ...] = ()
    size: int = 1
    is_soft: bool = False

    @property
    def is_known(self):
        return bool(self.alternatives) and not self.repaired

    @property
    def condition(self):
        return [alternative.terms for alternative in self.alternatives]


@dataclass(frozen=True)
class Query:
    """``groups``: what must be found; ``terms``: of all words in order, small ones too, to compare with titles."""

    text: str
    groups: tuple[Group, ...] = ()
    terms: tuple[str, ...] = ()

    @cached_property
    def wanted(self):
        """The groups that must be found: all if none says more than another."""
        return tuple(group for group in self.groups if not group.is_soft) or self.groups

    @cached_property
    def soft(self):
        return tuple(group for group in self.groups if group not in self.wanted)

    @property
    def condition(self):
        return [group.condition for group in self.wanted]

    @property
    def any_condition(self):
        """Of all wanted groups that stand for something, one."""
        return [[terms for group in self.wanted for terms in group.condition]]

    @property
    def is_mostly_known(self):
        """Whether more than half of the wanted words stand in the guide as typed, or all may be repaired."""
        if not self.unknown:
            return True
        return 2 * sum(group.size for group in self.wanted if group.is_known) > sum(group.size for group in self.wanted)

    @property
    def repairs(self):
        """Pairs of what was typed and the words taken for it, the likeliest of them."""
        return [(group.typed, group.repaired[:MOST_TOLD]) for group in self.groups if group.repaired]

    @property
    def unknown(self):
        return [group.typed for group in self.wanted if not group.alternatives]

    @property
    def known(self):
        """What of it the guide has, as typed."""
        return " ".join(group.typed for group in self.wanted if group.is_known)

    @cached_property
    def all_terms(self):
        return {each for group in self.groups for found in group.alternatives for each in found.terms} | set(self.terms)


def cleaned(text):
    """What of a text is used: at most ``LONGEST`` characters, printable."""
    return "".join(c if c.isprintable() else " " for c in normal(text[:LONGEST]))


def parse(text, lexicon):
    """The query for what was typed. A last word without a blank after it may be unfinished."""
    text = cleaned(text)
    words = typed_words(text)[:MOST_WORDS]
    wanted = [word for word in words if not word.is_small] or words
    open_end = words[-1] if words and words[-1].end == len(text) else None
    parts = [_understood(word, lexicon, open_end is word) for word in wanted]
    groups = []
    while parts:
        length = _longest_name(parts, lexicon)
        typed = text[parts[0].word.start : parts[length - 1].word.end]
        groups.append(_group(typed, parts[:length], lexicon))
        parts = parts[length:]
    groups = [group for group in groups if group.alternatives or not group.is_soft] or groups
    return Query(text.strip(), tuple(groups), tuple(word.term for word in words))


@dataclass(frozen=True)
class Part:
    """A word with the forms that are taken for it, best first; ``weight``: how sure that is."""

    word: Word
    forms: tuple[str, ...]
    weight: float

    def best(self, lexicon):
        return lexicon.forms.get(self.forms[0], term(self.forms[0])) if self.forms else self.word.term


def _understood(word, lexicon, open_end):
    """A known word stands for itself, an unfinished one for all that begin so, another for those in reach."""
    if word.term in lexicon.terms:
        return Part(word, (word.form,), EXACT)
    if open_end and len(word.form) > 1:
        begun = tuple(lexicon.beginning_with(word.form)[:MOST_FORMS])
        if begun:
            return Part(word, begun, UNFINISHED)
    return Part(word, _repairs(word.form, lexicon), REPAIRED)


def widened(query, lexicon):
    """The query with words in reach of one typing error beside those that were typed, though these are known."""
    groups = []
    for group in query.groups:
        forms = () if group.repaired else _repairs(group.form, lexicon)
        more = _through(forms, REPAIRED, lexicon, group.form)
        known = {each.terms for each in group.alternatives}
        more = tuple(each for each in more if each.terms not in known)
        forms = tuple(form for form in forms if (lexicon.forms[form],) not in known)
        groups.append(replace(group, alternatives=group.alternatives + more, repaired=group.repaired + forms))
    return replace(query, groups=tuple(groups))


def _longest_name(parts, lexicon):
    """How many of the first words are one name that has others: at least one."""
    for length in range(min(len(parts), LONGEST_NAME), 1, -1):
        if tuple(part.best(lexicon) for part in parts[:length]) in lexicon.others:
            return length
    return 1


def _group(typed, parts, lexicon):
    """The group of one word, or of several that are one name."""
    weight = min(part.weight for part in parts)
    repaired = tuple(form for part in parts if part.weight == REPAIRED for form in part.forms)
    if len(parts) > 1:
        name = tuple(part.best(lexicon) for part in parts)
        ways = _known(name, weight, lexicon)
        is_soft = any(len(way.terms) > 1 and lexicon.is_common(way.terms) for way in ways)
        return Group(typed, "", ways, repaired, len(parts), is_soft)
    word = parts[0].word
    is_soft = word.is_soft or lexicon.is_common((word.term,))
    return Group(typed, word.form, _through(parts[0].forms, weight, lexicon, word.form), repaired, 1, is_soft)


def _repairs(form, lexicon):
    if len(form) < SHORTEST_REPAIRED or not form.isalpha():
        return ()
    return tuple(lexicon.near_to(form))


def _through(forms, weight, lexicon, typed):
    """What these forms of words stand for, each once, by its best way; another first letter makes it less sure."""
    found = {}
    for form in forms:
        sure = weight if form[0] == typed[0] else weight * OTHER
        for each in _known((lexicon.forms.get(form, term(form)),), sure, lexicon):
            found.setdefault(each.terms, each)
    return tuple(found.values())


def _known(terms, weight, lexicon):
    """The terms themselves and the other names for them."""
    terms = lexicon.meant.get(terms, terms)
    others = (Alternative(other, weight * OTHER) for other in lexicon.others.get(terms, ()))
    return (Alternative(terms, weight), *others)

"""What may be logged, and by which words: skills, their topics, activities. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from guide.search.words import fold

WORD = re.compile(r"[^\W_]+[+#]*")  # python, c++, of "CI/CD" two
# A name that stands in a line without being taken for something else: no tag, link, dash or number in it.
PLAIN = re.compile(r"[^\W\d_][^\s#@]*(?: [^\W\d_][^\s#@]*| &)*")
SMALL = frozenset(("a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"))
SHORTEST_BEGINNING = 3


@lru_cache(maxsize=4096)
def key_of(text):
    """The words of a text, folded, with one space between: what names are compared by."""
    return " ".join(fold(word) for word in WORD.findall(text))


@dataclass(frozen=True)
class Thing:
    """What time may be logged on: a skill, a topic of one, or an activity without a skill (``skill`` None).

    ``key`` names it for good: ``programming``, ``programming/sql``, ``interview``. ``names``: its title first.
    """

    key: str
    names: tuple
    activity: str = "study"
    skill: int | None = None
    topic: int | None = None
    of: str = ""  # a topic's skill, by its title
    counts: bool = False  # to the recommended total

    @property
    def title(self):
        return self.names[0]

    @property
    def label(self):
        return f"{self.of}, {self.title}" if self.of else self.title

    @property
    def is_whole(self):
        """Not merely a topic."""
        return self.topic is None

    def shares_skill(self, other):
        return self.skill is not None and self.skill == other.skill


class Vocabulary:
    """Things by their names, in the order of the guide."""

    def __init__(self, things):
        self.things = tuple(things)
        self.by_key = {thing.key: thing for thing in self.things}
        self.longest = 1  # words of the longest name
        self._full, self._part, self._words = {}, {}, {}
        for thing in self.things:
            for name in {key_of(name): name for name in thing.names}:
                self._add(name.split(), thing)

    def _add(self, words, thing):
        self.longest = max(self.longest, len(words))
        self._full.setdefault(" ".join(words), {})[thing.key] = thing
        for first in range(len(words)):
            self._words.setdefault(words[first], {})[thing.key] = thing
            for end in range(first + 1, len(words) + 1):
                part = words[first:end]
                if any(len(word) > 1 and word not in SMALL for word in part):
                    self._part.setdefault(" ".join(part), {})[thing.key] = thing

    def named(self, key):
        """The things that this is a name of. Where it is also a word in names of another skill, those too: whether
        "ml" is machine learning or "ML ops", nobody can tell. Activities are no skills, and few: theirs are sure."""
        found = self._full.get(key, {})
        if not found or any(thing.skill is None for thing in found.values()):
            return tuple(thing for thing in found.values() if thing.skill is None)
        skills = {thing.skill for thing in found.values()}
        others = [thing for thing in self._part.get(key, {}).values() if thing.skill and thing.skill not in skills]
        return (*found.values(), *others)

    def partly_named(self, key):
        """The things in whose names these words stand."""
        return tuple(self._part.get(key, {}).values())

    def begun(self, key):
        """The things with a word that begins so."""
        if len(key) < SHORTEST_BEGINNING or " " in key:
            return ()
        found = {}
        for word, things in self._words.items():
            if word.startswith(key):
                found |= things
        return tuple(thing for thing in self.things if thing.key in found)

    def written(self, thing):
        """A text that means this thing and no other: one of its names where one does, else its key after an @."""
        for name in thing.names:
            if PLAIN.fullmatch(name) and self.named(key_of(name)) == (thing,):
                return name
        return f"@{thing.key}"

"""What is known of a rule of the mistake watch, and the rules by their key."""

from collections.abc import Callable
from dataclasses import dataclass

from guide.models.watches import in_words


@dataclass(frozen=True)
class Watched:
    """A rule: how it is asked, which sections it reads, in what words it tells its numbers, where one goes from it."""

    ask: Callable
    reads: frozenset
    words: str
    act: str
    page: str

    def says(self, limit, rule):
        """The rule in words, with its numbers."""
        return self.words.format(least=in_words(limit.least, rule.unit), span=in_words(limit.span, rule.span_unit))


RULES = {}


def watched(rule, *reads, words, act, page):
    """Enter the function below as the rule. ``act`` names what may be done, at the tracker's ``page``."""

    def enter(ask):
        RULES[rule.value] = Watched(ask, frozenset(reads), words, act, page)
        return ask

    return enter


def look(rule, log, limit, today):
    """What the rule, by its key, finds in the log."""
    return RULES[rule].ask(log, limit, today)

"""A text as words, and the term of a word: lower case, no accents, one spelling, no endings. Pure."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

LONGEST = 40
WORD = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?(?!\w)"  # 133,080
    r"|\d+(?:\.\d+)?%"  # 26%
    r"|\d+\.\d+(?!\w)"  # 5.8
    r"|[^\W_]+(?:['’ʼ][^\W_]+)*(?:\+\+|\#)?"  # master's, C++
)
HYPHENS = "-‐‑"
# British and American are one spelling; words that only look alike (wise, noise) are too short for the first rule.
SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})is(e[drs]?|ing|ations?)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})lys(e[drs]?|ing)$"), r"lyz\1"),
    (re.compile(r"^(behavi|col|fav|hon|lab|neighb)our"), r"\1or"),
    (re.compile(r"^programme"), "program"),
    (re.compile(r"^centre"), "center"),
    (re.compile(r"^practi[sz]"), "practic"),
    (re.compile(r"^licen[cs]e"), "license"),
)
# Words that a question is made of: they may be missing from what is found.
SMALL_WORDS = """
a about an and any are as at be been being by can could did do does for from get had has have how i if in into is it its
just many me much my of on or our should so some than that the their them there these they this to us was we were what
when where which who whom whose why will with would you your
"""
SMALL = frozenset(SMALL_WORDS.split())
# Words that say how something is asked rather than what about: they lend order, but nothing has to hold them.
SOFT_WORDS = "avoid best compare enough find job jobs life like mean means need tell worth"
SOFT = frozenset(SOFT_WORDS.split())
KEPT = {"earnings"}  # is pay, where "earn" is mostly said of degrees and certificates
LONGEST_CODE = 5  # letters and digits of "H-1B", which many write as one word


@dataclass(frozen=True)
class Word:
    """``form``: folded, as typed; ``start`` and ``end``: where it stands in the text."""

    form: str
    start: int
    end: int

    @property
    def term(self):
        return term(self.form)

    @property
    def is_small(self):
        return self.form in SMALL

    @property
    def is_soft(self):
        return self.form in SOFT


def normal(text):
    """The text in the form in which words are sought: composed characters, nothing that cannot be stored."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode().replace("\x00", " "))


def words_of(text):
    """The words of a text in ``normal`` form, in order."""
    return [Word(fold(match[0]), *match.span()) for match in WORD.finditer(text)]


def typed_words(text):
    """As ``words_of``, but a code such as "H-1B" is one word."""
    words = []
    for word in spans_of(text):
        if words and word.start <= words[-1].start:
            if _is_code(word.form):
                words = [other for other in words if other.start < word.start] + [word]
            continue
        words.append(word)
    return words


def _is_code(form):
    return len(form) <= LONGEST_CODE and form.isalnum() and not form.isalpha() and not form.isdigit()


def spans_of(text):
    """As ``words_of``, and after the parts of a compound the whole: "H-1B" is h, 1b and h1b; "26%" is 26 too."""
    words, spans, first = words_of(text), [], 0
    for place, word in enumerate(words):
        spans.append(word)
        if word.form.endswith("%"):
            spans.append(Word(word.form[:-1], word.start, word.end))
        if place + 1 < len(words) and _joined(text, word, words[place + 1]):
            continue
        if first < place:
            whole = "".join(part.form for part in words[first : place + 1])
            spans.append(Word(whole[:LONGEST], words[first].start, word.end))
        first = place + 1
    return spans


def forms_of(text):
    """The forms of all words of a text, compounds too."""
    return [word.form for word in spans_of(normal(text))]


def _joined(text, one, other):
    return other.start == one.end + 1 and text[one.end] in HYPHENS


@lru_cache(maxsize=20_000)
def fold(word):
    """Lower case without accents, without a possessive's ending and the commas of a number."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’ʼ](s$)?", "", plain)
    return plain.replace(",", "")[:LONGEST]


@lru_cache(maxsize=20_000)
def term(form):
    """What stands in the index for all forms of a word; ASCII letters and digits alone."""
    if form.isalpha() and form not in KEPT:
        for pattern, spelling in SPELLINGS:
            form = pattern.sub(spelling, form)
        form = _stemmer().stemWord(form)
    return "".join(c if c.isascii() and c.isalnum() else f"x{ord(c):x}z" for c in form)


_own = threading.local()


def _stemmer():
    """A stemmer holds the word that it works on: one for each thread."""
    if not hasattr(_own, "stemmer"):
        _own.stemmer = snowballstemmer.stemmer("english")
    return _own.stemmer


def one_apart(one, other):
    """Whether one typing error makes one word of the other: a letter too many, too few, wrong, or two swapped."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    same = 0
    while same < len(one) and one[same] == other[same]:
        same += 1
    if len(one) < len(other):
        return one[same:] == other[same + 1 :]
    if one[same + 1 :] == other[same + 1 :]:
        return True
    swapped = one[same : same + 2] == other[same : same + 2][::-1]
    return swapped and one[same + 2 :] == other[same + 2 :]

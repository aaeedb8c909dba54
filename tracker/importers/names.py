"""Names in other people's files: how they are compared, which tags they make, what of ours they suggest. Pure."""

import re
import unicodedata

LONGEST_TAG = 40
MOST_TAGS = 20
WORD = re.compile(r"[^\W_]+")
SEPARATORS = re.compile(r"[,;\n]")
BLANKS = re.compile(r"[,;\s]")  # where no tag has one in it
BETWEEN_TAGS = re.compile(r"[,;]")  # where they are typed


def holdable(text):
    """Without what no database holds: null characters, halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def condensed(text):
    """On one line, with single blanks, and with nothing that no database may hold."""
    return holdable(" ".join(text.split()))


def folded(name):
    """A name as names are compared: without case, accents and double blanks."""
    plain = unicodedata.normalize("NFKD", condensed(name)).casefold()
    return condensed("".join(c for c in plain if not unicodedata.combining(c)))


def tag_name(text):
    """A tag of ours: one lower-case word that is still one where tags are typed. "Deep Work" becomes "deep-work",
    "a,b" "a-b"; "" where nothing is left."""
    return "-".join(condensed(BETWEEN_TAGS.sub(" ", text)).lower().split()).lstrip("#")[:LONGEST_TAG]


def tags_of(value, separators=SEPARATORS):
    """The tags of a cell with commas between them, or of a list: each once, in order."""
    parts = value if isinstance(value, list) else separators.split(value)
    names = (tag_name(part) for part in parts if isinstance(part, str))
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_TAGS]


def words_of(name):
    """The words of a name with blanks around them, so that one name is looked for in another."""
    return f" {' '.join(WORD.findall(folded(name)))} "


def suggestion(name, known):
    """Of ``known``, pairs of (name, what it means), what ``name`` means: the longest of them that stands in it as whole
    words; None if there is none, and where two of one length mean different things."""
    wanted, found = words_of(name), {}
    for other, meaning in known:
        words = words_of(other)
        if words.strip() and words in wanted:
            found.setdefault(len(words), {})[meaning] = None
    best = list(found[max(found)]) if found else []
    return best[0] if len(best) == 1 else None

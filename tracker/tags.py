"""Tags as people type them, and their names. Pure."""

import re

LONGEST = 40  # characters, as tracker.models.Tag has it
BETWEEN = re.compile(r"[\s,;]+")
NAME = re.compile(r"[\w-]+")
RULE = "A tag has letters, digits, - and _"


def parse_tags(text, known=()):
    """``#MIT-OCW evening, calm`` → names in the order typed, lower case, each once: commas or blanks between.

    The ``#`` may be left out. What is ``known`` (all, if None) is taken as it is: a tag that came with a file may
    be of any characters. Raises ValueError with a sentence for the person who typed it.
    """
    names = list(dict.fromkeys(filter(None, (word.lstrip("#").lower() for word in BETWEEN.split(text)))))
    for name in names:
        if len(name) > LONGEST:
            raise ValueError(f"A tag is one word of at most {LONGEST} characters; “{name[:20]}…” is longer.")
        if known is not None and name not in known and not NAME.fullmatch(name):
            raise ValueError(f"{RULE}: “{name}” is none.")
    return names


def spell_tags(names):
    """The text that ``parse_tags`` reads back: ``calm, evening``."""
    return ", ".join(sorted(names))

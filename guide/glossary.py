"""Abbreviations and what they stand for: the published terms, kept in memory while the content is the same."""

import re
from dataclasses import dataclass

from guide.kept import KeptByVersion
from guide.models import Term

ABBREVIATION = re.compile(r"(?=.*[A-Z].*[A-Z])[\w.&/*-]+")  # one word with two capitals at least


@dataclass(frozen=True)
class Glossary:
    """``terms`` by their abbreviation; ``pattern`` finds them as whole words, None where there are none."""

    version: int
    terms: dict
    pattern: re.Pattern | None


@KeptByVersion
def glossary(version):
    """The glossary of the content as it is now, or at ``version``. One query where nothing changed, none if given."""
    found = Term.objects.published().in_order()
    terms = {term.short: term for term in found if ABBREVIATION.fullmatch(term.short)}
    words = "|".join(re.escape(short) for short in sorted(terms, key=len, reverse=True))
    return Glossary(version, terms, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") if terms else None)

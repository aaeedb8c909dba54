"""Which sentence of a source stands in which record: the account that nothing it says was lost.

``fixtures/coverage/`` names every sentence by its place and digest and says in a few words of ours what it holds, so
that the sources themselves need not be kept here. ``manage.py check_coverage DIRECTORY`` compares the account with the
sources, where somebody has them.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

DIRECTORY = Path(__file__).resolve().parent.parent / "fixtures" / "coverage"
# Why a sentence stands in no record. Each is a word of the account, with what it means.
REASONS = {
    "heading": "a heading or label with no statement of its own",
    "navigation": "a link, a crumb or a pointer to another page",
    "advert": "an advertisement for a service of the publisher",
    "damaged": "what it should say was lost on the way here",
    "announcement": "it tells what the text will say later",
    "flourish": "encouragement or a turn of phrase; nothing that could be true or false",
}
ABBREVIATIONS = ("U.S", "Dr", "vs", "Ph.D", "e.g", "i.e", "B.S", "B.A", "S", "D")
_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z“\"‘(•\d])")


@dataclass(frozen=True)
class Entry:
    """One sentence: ``at`` its line and its number on it, ``says`` our gist; ``records`` or else a ``reason``."""

    at: tuple[int, int]
    digest: str
    says: str
    records: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Account:
    """All sentences of one source. ``file``: the name under which the source was given to us."""

    source: str
    file: str
    entries: tuple[Entry, ...]


def sentences(text):
    """The sentences of a text as a dict: ``(line, number)``, both from 1, to the sentence."""
    found = {}
    for line, content in enumerate(text.splitlines(), 1):
        parts = []
        for part in _END.split(content.strip()):
            if parts and parts[-1].rstrip(".").endswith(ABBREVIATIONS) and parts[-1].endswith("."):
                parts[-1] += " " + part
            else:
                parts.append(part)
        found.update({(line, number): part for number, part in enumerate((p for p in parts if p), 1)})
    return found


def digest(sentence):
    """Eight hexadecimal digits of the sentence's sha256, blanks counting once."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:8]


def read_accounts(directory=DIRECTORY):
    """The accounts of all sources."""
    return [_read(path) for path in sorted(Path(directory).glob("*.yaml"))]


def _read(path):
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries = []
    for row in raw["sentences"]:
        line, number = row["at"].split(".")
        entries.append(
            Entry((int(line), int(number)), row["digest"], row["says"], tuple(row.get("in", ())), row.get("reason", ""))
        )
    return Account(raw["source"], raw["file"], tuple(entries))


def differences(account, text):
    """How the account differs from the source's text: one sentence each."""
    there, told = sentences(text), {entry.at: entry for entry in account.entries}
    for at in sorted(there.keys() | told.keys()):
        place = f"{account.source} {at[0]}.{at[1]}"
        if at not in told:
            yield f"{place}: not accounted for."
        elif at not in there:
            yield f"{place}: no such sentence in the source."
        elif told[at].digest != digest(there[at]):
            yield f"{place}: another sentence stands there."

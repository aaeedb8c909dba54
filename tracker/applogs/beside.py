"""The rows of a file beside what is there already: which are new, known, to be asked about, refused. Pure."""

import hashlib
from dataclasses import dataclass, field

from tracker.applogs.entries import Entry
from tracker.duplicates import keys_of

NEW, KNOWN, ASKED, WAITING, REFUSED = "new", "known", "asked", "waiting", "refused"
STATUSES = (NEW, ASKED, WAITING, KNOWN, REFUSED)


@dataclass(frozen=True)
class Other:
    """An application that is there already, or that stands further up in the file."""

    name: str
    keys: dict


@dataclass(frozen=True)
class There:
    """What is there: ``contents`` of rows that were imported once, the ``tokens`` of all applications (those in the bin
    too), and the kept ones as Others."""

    contents: frozenset = frozenset()
    tokens: frozenset = frozenset()
    others: tuple = ()


@dataclass(frozen=True)
class Judged:
    """A row and what becomes of it; ``reasons`` are sentences. ``taken``: it was asked about, and comes in."""

    entry: Entry
    status: str
    reasons: tuple = ()
    taken: bool = False

    @property
    def comes_in(self):
        return self.status == NEW or self.taken


@dataclass
class Doubles:
    """Finds what looks like the same: by link or requisition number first, then by company and role."""

    found: dict = field(default_factory=dict)

    def add(self, other, *more):
        for key in (*keys_in(other.keys), *more):
            self.found.setdefault(key, other.name)

    def of(self, keys, *more):
        """(in which they are alike, the name of the first that is), or None."""
        for key in (*keys_in(keys), *more):
            if key in self.found:
                return WHICH[key[0]], self.found[key]
        return None


WHICH = {"link": "link", "requisition": "requisition number", "names": "company and role", "day": "company and role"}


def keys_in(keys):
    """What an application may be known again by, the strongest first."""
    if keys["link_key"]:
        yield "link", keys["link_key"]
    if keys["requisition_key"]:
        yield "requisition", keys["requisition_key"]
    if keys["company_key"] and keys["role_key"]:
        yield "names", keys["company_key"], keys["role_key"]


def judge(entries, there, taken=frozenset()):
    """A Judged for each Entry, in the file's order. ``taken``: the lines that come in although they are asked about."""
    doubles, above, seen, judged = Doubles(), Doubles(), {}, []
    for other in there.others:
        doubles.add(other)
    for entry in entries:
        if found := _settled(entry, there, seen):
            judged.append(found)
            continue
        seen[entry.content] = entry.line
        reasons = list(filter(None, [entry.backwards, _double(entry, doubles, above)]))
        status = ASKED if reasons else NEW
        judged.append(Judged(entry, status, tuple(reasons), taken=bool(reasons) and entry.line in taken))
    return judged


def _settled(entry, there, seen):
    """What becomes of a row about which there is nothing to ask; None for others."""
    if entry.content in there.contents:
        return Judged(entry, KNOWN, ("Imported before.",))
    if entry.token and entry.token in there.tokens:
        return Judged(entry, KNOWN, ("You have it.",))
    if entry.refused:
        return Judged(entry, REFUSED, (entry.refused,))
    if entry.content in seen:
        return Judged(entry, KNOWN, (f"The same as line {seen[entry.content]:,}.",))
    if entry.unknown:
        return Judged(entry, WAITING, tuple(f"What does “{word}” mean?" for _, word in entry.unknown))
    return None


def _double(entry, doubles, above):
    """What a row looks the same as: something that is there, or a row above it. Within one file company and role alone
    are no reason to ask, as one may well apply twice: their first day has to be the same too."""
    names = {name: entry.values.get(name, "") for name in ("company", "role", "link", "requisition")}
    keys = keys_of(**names)
    if found := doubles.of(keys):
        return f"The same {found[0]} as {found[1]}, which you have."
    day = ("day", keys["company_key"], keys["role_key"], entry.steps[0].day)
    apart = {**keys, "company_key": ""}
    found = above.of(apart, day)
    above.add(Other(f"line {entry.line:,}", apart), day)
    return f"The same {found[0]} as {found[1]}." if found else ""


def stamp_of(judged):
    """What importing would come to, as a word to compare."""
    coming = [(j.entry.line, j.entry.content, j.entry.token, sorted(j.entry.values.items()), j.entry.steps)
              for j in judged if j.comes_in]  # fmt: skip
    return hashlib.blake2b(repr(coming).encode(), digest_size=16).hexdigest()

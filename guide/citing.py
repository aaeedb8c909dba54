"""How to cite what the guide says: one line to copy, and an entry for BibTeX. Pure.

The day on which somebody consulted the page is theirs to fill in. Who says a thing is named before us: we carry it.
"""

import re
from dataclasses import dataclass

from guide.ages import DATE_NOT_STATED, NOT_STATED
from guide.templatetags.figures import long

SITE = "careerguide"
CONSULTED = "(consulted on [date])"
# What TeX reads as a command; the first is done in one pass with the others, so that none is escaped twice.
SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def sources_of(record, more=()):
    """Whom citations, statements and the rows of ``more`` name, each once, in the order of the sources."""
    named = [row.source for row in (*record.citations.all(), *record.statements.all(), *more)]
    return sorted({source.pk: source for source in named}.values(), key=lambda source: (source.position, source.slug))


@dataclass(frozen=True)
class Citation:
    """``sources``: who says it, each with its date; ``holds``: of whom, where, when; ``state``: of which day it is."""

    name: str
    title: str
    sources: tuple[str, ...]
    holds: str
    state: str
    address: str

    @property
    def text(self):
        by = f"According to {'; '.join(self.sources)}." if self.sources else ""
        parts = (f"“{self.title}”.", f"{self.holds}." if self.holds else "", by, f"In: {SITE}, {self.state}.")
        return " ".join([*filter(None, parts), self.address, CONSULTED])

    @property
    def bibtex(self):
        """An entry of type misc. Commas and braces within a value are TeX's own; all that is special is escaped."""
        note = ". ".join(filter(None, (self.holds, f"According to {'; '.join(self.sources)}" if self.sources else "")))
        values = {
            "title": tex(self.title),
            "howpublished": f"{SITE}, {tex(self.state)}",
            "note": tex(note),
            "url": self.address,
        }
        lines = [f"  {name} = {{{value}}}" for name, value in values.items() if value]
        return "@misc{" + ",\n".join([re.sub(r"[^A-Za-z0-9:.-]", "-", self.name), *lines]) + "\n}"


def tex(text):
    """Text as TeX prints it."""
    return "".join(SPECIAL.get(character, character) for character in text)


def day(date):
    """A date or an instant as "21 November 2026"."""
    return f"{date.day} {date:%B %Y}"


def of_source(source):
    """A source with its date: "Hakia 2026 (2026)"; the date once, where the name holds it already."""
    return source.short_title if source.dated in source.short_title else f"{source.short_title} ({source.dated})"


def of_record(record, sources, address):
    """``sources``: the sources that the record rests on. A source is its own author."""
    is_source = record.kind == "source"
    named = () if is_source else tuple(of_source(source) for source in sources)
    return Citation(
        name=f"{SITE}:{record.kind}-{record.slug}",
        title=record.title,
        sources=named,
        holds=origin(record) if is_source else "",
        state=f"as revised on {day(record.updated_at)}",
        address=address,
    )


def origin(record):
    """Who wrote and published a source, and when, as far as it says."""
    source = record if hasattr(record, "dated") else record.as_source
    by = [name for name in (source.author, source.publisher) if name != NOT_STATED]
    said = [f"By {', '.join(dict.fromkeys(by))}", source.dated] if by else [source.dated.capitalize()]
    return "; ".join(said)


def of_edition(edition, address):
    """A figure in the edition given, with its newest check."""
    figure, check = edition.figure, edition.figure.latest_check
    credit = f", which credits {edition.attributed_to}" if edition.attributed_to else ""
    checked = f"; checked on {day(check.on)}: {check.get_outcome_display().lower()}" if check else "; not checked"
    return Citation(
        name=f"{SITE}:{figure.key}.{edition.number}",
        title=f"{figure.label}: {long(edition)}",
        sources=(of_source(edition.source) + credit,),
        holds=holds(edition),
        state=f"edition {edition.number} of {day(edition.published_at)}{checked}",
        address=address,
    )


def holds(edition):
    """Of whom, where and when, what is not stated included: a citation that leaves it out says more than the source."""
    whom = "of whom: not stated" if edition.population == NOT_STATED else f"of {edition.population}"
    where = "place not stated" if edition.place == NOT_STATED else edition.place
    when = DATE_NOT_STATED if edition.period == NOT_STATED else edition.period
    return f"{whom[0].upper()}{whom[1:]}; {where}; {when}"

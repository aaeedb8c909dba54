"""What of a record is searched: from its document (docs/fixtures.md) to entries, one for itself and one a figure. Pure.

Nothing that stands in another record's document is part of an entry, so that a write brings the whole index up to date
by the entries of the records that it wrote.
"""

import re
from dataclasses import dataclass

from guide.markup import MARK
from guide.models import Kind
from guide.models.figures import Measure, Unit
from guide.search.words import forms_of, normal, term
from guide.shelves import SHELVES

FIELDS = ("names", "near", "rest")
MARKDOWN = re.compile(r"\[([^\]\[]*)\]\([^)\s]*\)|[*`]+|^\s*(?:[-+>#]+|\d+\.)\s+", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """``names``, ``near`` and ``rest``: terms in order, blanks between; ``forms``: each form of a word with its term,
    "pays>pay"; ``text``: paragraphs to quote from, marks left in. ``figure``: its key, None for the record itself."""

    figure: str | None
    names: str
    near: str
    rest: str
    forms: str
    text: str

    @property
    def terms(self):
        return {found for field in FIELDS for found in getattr(self, field).split()}


def entries_of(document):
    """The entries of a normalised document; none of one that is not published."""
    if document.get("state", "published") != "published":
        return []
    return [
        _of_record(document),
        *(_of_figure(document, each) for each in document.get("figures", []) if "unit" in each),
    ]


def _of_record(document):
    fields = document.get("fields", {})
    summary, texts = document.get("summary", ""), _texts(document, fields)
    names = [document["title"], document.get("short", ""), *fields.get("aliases", [])]
    topics = [name for topic in fields.get("topics", []) for name in (topic["name"], *topic.get("aliases", []))]
    near = [document["slug"], document.get("group", ""), summary, *topics]
    near += [_stated(fields.get(name)) for name in ("issuer", "agency", "place", "author", "publisher", "starts_from")]
    near += [SHELVES[document["kind"]].title] if document["kind"] in SHELVES else []
    rest = [*texts, *(figure["label"] for figure in document.get("figures", []))]
    rest.append(Kind(document["kind"]).label)
    return _entry(None, names, near, rest, [summary, *_texts(document, fields, quoted=True)])


def _of_figure(document, figure):
    near = [
        figure["key"].replace(".", " ").replace("_", " "), document["title"], document.get("short", ""),
        Measure(figure["measure"]).label,
        *(_stated(figure.get(name)) for name in ("statistic", "population", "place", "attributed_to")),
    ]  # fmt: skip
    ends = [_end(figure[end], figure["unit"]) for end in ("low", "high") if figure.get(end)]
    rest = [*ends, Unit(figure["unit"]).label, _stated(figure.get("period")), figure.get("note", ""), document["slug"]]
    return _entry(figure["key"], [figure["label"]], near, rest, [figure.get("note", "")])


def _texts(document, fields, *, quoted=False):
    """Every text of the record but its summary, in the order of its page.

    ``quoted``: a statement with the mark of its source before it, since "It says" has no "it" in an excerpt.
    """
    said = [
        f"[@{each['source']}]: {text}" if quoted and text and each.get("source") else text
        for each in document.get("statements", [])
        for text in (each["text"], each.get("reply", ""))
    ]
    claims = [text for each in fields.get("claims", []) for text in (each["text"], each.get("of_whom", ""))]
    steps = [text for each in fields.get("steps", []) for text in (each["action"], each["outcome"])]
    own = [fields.get("covers", ""), fields.get("remark", ""), fields.get("status_note", "")]
    return [document.get("body", ""), *own, *claims, *steps, *said]


def _stated(value):
    return "" if value in (None, "not stated") else str(value)


def _end(value, unit):
    """An end of a figure as readers type it: "26%"."""
    return f"{value}%" if unit == Unit.PERCENT else str(value)


def _entry(figure, names, near, rest, texts):
    fields = zip(FIELDS, (names, near, rest), strict=True)
    forms = {name: [form for text in part for form in forms_of(MARK.sub(_slug, _bare(text)))] for name, part in fields}
    pairs = sorted({form for part in forms.values() for form in part})
    return Entry(
        figure,
        **{name: " ".join(term(form) for form in part) for name, part in forms.items()},
        forms=" ".join(f"{form}>{term(form)}" for form in pairs),
        text=normal("\n".join(filter(None, (_bare(text).strip() for text in texts)))),
    )


def _slug(mark):
    """Of a record that a text names its slug is searched, which does not change as its title may."""
    return mark["record"].partition("/")[2] if mark["record"] else " "


def _bare(text):
    """A Markdown text without the signs of its form, marks left in; blank lines end up as ends of paragraphs."""
    return re.sub(r"\n{2,}", "\n", MARKDOWN.sub(lambda match: match[1] or "", text))

"""The guide's texts: Markdown with marks for figures, sources and records (docs/fixtures.md), to sanitised HTML.

Two steps, so that a page asks the database once for all its texts: ``marks_of`` says what the texts name, an
``Evidence`` fetches it, ``block`` and ``inline`` write the HTML. Marks become HTML by templates, and everything then
passes the sanitiser; this is the one place that declares a person's text safe.
"""

import re
from dataclasses import dataclass

import nh3
from django.template.loader import get_template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from guide.names import FIGURE_KEY, SLUG
from guide.templatetags.figures import long

MARK = re.compile(
    rf"\[\[record:(?P<record>[a-z]+/{SLUG})\]\]"
    rf"|\[\[(?P<figure>{FIGURE_KEY})\]\]"
    rf"|\[@(?P<source>{SLUG})\]"
)
TAGS = {"a", "abbr", "b", "blockquote", "br", "code", "em", "h3", "h4", "li", "ol", "p", "q", "span", "strong", "ul"}
ABBREVIATION = '<abbr title="{}">{}</abbr>'
CLEANING = {
    "tags": TAGS,
    "attributes": {"a": {"href", "title"}, "abbr": {"title"}, "span": {"data-figure"}, "ol": {"start"}},
    "allowed_classes": {"a": {"src", "fig-link"}, "span": {"fig", "unknown"}},
    "url_schemes": {"http", "https", "mailto"},
    "link_rel": "noopener noreferrer",
}


@dataclass(frozen=True)
class Marks:
    """What texts name: keys of figures, slugs of sources, ``kind/slug`` of records; each once, in order."""

    figures: tuple[str, ...]
    sources: tuple[str, ...]
    records: tuple[str, ...]


def marks_of(texts):
    """The marks of several texts together."""
    found = {"figure": {}, "source": {}, "record": {}}
    for text in texts:
        for match in MARK.finditer(text or ""):
            found[match.lastgroup][match[match.lastgroup]] = None
    return Marks(*(tuple(names) for names in found.values()))


def block(text, evidence):
    """HTML of a text of paragraphs and lists."""
    return _safe(_markdown.render(text or "", {"evidence": evidence}))


def inline(text, evidence, *, said_by=None):
    """HTML of one paragraph without its ``<p>``.

    ``said_by``: the key of a source whose chip stands before the text, so that no figure of its own repeats it.
    """
    return _safe(_markdown.renderInline(text or "", {"evidence": evidence, "said_by": said_by}))


def plain(text, evidence):
    """The text in words alone, for a page's description: marks as words, no HTML."""
    return MARK.sub(lambda match: _words(match, evidence), text or "")


def _safe(html):
    return mark_safe(nh3.clean(html, **CLEANING))  # noqa: S308  (sanitised on this line)


def _words(match, evidence):
    kind, name = match.lastgroup, match[match.lastgroup]
    thing = evidence.find(kind, name)
    if thing is None:
        return ""
    if kind == "figure":
        return f"{long(thing)} ({thing.source.short_title})"
    return thing.short_title if kind == "source" else thing.title


def _parse_mark(state, silent):
    match = MARK.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("guide_mark", "", 0)
        token.content, token.meta = match[0], {"kind": match.lastgroup, "name": match[match.lastgroup]}
    state.pos = match.end()
    return True


TEMPLATES = {"figure": "guide/_figure.html", "source": "shared/_chip.html", "record": "guide/_link.html"}
NAMES = {"figure": "edition", "source": "source", "record": "record"}


def _render_mark(renderer, tokens, index, options, env):
    """A mark by its template. One that names nothing is left out; a curator sees it as it was typed."""
    token, evidence = tokens[index], env["evidence"]
    kind = token.meta["kind"]
    thing = evidence.find(kind, token.meta["name"])
    if thing is not None:
        chip_told = kind == "figure" and thing.source_id == env.get("said_by")
        return get_template(TEMPLATES[kind]).render({NAMES[kind]: thing, "chip_told": chip_told}).strip()
    if evidence.for_curator:
        return f'<span class="unknown">{conditional_escape(token.content)}</span>'
    return ""


def _render_text(renderer, tokens, index, options, env):
    """Text, in which an abbreviation of the glossary is explained where the page names it first."""
    text, evidence = tokens[index].content, env["evidence"]
    glossary = evidence.glossary
    if glossary is None or glossary.pattern is None:
        return escape(text)
    html, end = [], 0
    for match in glossary.pattern.finditer(text):
        if match[0] not in evidence.terms_met:
            term = evidence.terms_met[match[0]] = glossary.terms[match[0]]
            html += [escape(text[end : match.start()]), format_html(ABBREVIATION, term.title, match[0])]
            end = match.end()
    return "".join([*html, escape(text[end:])])


_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")
_markdown.inline.ruler.before("link", "guide_mark", _parse_mark)
_markdown.add_render_rule("guide_mark", _render_mark)
_markdown.add_render_rule("text", _render_text)

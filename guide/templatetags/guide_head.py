"""What stands in the head of the guide's pages: their address, other forms of them, structured data."""

import json
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from guide import citing, structured
from guide.datasets import COLLECTIONS, NAMES
from guide.models import Kind

register = template.Library()

OTHERS = {"figure": "figures"}  # pages that are of no kind of record


def _absolute(context):
    """A function from a path to an address with scheme and host; to the path itself where there is no request."""
    request = context.get("request")
    return request.build_absolute_uri if request else lambda path: path


@register.simple_tag(takes_context=True)
def citation_of(context, page):
    """How to cite a record's page, or a figure's in its current edition."""
    figure = getattr(page, "figure", None)
    address = _absolute(context)((figure or page.record).get_absolute_url())
    if figure:
        return citing.of_edition(page.current, address)
    return citing.of_record(page.record, getattr(page, "sources", ()), address)


@register.inclusion_tag("guide/_head.html", takes_context=True)
def head_links(context, **query):
    """The page's own address, without a query but for ``query``, and the data that it is made from.

    ``query``: parameters that make it another page. Empty ones are left out.
    """
    request = context["request"]
    named = urlencode([(name, value) for name, value in query.items() if value])
    path = f"{request.path}?{named}" if named else request.path
    return {"canonical": request.build_absolute_uri(path), "collection": _collection(request)}


def _collection(request):
    """The collection that the page shows, by the name of its URL: "skill-detail" shows skills."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    subject = name.removesuffix("-list").removesuffix("-detail")
    if subject == name:
        return None
    found = OTHERS.get(subject) or (NAMES.get(Kind(subject)) if subject in Kind.values else None)
    return COLLECTIONS.get(found)


# In a script element only these can end it or begin another.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def _script(data):
    """Structured data as an element that is never run: no nonce, and the content policy has nothing to say to it."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308  (escaped above)


def _scripts(found):
    return format_html_join("\n", "{}", ((_script(data),) for data in found if data))


@register.simple_tag(takes_context=True)
def structured_record(context, page):
    """Of a record's page: the way to it, and what its kind adds."""
    return _scripts(structured.of_record(page, _absolute(context)))


@register.simple_tag(takes_context=True)
def structured_list(context, page):
    """Of a kind's list: frequent questions, abbreviations."""
    return _scripts(structured.of_list(page, _absolute(context)))


@register.simple_tag(takes_context=True)
def structured_figure(context, page):
    return _scripts(structured.of_figure(page, _absolute(context)))


@register.simple_tag(takes_context=True)
def structured_catalogue(context, page):
    return _scripts(structured.of_data(page, _absolute(context)))

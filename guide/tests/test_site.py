"""The guide as a reader walks it, with all that the fixtures hold: every page, every link, every anchor."""

from collections import Counter
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest
from django.test import Client
from django.urls import resolve

from guide.models import Figure, Record

WALKED = ("/", "/guide/")
FEWEST_WORDS = 40  # within <main>: a page with less says nothing


class Page(HTMLParser):
    """Status, HTML, links, ids, title and the words of ``<main>``."""

    def __init__(self, status, html):
        super().__init__()
        self.status, self.html = status, html
        self.links, self.ids, self.words, self.title, self.open = [], [], [], "", Counter()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.open[tag] += 1
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        if attributes.get("id"):
            self.ids.append(attributes["id"])

    def handle_endtag(self, tag):
        self.open[tag] -= 1

    def handle_data(self, data):
        if self.open["title"] > 0 and not self.open["svg"] > 0:
            self.title += data
        elif self.open["main"] > 0:
            self.words += data.split()


@pytest.fixture
def site(whole_guide):
    """Every page that links lead to from the home page, by address, and the addresses of all that is published."""
    return walked()


@cache
def walked():
    addresses = {record.get_absolute_url() for record in Record.objects.published()}
    addresses |= {figure.get_absolute_url() for figure in Figure.objects.with_history()}
    return walk(Client()), addresses


def walk(client):
    found, waiting = {}, ["/"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address)
        html = response.content.decode() if response["Content-Type"].startswith("text/html") else ""
        found[address] = page = Page(response.status_code, html)
        for link in page.links:
            target = urldefrag(urljoin(address, link)).url
            parts = urlsplit(target)
            if not parts.netloc and parts.path.startswith(WALKED[1]) and target not in found:
                waiting.append(target)
    return found


def test_no_link_leads_nowhere(site):
    pages, _ = site
    dead = [(address, page.status) for address, page in pages.items() if page.status != 200]
    for address, page in pages.items():
        for link in page.links:
            target, fragment = urldefrag(urljoin(address, link))
            there = pages.get(target)
            if there and there.html and fragment and fragment not in there.ids:
                dead.append((address, link))
    assert not dead


def test_everything_published_is_found_from_the_home_page(site):
    pages, addresses = site
    assert not {address for address in addresses if urldefrag(address).url not in pages}
    there = {(path, anchor) for path, page in pages.items() for anchor in page.ids}
    anchors = [urldefrag(address) for address in addresses if "#" in address]
    assert not [anchor for anchor in anchors if tuple(anchor) not in there]


def whole(pages):
    """The pages by their address, without those that narrow or compare."""
    return {address: page for address, page in pages.items() if page.html and "?" not in address}


def test_no_page_is_empty(site):
    pages, _ = site
    assert not [(a, len(page.words)) for a, page in whole(pages).items() if len(page.words) < FEWEST_WORDS]


def test_no_two_pages_have_one_title(site):
    pages, _ = site
    titles = Counter(page.title for page in whole(pages).values())
    assert not [title for title, count in titles.items() if count > 1]


def test_no_page_has_an_id_twice(site):
    pages, _ = site
    assert not [address for address, page in pages.items() if len(page.ids) != len(set(page.ids))]


def test_pages_of_every_type_are_valid_html(site):
    pages, _ = site
    samples = {}
    for address, page in sorted(pages.items(), key=lambda item: -len(item[1].html)):
        if page.html:
            samples.setdefault(resolve(urlsplit(address).path).url_name, []).append(address)
    wrong = {}
    for addresses in samples.values():
        for address in (*addresses[:2], addresses[-1]):  # the longest two and the shortest
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            parser.parse(pages[address].html)
            if parser.errors:
                wrong[address] = [(code, place, data) for place, code, data in parser.errors[:5]]
    assert not wrong

"""What holds for every page of the guide: it answers, refuses, shows provenance, links rightly, costs the same."""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guide.findings import findings
from guide.glossary import glossary
from guide.models import Record
from guide.tests import factories

MOST_QUERIES = 15
PAGES = {
    "home": "/",
    "index": "/guide/",
    "paths": "/guide/paths/",
    "path": "/guide/paths/self-taught/",
    "compare": "/guide/paths/compare/?a=self-taught&b=doctorate",
    "compare-none": "/guide/paths/compare/",
    "skills": "/guide/skills/",
    "skill": "/guide/skills/programming/",
    "tools": "/guide/tools/",
    "certifications": "/guide/certifications/",
    "certification": "/guide/certifications/cloud-ml/",
    "misconceptions": "/guide/misconceptions/",
    "milestones": "/guide/milestones/",
    "questions": "/guide/questions/",
    "question": "/guide/questions/how-long/",
    "sources": "/guide/sources/",
    "source": "/guide/sources/a-source/",
    "figure": "/guide/figures/path.phd/",
}
DETAILS = {
    "path": "doctorate",
    "skill": "math",
    "certification": "cloud-ml",
    "question": "how-long",
    "source": "another-source",
}
every_page = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)


class Page(HTMLParser):
    """Links, ids, what is highlighted, and the text under each account of a figure's provenance."""

    VOID = {"meta", "link", "input", "br", "hr", "img"}

    def __init__(self, html):
        super().__init__()
        self.links, self.ids, self.figures, self.accounts, self.open = [], [], [], {}, []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a":
            self.links.append(attributes.get("href", ""))
        if attributes.get("id"):
            self.ids.append(attributes["id"])
        if "fig" in (attributes.get("class") or "").split():
            self.figures.append(attributes.get("data-figure"))
        if tag not in self.VOID:
            self.open.append((tag, attributes.get("data-provenance")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for _, key in self.open:
            if key:
                self.accounts[key] = self.accounts.get(key, "") + data


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return Page(response.content.decode())


@every_page
def test_every_page_answers_and_can_be_outlined(rich, client, address):
    page = read(client, address)

    assert len(page.ids) == len(set(page.ids))
    assert client.get(address).content.decode().count("<h1") == 1


@every_page
def test_every_page_answers_over_an_empty_guide(db, client, address):
    assert client.get(address).status_code in (200, 404, 422)


@every_page
def test_no_page_takes_a_post(rich, client, address):
    assert client.post(address).status_code == 405


@every_page
def test_head_is_answered(rich, client, address):
    assert client.head(address).status_code == 200


@every_page
def test_htmx_gets_the_same_page(rich, client, htmx, address):
    assert client.get(address, headers=htmx).status_code == 200


@every_page
def test_every_figure_says_whom_it_counts_and_when(rich, client, address):
    page = read(client, address)

    for key in page.figures:
        account = " ".join(page.accounts[key].split())
        edition = factories.Edition.objects.get(figure__key=key, is_current=True)
        for name, value in (
            ("whom it counts", edition.population),
            ("place", edition.place),
            ("date", edition.period),
        ):
            said = value.lower() in account.lower() or re.search(rf"{name}.* not stated", account, re.IGNORECASE)
            assert said, (key, name)


@pytest.mark.parametrize("name", ["home", "path", "compare", "skill", "question", "milestones", "certifications"])
def test_pages_about_numbers_show_some(rich, client, name):
    assert read(client, PAGES[name]).figures


def test_every_link_within_the_guide_leads_somewhere(rich, client):
    """From the home page on, anchors included."""
    crawl(client)


def crawl(client):
    seen, waiting = {}, ["/"]
    links = []
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        page = read(client, address)
        seen[address] = set(page.ids)
        for link in page.links:
            target, _, anchor = link.partition("#")
            target = target or address
            if target == "/" or target.startswith("/guide/"):
                links.append((address, target, anchor))
                waiting.append(target)
    broken = [link for link in links if link[2] and link[2] not in seen[link[1]]]
    assert broken == []
    return seen


@every_page
def test_a_page_costs_few_queries_and_no_more_for_more(rich, client, address):
    more(rich, 0)
    count_before = queries(client, address)
    for n in range(1, 5):
        more(rich, n)

    assert queries(client, address) == count_before <= MOST_QUERIES


def queries(client, address):
    from django.core.cache import caches

    caches["pages"].clear()
    findings(), glossary()  # kept in memory from here on, as the content stays the same
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def more(rich, n):
    """Of everything one more, linked with what the pages under test are about."""
    path, skill, source = rich["path"], rich["programming"], rich["source"]
    added = factories.make_skill(f"skill-{n}", position=n + 20)
    extra = factories.make_path(f"path-{n}", for_readers=["software"], summary=f"Takes [[hours.skill-{n}]].")
    figure, _ = factories.make_figure(f"more.{n}", subject=path, low=n + 1, high=n + 2, unit="year", source=source)
    extra.total_figure = figure
    extra.save()
    for record in (path, skill, rich["doctorate"], source, rich["credential"], rich["question"], rich["tool"]):
        factories.make_statement(record, f"Also [[more.{n}]], [[hours.skill-{n}]].", role="remark", source=source)
    factories.make_misconception(f"belief-{n}", about=skill, correction=f"[[more.{n}]]")
    factories.make_misconception(f"belief-on-path-{n}", about=path)
    factories.make_tool(f"tool-{n}", used_by=skill)
    factories.make_relation(skill, "certified_by", factories.make_certification(f"credential-{n}"))
    factories.make_question(f"question-{n}", claims=[(figure, "So long."), (None, "Who knows.")], remark="[[more.0]]")
    factories.Claim.objects.create(question=rich["question"], source=source, text="More.", figure=figure, position=9)
    factories.make_milestone(f"milestone-{n}", counts="other", low=n, position=90)
    factories.Verification.objects.create(figure=figure, on="2026-11-21", outcome="confirmed", source=source)
    factories.make_relation(added, "related", skill)


@pytest.mark.parametrize("kind", DETAILS)
def test_a_page_that_is_not_there(rich, client, kind):
    assert client.get(f"/guide/{kind}s/no-such-slug/").status_code == 404


@pytest.mark.parametrize("kind", DETAILS)
def test_a_draft_is_nowhere(rich, client, kind):
    record = Record.objects.get(kind=kind, slug=DETAILS[kind])
    record.title = "Not to be seen yet"
    record.state = "draft"
    record.save()

    assert client.get(f"/guide/{kind}s/{record.slug}/").status_code == 404
    for address in (f"/guide/{kind}s/", "/guide/"):
        assert "Not to be seen yet" not in client.get(address).content.decode()


def test_a_source_that_is_a_draft_is_named_where_it_is_cited_and_not_linked(rich, client):
    Record.objects.filter(kind="source", slug="another-source").update(state="draft")

    page = read(client, PAGES["path"])

    assert "/guide/sources/a-source/" in page.links
    assert "/guide/sources/another-source/" not in page.links


@pytest.mark.parametrize("kind", DETAILS)
def test_a_retired_page_stays_and_says_so(rich, client, kind):
    Record.objects.filter(kind=kind, slug=DETAILS[kind]).update(state="retired", title="Gone from the lists")

    page = client.get(f"/guide/{kind}s/{DETAILS[kind]}/")

    assert page.status_code == 200
    assert "no longer part of the guide" in page.content.decode()
    assert "Gone from the lists" not in client.get(f"/guide/{kind}s/").content.decode()


def test_drafts_of_kinds_without_pages_are_not_listed(rich, client):
    Record.objects.filter(kind__in=["tool", "misconception", "milestone"]).update(state="draft", title="Unseen")

    for address in ("tools", "misconceptions", "milestones"):
        assert "Unseen" not in client.get(f"/guide/{address}/").content.decode()


@pytest.mark.parametrize(
    "slug", ["%00", "x" * 10_000, "%F0%9F%98%80", "%22%3E%3Cscript%3E", "..%2F..", "a%20b", "%ff"], ids=lambda s: s[:12]
)
@pytest.mark.parametrize("kind", [*(f"{kind}s" for kind in DETAILS), "figures"])
def test_nonsense_in_an_address_is_not_found(rich, client, kind, slug):
    assert client.get(f"/guide/{kind}/{slug}/").status_code == 404


@pytest.mark.parametrize("value", ["%00", "x" * 10_000, "%F0%9F%98%80", "%3Cscript%3E", "%ff"], ids=lambda v: v[:12])
@every_page
def test_nonsense_in_a_query_breaks_nothing(rich, client, address, value):
    address = address.partition("?")[0]
    assert client.get(f"{address}?a={value}&page={value}").status_code in (200, 422)


def test_curators_see_marks_that_name_nothing_and_readers_do_not(rich, client, curator):
    factories.make_statement(rich["programming"], "Takes [[no.such.figure]] here.")
    address = PAGES["skill"]

    assert "no.such.figure" not in client.get(address).content.decode()
    client.force_login(curator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "[[no.such.figure]]" in client.get(address).content.decode()

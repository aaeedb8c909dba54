"""The sitemap lists every page of what is published, and robots.txt names it."""

from xml.etree import ElementTree

from django.db import connection
from django.test.utils import CaptureQueriesContext

from guide.models import Record
from guide.publishing import touch_content
from guide.tests import factories

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(client):
    """``lastmod`` by address."""
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    urls = ElementTree.fromstring(response.content)  # noqa: S314  (our own)
    assert urls.tag == f"{NAMESPACE}urlset"
    entries = urls.findall(f"{NAMESPACE}url")
    found = {entry.findtext(f"{NAMESPACE}loc"): entry.findtext(f"{NAMESPACE}lastmod") for entry in entries}
    assert len(found) == len(entries) < 50_000
    return found


def test_every_page_is_listed_once_and_answers(every_kind, client):
    found = listed(client)
    assert all(address.startswith("http://testserver/") and "#" not in address for address in found)
    for address in found:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address
    for address in ("/", "/guide/", "/guide/skills/math/", "/guide/figures/path.phd/", "/guide/steps/a-process-1/"):
        assert f"http://testserver{address}" in found
    assert all(found.values())


def test_neither_drafts_nor_what_is_retired_is_listed(every_kind, client):
    Record.objects.filter(slug="doctorate").update(state="draft")
    Record.objects.filter(slug="a-pay").update(state="retired")
    found = " ".join(listed(client))
    for name in ("doctorate", "path.phd", "a-pay"):
        assert name not in found


def test_an_empty_guide_has_one_too(db, client):
    assert "http://testserver/guide/laws/" in listed(client)


def test_it_costs_the_same_for_more(every_kind, client):
    def queries():
        touch_content()
        with CaptureQueriesContext(connection) as captured:
            listed(client)
        return len(captured)

    few = queries()
    for number in range(5):
        factories.make_skill(f"skill-{number}")
    assert queries() == few <= 5


def test_it_is_not_sent_twice(every_kind, client):
    etag = client.get("/sitemap.xml").headers["ETag"]
    again = client.get("/sitemap.xml")
    assert again.headers["Content-Type"] == "application/xml"
    assert client.get("/sitemap.xml", headers={"If-None-Match": etag}).status_code == 304


def test_robots_are_told_where_it_is(db, client):
    assert "Sitemap: http://testserver/sitemap.xml\n" in client.get("/robots.txt").content.decode()

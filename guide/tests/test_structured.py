"""The head of the guide's pages: their own address, other forms, structured data that is data and nothing else."""

import json
import re

import pytest

from careerguide.tests.browser import fits_and_is_clean
from guide.models import Record
from guide.tests import factories
from guide.tests.test_views_pages import PAGES

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
OTHERS = {
    "data": "/guide/data/",
    "changes": "/guide/changes/",
    "faqs": "/guide/faqs/",
    "terms": "/guide/abbreviations/",
}


def read(client, address):
    html = client.get(address).content.decode()
    return html, [json.loads(text) for text in SCRIPT.findall(html)]


def found(client, address, kind):
    (data,) = [data for data in read(client, address)[1] if data["@type"] == kind]
    return data


@pytest.mark.parametrize("address", {**PAGES, **OTHERS}.values(), ids=[*PAGES, *OTHERS])
def test_every_page_names_itself_and_the_feed(every_kind, client, address):
    html, data = read(client, address + ("&utm=x" if "?" in address else "?utm=x"))
    own = address.replace("&", "&amp;")
    assert re.findall(r'<link rel="canonical" href="(.*?)">', html) == [f"http://testserver{own}"]
    assert 'type="application/atom+xml"' in html
    assert all(each["@context"] == "https://schema.org" for each in data)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/guide/skills/", "skills"),
        ("/guide/skills/math/", "skills"),
        ("/guide/figures/path.phd/", "figures"),
        ("/guide/laws/", "laws"),
        ("/guide/faqs/", "faqs"),
        ("/guide/steps/a-process-1/", "steps"),
        ("/guide/questions/how-long/", "questions"),
        ("/guide/milestones/", "milestones"),
    ],
)
def test_a_page_names_the_data_that_it_is_made_from(every_kind, client, address, name):
    html = read(client, address)[0]
    assert 'type="application/json" title="' in html
    assert f'href="/guide/data/{name}.json"' in html
    assert f'href="/guide/data/{name}.csv"' in html


def test_the_way_to_a_page(every_kind, client):
    trail = found(client, "/guide/steps/a-process-1/", "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in trail] == ["Guide", "Steps", "A process", "A-process-1"]
    assert [step["position"] for step in trail] == [1, 2, 3, 4]
    assert trail[-1]["item"] == "http://testserver/guide/steps/a-process-1/"
    trail = found(client, "/guide/figures/path.phd/", "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in trail] == ["Guide", "Doctorate", "Doctorate"]


def test_questions_with_their_answers(every_kind, client):
    record = factories.make_record("faq", "bare", title="Says nobody anything?", summary="We do: [[path.total]].")
    record.statements.all().delete()
    page = found(client, "/guide/faqs/", "FAQPage")
    asked = {question["name"]: question["acceptedAnswer"] for question in page["mainEntity"]}
    assert asked["A faq"][0]["text"] == "It says so."
    assert asked["A faq"][0]["author"]["url"] == "http://testserver/guide/sources/a-source/"
    assert asked["Says nobody anything?"][0]["text"] == "We do: 2 to 4 years (A source)."


def test_abbreviations_are_defined_terms(every_kind, client):
    Record.objects.filter(kind="term").update(short="ML", summary="What it is.")
    (term,) = found(client, "/guide/abbreviations/", "DefinedTermSet")["hasDefinedTerm"]
    assert term["termCode"] == "ML"
    assert term["url"] == "http://testserver/guide/abbreviations/#a-term"


PAY = {"unit": "usd_year", "measure": "pay", "population": "machine-learning engineers"}


def test_pay_is_told_with_its_source_and_its_date(every_kind, client):
    pay = every_kind["pay"]
    factories.make_figure("pay.range", subject=pay, low=100_000, high=150_000, period="2022", **PAY)
    median, _ = factories.make_figure("pay.median", subject=pay, low=120_000, **PAY)
    median.statistic = "median"
    median.save()
    factories.make_figure("pay.other", subject=pay, low=1, **{**PAY, "population": "one person in a story"})
    old, _ = factories.make_figure("pay.old", subject=pay, low=2, **PAY)
    factories.Verification.objects.create(figure=old, on="2026-11-21", outcome="superseded")
    amounts = found(client, pay.get_absolute_url(), "Occupation")["estimatedSalary"]
    assert [amount["name"] for amount in amounts] == ["pay.range", "pay.median"]
    value = {"@type": "QuantitativeValue", "minValue": 100_000, "maxValue": 150_000, "unitText": "YEAR"}
    assert (amounts[0]["value"], amounts[0]["currency"]) == (value, "USD")
    assert "according to A source (2025)" in amounts[0]["description"]
    assert "2022" in amounts[0]["description"]
    assert (amounts[1]["median"], amounts[1]["duration"]) == (120_000, "P1Y")


def test_a_page_without_pay_is_no_occupation(every_kind, client):
    data = read(client, every_kind["role"].get_absolute_url())[1]
    assert [each["@type"] for each in data] == ["BreadcrumbList"]


def test_the_data_is_a_catalogue(every_kind, client):
    catalogue = found(client, "/guide/data/", "DataCatalog")
    figures = catalogue["dataset"][0]
    assert figures["distribution"][1]["contentUrl"] == "http://testserver/guide/data/figures.csv"


EVIL = "</script><script>alert(1)</script><!-- & ' \" \\ \u2028"


def test_nothing_in_a_title_ends_the_data(every_kind, client):
    factories.make_record("faq", "evil", title=EVIL, summary=EVIL)
    html, _ = read(client, "/guide/faqs/")
    assert "<script>alert" not in html
    names = [question["name"] for question in found(client, "/guide/faqs/", "FAQPage")["mainEntity"]]
    assert EVIL in names


def test_drafts_are_in_no_data(every_kind, client):
    factories.make_record("faq", "hidden", title="Not to be seen yet", state="draft")
    assert "Not to be seen yet" not in read(client, "/guide/faqs/")[0]


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_new_pages_in_a_browser(open_window, size):
    """The content policy has nothing to say to structured data: ``open_window`` fails on any complaint."""
    every_kind = factories.make_rich_guide() | factories.make_every_kind()
    factories.make_figure("pay.range", subject=every_kind["pay"], low=100_000, high=150_000, **PAY)
    from guide.publishing import save_revision

    save_revision(record=every_kind["pay"], by=None, origin="load")
    page = open_window(size)
    for address in ("/guide/data/", "/guide/changes/", "/guide/faqs/", "/guide/pay/a-pay/", "/guide/figures/path.phd/"):
        assert page.goto(address).status == 200
        for summary in page.query_selector_all("main summary"):
            summary.click()
        fits_and_is_clean(page)
    assert page.evaluate("document.querySelectorAll('script[type=\"application/ld+json\"]').length") == 1

"""Searching in a browser: as one types, by Enter, without a script, on a phone."""

import re

import pytest

from careerguide.tests.browser import SIZES, axe, fits_and_is_clean
from guide.models import Record, Revision
from guide.publishing import save_revisions
from guide.tests.factories import make_rich_guide


@pytest.fixture
def searched(transactional_db):
    make_rich_guide()
    save_revisions(keys=Record.objects.values_list("pk", flat=True), by=None, origin=Revision.Origin.LOAD)


@pytest.mark.parametrize("size", SIZES)
def test_results_come_as_one_types(open_window, searched, size):
    page = open_window(size)
    page.goto("/guide/search/")
    page.keyboard.press("/")

    page.keyboard.type("progamming hours", delay=5)

    page.wait_for_selector("#results mark")
    assert "Also searched for “programming”" in page.inner_text("#results")
    assert page.evaluate("document.activeElement.id") == "q"
    page.wait_for_url(re.compile(r"\?q=progamming(\+|%20)hours$"))
    fits_and_is_clean(page)
    page.fill("#q", "zzyzx")
    page.wait_for_selector(".ways-on")
    assert axe(page) == []


def test_the_box_at_the_top_leads_to_the_results_and_back(open_window, searched):
    page = open_window()
    page.goto("/guide/skills/")
    page.keyboard.press("/")
    page.keyboard.type("math")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/search/?q=math")
    page.fill("#q", "docker")
    page.wait_for_selector("#results >> text=Docker")
    page.go_back()
    page.wait_for_url("**/guide/skills/")


@pytest.mark.parametrize("size", SIZES)
def test_search_without_a_script(open_window, searched, size):
    page = open_window(size, javascript=False)
    page.goto("/guide/")
    page.fill("#q", "hours")
    page.press("#q", "Enter")
    page.wait_for_url("**/guide/search/?q=hours")
    page.click(".kinds >> text=Figures")
    assert "kind=figure" in page.url
    assert page.locator("#results .hits > li").count() > 1

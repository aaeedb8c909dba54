"""Searching in a browser: as one types, by Enter, without a script, on a phone."""

import re

import pytest
from playwright.sync_api import expect

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
    expect(page.locator("#results")).to_contain_text("Also searched for “programming”")
    expect(page.locator("#q")).to_be_focused()
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
    page.wait_for_url("**/guide/search/?q=docker")
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
    expect(page).to_have_url(re.compile(r"kind=figure"))
    expect(page.locator("#results .hits > li").nth(1)).to_be_visible()

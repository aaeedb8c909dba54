"""The forecast in a browser: with and without JavaScript, at both widths and in both schemes."""

import re

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, axe, fits_and_is_clean
from tracker.tests.test_views_dashboard import set_targets
from tracker.tests.test_views_forecast import URL, study

ASKED = f"{URL}?hours=20&break=2w"


@pytest.fixture
def studied(learner, guide):
    set_targets(learner, guide)
    study(learner, guide, weeks=5)
    return learner


@pytest.mark.parametrize("size", SIZES)
def test_the_forecast_fits_and_is_accessible(open_window, studied, size):
    page = open_window(size, person=studied)
    for path in (URL, ASKED, f"{URL}?hours=many&scope=low"):
        page.goto(path)
        fits_and_is_clean(page)


def test_a_what_if_is_shown_in_place_and_has_an_address(open_window, studied):
    page = open_window("phone", person=studied)
    page.goto(URL)
    page.get_by_label("Hours a week").fill("20")
    page.get_by_label("A break from tomorrow").fill("2w")
    page.get_by_role("button", name="Show the dates").press("Enter")
    page.get_by_text("What if:").first.wait_for()
    expect(page).to_have_url(re.compile(r"hours=20&break=2w"))
    expect(page.get_by_label("Hours a week")).to_have_value("20")
    shown = page.locator("table").inner_text()

    page.goto(page.url)
    assert page.locator("table").inner_text() == shown

    page.get_by_label("Hours a week").fill("many")
    page.get_by_role("button", name="Show the dates").click()
    page.get_by_role("alert").wait_for()
    expect(page.get_by_label("Hours a week")).to_have_value("many")


def test_a_what_if_needs_no_javascript(open_window, studied):
    page = open_window(javascript=False, person=studied)
    page.goto("/tracker/")
    page.get_by_role("link", name="See the dates").click()
    page.get_by_label("Hours a week").fill("20")
    page.get_by_role("button", name="Show the dates").click()
    expect(page.get_by_text("What if:").first).to_be_visible()
    page.get_by_role("link", name="As it is now").click()
    expect(page).to_have_url(re.compile(f"{URL}$"))


def test_today_shows_the_bands_once_it_is_open(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/")
    bands = page.locator("#forecast-bands")
    bands.get_by_text("is the middle").first.wait_for()
    assert axe(page) == []
    bands.get_by_role("link", name="What if").click()
    page.wait_for_url(f"**{URL}")

"""The mistake watch in a browser: looked at, set aside and watched again; by keyboard and without JavaScript."""

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, fits_and_is_clean, forgive, settled
from tracker.tests.watches import make_mistakes, make_watches

PAGE = "/tracker/watch/"
TITLE = "One title"


@pytest.fixture
def record(learner, guide):
    make_watches(guide)
    make_mistakes(learner, guide)
    return learner


def row(page):
    return page.locator("#watch-one-title")


@pytest.mark.parametrize("size", SIZES)
def test_a_finding_is_set_aside_with_a_reason_and_watched_again(open_window, record, size):
    page = open_window(size, person=record)
    page.goto(PAGE)
    fits_and_is_clean(page)
    row(page).locator("summary").focus()
    page.keyboard.press("Enter")
    row(page).get_by_role("button", name="Set it aside").click()
    page.get_by_text("Say why: you may want to know later.").last.wait_for()
    forgive(page, 422)
    settled(page)
    row(page).get_by_role("textbox").fill("It is the one I want.")
    row(page).get_by_role("textbox").press("Enter")
    page.get_by_text(f"Set aside: {TITLE}.").wait_for()
    expect(row(page)).to_have_count(0)
    page.get_by_text("One rule", exact=True).click()
    expect(page.get_by_text("It is the one I want.")).to_be_visible()
    fits_and_is_clean(page)
    page.get_by_role("button", name="Watch it again").click()
    page.get_by_text(f"Watched again: {TITLE}.").wait_for()
    expect(row(page)).to_be_visible()


def test_without_javascript(open_window, record):
    page = open_window(javascript=False, person=record)
    page.goto(PAGE)
    row(page).locator("summary").click()
    row(page).get_by_role("textbox").fill("It is the one I want.")
    row(page).get_by_role("button", name="Set it aside").click()
    page.get_by_text(f"Set aside: {TITLE}.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text(f"Watched again: {TITLE}.").wait_for()
    expect(row(page)).to_be_visible()

"""The funnel in a browser: at both widths, by keyboard, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, fits_and_is_clean
from tracker.tests.funnels import make_many
from tracker.tests.test_views_funnel import OFFERED, REPLIED, SILENT, TALKS, URL, YOUNG, way


@pytest.fixture
def log(learner):
    make_many(learner, [way(*each) for each in [SILENT] * 12 + [REPLIED] * 8 + [TALKS] * 2 + [OFFERED, YOUNG]])
    make_many(learner, [way(*REPLIED), way(*SILENT)], channel="event", role_family="Data engineering")
    return learner


@pytest.mark.parametrize("size", SIZES)
def test_the_funnel_fits_and_is_accessible(open_window, log, size):
    page = open_window(size, person=log)
    for path in (URL, f"{URL}?by=role&group=data+engineering", f"{URL}?wait=soon"):
        page.goto(path)
        for summary in page.locator("#funnel summary").all():
            summary.press("Enter")
        fits_and_is_clean(page)


def test_an_empty_funnel_is_accessible(open_window, learner):
    page = open_window("phone", person=learner)
    page.goto(URL)
    fits_and_is_clean(page)


def test_the_funnel_is_narrowed_in_place_by_keyboard(open_window, log):
    page = open_window("phone", person=log)
    page.goto(URL)
    wait = page.get_by_label("Days to wait")
    wait.fill("0")
    wait.press("Enter")
    page.get_by_text("Left out of the rates: none.").wait_for()
    expect(page).to_have_url(re.compile(r"wait=0"))

    page.get_by_role("link", name="Role family").press("Enter")
    page.get_by_role("heading", name="By role family").wait_for()
    expect(page).to_have_url(re.compile(r"by=role"))
    expect(page).to_have_url(re.compile(r"wait=0"))


def test_the_funnel_needs_no_javascript(open_window, log):
    page = open_window(javascript=False, person=log)
    page.goto("/tracker/applications/")
    page.get_by_role("link", name="Where applications get lost").click()
    page.locator("#id_by").select_option("resume")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="By résumé version")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the picture").click()
    assert download.value.suggested_filename.endswith(".svg")

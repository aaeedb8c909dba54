"""Choosing, in a browser: settings and targets, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, fits_and_is_clean, forgive
from tracker.actions.learner import set_prior_hours
from tracker.actions.targets import ensure_targets
from tracker.tests.factories import correct

PAGES = ["settings/", "settings/path/", "settings/goal/", "settings/calendar/", "settings/prior/", "targets/"]


@pytest.fixture
def asked(learner, guide):
    """A learner with prior hours, whom the guide asks about two corrected figures."""
    ensure_targets(learner=learner)
    set_prior_hours(learner=learner, prior={guide["math"]: 5400}, by=learner.user)
    correct(guide["math"].hours_figure, 350, 550)
    correct(guide["applications"].figure, 60, 120)
    return learner


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_choices_fit_and_are_accessible(open_window, asked, size):
    page = open_window(size, person=asked)
    for path in PAGES:
        page.goto(f"/tracker/{path}")
        fits_and_is_clean(page)


def test_a_refused_goal_is_told_beside_its_field(open_window, asked):
    page = open_window("phone", person=asked)
    page.goto("/tracker/settings/goal/")
    page.get_by_label("Hours a week").fill("plenty")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("alert").wait_for()
    expect(page.get_by_label("Hours a week")).to_have_value("plenty")
    fits_and_is_clean(page)
    forgive(page, 422)

    page.get_by_label("Hours a week").fill("7h30")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/tracker/settings/")
    expect(page.get_by_text("7 h 30")).to_be_visible()


def test_targets_are_switched_kept_and_taken_back_in_place(open_window, asked):
    page = open_window(person=asked)
    page.goto("/tracker/targets/")
    rows = page.locator("#target-list")

    with page.expect_response("**/tracker/targets/"):  # the table renews itself
        page.get_by_role("button", name="Switch to 350–550 h").click()
    page.get_by_text("measured against 350 to 550 hours").wait_for()
    rows.get_by_text("350 to 550 hours").wait_for()
    page.get_by_role("button", name="Keep 50–100").click()
    page.get_by_text("measured against 50 to 100").wait_for()
    expect(page.get_by_text("The guide has changed")).to_have_count(0)
    fits_and_is_clean(page)

    rows.get_by_role("button", name="Switch to 60–120").click()
    page.get_by_text("measured against 60 to 120").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("measured against 50 to 100").wait_for()


def test_targets_are_switched_and_taken_back_without_javascript(open_window, asked):
    page = open_window("phone", javascript=False, person=asked)
    page.goto("/tracker/targets/")

    page.get_by_role("button", name="Switch to 350–550 h").click()
    expect(page.get_by_text("measured against 350 to 550 hours")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("measured against 300 to 500 hours")).to_be_visible()

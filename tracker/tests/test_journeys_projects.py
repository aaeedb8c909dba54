"""Journeys through projects: ordered by keyboard, by pointer and without a script; added with what shows for it."""

import re

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, fits_and_is_clean, settled
from guide.tests.factories import make_milestone
from tracker.models import Project
from tracker.tests.factories import START, make_project, make_sessions

LIST = "/tracker/projects/"
ORDER = "[...document.querySelectorAll('[data-project] .name')].map(each => each.textContent).join('')"


@pytest.fixture
def three(learner, guide):
    """A, B and C in this order, and time for the first."""
    make_milestone("public-projects", counts="public_projects_per_quarter", low=1, unit="per_quarter")
    made = {title: make_project(learner, title=title, stage="public") for title in "CBA"}
    make_sessions(learner, [START], skill=guide["math"], project=made["A"])
    return made


def kept_order(learner):
    return "".join(project.title for project in Project.objects.for_learner(learner).in_own_order())


def order_becomes(page, order):
    page.wait_for_function(f"() => {ORDER} === '{order}'")


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_projects_fit_and_are_accessible(open_window, learner, three, size):
    page = open_window(size, person=learner)
    here = f"{LIST}{three['A'].pk}/"
    for path in (LIST, f"{LIST}ideas/", here, f"{here}edit/", f"/tracker/study/?project={three['A'].pk}"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        fits_and_is_clean(page)


def test_the_order_is_changed_by_keyboard_and_the_focus_stays_with_what_moved(open_window, learner, three):
    page = open_window("desk", person=learner)
    page.goto(LIST)
    down = f"place-{three['A'].pk}-down"
    page.locator(f"#{down}").focus()
    for order in ("BAC", "BCA"):
        page.keyboard.press("Enter")
        order_becomes(page, order)
        expect(page.locator(f"#{down}")).to_be_focused()
        settled(page)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    order_becomes(page, "BAC")
    assert kept_order(learner) == "BAC"


@pytest.mark.parametrize("size", SIZES)
def test_the_order_is_changed_by_pointer(open_window, learner, three, size):
    page = open_window(size, person=learner)
    page.goto(LIST)
    grips = page.locator(".grip")
    grips.nth(2).scroll_into_view_if_needed()
    start, end = grips.nth(1).bounding_box(), page.locator("[data-project]").nth(2).bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] * 0.6, steps=4)
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] * 0.7)
    with page.expect_response("**/place/"):
        page.mouse.up()
    order_becomes(page, "ACB")
    page.wait_for_function("() => !document.querySelector('.moving')")
    assert kept_order(learner) == "ACB"


def test_without_a_script_a_project_is_added_ordered_and_deleted(open_window, learner, three):
    page = open_window("phone", javascript=False, person=learner)
    page.goto(LIST)
    expect(page.locator(".grip").first).not_to_be_visible()
    page.get_by_role("link", name="Add a project").click()
    page.get_by_label("Title").fill("D")
    page.get_by_label("Trains a model", exact=True).check()
    page.get_by_text("Day, link, note: Trains a model").click()
    page.get_by_label("Trains a model, link").fill("example.org/run")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Added: D.").wait_for()
    assert kept_order(learner) == "DABC"
    page.get_by_role("button", name=re.compile(r"^Down\W+D$")).click()
    page.wait_for_url("**moved=**")
    assert kept_order(learner) == "ADBC"
    page.get_by_role("button", name="Delete D").click()
    page.get_by_text("Deleted: D.").wait_for()
    assert kept_order(learner) == "ABC"
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Restored: D.").wait_for()
    assert kept_order(learner) == "ADBC"

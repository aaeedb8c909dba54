"""Evidence in a browser: a claim, what shows it, and the page that others read."""

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, fits_and_is_clean
from guide.models import Kind
from guide.tests.factories import make_record, make_step
from tracker.models import EvidencePage
from tracker.tests.factories import make_project


@pytest.fixture
def steps(learner, guide):
    make_project(learner, title="Late buses, predicted", stage="public")
    order = make_record(Kind.PROCESS, "an-order", title="An order")
    return [make_step(order, number, f"step-{number}", title=f"Step {number}") for number in (1, 2)]


@pytest.mark.parametrize("size", SIZES)
def test_a_step_is_claimed_shown_shared_and_withdrawn(open_window, learner, steps, size):
    page = open_window(size, person=learner)
    page.goto("/tracker/evidence/")
    fits_and_is_clean(page)
    page.get_by_role("link", name="Claim Step 1").click()
    fits_and_is_clean(page)
    page.get_by_label("Late buses, predicted, public").check()
    page.get_by_role("button", name="Save the claim").click()
    page.locator("#step-step-1", has_text="Evidenced").wait_for()
    fits_and_is_clean(page)

    page.get_by_role("link", name="Share it").click()
    page.get_by_role("button", name="Make the address").click()
    page.locator("#share-link").wait_for()
    fits_and_is_clean(page)
    others = open_window(size)
    others.goto(page.locator("#share-link").input_value())
    others.get_by_text("Late buses, predicted").first.wait_for()
    fits_and_is_clean(others)

    page.goto("/tracker/evidence/")
    page.get_by_role("button", name="Withdraw Step 1").click()
    page.get_by_text("No longer claimed: Step 1.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.locator("#step-step-1", has_text="Evidenced").wait_for()
    page.goto("/tracker/resume/")
    fits_and_is_clean(page)


def test_all_of_it_works_without_javascript(open_window, learner, steps):
    page = open_window("phone", javascript=False, person=learner)
    page.goto("/tracker/evidence/steps/step-2/")
    page.get_by_label("In a sentence").fill("Built and shown.")
    page.get_by_role("button", name="Save the claim").click()
    expect(page.locator("#step-step-2", has_text="Claimed")).to_be_visible()
    page.get_by_role("button", name="Withdraw Step 2").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#step-step-2", has_text="Built and shown.")).to_be_visible()
    page.goto("/tracker/evidence/share/")
    page.get_by_role("button", name="Make the address").click()
    page.locator("#share-link").wait_for()
    assert EvidencePage.objects.live().exists()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("Nobody else can read it")).to_be_visible()


def test_on_paper_a_link_is_followed_by_its_address(open_window, learner, steps):
    make_project(learner, title="Noise on a map", stage="public", link="https://example.org/noise")
    page = open_window("desk", person=learner)
    page.goto("/tracker/evidence/preview/")
    link = page.locator("#paper-projects ~ .tracked a", has_text="Noise on a map")
    after = "link => getComputedStyle(link, '::after').content"
    assert "example.org" not in link.evaluate(after)
    page.emulate_media(media="print")
    assert "https://example.org/noise" in link.evaluate(after)

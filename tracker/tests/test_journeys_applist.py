"""Journeys through the applications: added by what is pasted, narrowed, many moved and given back; with script and
without, at both widths."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, becomes, fits_and_is_clean, forgive
from tracker.models import Application
from tracker.tests.factories import make_application

LIST = "/tracker/applications/"


@pytest.fixture
def applying(learner):
    """Four under way, the first one quiet for long; one with all that a row may say."""
    today = timezone.now().date()
    for n, channel in enumerate(("referral", "cold", "cold")):
        make_application(
            learner, company=f"Firm {n}", channel=channel, happened_on=today - datetime.timedelta(days=20 * n)
        )
    make_application(
        learner, company="Lakeshore-Analytics" * 4, note="a-word-that-does-not-break" * 4, place="Leeds",
        workplace="hybrid", link="https://example.org/jobs/1", salary_low=80000, salary_currency="EUR",
        salary_period="year", next_action="Call", next_action_on=today, happened_on=today,
    )  # fmt: skip
    return learner


@pytest.mark.parametrize("size", SIZES)
def test_one_is_added_by_paste_and_many_are_moved_and_given_back(open_window, applying, size):
    page = open_window(size, person=applying)
    page.goto(f"{LIST}add/")
    page.get_by_label("Paste a link and a title").fill("ML Engineer - Parcelwise | Careers https://example.org/jobs/7")
    page.get_by_role("button", name="Fill in the form").click()
    page.wait_for_url("**/add/?pasted=*")
    expect(page.get_by_label("Company")).to_have_value("Parcelwise")
    page.get_by_label("Link (optional)", exact=False).first.fill("https://www.example.org/jobs/1/")
    page.get_by_text("The same link.").wait_for()
    fits_and_is_clean(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Added: ML Engineer, Parcelwise.").wait_for()
    fits_and_is_clean(page)

    page.locator("#filter_channel").select_option("cold")
    page.locator("#application-filters").get_by_role("button", name="Show").click()
    page.wait_for_url(f"**{LIST}?channel=cold")
    page.wait_for_function("document.querySelectorAll('.applied tbody tr').length === 2")
    expect(page.locator("#bulk")).not_to_be_visible()  # it waits until something is chosen
    for box in page.locator('[name="application"]').all():
        box.check()
    page.locator("#bulk summary").get_by_text("Move", exact=True).click()
    page.locator("#bulk").get_by_label("Move to").select_option("No reply")
    fits_and_is_clean(page)
    page.locator("#bulk").get_by_role("button", name="Move", exact=True).click()
    page.get_by_text("Moved 2 applications.").wait_for()
    assert Application.objects.filter(stage="no_reply").count() == 2
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone: 2 as before.").wait_for()
    assert Application.objects.filter(stage="applied").count() == 4


@pytest.mark.parametrize("size", SIZES)
def test_all_of_it_works_without_javascript(open_window, applying, size):
    page = open_window(size, javascript=False, person=applying)
    page.goto(f"{LIST}add/")
    page.get_by_label("Paste a link and a title").fill("Aurora - Helix https://example.org/jobs/1")
    page.get_by_role("button", name="Fill in the form").click()
    page.get_by_role("link", name="Helix is the company, Aurora the role").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Added: Aurora, Helix.")).to_be_visible()

    page.goto(f"{LIST}add/")
    page.get_by_label("Company").fill("Helix")
    page.get_by_label("Role", exact=True).fill("Aurora")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Add it all the same").click()
    forgive(page, "422")
    becomes(page, Application.objects.filter(company="Helix").count, 2)

    page.locator("#application-filters").get_by_label("Words").fill("helix")
    page.locator("#application-filters").get_by_role("button", name="Show").click()
    page.get_by_text("Save this view", exact=True).click()
    page.get_by_label("Save this view as").fill("Helix alone")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Helix alone")).to_be_visible()
    page.get_by_role("link", name="Choose all on this page").click()
    page.locator("#bulk").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Deleted 2 applications.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: 2 as before.")).to_be_visible()
    page.locator(".applied").get_by_role("button", name="Delete").first.click()
    page.get_by_role("link", name="Bin", exact=True).click()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
    assert Application.objects.for_learner(applying).count() == 6

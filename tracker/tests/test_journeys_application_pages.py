"""An application's page in a browser: its history, what hangs on it, offers; by keyboard and without JavaScript."""

import datetime

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, fits_and_is_clean, forgive, settled
from tracker.actions.stages import move
from tracker.models import Application, Contact, FollowUp, Interview, Offer
from tracker.tests.factories import START, make_application, make_attached


@pytest.fixture
def application(learner):
    application = make_application(learner)
    move(thing=application, stage="screen", happened_on=START + datetime.timedelta(days=2), by=learner.user)
    return application


@pytest.fixture
def path(application):
    return f"/tracker/applications/{application.pk}/"


@pytest.mark.parametrize("size", SIZES)
def test_the_page_and_its_forms_fit_and_are_accessible(open_window, learner, application, path, size):
    make_attached(application)
    page = open_window(size, person=learner)
    page.goto(path)
    fits_and_is_clean(page)
    for link, label in (
        ("Add an interview", "Questions asked"),
        ("Add a contact", "Mail address"),
        ("Add an offer", "Base pay a year"),
        ("Say what is next", "What is next"),
    ):
        page.get_by_role("link", name=link).click()
        page.get_by_label(label).wait_for()
    page.get_by_role("link", name="Change Screen").click()
    page.locator("#standing form.fields").wait_for()
    fits_and_is_clean(page)
    page.goto("/tracker/applications/offers/")
    fits_and_is_clean(page)


def press(page, name, role="link"):
    """Press what has this name by the keyboard, once the focus has come to rest after what was pressed before."""
    settled(page)
    page.get_by_role(role, name=name).press("Enter")


def test_history_contact_interview_follow_up_and_offer_by_keyboard(open_window, learner, application, path):
    page = open_window(person=learner)
    page.goto(path)

    press(page, "Change Screen")
    page.locator("#standing").get_by_label("Stage").select_option("technical")
    press(page, "Save", "button")
    page.locator("#standing").get_by_text("Now: Technical").wait_for()
    press(page, "Undo", "button")
    page.locator("#standing").get_by_text("It holds again: Screen").wait_for()

    press(page, "Add a contact")
    page.get_by_label("Name").fill("Robin Vale")
    page.get_by_label("Mail address").fill("robin")
    page.get_by_label("Mail address").press("Enter")
    page.locator("#contacts [aria-invalid=true]").wait_for()
    forgive(page, 422)
    settled(page)
    page.get_by_label("Mail address").fill("robin@example.org")
    page.get_by_label("Mail address").press("Enter")
    page.get_by_text("Added: Robin Vale.").wait_for()
    page.get_by_role("link", name="Draft the follow-up to Robin Vale").wait_for()

    press(page, "Add an interview")
    page.get_by_label("Day", exact=True).fill("2026-01-09")
    press(page, "Save", "button")
    page.get_by_text("Added: First call, 9 January 2026.").wait_for()

    press(page, "I sent it", "button")
    page.get_by_text("The last word of it is of today").wait_for()

    press(page, "Add an offer")
    page.get_by_label("Base pay a year").fill("85 or so")
    press(page, "Save", "button")
    page.locator("#offers [aria-invalid=true]").wait_for()
    forgive(page, 422)
    settled(page)
    page.get_by_label("Base pay a year").fill("85,000")
    press(page, "Save", "button")
    page.get_by_text("Added: an offer of 85,000 USD a year.").wait_for()
    press(page, "All offers side by side")
    page.wait_for_url("**/offers/")
    expect(page.get_by_role("cell", name="85,000 USD").first).to_be_visible()
    assert Application.objects.get().stage == "screen"


def test_the_same_without_javascript(open_window, learner, application, path):
    page = open_window("phone", javascript=False, person=learner)
    page.goto(path)

    page.get_by_role("link", name="Change Screen").click()
    page.locator("#standing").get_by_label("Stage").select_option("technical")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Now: Technical")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It holds again: Screen")).to_be_visible()

    page.get_by_role("link", name="Add a contact").click()
    page.get_by_label("Name").fill("Robin Vale")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Remove Robin Vale").click()
    page.get_by_role("button", name="Undo").wait_for()
    assert not Contact.objects.exists()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Remove Robin Vale").wait_for()
    assert Contact.objects.get().name == "Robin Vale"

    page.get_by_role("link", name="Add an interview").click()
    page.get_by_label("Day", exact=True).fill("2026-01-01")
    page.get_by_role("button", name="Save").click()
    forgive(page, 422)
    page.get_by_label("It is right").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Added: First call, 1 January 2026.").wait_for()
    assert Interview.objects.get().day == datetime.date(2026, 1, 1)

    page.get_by_role("button", name="I sent it").click()
    page.get_by_text("The last word of it is of today").wait_for()
    assert FollowUp.objects.count() == 1

    page.get_by_role("link", name="Add an offer").click()
    page.get_by_label("Base pay a year").fill("85000")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Added: an offer of 85,000 USD a year.").wait_for()
    assert Offer.objects.get().base == 85000
    page.goto("/tracker/applications/offers/")
    page.get_by_label("Totals in").select_option("EUR")
    page.get_by_role("button", name="Tell totals in it").click()
    page.get_by_label("One USD in EUR").fill("0.9")
    page.get_by_role("button", name="Keep the rates").click()
    expect(page.get_by_text("76,500 EUR").first).to_be_visible()

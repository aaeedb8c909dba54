"""A record on its way out and in again, in a browser; the calendar's address and the digest, with and without
JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, fits_and_is_clean, forgive, settled
from tracker.actions import addresses
from tracker.actions.digests import unsubscribe
from tracker.digests import off_token
from tracker.models import CalendarFeed, DigestSubscription
from tracker.tests.archives import archive_of, fill, tables_of, tampered
from tracker.tests.factories import make_learner, make_user
from tracker.tests.test_digests import asking, confirmed

PAGES = ["data/", "archive/", "archive/restore/", "calendar/", "digest/", "digest/preview/"]


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_ones_data_fit_and_are_accessible(open_window, learner, guide, size):
    page = open_window(size, person=learner)
    for path in PAGES:
        page.goto(f"/tracker/{path}")
        fits_and_is_clean(page)
    addresses.make(CalendarFeed, learner=learner, by=learner.user)
    asking(learner)
    for path in ("calendar/", "digest/"):
        page.goto(f"/tracker/{path}")
        fits_and_is_clean(page)
    page.goto(f"/digest/off/{off_token(learner)}/")
    fits_and_is_clean(page)


def told(page):
    """What Today says, its pictures among it, without the person’s name in the top."""
    page.wait_for_load_state("networkidle")
    settled(page)
    return page.locator("#today").inner_text()


def test_a_record_is_downloaded_and_made_again_in_a_new_account(open_window, learner, guide, tmp_path):
    fill(learner, guide)
    page = open_window(person=learner)
    page.goto("/tracker/settings/")
    page.get_by_role("link", name="See your data").click()
    page.get_by_role("link", name="Download the archive").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Download the archive").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    assert re.fullmatch(r"careerguide-\d{4}-\d\d-\d\d\.zip", file.name)
    page.goto("/tracker/")
    before = told(page)

    other = open_window("phone")
    other.goto("/accounts/signup/")
    other.get_by_label("E-mail").fill("nell@elsewhere.example")
    other.get_by_label("Password", exact=True).fill("a long enough phrase 7")
    other.get_by_role("button", name="Create the account").click()
    other.wait_for_url("**/tracker/start/")
    other.get_by_role("link", name="Restore it from its archive").click()
    other.get_by_label("The archive").set_input_files(file)
    other.get_by_role("button", name="Restore the record").click()
    other.get_by_text("Your record is here again").wait_for()
    fits_and_is_clean(other)
    wide = open_window(person=make_user_of("nell@elsewhere.example"))
    wide.goto("/tracker/")
    assert told(wide) == before
    assert tables_of(archive_of(make_user_of("nell@elsewhere.example").learner)) == tables_of(file.read_bytes())


def make_user_of(email):
    from careerguide.models import User

    return User.objects.get(email=email)


def test_a_refused_archive_says_why_on_a_page_that_fits(open_window, learner, guide, tmp_path):
    file = tmp_path / "bad.zip"
    data = archive_of(fill(learner, guide))
    file.write_bytes(tampered(data, "sessions", lambda rows: [{**row, "day": "x" * 500} for row in rows]))
    page = open_window("phone", person=make_learner(make_user("Nell")))
    page.goto("/tracker/archive/restore/")
    page.get_by_label("The archive").set_input_files(file)
    page.get_by_role("button", name="Restore the record").click()
    page.get_by_role("heading", name="Why it was not taken in").wait_for()
    fits_and_is_clean(page)
    forgive(page, 422)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_calendar_is_made_chosen_renewed_and_withdrawn(open_window, learner, javascript):
    page = open_window("phone", javascript=javascript, person=learner)
    page.goto("/tracker/calendar/")
    page.get_by_role("button", name="Make the address").click()
    link = page.get_by_label("Give this to your calendar program")
    link.wait_for()
    first = link.input_value()

    page.get_by_label("Breaks").uncheck()
    page.get_by_role("button", name="Show the address for this choice").click()
    expect(link).to_have_value(f"{first}?kinds=milestones,exams,expiries")
    assert page.request.get(link.input_value()).status == 200

    page.get_by_role("button", name="Give it another address").click()
    page.get_by_text("The one before answers nobody").wait_for()
    assert page.request.get(first).status == 404
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("at its earlier address again").wait_for()
    assert page.request.get(first).status == 200

    page.get_by_role("button", name="Withdraw the calendar").click()
    page.get_by_role("heading", name="No calendar yet").wait_for()
    assert page.request.get(first).status == 404
    if javascript:
        fits_and_is_clean(page)
    assert not CalendarFeed.objects.live().exists()


def test_the_digest_is_turned_on_and_off_again_from_the_mail(open_window, learner):
    page = open_window("phone", person=confirmed(learner))
    page.goto("/tracker/digest/")
    page.get_by_role("button", name="Send me the digest").click()
    page.get_by_role("heading", name="It is on").wait_for()
    fits_and_is_clean(page)

    mail_program = open_window("phone", javascript=False)
    mail_program.goto(f"/digest/off/{off_token(learner)}/")
    mail_program.get_by_role("button", name="Turn it off").click()
    mail_program.get_by_role("heading", name="The weekly digest is off").wait_for()
    assert not DigestSubscription.objects.open().exists()
    mail_program.get_by_role("button", name="Undo").click()
    mail_program.get_by_role("heading", name="on again").wait_for()
    assert DigestSubscription.objects.open().exists()
    unsubscribe(learner=learner)

"""A log of applications in a browser: its columns, its words, in, in again, and back out; without JavaScript too."""

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import fits_and_is_clean, settled
from tracker.models import Application
from tracker.tests.factories import make_application
from tracker.tests.log_files import LIST, LOG


def choose(page, file):
    page.goto(LIST)
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look into the file").click()
    page.get_by_role("heading", name="Which column says what").wait_for()


@pytest.mark.parametrize(("size", "javascript"), [("desk", True), ("phone", True), ("phone", False)])
def test_a_log_comes_in_not_again_and_goes_out(open_window, learner, guide, tmp_path, size, javascript):
    make_application(learner, company="Acme", role="Data Engineer")
    file = tmp_path / "log.csv"
    file.write_text(LOG)
    page = open_window(size, javascript=javascript, person=learner)
    clean = fits_and_is_clean if javascript else lambda page: None
    page.goto(LIST)
    clean(page)
    choose(page, file)
    clean(page)
    expect(page.get_by_label("Job title", exact=True)).to_have_value("role")  # guessed
    page.get_by_role("button", name="See what it comes to").click()

    page.get_by_text("Two words wait for an answer").wait_for()
    clean(page)
    page.get_by_label("Vibing").select_option("Screen")
    page.get_by_label("LinkedIn").select_option("Job board")
    page.get_by_role("button", name="Save what they mean").click()
    page.get_by_role("button", name="Import 4 applications").wait_for()
    settled(page)

    page.get_by_label("Line 2").press("Space")
    page.get_by_role("button", name="Take those that are ticked").click()
    page.get_by_role("button", name="Import 5 applications").click()
    page.get_by_text("Imported: 5 applications.").wait_for()
    clean(page)
    assert Application.objects.count() == 6

    choose(page, file)
    page.get_by_role("button", name="See what it comes to").click()
    page.get_by_text("Nothing in it is to be imported now.").wait_for()
    clean(page)

    page.goto(LIST)
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_text("Taken back: 5 applications.").wait_for()
    assert Application.objects.count() == 1

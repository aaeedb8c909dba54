"""Importing in a browser: a file in, in again, and back out; on a phone, and without JavaScript."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, axe, fits_and_is_clean, forgive
from tracker.models import Learner, StudySession

SAMPLES = Path(__file__).parent / "samples"


def choose(page, name):
    page.goto("/tracker/imports/")
    page.get_by_label("File", exact=True).set_input_files(SAMPLES / name)
    page.get_by_role("button", name="Look into the file").click()
    page.get_by_role("button", name="Read the file").wait_for()


@pytest.mark.parametrize(("size", "javascript"), [("desk", True), ("phone", True), ("phone", False)])
def test_a_file_comes_in_not_again_and_goes_out(open_window, learner, guide, size, javascript):
    page = open_window(size, javascript=javascript, person=learner)
    clean = fits_and_is_clean if javascript else lambda page: None
    choose(page, "toggl.csv")
    clean(page)
    page.get_by_label("Time zone of its times").select_option("Europe/Berlin")
    page.get_by_role("button", name="Read the file").click()

    page.get_by_text("Three names wait for an answer.").wait_for()
    clean(page)
    expect(page.get_by_label("Programming")).to_have_value(f"skill:{guide['programming'].pk}")  # suggested
    page.get_by_label("Thursday maths").select_option("Math")
    page.get_by_label("Garden").select_option("Leave out")
    page.get_by_role("button", name="Save what they mean").click()

    page.get_by_text("At the same time as others: 1").wait_for()
    clean(page)
    page.get_by_role("button", name="Import 4 sessions, 2 h 30").click()
    page.get_by_text("Imported: 4 sessions, 2 h 30.").wait_for()
    clean(page)
    assert StudySession.objects.count() == 4

    choose(page, "toggl.csv")
    page.get_by_label("Time zone of its times").select_option("Europe/Berlin")
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("Known already: 4").wait_for()
    expect(page.locator(".verdict")).to_contain_text("0 new, 4 known")
    clean(page)

    page.goto("/tracker/imports/")
    clean(page)
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_text("Taken back: 4 sessions.").wait_for()
    assert StudySession.objects.count() == 0
    assert Learner.objects.get(pk=learner.pk).logged_seconds == 0


def test_a_long_file_shows_how_far_it_is_and_goes_on_by_itself(open_window, learner, guide, tmp_path, monkeypatch):
    monkeypatch.setattr("tracker.views.imports.A_WHILE", -1)
    monkeypatch.setattr("tracker.actions.staging.CHUNKS_AT_ONCE", 1)
    file = tmp_path / "long.csv"
    lines = "".join(f"2026-02-{n % 28 + 1:02},10 s,Math,{n}\n" for n in range(2100))
    file.write_text(f"day,time,project,note\n{lines}")
    page = open_window(person=learner)
    page.goto("/tracker/imports/")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look into the file").click()
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("Waiting for a skill: 2,100").wait_for(timeout=60_000)
    fits_and_is_clean(page)


def test_the_bar_is_a_button_without_javascript(open_window, learner, guide, tmp_path, monkeypatch):
    monkeypatch.setattr("tracker.views.imports.A_WHILE", -1)
    page = open_window("phone", javascript=False, person=learner)
    choose(page, "any-cp1252.csv")
    page.locator("#id_column_duration").select_option(label="Stunden: 1,5")
    page.locator("#id_column_day").select_option(label="Datum: 02.02.2026")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("2 waiting")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_what_is_asked_fits_and_is_accessible(open_window, learner, guide, size):
    page = open_window(size, person=learner)
    page.goto("/tracker/imports/")
    fits_and_is_clean(page)
    choose(page, "any-cp1252.csv")
    fits_and_is_clean(page)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text(re.compile("is needed")).first.wait_for()
    forgive(page, 422)
    fits_and_is_clean(page)


def test_a_file_that_is_too_large_is_said_to_be_before_it_is_sent(open_window, learner, guide, settings, tmp_path):
    settings.UPLOAD_MAX_BYTES = 1000
    file = tmp_path / "large.csv"
    file.write_text("day,time\n" + "2026-02-02,1h\n" * 100)
    page = open_window(person=learner)
    page.goto("/tracker/imports/")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("alert").get_by_text("This file is larger than 1,000 bytes").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Look into the file").click()
    expect(page.get_by_role("alert").get_by_text("This file is larger than 1,000 bytes")).to_be_visible()  # not sent
    expect(page).to_have_url(re.compile(r"/tracker/imports/$"))
    file.write_text("day,time\n2026-02-02,1h\n")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look into the file").click()
    page.get_by_role("button", name="Read the file").wait_for()

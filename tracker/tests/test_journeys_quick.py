"""The quick line in a browser: under the thumb, by keyboard, without JavaScript."""

import re
import time
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, fits_and_is_clean, forgive, settled
from guide.models import Topic
from tracker.actions.study import log_session
from tracker.models import StudySession

LINE = "1h30 linear algebra yesterday #mit-ocw eigenvalues"


@pytest.fixture
def studied(learner, guide):
    """A learner with a session of today; linear algebra is a topic of Math."""
    Topic.objects.create(skill=guide["math"], name="Linear algebra")
    Topic.objects.create(skill=guide["programming"], name="Linear types")
    entry = {"day": timezone.now().date(), "seconds": 1800, "skill": guide["programming"], "note": "loops"}
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), **entry)
    return learner


def test_a_session_is_logged_on_a_phone_within_ten_seconds_of_typing(open_window, studied):
    page = open_window("phone", person=studied)
    page.goto("/tracker/")
    start = time.monotonic()
    page.locator("#quick-line").tap()
    page.keyboard.type(LINE, delay=90)  # eleven characters a second: a quick thumb
    page.locator("#quick-echo .reads", has_text="note “eigenvalues”").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Logged 1 h 30 of Math").wait_for()
    assert time.monotonic() - start < 10
    session = StudySession.objects.latest("id")
    assert (session.seconds, session.topic.name, session.note, session.origin) == (
        5400, "Linear algebra", "eigenvalues", "quick",
    )  # fmt: skip
    page.locator(".due li", has_text="eigenvalues").wait_for()
    expect(page.locator("#quick-line")).to_have_value("")
    expect(page.locator("#quick-line")).to_be_focused()
    fits_and_is_clean(page)
    page.get_by_role("button", name="Undo").tap()
    page.get_by_text("Deleted 1 h 30 of Math").wait_for()
    page.locator(".due li", has_text="eigenvalues").wait_for(state="detached")


def test_enter_before_the_echo_shows_it_and_enter_once_more_logs(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/projects/")
    page.locator("#quick-line").fill("45 linear algebra")
    page.keyboard.press("Enter")
    page.get_by_text("Not logged yet").wait_for()
    assert StudySession.objects.count() == 1
    settled(page)
    page.keyboard.press("Enter")
    page.get_by_text("Logged 45 min of Math").wait_for()
    expect(page).to_have_url(re.compile(r"/tracker/projects/$"))


def test_what_is_ambiguous_is_answered_step_by_step_by_keyboard(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/study/")
    page.locator("#quick-line").focus()
    page.keyboard.type("2 linear")
    page.get_by_role("button", name="2 h", exact=True).wait_for()
    fits_and_is_clean(page)
    page.keyboard.press("Enter")
    page.locator("#quick-line[aria-invalid]").wait_for()
    forgive(page, 422)
    press(page, "2 h")
    page.get_by_text("“linear” may be one of these.").wait_for()
    forgive(page, 422)
    press(page, "Math, Linear algebra")
    page.locator("#quick-echo .reads", has_text="2 h").wait_for()
    expect(page.locator("#quick-line")).to_be_focused()
    settled(page)
    expect(page.locator("#quick-line")).to_have_value("2h Linear algebra")
    page.keyboard.press("Enter")
    page.get_by_text("Logged 2 h of Math").wait_for()
    page.locator(".session", has_text="2 h").wait_for()


def press(page, name):
    """Come to the button by Tab from the line, where a question leaves the focus, and press it."""
    expect(page.locator("#quick-line")).to_be_focused()
    settled(page)
    for _ in range(12):
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_the_line_works_without_javascript(open_window, studied):
    page = open_window("phone", javascript=False, person=studied)
    page.goto("/tracker/projects/")
    page.get_by_label("Log time").fill("2 linear algebra")
    page.get_by_role("button", name="Log", exact=True).click()
    expect(page.get_by_text("Minutes or hours?")).to_be_visible()
    forgive(page, 422)
    page.get_by_role("button", name="2 h", exact=True).click()
    expect(page.get_by_text("Math, Linear algebra")).to_be_visible()
    assert StudySession.objects.count() == 1
    page.get_by_role("button", name="Log", exact=True).click()
    expect(page.get_by_text("Logged 2 h of Math")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/tracker/projects/$"))
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Deleted 2 h of Math")).to_be_visible()

    page.goto("/tracker/study/")
    page.locator(".session", has_text="loops").get_by_role("button", name="Repeat").click()
    expect(page.get_by_text("Logged 30 min of Programming")).to_be_visible()


def test_a_session_is_repeated_in_one_tap(open_window, studied):
    page = open_window("phone", person=studied)
    page.goto("/tracker/")
    page.get_by_role("button", name=re.compile("30 min Programming")).tap()
    page.get_by_text("Logged 30 min of Programming").wait_for()
    page.locator(".due li").nth(1).wait_for()
    assert StudySession.objects.count() == 2
    fits_and_is_clean(page)


def test_pressed_twice_is_logged_once(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/")
    page.get_by_role("button", name=re.compile("30 min Programming")).dblclick()
    page.get_by_text("Logged 30 min of Programming").wait_for()
    page.locator(".due li").nth(1).wait_for()
    assert StudySession.objects.count() == 2


def test_enter_twice_on_a_slow_line_logs_once_and_says_so(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/projects/")

    def late(route):
        if route.request.method == "POST":
            page.wait_for_timeout(600)
        route.continue_()

    page.route("**/study/quick/**", late)
    page.locator("#quick-line").fill("5m linear algebra")
    page.locator("#quick-echo .reads").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Log", exact=True).click()
    page.get_by_text("Logged 5 min of Math").wait_for()
    page.wait_for_timeout(300)
    expect(page.get_by_text("Logged 5 min of Math")).to_be_visible()
    expect(page.locator("#quick-line[aria-invalid]")).to_have_count(0)
    assert StudySession.objects.count() == 2


@pytest.mark.parametrize("size", SIZES)
def test_the_line_and_its_help_fit_and_are_accessible(open_window, studied, size):
    page = open_window(size, person=studied)
    for path in ("/tracker/targets/", "/tracker/study/quick/?line=2+linear", "/guide/skills/math/"):
        page.goto(path)
        page.locator("#quick-line").focus()
        fits_and_is_clean(page)
        page.get_by_text("How to write it").click()
        fits_and_is_clean(page)
        page.keyboard.press("Escape")
        expect(page.locator(".help[open]")).to_have_count(0)
        page.locator("#quick-line").fill(LINE)
        page.locator("#quick-echo .reads").wait_for()
        fits_and_is_clean(page)


def test_on_a_phone_nothing_that_has_the_focus_is_under_the_bar(open_window, studied):
    page = open_window("phone", person=studied)
    page.goto("/tracker/")
    page.locator("#quick-line").focus()
    page.keyboard.type("30 linear algebra")
    page.locator("#quick-echo .reads").wait_for()
    page.keyboard.press("Enter")
    page.locator("#quick .msg").wait_for()
    settled(page)
    hidden = []
    for _ in range(60):
        page.keyboard.press("Tab")
        hidden += page.evaluate(COVERED)
    assert hidden == []


COVERED = """() => {
  const focused = document.activeElement, line = document.getElementById("quick");
  const bar = getComputedStyle(line).position === "fixed" ? line : document.getElementById("bar");
  if (focused === document.body || bar.contains(focused)) return [];
  const box = focused.getBoundingClientRect(), top = bar.getBoundingClientRect().top;
  return box.bottom > top && box.height ? [focused.outerHTML] : [];
}"""


def test_a_line_that_is_too_long_is_said_to_be_and_stays(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/targets/")
    line = "1h linear algebra " + "x" * 10_000
    page.locator("#quick-line").fill(line)
    page.get_by_text("Longer than a quick line takes.").wait_for()
    page.keyboard.press("Enter")
    page.locator("#quick-line[aria-invalid]").wait_for()
    forgive(page, 422)
    expect(page.locator("#quick-line")).to_have_value(line)
    assert StudySession.objects.count() == 1


def test_a_log_in_that_has_run_out_does_not_take_what_is_being_typed(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/targets/")
    page.context.clear_cookies(name="sessionid")
    page.locator("#quick-line").fill(LINE)
    page.get_by_text("You are logged out by now.").wait_for()
    expect(page.locator("#quick-line")).to_have_value(LINE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/login/?next=/tracker/study/quick/")

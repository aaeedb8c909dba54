"""The timer in browsers: on two devices, closed and opened again, without JavaScript, by keyboard, on a phone."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, axe, fits_and_is_clean, forgive, overflow, settled
from tracker.actions.breaks import declare_break
from tracker.actions.runs import keep_run
from tracker.actions.timer import pause_timer, start_timer, stop_timer
from tracker.days import local_day
from tracker.models import Break, StudySession, Timer
from tracker.tests.factories import in_the_afternoon

HOUR = datetime.timedelta(hours=1)


def run(learner, ago=HOUR, **chosen):
    return start_timer(learner=learner, now=timezone.now() - ago, **chosen)[0]


def came_back(page):
    """The page is looked at again, as after another window was in front."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


@pytest.fixture
def learner(learner):
    return in_the_afternoon(learner)


@pytest.fixture
def math(guide):
    return {"skill": guide["math"], "activity": "study"}


@pytest.mark.parametrize("size", SIZES)
def test_started_on_one_device_seen_and_stopped_on_the_other(open_window, learner, math, size):
    here, there = open_window(person=learner), open_window(size, person=learner)
    there.goto("/tracker/study/")
    here.goto("/tracker/timer/")
    here.get_by_label("Skill").select_option("Math")
    here.get_by_role("button", name="Start timer").click()
    here.get_by_role("button", name="Stop and log").wait_for()

    came_back(there)
    strip = there.locator("#timer")
    strip.get_by_text("of Math, since").wait_for()
    Timer.objects.update(started_at=timezone.now() - HOUR, resumed_at=timezone.now() - HOUR)
    there.reload()
    expect(strip.locator("[data-ticks]")).to_have_text(re.compile(r"^1:0\d:\d\d$"))  # however slow the machine
    strip.get_by_role("button", name="Stop").click()
    strip.get_by_text("Logged 1 h of Math.").wait_for()
    there.locator(".session", has_text="Math").wait_for()
    assert overflow(there) == 0

    came_back(here)
    here.get_by_role("button", name="Start timer").wait_for()
    strip.get_by_role("button", name="Undo").click()
    strip.get_by_text("stopped at").wait_for()
    assert StudySession.objects.kept().count() == 0


def test_the_timer_survives_closing_the_browser_and_its_time_goes_on(open_window, learner, math):
    page = open_window(person=learner)
    page.goto("/tracker/")
    page.get_by_role("button", name="Start timer").click()
    page.locator("[data-ticks]").wait_for()
    page.context.close()

    page = open_window(person=learner)
    page.goto("/tracker/study/")
    first = page.locator("[data-ticks]").inner_text()
    page.wait_for_function("text => document.querySelector('[data-ticks]').textContent != text", arg=first)
    page.get_by_role("link", name="Say what it is").click()
    page.get_by_label("Note").fill("typed while it runs")
    came_back(page)
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Resume").wait_for()
    expect(page.get_by_label("Note")).to_have_value("typed while it runs")
    assert Timer.objects.get().note == "typed while it runs"


@pytest.mark.parametrize("size", SIZES)
def test_stopping_asks_what_it_was_where_the_strip_stands_and_loses_nothing(open_window, learner, size):
    run(learner)
    page = open_window(size, person=learner)
    page.goto("/tracker/")
    page.locator("#timer").get_by_role("button", name="Stop").click()
    page.get_by_text("What was it? The timer stands still meanwhile.").first.wait_for()
    page.wait_for_function("document.activeElement.name === 'what'")  # the field in question
    fits_and_is_clean(page)
    page.locator("#timer").get_by_label("Skill").select_option("Math")
    page.locator("#timer").get_by_role("button", name="Log it").click()
    page.get_by_text("Logged 1 h of Math.").wait_for()
    page.locator(".week .big", has_text="1 h of 10 h").wait_for()
    expect(page).to_have_url(re.compile(r"/tracker/$"))  # all in place


def test_without_javascript_it_says_since_when_and_does_all(open_window, learner, math):
    page = open_window("phone", javascript=False, person=learner)
    page.goto("/tracker/study/")
    page.get_by_role("button", name="Start timer").click()
    expect(page.locator("#timer")).to_contain_text("since")
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#timer")).to_contain_text("paused")
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("button", name="Pause").wait_for()
    expect(page).to_have_url(re.compile(r"/tracker/study/$"))
    Timer.objects.update(started_at=timezone.now() - 9 * HOUR, resumed_at=timezone.now() - 9 * HOUR)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("When did you really stop?").first).to_be_visible()
    expect(page.get_by_text("What was it?").first).to_be_visible()
    page.get_by_label("Skill").select_option("Math")
    page.get_by_label("when you stopped it").check()
    page.get_by_role("button", name="Log it").click()
    expect(page.get_by_text("Logged 9 h of Math")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back")).to_be_visible()
    page.goto("/tracker/timer/")
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Timer discarded.")).to_be_visible()


def test_started_and_stopped_by_keyboard_alone(open_window, learner, math):
    page = open_window(person=learner)
    page.goto("/tracker/")

    def press(name):
        settled(page)
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == name:
                return page.keyboard.press("Enter")
        raise AssertionError(name)

    press("Skip to the content")
    press("Start timer")
    page.locator("[data-ticks]").wait_for()
    Timer.objects.update(**math, started_at=timezone.now() - HOUR, resumed_at=timezone.now() - HOUR)
    press("Stop")
    page.get_by_text("Logged 1 h of Math.").wait_for()
    press("Undo")
    page.get_by_text("Taken back").wait_for()


def prepare(learner, math, state):
    """The learner's timer in a state."""
    if state == "idle":
        return
    run(learner, 9 * HOUR if state == "forgotten" else HOUR, **math)
    if state == "paused":
        pause_timer(learner=learner, now=timezone.now())
    if state == "forgotten":
        stop_timer(learner=learner, now=timezone.now())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", ["idle", "running", "forgotten"])
def test_the_timer_fits_and_is_accessible(open_window, learner, math, state, size):
    prepare(learner, math, state)
    page = open_window(size, person=learner)
    for path in ("/tracker/timer/", "/tracker/study/"):
        page.goto(path)
        fits_and_is_clean(page)


@pytest.mark.parametrize("size", SIZES)
def test_breaks_and_weeks_fit_and_are_accessible(open_window, learner, size):
    today = local_day(timezone.now(), learner.zone)
    declare_break(learner=learner, first=today, last=today, reason="A cold", today=today, by=learner.user)
    keep_run(learner=learner, today=today)
    page = open_window(size, person=learner)
    for path in ("/tracker/", "/tracker/weeks/", "/tracker/breaks/", "/tracker/settings/timer/"):
        page.goto(path)
        fits_and_is_clean(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_break_is_added_taken_back_and_restored(open_window, learner, javascript):
    page = open_window("phone", javascript=javascript, person=learner)
    page.goto("/tracker/breaks/")
    page.get_by_label("First day").fill("2026-08-16")
    page.get_by_label("Last day").fill("2026-08-03")
    page.get_by_role("button", name="Add the break").click()
    page.get_by_text("This is before the first day.").first.wait_for()
    forgive(page, 422)
    page.get_by_label("First day").fill("2026-08-03")
    page.get_by_label("Last day").fill("2026-08-16")
    page.get_by_role("button", name="Add the break").click()
    page.get_by_text("Break added: 3 to 16 August").wait_for()
    page.get_by_role("button", name="Take back").click()
    page.get_by_text("Break taken back").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Break restored").wait_for()
    assert Break.objects.declared().count() == 1


def test_the_run_of_weeks_is_fetched_where_it_is_not_known(open_window, learner):
    page = open_window(person=learner)
    page.goto("/tracker/")
    page.get_by_text("No run of weeks yet.").wait_for()
    assert axe(page) == []

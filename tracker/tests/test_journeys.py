"""A learner's journeys in a browser: from sign-up to the dashboard, with and without JavaScript, by keyboard."""

import re
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, axe, fits_and_is_clean, forgive, forgive_lost, overflow, settled
from guide.models import Milestone
from tracker.actions.study import log_session
from tracker.models import Learner, StudySession, Target

DEMO = "Wanda Fictional"


@pytest.fixture
def studied(learner, guide):
    """A learner with targets and a session today."""
    for milestone in Milestone.objects.tracked():
        Target.objects.create(learner=learner, milestone=milestone, edition=milestone.now, answered=milestone.now)
    log(learner, skill=guide["math"], note="eigenvalues")
    return learner


def log(learner, *, skill, day=None, seconds=3600, **fields):
    day = day or timezone.now().date()
    return log_session(
        learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, skill=skill, **fields
    )[0]


@pytest.mark.parametrize("size", SIZES)
def test_from_sign_up_to_two_hours_of_mathematics(open_window, guide, size):
    page = open_window(size)
    page.goto("/accounts/signup/")
    page.get_by_label("Name").fill(DEMO)
    page.get_by_label("E-mail address").fill("wanda@example.com")
    page.get_by_label("Password").first.fill("a long enough phrase 7")
    page.get_by_role("button", name="Create the account").click()

    page.wait_for_url("**/tracker/start/")
    fits_and_is_clean(page)
    page.get_by_label("Self-taught").check()
    page.get_by_label("Hours a week").fill("10")
    page.get_by_text("Hours that you already have").click()
    page.get_by_label("Math", exact=False).fill("30")
    page.get_by_role("button", name="Start the record").click()

    page.wait_for_url("**/tracker/")
    expect(page.get_by_text("Log the first session.")).to_be_visible()
    fits_and_is_clean(page)
    page.get_by_label("Log time").fill("2h math linear algebra")
    page.get_by_text("note “linear algebra”").wait_for()
    page.get_by_role("button", name="Log", exact=True).click()

    page.get_by_text("Logged 2 h of Math").wait_for()
    row = page.locator(".rows .row", has_text="Math")
    row.get_by_text("32 h").wait_for()
    expect(row).to_contain_text("300–500 h")
    expect(page.locator(".week .big")).to_have_text(re.compile(r"^\s*2 h"))  # "of 10 h" too, if today is a Monday
    fits_and_is_clean(page)
    assert Learner.objects.get().zone == "UTC"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/tracker/", "/tracker/study/", "/tracker/study/add/", "/tracker/settings/"])
def test_pages_of_a_record_fit_and_are_accessible(open_window, studied, path, size):
    page = open_window(size, person=studied)
    page.goto(path)
    fits_and_is_clean(page)


def test_a_session_is_edited_deleted_and_restored_in_its_row(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/study/")
    sessions = page.locator(".sessions")
    sessions.get_by_role("link", name="Edit").click()
    sessions.get_by_label("Time").fill("30h")
    sessions.get_by_role("button", name="Save").click()
    page.get_by_text("30 hours do not fit in a day. Did you mean 30m?").last.wait_for()
    forgive(page, 422)
    sessions.get_by_label("Time").fill("30m")
    sessions.get_by_role("button", name="Save").click()
    sessions.get_by_text("30 min").first.wait_for()

    sessions.get_by_role("button", name="Delete").click()
    sessions.get_by_text("Deleted 30 min of Math.").wait_for()
    assert axe(page) == []
    sessions.get_by_role("button", name="Undo").click()
    sessions.get_by_role("link", name="Edit").wait_for()
    assert StudySession.objects.kept().get().seconds == 1800
    expect(page).to_have_url(re.compile(r"/tracker/study/$"))  # all in place


def test_logging_editing_deleting_and_undoing_work_without_javascript(open_window, studied):
    page = open_window("phone", javascript=False, person=studied)
    page.goto("/tracker/study/")
    page.get_by_text("Log with the form").click()
    form = page.locator("#study-form")
    form.get_by_label("Skill").select_option("Programming")
    form.get_by_label("Time", exact=True).fill("1,5 h")
    form.get_by_role("button", name="Log", exact=True).click()
    expect(page.get_by_text("Logged 1 h 30 of Programming.")).to_be_visible()

    page.locator(".session", has_text="Programming").get_by_role("link", name="Edit").click()
    page.get_by_label("Time", exact=True).fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nothing to log in 0 minutes.").first).to_be_visible()
    forgive(page, 422)
    page.get_by_label("Time", exact=True).fill("2h")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Changed to 2 h of Programming.")).to_be_visible()

    page.locator(".session", has_text="Programming").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Deleted 2 h of Programming.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Restored 2 h of Programming.")).to_be_visible()


def test_a_session_is_logged_by_keyboard_alone(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "line":
            break
    page.keyboard.type("45 math")
    page.locator("#quick-echo .reads").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Logged 45 min of Math").wait_for()
    settled(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Undo":
            break
    page.keyboard.press("Enter")
    page.get_by_text("Deleted 45 min of Math.").wait_for()
    assert StudySession.objects.kept().count() == 1


def test_a_note_typed_while_the_log_in_ran_out_comes_back_after_logging_in(open_window, studied):
    studied.user.set_password("a long enough phrase 7")
    studied.user.save()
    page = open_window(person=studied)
    page.goto("/tracker/")
    page.get_by_label("Log time").fill("1h math a thought that took an hour")
    page.locator("#quick-echo .reads").wait_for()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Log", exact=True).click()

    page.wait_for_url("**/accounts/login/**")
    page.get_by_label("E-mail").fill(studied.user.email)
    page.get_by_label("Password").first.fill("a long enough phrase 7")
    page.get_by_role("button", name=re.compile("Log in|Sign in")).click()
    page.get_by_text("What you typed is here; it is not saved yet.").wait_for()
    expect(page.get_by_label("Log time")).to_have_value("1h math a thought that took an hour")
    page.get_by_role("button", name="Log", exact=True).click()
    page.get_by_text("Logged 1 h").wait_for()
    assert StudySession.objects.kept().latest("id").note == "a thought that took an hour"


def test_the_scheme_is_switched_at_once_and_without_javascript(open_window, guide):
    page = open_window()
    page.goto("/")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    plain = open_window(javascript=False)
    plain.goto("/theme/?next=/")
    plain.get_by_label("Dark").check()
    plain.get_by_role("button").last.click()
    expect(plain.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("size", SIZES)
def test_a_mentor_sees_what_is_shared_until_either_ends_it(open_window, studied, mentor, size):
    page = open_window(size, person=studied)
    page.goto("/tracker/mentors/")
    page.get_by_label("Notes on sessions").uncheck()
    page.get_by_role("button", name="Make a code").click()
    code = page.locator(".code").inner_text()
    fits_and_is_clean(page)

    theirs = open_window(size, person=mentor)
    theirs.goto("/tracker/mentees/join/")
    theirs.get_by_label("Code").fill(code.lower().replace("-", " "))
    fits_and_is_clean(theirs)
    theirs.get_by_role("main").get_by_role("button").first.click()
    theirs.get_by_role("link", name="Lena").first.click()
    theirs.get_by_role("heading", name="Hours by skill").wait_for()
    expect(theirs.get_by_text("eigenvalues")).to_have_count(0)
    expect(theirs.get_by_role("heading", name="Applications")).to_have_count(0)
    fits_and_is_clean(theirs)

    page.reload()
    page.locator("summary", has_text="End").click()
    page.get_by_role("button", name=re.compile("End")).click()
    page.get_by_text("Ended. Milo sees nothing of your record any more.").wait_for()
    assert theirs.goto(theirs.url).status == 404
    forgive(theirs, 404)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_correction_shows_at_once_and_the_learner_switches(open_window, studied, curator, javascript):
    page = open_window(person=studied, javascript=javascript)
    page.goto("/tracker/")
    expect(page.locator(".rows.skills")).to_contain_text("400–600 h")

    admin = open_window(person=curator)
    admin.goto("/admin/guide/figure/?q=hours.programming")
    admin.get_by_role("link", name=re.compile("hours.programming")).first.click()
    admin.locator("#id_low").fill("350")
    admin.locator("#id_high").fill("550")
    admin.get_by_role("button", name="Save", exact=True).first.click()
    admin.locator(".messagelist .success").wait_for()

    reader = open_window()
    reader.goto("/guide/skills/programming/")
    expect(reader.get_by_role("main")).to_contain_text("350 to 550 hours")

    page.reload()
    changes = page.locator("#target-changes")
    expect(changes).to_contain_text("350 to 550 hours")
    expect(changes).to_contain_text("400 to 600 hours")
    expect(page.locator(".rows.skills")).to_contain_text("400–600 h")  # the past stays as measured
    fits_and_is_clean(page) if javascript else None
    changes.get_by_role("button", name=re.compile("350")).click()
    page.locator(".rows.skills", has_text="350–550 h").wait_for()
    expect(page.get_by_text(re.compile("Undo")).first).to_be_visible()


def test_a_form_gone_stale_gives_back_what_was_typed(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/")
    page.get_by_label("Log time").fill("1h math a thought that took an hour")
    page.locator("#quick-echo .reads").wait_for()
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Log", exact=True).click()
    page.wait_for_url("**/tracker/study/quick/")
    page.get_by_text("a thought that took an hour").wait_for()
    assert axe(page) == []
    forgive(page, 403)


def test_a_lost_connection_is_said_aloud_and_the_text_stays(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/")
    page.get_by_label("Log time").fill("1h math")
    page.locator("#quick-echo .reads").wait_for()
    page.route("**/tracker/study/quick/", lambda route: route.abort())
    page.get_by_role("button", name="Log", exact=True).click()
    page.get_by_text("Not saved: the connection was lost.").wait_for()
    expect(page.get_by_label("Log time")).to_have_value("1h math")
    forgive_lost(page)


@pytest.mark.parametrize("width", [320, 1920])
def test_nothing_scrolls_sideways_on_the_narrowest_and_the_widest_screen(open_window, studied, width):
    page = open_window(person=studied)
    page.set_viewport_size({"width": width, "height": 800})
    settings = ("path/", "goal/", "calendar/", "prior/")
    paths = ["/", "/guide/paths/", "/guide/milestones/", "/tracker/", "/tracker/study/", "/tracker/targets/"]
    paths += [
        "/tracker/projects/add/",
        "/tracker/applications/add/",
        "/tracker/certifications/add/",
        "/tracker/mentors/",
    ]
    for path in [*paths, *(f"/tracker/settings/{name}" for name in settings)]:
        page.goto(path)
        assert overflow(page) == 0, path

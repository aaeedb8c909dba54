"""Journeys through the list of sessions: narrow, change many, undo, the bin; by script, without it, by keyboard."""

import datetime
import re
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, becomes, fits_and_is_clean, forgive, settled
from guide.models import Topic
from tracker.actions.learner import set_prior_hours
from tracker.actions.study import delete_session, log_session
from tracker.models import StudySession

LIST = "/tracker/study/"


def log(learner, *, days_ago=0, seconds=3600, **fields):
    day = timezone.now().date() - datetime.timedelta(days=days_ago)
    return log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=day, seconds=seconds, **fields)[0]


@pytest.fixture
def studied(learner, guide):
    """Thirty-one sessions: on Math with tags and a topic, on Programming; one more in the bin."""
    topic = Topic.objects.create(skill=guide["math"], name="Linear algebra")
    nine = timezone.now().replace(hour=9, minute=0)
    for n in range(3):
        log(learner, skill=guide["math"], topic=topic, tags=["calm"], note=f"eigenvalues {n}", days_ago=n)
    for n in range(27):
        log(learner, skill=guide["programming"], days_ago=n + 3, seconds=1800)
    log(
        learner, skill=guide["math"], tags=["deep", "calm"], resource=guide["math"].record, days_ago=1, origin="timer",
        link="https://example.com/a-very-long-address/of-a-course/" + "x" * 60, started_at=nine, ended_at=nine,
        note="a-word-that-does-not-break" * 4,
    )  # fmt: skip
    delete_session(session=log(learner, skill=guide["math"], note="left over"), by=learner.user)
    set_prior_hours(learner=learner, by=learner.user, prior={guide["math"]: 36_000})
    return learner


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_sessions_fit_and_are_accessible(open_window, studied, size):
    page = open_window(size, person=studied)
    full, gone = StudySession.objects.get(origin="timer"), StudySession.objects.binned().get()
    for path in (
        f"{LIST}?tag=calm&from=nonsense&select=page",
        f"{LIST}skills/math/",
        f"{LIST}{full.pk}/edit/",
        f"{LIST}bin/",
        f"{LIST}{gone.pk}/remove/",
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        fits_and_is_clean(page)


@pytest.mark.parametrize("size", SIZES)
def test_sessions_are_narrowed_changed_and_given_back_in_place(open_window, studied, size):
    page = open_window(size, person=studied)
    page.goto(LIST)
    page.get_by_text("More ways to narrow").click()
    page.locator("#filter_tag").fill("calm")
    page.locator("#study-filters").get_by_role("button", name="Show").click()
    page.wait_for_url(f"**{LIST}?tag=calm")
    expect(page.locator(".session")).to_have_count(4)
    page.get_by_role("link", name="Add up these hours").click()
    page.get_by_text("4 h in 4 sessions").wait_for()

    expect(page.locator("#bulk")).not_to_be_visible()  # it waits until something is chosen
    boxes = page.locator('[name="session"]')
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_text("Change skill or tags").click()
    fits_and_is_clean(page)
    page.locator("#bulk").get_by_label("Skill").select_option("Programming")
    page.locator("#bulk").get_by_label("Take tags away").fill("calm")
    page.locator("#bulk").get_by_role("button", name="Change").click()
    page.get_by_text("Changed 2 sessions.").wait_for()
    expect(page.locator(".session")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"\?tag=calm$"))
    assert StudySession.objects.kept().filter(skill__slug="programming").count() == 29
    fits_and_is_clean(page)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone: 2 as before.").wait_for()
    expect(page.locator(".session")).to_have_count(4)
    assert StudySession.objects.kept().filter(skill__slug="math").count() == 4

    page.go_back()
    page.wait_for_url(f"**{LIST}")
    page.locator(".session").nth(24).wait_for()


def test_a_log_keeps_the_filters_of_the_list(open_window, studied):
    page = open_window(person=studied)
    page.goto(f"{LIST}?tag=deep")
    page.get_by_text("Log with the form").click()
    form = page.locator("#study-form")
    form.get_by_label("Time").fill("45")
    form.get_by_role("button", name="Log", exact=True).click()
    page.get_by_text("Logged 45 min").wait_for()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".session")).to_have_count(1)
    expect(page.get_by_text("Tag #deep")).to_have_count(1)


@pytest.mark.parametrize("size", SIZES)
def test_many_are_deleted_given_back_and_found_in_the_bin_without_javascript(open_window, studied, size):
    page = open_window(size, javascript=False, person=studied)
    page.goto(LIST)
    page.locator("#filter_skill").select_option("Programming")
    page.locator("#study-filters").get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Choose all on this page").click()
    page.get_by_role("link", name="Choose all that match").click()
    page.locator("#bulk").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Deleted 27 sessions.")).to_be_visible()
    expect(page.get_by_text("No sessions like this")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: 27 as before.")).to_be_visible()

    page.goto(f"{LIST}?q=eigenvalues")
    page.locator('[name="session"]').nth(0).check()
    page.locator("#bulk").get_by_role("button", name="Delete").click()
    page.get_by_role("link", name="Deleted sessions").click()
    rows = page.locator(".session")
    expect(rows).to_have_count(2)
    rows.filter(has_text="eigenvalues").get_by_role("button", name="Restore").click()
    expect(page.get_by_text("Restored 1 session.")).to_be_visible()
    page.get_by_role("link", name="Delete for good").click()
    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
    assert StudySession.objects.count() == StudySession.objects.kept().count() == 31


def test_the_sum_above_the_list_follows_what_is_done_in_a_row(open_window, studied):
    page = open_window(person=studied)
    page.goto(LIST)
    page.get_by_text(" in 31 sessions").wait_for()
    page.locator(".session").first.get_by_role("button", name="Delete").click()
    page.get_by_text(" in 30 sessions").wait_for()
    page.locator(".sessions").get_by_role("button", name="Undo").click()
    page.get_by_text(" in 31 sessions").wait_for()


def test_what_became_of_many_is_told_where_the_reader_is(open_window, studied):
    page = open_window("phone", person=studied)
    page.goto(LIST)
    page.evaluate("scrollTo(0, 300)")
    page.get_by_role("link", name="Choose all on this page").click()
    page.get_by_text("All on this page are chosen").wait_for()
    settled(page)
    assert page.evaluate("scrollY") == 300
    page.locator("#bulk").get_by_role("button", name="Delete").click()
    page.get_by_text("Deleted 2").wait_for()
    page.wait_for_function("() => { const { top, bottom } = document.querySelector('#sessions .msg')"
                           ".getBoundingClientRect(); return top >= 0 && bottom <= innerHeight }")  # fmt: skip


@pytest.mark.parametrize("javascript", [True, False])
def test_the_bar_of_what_is_chosen_counts_and_lets_no_row_through_below_it(open_window, studied, javascript):
    page = open_window("phone", javascript=javascript, person=studied)

    def told():
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        return " ".join(f"{node.get('name', {}).get('value', '')}" for node in nodes)

    page.goto(LIST)
    page.locator('[name="session"]').nth(0).check()
    page.locator('[name="session"]').nth(2).check()
    becomes(page, lambda: " 2  chosen:" in told(), True)
    page.locator('[name="session"]').nth(0).uncheck()
    becomes(page, lambda: " 1  chosen:" in told(), True)
    page.evaluate("window.scrollTo(0, 0)")
    bar, line = page.locator("#bulk").bounding_box(), page.locator("#quick").bounding_box()
    assert bar["y"] < line["y"] <= bar["y"] + bar["height"]
    page.goto(f"{LIST}?select=all")
    expect(page.get_by_text("All 31 that match are chosen:")).to_be_visible()


def test_many_are_changed_by_keyboard_alone(open_window, studied):
    page = open_window(person=studied)
    page.goto(f"{LIST}?tag=deep")

    def tab_to(what):
        settled(page)
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({what!r})"):
                return
        raise AssertionError(f"{what} is not reached")

    tab_to('[name="session"]')
    page.keyboard.press("Space")
    tab_to("#bulk summary")
    page.keyboard.press("Enter")
    tab_to("#bulk_add")
    page.keyboard.type("#kept")
    page.keyboard.press("Enter")
    page.get_by_text("Changed 1 session.").wait_for()
    assert StudySession.objects.get(origin="timer").tags.filter(name="kept").exists()
    tab_to(".msg button")
    page.keyboard.press("Enter")
    page.get_by_text("Undone: 1 as before.").wait_for()
    assert not StudySession.objects.get(origin="timer").tags.filter(name="kept").exists()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_session_is_told_in_full_and_nothing_typed_is_lost_on_the_way(open_window, studied, javascript):
    page = open_window(person=studied, javascript=javascript)
    page.goto(f"{LIST}?skill=programming")
    page.locator(".session").first.get_by_role("link", name="Edit").click()
    form = page.locator(".logform", has=page.get_by_role("button", name="Save"))
    form.get_by_label("Note").fill("half a thought")
    form.get_by_role("button", name="More fields").click()
    form.get_by_label("Tags").fill("#deep, calm")
    expect(form.get_by_label("Note")).to_have_value("half a thought")
    form.get_by_label("Start").fill("23:45")
    form.get_by_role("button", name="Save").click()
    page.get_by_text("lasts into the next day").last.wait_for()
    forgive(page, 422)
    form.get_by_label("Start").fill("09:30")
    form.get_by_label("Skill", exact=True).select_option("Math")
    form.get_by_label("Topic").select_option("Linear algebra")
    form.get_by_role("button", name="Save").click()
    page.get_by_text("09:30–10:00").first.wait_for()
    session = StudySession.objects.get(note="half a thought")
    assert (session.topic.name, sorted(tag.name for tag in session.tags.all())) == ("Linear algebra", ["calm", "deep"])

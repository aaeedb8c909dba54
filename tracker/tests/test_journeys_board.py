"""Journeys on the board of applications: by menu, by pointer, by keyboard, without script, at both widths."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, fits_and_is_clean, forgive, settled
from tracker.actions.stages import move
from tracker.models import Application, OwnStage
from tracker.tests.factories import make_application

BOARD = "/tracker/applications/board/"


@pytest.fixture
def applied(learner, guide):
    """An application in most of the columns, three in one, a closed one."""
    today = timezone.now().date()
    made = {}
    for n, (company, stage) in enumerate([
        ("Lakeshore Analytics", "applied"), ("Fernway Foods", "applied"), ("Cobalt Grid", "applied"),
        ("Saltmarsh Robotics", "saved"), ("Parcelwise", "replied"), ("Meridian Freight", "technical"),
    ]):  # fmt: skip
        day = today - datetime.timedelta(days=5 + n)
        made[company] = make_application(learner, company=company, stage=stage, happened_on=day, role="ML Engineer")
    move(thing=made["Meridian Freight"], stage="rejected", happened_on=today, by=learner.user)
    OwnStage.objects.create(learner=learner, name="Recruiter call", meaning="screen")
    return learner


def column(page, stage):
    return page.locator(f'.column[data-stage="{stage}"]')


def lying(page, stage, company):
    """The slip of a company in the column of a stage."""
    return column(page, stage).locator(".slip").filter(has_text=company)


def drag(page, company, place):
    """In many small steps, as a hand does: the first ones only lift it."""
    settled(page)
    handle = slip(page, company).locator("span").first
    handle.hover()
    at = handle.bounding_box()
    page.mouse.down()
    page.mouse.move(at["x"] + 90, at["y"] + 90, steps=8)
    place.hover()
    place.hover(position={"x": 8, "y": 8})
    page.mouse.up()


def slip(page, company):
    return page.locator(".slip").filter(has_text=company)


def stage_of(company):
    return Application.objects.get(company=company).stage


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_the_board_fit_and_are_accessible(open_window, applied, size):
    page = open_window(size, person=applied)
    page.goto(BOARD)
    page.evaluate("document.querySelectorAll('#board details').forEach(each => { each.open = true })")
    fits_and_is_clean(page)
    pk = Application.objects.get(company="Parcelwise").pk
    for path in (f"applications/{pk}/move/", f"applications/{pk}/events/1/edit/", "settings/stages/"):
        page.goto(f"/tracker/{path}")
        fits_and_is_clean(page)


@pytest.mark.parametrize("size", SIZES)
def test_moved_by_menu_undone_and_dated_otherwise(open_window, applied, size):
    page = open_window(size, person=applied)
    page.goto(BOARD)
    slip(page, "Lakeshore").locator("summary").click()
    slip(page, "Lakeshore").get_by_role("button", name="Screen: Recruiter call").click()
    lying(page, "screen", "Lakeshore").wait_for()
    page.get_by_text("Lakeshore Analytics: Recruiter call,").wait_for()
    page.wait_for_function("() => document.activeElement.closest('.slip')?.textContent.includes('Lakeshore')")
    fits_and_is_clean(page)

    page.get_by_role("button", name="Undo").click()
    lying(page, "applied", "Lakeshore").wait_for()
    page.get_by_text("Applied again.").wait_for()

    slip(page, "Lakeshore").locator("summary").click()
    slip(page, "Lakeshore").get_by_role("button", name="Offer").click()
    page.get_by_role("link", name="Change the day").click()
    page.locator("[name=happened_on]").fill((timezone.now().date() - datetime.timedelta(days=2)).isoformat())
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**{BOARD}")
    lying(page, "offer", "Lakeshore").wait_for()
    assert Application.objects.get(company="Lakeshore Analytics").stage_since < timezone.now().date()


def test_moved_by_pointer(open_window, applied):
    page = open_window(person=applied)
    page.goto(BOARD)
    drag(page, "Fernway", column(page, "onsite"))
    lying(page, "onsite", "Fernway").wait_for()
    assert stage_of("Fernway Foods") == "onsite"
    drag(page, "Cobalt", page.locator('.kinds [data-stage="withdrawn"]'))
    page.get_by_text("Cobalt Grid: Withdrawn,").wait_for()
    assert stage_of("Cobalt Grid") == "withdrawn"
    page.get_by_role("button", name="Undo").click()
    lying(page, "applied", "Cobalt").wait_for()


def test_a_twitch_at_the_lower_edge_closes_nothing(open_window, applied):
    page = open_window(person=applied)
    page.goto(BOARD)
    settled(page)
    handle = slip(page, "Cobalt").locator("span").first
    handle.evaluate("each => window.scrollBy(0, each.getBoundingClientRect().bottom - window.innerHeight)")
    at = handle.bounding_box()
    x, y = at["x"] + 8, at["y"] + at["height"] / 2
    lies = "getComputedStyle(document.querySelector('.kinds')).position"
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4, y, steps=4)
    page.locator("#board.lifting").wait_for()
    assert page.evaluate(lies) == "static"
    page.mouse.up()
    page.locator("#board:not(.lifting)").wait_for()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=12)
    page.locator("#board.far").wait_for()
    assert page.evaluate(lies) == "fixed"
    page.keyboard.press("Escape")
    page.mouse.up()
    assert stage_of("Cobalt Grid") == "applied"


@pytest.mark.parametrize("size", SIZES)
def test_moved_by_keyboard(open_window, applied, size):
    page = open_window(size, person=applied)
    page.goto(BOARD)
    focused = "name => document.activeElement.closest('.slip')?.textContent.includes(name)"
    slip(page, "Saltmarsh").locator("summary").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(focused, arg="Lakeshore")
    page.keyboard.press("ArrowDown")
    page.wait_for_function(focused, arg="Fernway")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(focused, arg="Parcelwise")
    settled(page)
    page.keyboard.press("Shift+ArrowRight")
    lying(page, "screen", "Parcelwise").wait_for()
    page.wait_for_function(focused, arg="Parcelwise")
    settled(page)
    page.keyboard.press("Shift+ArrowRight")
    lying(page, "technical", "Parcelwise").wait_for()
    page.wait_for_function(focused, arg="Parcelwise")
    settled(page)
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(focused, arg="Lakeshore")
    page.keyboard.press("Enter")
    slip(page, "Lakeshore").get_by_role("button", name="Saved").press("Enter")
    lying(page, "saved", "Lakeshore").wait_for()
    page.wait_for_function(focused, arg="Lakeshore")
    assert (stage_of("Parcelwise"), stage_of("Lakeshore Analytics")) == ("technical", "saved")


@pytest.mark.parametrize("size", SIZES)
def test_without_script_the_menu_moves_and_asks(open_window, applied, size):
    page = open_window(size, javascript=False, person=applied)
    page.goto(f"{BOARD}?q=e")
    slip(page, "Lakeshore").locator("summary").click()
    slip(page, "Lakeshore").get_by_role("button", name="Technical").click()
    page.wait_for_url(f"**{BOARD}?q=e")
    expect(lying(page, "technical", "Lakeshore")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(lying(page, "applied", "Lakeshore")).to_be_visible()

    page.locator(".closed summary").first.click()
    slip(page, "Meridian").locator("summary").click()
    slip(page, "Meridian").get_by_role("button", name="On-site").click()
    expect(page.get_by_text("It was closed: Rejected").first).to_be_visible()
    forgive(page, 422)
    page.get_by_label("It is right").check()
    page.get_by_role("button", name="Move", exact=True).click()
    page.wait_for_url(f"**{BOARD}?q=e")
    expect(lying(page, "onsite", "Meridian")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_what_is_odd_is_asked_in_place(open_window, applied, size):
    page = open_window(size, person=applied)
    page.goto(BOARD)
    page.locator(".closed summary").first.click()
    slip(page, "Meridian").locator("summary").click()
    slip(page, "Meridian").get_by_role("button", name="On-site").click()
    page.locator("#board-move").wait_for()
    page.wait_for_function("() => document.activeElement.name === 'stage'")
    forgive(page, 422)
    fits_and_is_clean(page)
    page.get_by_label("It is right").check()
    page.get_by_role("button", name="Move", exact=True).click()
    lying(page, "onsite", "Meridian").wait_for()


def test_the_second_device_is_told(open_window, applied):
    desk, phone = (open_window(size, person=applied) for size in SIZES)
    for page in (desk, phone):
        page.goto(BOARD)
        slip(page, "Lakeshore").locator("summary").click()
    slip(desk, "Lakeshore").get_by_role("button", name="Replied").click()
    lying(desk, "replied", "Lakeshore").wait_for()
    slip(phone, "Lakeshore").get_by_role("button", name="Technical").click()
    phone.get_by_text("In the meantime, elsewhere: moved to Replied").wait_for()
    expect(phone.get_by_role("button", name="Undo")).to_be_visible()
    stages = Application.objects.get(company="Lakeshore Analytics").events.order_by("sequence")
    assert [event.stage for event in stages] == ["applied", "replied", "technical"]

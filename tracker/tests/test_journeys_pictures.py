"""Pictures in a browser: they fit, are clean, come into Today as one scrolls, and are walked by keyboard."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, axe, fits_and_is_clean, forgive_lost, overflow, settled
from tracker.days import DAY
from tracker.models import Break
from tracker.tests.factories import make_sessions
from tracker.tests.test_views_dashboard import set_targets

# Pairs of words of a picture that lie on each other, and words that leave it, as the browser draws them.
COLLISIONS = """() => {
  const lie = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
  const leaves = (a, edge) => a.left < edge.left - 1 || a.right > edge.right + 1 || a.bottom > edge.bottom + 1;
  return [...document.querySelectorAll('.picture svg')].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
    const edge = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll('text')].map((each) => [each.textContent, each.getBoundingClientRect()]);
    const beyond = words.filter(([, box]) => leaves(box, edge)).map(([word]) => `${word} leaves the picture`);
    const on = words.flatMap(([one, a], n) =>
      words.slice(n + 1).filter(([, b]) => lie(a, b)).map(([other]) => `${one} lies on ${other}`));
    return [...beyond, ...on];
  });
}"""


def today():
    return timezone.now().date()


@pytest.fixture
def studied(learner, guide):
    """A record of a year up to yesterday, with a break, so that every sort of day is on the picture."""
    learner.started_on = today() - 364 * DAY
    learner.save()
    set_targets(learner, guide)
    Break.objects.create(learner=learner, first=today() - 40 * DAY, last=today() - 30 * DAY)
    for n, skill in enumerate(("math", "programming")):
        make_sessions(
            learner, [today() - d * DAY for d in range(1, 365, 2 + n)], seconds=5400 * (n + 1), skill=guide[skill]
        )
    make_sessions(learner, [today() - d * DAY for d in range(1, 60, 7)], seconds=600, activity="project", counts=False)
    return learner


def is_drawn_well(page):
    """No word lies on another or leaves its picture, and the page is as every page should be."""
    settled(page)
    assert page.evaluate(COLLISIONS) == []
    fits_and_is_clean(page)


def walked(page):
    return page.evaluate("document.activeElement.querySelector('title')?.textContent ?? ''")


@pytest.mark.parametrize("size", SIZES)
def test_all_pictures_fit_and_are_accessible(open_window, studied, size):
    page = open_window(size, person=studied)
    page.goto("/tracker/pictures/")
    is_drawn_well(page)
    for table in page.locator(".picture summary").all():
        table.click()
    is_drawn_well(page)


def test_without_a_script_no_room_is_kept_for_pictures_that_do_not_come(open_window, studied):
    page = open_window(javascript=False, person=studied)
    page.goto("/tracker/")
    for place in page.locator(".later").all():
        assert place.bounding_box()["height"] < 150
        expect(place.get_by_role("link", name="The picture, on a page of its own")).to_be_visible()
    side = page.locator(".day > .side").bounding_box()["width"]
    assert {each.bounding_box()["width"] for each in page.locator(".day > .side > .block").all()} == {side}


@pytest.mark.parametrize("width", [320, 1920])
def test_pictures_fit_on_the_narrowest_and_the_widest_screen(open_window, studied, width):
    page = open_window(person=studied)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/tracker/pictures/")
    assert overflow(page) == 0
    assert page.evaluate(COLLISIONS) == []


@pytest.mark.parametrize("size", SIZES)
def test_pictures_come_into_today_as_one_scrolls_and_nothing_jumps(open_window, studied, size):
    plain = open_window(size, person=studied)
    plain.route("**/tracker/pictures/**", lambda route: route.abort())
    plain.goto("/tracker/")
    page = open_window(size, person=studied)
    page.goto("/tracker/")
    for name, drawn in (("hours", "svg.curve"), ("year", ".heat")):
        place = page.locator(f"#picture-{name}")
        place.scroll_into_view_if_needed()
        place.locator(drawn).first.wait_for(state="attached")
        settled(page)
        held = plain.locator(f"#picture-{name}").bounding_box()["height"]
        assert abs(place.bounding_box()["height"] - held) < 60, name
    forgive_lost(plain)
    is_drawn_well(page)


def test_a_year_is_walked_by_arrow_keys_and_a_day_opens_its_sessions(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/pictures/year/")
    page.locator(".seg a").last.focus()
    page.keyboard.press("Tab")
    latest = walked(page)
    assert latest.endswith(": 4 h 40"), "the last day with time on it"
    page.keyboard.press("ArrowUp")
    assert walked(page) != latest
    page.keyboard.press("End")
    assert walked(page) == latest
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    first = walked(page)
    page.keyboard.press("ArrowLeft")
    assert walked(page) == first, "at the end, stay"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY", "one stop for all the days"
    page.keyboard.press("Shift+Tab")
    assert walked(page) == first, "and back to where one was"
    page.keyboard.press("Enter")
    page.wait_for_url("**/tracker/study/?from=*&to=*")


def test_weeks_are_walked_and_chosen_in_place(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/pictures/weeks/")
    page.get_by_role("link", name="12 weeks").click()
    page.wait_for_url("**/tracker/pictures/weeks/?weeks=12")
    bars = page.locator(".weekbars a")
    expect(bars).to_have_count(12)
    expect(page.get_by_role("link", name="12 weeks")).to_be_focused()  # the keyboard stays where it was
    settled(page)
    bars.last.focus()
    page.keyboard.press("ArrowLeft")
    assert walked(page) == bars.nth(10).locator("title").text_content()
    assert axe(page) == []


def test_without_javascript_pictures_are_pages_and_their_tables_lead_on(open_window, studied):
    page = open_window("phone", javascript=False, person=studied)
    page.goto("/tracker/")
    page.locator("#picture-year").get_by_role("link").click()
    expect(page.locator(".heat svg")).to_have_count(2)
    page.get_by_role("link", name="day by day").first.click()
    expect(page).to_have_url(re.compile(r"\?year="))
    page.go_back()
    page.locator("#picture-year summary").click()
    page.locator("#picture-year table a").last.click()
    expect(page).to_have_url(re.compile(r"/tracker/study/\?from="))


def test_printed_the_tables_are_open_and_nothing_is_asked(open_window, studied):
    page = open_window(person=studied)
    page.goto("/tracker/pictures/")
    page.emulate_media(media="print")
    expect(page.locator(".picture table").first).to_be_visible()
    expect(page.locator(".picture nav").first).not_to_be_visible()
    expect(page.locator(".curve.wide")).to_be_visible()
    expect(page.locator(".curve.slim")).not_to_be_visible()

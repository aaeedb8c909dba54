"""Planning in a browser: made, fallen behind, declined, accepted; without JavaScript and by keyboard."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, fits_and_is_clean, forgive
from guide.tests.factories import make_figure, make_question, make_source
from tracker.actions.targets import ensure_targets
from tracker.days import DAY, week_of
from tracker.models import Learner, Plan, PlanAnswer
from tracker.tests.plans import PROGRAMMING, plan_of, study

WEEK = week_of(timezone.now().date())[0]
BEGAN = WEEK - 28 * DAY


def reason(page):
    """The box for the reason, told from the summary by its role."""
    return page.get_by_role("textbox", name="Why")


def in_order(page, *titles):
    """The first steps of the plan are these."""
    rows = page.locator("section[aria-labelledby=steps] tbody th")
    for n, title in enumerate(titles):
        expect(rows.nth(n)).to_have_text(title)


@pytest.fixture
def ready(learner, guide):
    """A learner with targets, of which the total may follow two figures."""
    figure, _ = make_figure(
        "hours.rival", subject=make_source("other").record, low=1300, high=2200, source=make_source("other"),
        population="people who add",
    )  # fmt: skip
    guide["total"].question = make_question(claims=[(guide["total"].figure, "In all."), (figure, "Added up.")])
    guide["total"].save()
    ensure_targets(learner=learner, by=learner.user)
    return learner


@pytest.fixture
def behind(ready, guide):
    """Twenty hours done of the forty that four weeks have."""
    plan_of(ready, today=BEGAN, ends={PROGRAMMING: "high", "total-hours": "high"})
    return study(ready, guide["programming"], BEGAN, 20)


@pytest.mark.parametrize("size", SIZES)
def test_pages_of_a_plan_fit_and_are_accessible(open_window, behind, size):
    page = open_window(size, person=behind)
    target = behind.targets.get(milestone__slug="total-hours", superseded_at=None)
    for path in ("plan/", "plan/due/", "plan/edit/", f"targets/{target.pk}/choose/", "targets/"):
        page.goto(f"/tracker/{path}")
        fits_and_is_clean(page)


def test_a_plan_is_made_fallen_behind_declined_and_accepted(open_window, ready, guide):
    page = open_window(person=ready)
    page.goto("/tracker/plan/")
    page.get_by_role("link", name="Make a plan").click()
    page.get_by_role("textbox", name="Hours a week").fill("9h60")
    page.get_by_role("button", name="Make the plan").click()
    page.get_by_text("not a number of hours that we can read").last.wait_for()
    forgive(page, 422)
    page.get_by_role("textbox", name="Hours a week").fill("10")
    page.get_by_label("Place of Programming").fill("2")
    page.get_by_label("Place of Math").fill("1")
    page.get_by_label("1,300–2,200 h").check()
    page.get_by_role("button", name="Make the plan").click()
    page.get_by_text("Version 1 of the plan holds from today.").wait_for()
    in_order(page, "Hours of Math", "Hours of Programming")
    expect(page.get_by_text("1,300–2,200 h").first).to_be_visible()
    expect(page.locator("#plan-proposal")).to_have_count(0)
    fits_and_is_clean(page)

    # Time passes: the plan was made four weeks ago, and half of it was done.
    Plan.objects.update(effective_from=BEGAN)
    learner = study(ready, guide["math"], BEGAN, 20)
    page.goto("/tracker/")
    page.get_by_text("20 h to catch up").wait_for()
    fits_and_is_clean(page)
    page.get_by_role("link", name="See what would close the gap").click()
    page.get_by_role("button", name="Leave the plan as it is").click()
    page.get_by_text("Declined. The plan stays as it is").wait_for()
    expect(page.locator("#plan-proposal")).to_have_count(0)
    fits_and_is_clean(page)

    # Five weeks later the proposals have rested.
    PlanAnswer.objects.update(week=WEEK - 28 * DAY)
    page.goto("/tracker/plan/")
    page.get_by_role("button", name="Plan 1").click()
    page.get_by_text("Accepted: version 2 of the plan holds from this week on.").wait_for()
    expect(page.get_by_text("A proposal, accepted, by Lena")).to_be_visible()
    expect(page.locator("#plan-proposal")).to_have_count(0)
    fits_and_is_clean(page)
    now = Learner.objects.get(pk=learner.pk)
    assert now.goal_seconds == Plan.objects.for_learner(now).current().weekly_seconds > 10 * 3600


def test_planning_and_answering_work_without_javascript(open_window, behind):
    page = open_window("phone", javascript=False, person=behind)
    page.goto("/tracker/")
    page.get_by_role("link", name="What is due, and when").click()
    page.get_by_role("link", name="See what would close the gap").click()
    page.get_by_role("button", name="Move the date").click()
    expect(page.get_by_text("Accepted: version 2")).to_be_visible()

    page.get_by_role("link", name="Change the plan").click()
    page.get_by_label("A day: the hours follow").check()
    page.get_by_label("All done by").fill((WEEK - DAY).isoformat())
    reason(page).fill("A term begins.")
    page.get_by_role("button", name="Save the next version").click()
    expect(page.get_by_text("This day is over. Choose one to come.").last).to_be_visible()
    expect(reason(page)).to_have_value("A term begins.")
    forgive(page, 422)
    page.get_by_label("All done by").fill((WEEK + 900 * DAY).isoformat())
    page.get_by_role("button", name="Save the next version").click()
    expect(page.get_by_text("Version 3 of the plan holds from today.")).to_be_visible()
    expect(page.get_by_text("A term begins.")).to_be_visible()


def test_a_proposal_is_answered_by_keyboard_alone(open_window, behind):
    page = open_window(person=behind)
    page.goto("/tracker/plan/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Leave the plan as it is":
            break
    page.keyboard.press("Enter")
    page.get_by_text("Declined. The plan stays as it is").wait_for()
    # The focus stays where the answer was, as soon as that has settled.
    page.wait_for_function("document.activeElement.closest('#plan') !== null")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("size", SIZES)
def test_a_skill_is_moved_by_its_button_and_enter_saves(open_window, behind, size, javascript):
    page = open_window(size, javascript=javascript, person=behind)
    page.goto("/tracker/plan/edit/")
    reason(page).fill("Math first.")
    page.get_by_role("button", name="Move Math up").click()
    page.get_by_text("Math has place 1 of 2. Nothing is saved yet.").wait_for()
    expect(page.get_by_label("Place of Math")).to_have_value("1")
    expect(reason(page)).to_have_value("Math first.")
    if javascript:
        fits_and_is_clean(page)
        expect(page.locator("#up-hours-math")).to_be_focused()
    page.get_by_role("textbox", name="Hours a week").press("Enter")
    page.get_by_text("Version 2 of the plan holds from today.").wait_for()
    in_order(page, "Hours of Math", "Hours of Programming")

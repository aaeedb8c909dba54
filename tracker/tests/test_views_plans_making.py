"""Making a plan, and whose figure it follows: the forms, what they refuse."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from guide.models import Milestone
from guide.tests.factories import make_figure, make_question, make_source
from tracker.actions.targets import ensure_targets
from tracker.days import DAY, week_of
from tracker.models import Target
from tracker.tests.plans import HOUR, MATH, PROGRAMMING, plan_of, study
from tracker.tests.test_views_plans import EDIT, PLAN, shown, text_of, versions

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
WEEK = week_of(TODAY)[0]
BEGAN = WEEK - 28 * DAY


@pytest.fixture
def planned(learner, guide):
    """Ten hours a week for four weeks, of which thirty are done by this week's first day."""
    plan_of(learner, today=BEGAN, ends={PROGRAMMING: "high", "total-hours": "high"})
    study(learner, guide["programming"], BEGAN, 20)
    return study(learner, guide["math"], BEGAN + DAY, 10)


def entered(**changes):
    """What is typed into the form: ten hours a week, the skills in the guide's order."""
    form = {
        "by": "hours", "weekly": "10", "target_day": "", "order": "in_order", "reason": "More time.", "seen": "0",
        f"place_{PROGRAMMING}": "1", f"place_{MATH}": "2", f"end_{PROGRAMMING}": "low", f"end_{MATH}": "low",
        "end_total-hours": "low", "end_applications": "low",
    }  # fmt: skip
    return {**form, **changes}


# --- making ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def ready(learner, guide):
    ensure_targets(learner=learner, by=learner.user)
    return learner


def test_plan_edit_makes_the_first_version(log_in, ready):
    client = log_in(ready)

    answer = client.post(EDIT, entered(reason="", weekly="12", **{f"place_{PROGRAMMING}": "2", f"place_{MATH}": "1"}))

    assert (answer.status_code, answer.url) == (302, PLAN)
    [plan] = versions(ready)
    assert (plan.number, plan.weekly_seconds, plan.effective_from) == (1, 12 * HOUR, TODAY)
    assert [step.milestone.slug for step in plan.steps.all()][:2] == [MATH, PROGRAMMING]
    assert "Version 1 of the plan holds from today. Your weekly goal is 12 h." in text_of(client.get(PLAN))


def test_a_goal_chosen_elsewhere_leaves_the_plan_and_its_page_offers_the_hours(log_in, planned):
    client, goal = log_in(planned), reverse("tracker:goal-change")
    assert "The plan stays as it is, with 10 h a week" in text_of(client.get(goal))
    assert "The plan stays as it is." in text_of(client.post(goal, {"hours": "16"}, follow=True))
    assert "The plan has 10 h a week." in text_of(client.get(reverse("tracker:settings")))

    text = text_of(client.get(PLAN))
    assert "10 h to catch up, as of that morning." in text
    assert "The plan has 10 h a week; your weekly goal is 16 h." in text
    assert len(versions(planned)) == 1
    assert f'href="{EDIT}?goal"' in client.get(PLAN).text
    assert client.get(f"{EDIT}?goal").context["form"]["weekly"].value() == "16"


def test_plan_edit_by_a_day_says_what_it_takes(log_in, ready):
    day = TODAY + 700 * DAY
    answer = log_in(ready).post(EDIT, entered(by="day", target_day=day.isoformat(), order="together"))
    assert answer.status_code == 302
    [plan] = versions(ready)
    assert (plan.target_day, plan.weekly_seconds, plan.order) == (day, None, "together")


def test_plan_edit_sent_twice_is_saved_once_and_after_another_window_told(log_in, planned):
    client, form = log_in(planned), entered(weekly="11", seen="1")
    first, second = (client.post(EDIT, form) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert len(versions(planned)) == 2

    late = client.post(EDIT, {**form, "weekly": "9"})
    assert late.status_code == 422
    assert "changed in another window" in text_of(late)
    assert 'name="seen" value="2"' in late.content.decode()
    assert client.post(EDIT, {**form, "weekly": "9", "seen": "2"}).status_code == 302
    assert [plan.weekly_seconds // HOUR for plan in versions(planned)] == [9, 11, 10]


@pytest.mark.parametrize("as_htmx", [False, True])
def test_a_conflict_says_which_version_holds_now(log_in, planned, htmx, as_htmx):
    client = log_in(planned)
    client.post(EDIT, entered(weekly="11", seen="1"))
    late = client.post(EDIT, entered(weekly="9", seen="1"), headers=htmx if as_htmx else {})
    assert "Version 2 is kept." in text_of(late)


def rows_of(answer):
    """(the milestone, its place) of the skills, as the form shows them."""
    return [(row.milestone.slug, int(row.place.value())) for row in answer.context["form"].milestones() if row.place]


def test_a_skill_is_moved_by_a_button_and_nothing_is_saved(log_in, planned):
    client = log_in(planned)
    assert rows_of(client.get(EDIT)) == [(PROGRAMMING, 1), (MATH, 2)]

    form = entered(weekly="9h60", seen="1", reason="Half of it.", order="together")
    answer = client.post(EDIT, {**form, "move": f"up.{MATH}"})

    assert answer.status_code == 200
    assert rows_of(answer) == [(MATH, 1), (PROGRAMMING, 2)]
    shown_form = answer.context["form"]
    assert [shown_form[name].value() for name in ("weekly", "reason", "order", "seen")] == [
        "9h60", "Half of it.", "together", "1",
    ]  # fmt: skip
    assert "Math has place 1 of 2. Nothing is saved yet." in text_of(answer)
    assert not shown_form.errors
    assert len(versions(planned)) == 1
    again = client.post(EDIT, {**form, f"place_{MATH}": "1", f"place_{PROGRAMMING}": "2", "move": f"down.{MATH}"})
    assert rows_of(again) == [(PROGRAMMING, 1), (MATH, 2)]


@pytest.mark.parametrize("move", ["", "up", f"up.{PROGRAMMING}", f"down.{MATH}", "up.no-such", f"off.{MATH}", "\x00"])
def test_a_move_to_nowhere_moves_nothing(log_in, planned, move):
    answer = log_in(planned).post(EDIT, entered(seen="1", move=move))
    assert answer.status_code == 200
    assert rows_of(answer) == [(PROGRAMMING, 1), (MATH, 2)]
    assert len(versions(planned)) == 1


@pytest.mark.parametrize("place", ["1", "", "soon", "9" * 10_000, "²"])
def test_a_skill_can_be_moved_whatever_stands_in_the_places(log_in, planned, place):
    answer = log_in(planned).post(EDIT, entered(seen="1", **{f"place_{MATH}": place}, move=f"up.{MATH}"))
    assert rows_of(answer) == [(MATH, 1), (PROGRAMMING, 2)]


def test_the_first_button_of_the_form_saves(log_in, planned):
    """It is the one that Enter presses."""
    form = log_in(planned).get(EDIT).text.split('action="/tracker/plan/edit/"')[1].split("</form>")[0]
    first = re.search(r"<button[^>]*>", form)[0]
    assert "name=" not in first
    assert "Move Math up" in re.sub("<[^>]+>", "", form)


def test_plan_edit_begins_with_what_holds_or_with_an_offer(log_in, planned):
    client = log_in(planned)
    form = client.get(EDIT).context["form"]
    assert (form["weekly"].value(), form["reason"].value(), form[f"end_{PROGRAMMING}"].value()) == ("10", None, "high")
    offer = shown(planned, "low_end")["offer"]
    form = client.get(EDIT, {"offer": offer}).context["form"]
    assert form[f"end_{PROGRAMMING}"].value() == "low"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"weekly": ""}, "weekly", "How many hours a week?"),
        ({"weekly": "0"}, "weekly", "With no hours"),
        ({"weekly": "169"}, "weekly", "A week has 168 hours."),
        ({"weekly": "many"}, "weekly", "not a number of hours"),
        ({"weekly": "🙂" * 5_000}, "weekly", "not a number of hours"),
        ({"weekly": "1\x00"}, "weekly", "Null characters"),
        ({"by": "day"}, "target_day", "By which day?"),
        ({"by": "day", "target_day": (TODAY - DAY).isoformat()}, "target_day", "This day is over."),
        ({"by": "day", "target_day": (TODAY + DAY).isoformat()}, "target_day", "By then it would take 5,250 h a week."),
        ({"by": "day", "target_day": "2026-02-30"}, "target_day", "not a day of the calendar"),
        ({"by": "day", "target_day": "9999-12-31"}, "target_day", "after the year 2199"),
        ({"by": "wish"}, "by", "By hours a week, or by a day?"),
        ({"order": "backwards"}, "order", "Choose one of these."),
        ({f"place_{MATH}": "1"}, f"place_{MATH}", "Place 1 is that of Programming already."),
        ({f"place_{MATH}": "3"}, f"place_{MATH}", "A place is a number from 1 to 2."),
        ({f"place_{MATH}": ""}, f"place_{MATH}", "A place is a number from 1 to 2."),
        ({f"place_{MATH}": "9" * 10_000}, f"place_{MATH}", "A place is a number from 1 to 2."),
        ({f"end_{MATH}": "middle"}, f"end_{MATH}", "Choose one of these."),
        ({"reason": "x" * 301}, "reason", "This is too long: at most 300 characters, and it has 301."),
        ({"reason": ""}, "reason", "What has changed?"),
    ],
)
def test_plan_edit_refuses_beside_the_field_and_keeps_what_was_entered(log_in, learner, guide, changes, field, said):
    plan_of(learner, today=BEGAN)
    form = entered(seen="1", **changes)

    answer = log_in(learner).post(EDIT, form)

    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].errors[field])
    assert answer.context["form"]["weekly"].value() == form["weekly"]
    assert said in text_of(answer)
    assert len(versions(learner)) == 1


def test_plan_edit_refuses_a_day_before_which_all_is_a_break(log_in, ready):
    ready.breaks.create(first=TODAY, last=TODAY + 9 * DAY)
    answer = log_in(ready).post(EDIT, entered(by="day", target_day=(TODAY + 5 * DAY).isoformat()))
    assert answer.status_code == 422
    assert "Every day until then lies in a break." in text_of(answer)


def test_milestones_and_figures_of_nobody_are_not_planned(log_in, ready):
    client = log_in(ready)
    answer = client.post(EDIT, entered(**{"place_no-such": "1", "figure_no-such": "1", "end_no-such": "low"}))
    assert answer.status_code == 302
    assert len(versions(ready)[0].steps.all()) == 6


def test_plan_edit_without_milestones_in_hours_says_so(log_in, learner, guide):
    Milestone.objects.update(tracked=False)
    answer = log_in(learner).post(EDIT, entered())
    assert answer.status_code == 422
    assert "nothing to plan" in text_of(answer)


@pytest.fixture
def rival(guide):
    """Another source's total."""
    figure, edition = make_figure(
        "hours.rival", subject=make_source("other", short="Another").record, low=1300, high=2200,
        source=make_source("other"), population="people who add", period="2025",
    )  # fmt: skip
    total = guide["total"]
    total.question = make_question("hours-in-all", claims=[(total.figure, "In all."), (figure, "Added up.")])
    total.save()
    return edition


def test_where_sources_disagree_figures_stand_side_by_side_and_one_is_chosen(log_in, rival, ready):
    client = log_in(ready)
    text = text_of(client.get(EDIT))
    for said in ("1,500–2,500 h", "A source", "1,300–2,200 h", "Another", "people who add", "2025"):
        assert said in text

    assert client.post(EDIT, entered(**{"figure_total-hours": str(rival.pk)})).status_code == 302

    [total] = [step for step in versions(ready)[0].steps.all() if step.milestone.slug == "total-hours"]
    assert (total.edition, total.to_go) == (rival, 1300 * HOUR)
    assert "1,300–2,200 h" in text_of(client.get(PLAN))
    assert "1,300–2,200 h" in text_of(client.get(reverse("tracker:today")))


@pytest.mark.parametrize("figure", ["", "0", "🙂", "9" * 10_000])
def test_a_figure_that_is_none_of_them_is_refused(log_in, rival, ready, figure):
    answer = log_in(ready).post(EDIT, entered(**{"figure_total-hours": figure}))
    assert answer.status_code == 422
    assert versions(ready) == []


# --- a target's figure -----------------------------------------------------------------------------------------------


@pytest.fixture
def target(rival, ready):
    return Target.objects.for_learner(ready).current().get(milestone__slug="total-hours")


def choose_url(target):
    return reverse("tracker:target-choose", args=[target.pk])


def test_target_choose_shows_them_and_follows_one(log_in, ready, target, rival):
    client = log_in(ready)
    assert choose_url(target) in client.get(reverse("tracker:target-list")).content.decode()
    text = text_of(client.get(choose_url(target)))
    for said in ("1,500–2,500 h", "1,300–2,200 h", "people who add", "never averaged"):
        assert said in text

    answer = client.post(choose_url(target), {"figure": rival.pk})

    assert (answer.status_code, answer.url) == (302, reverse("tracker:target-list"))
    assert "measured against 1,300 to 2,200 hours" in text_of(client.get(answer.url))
    client.post(reverse("tracker:target-restore", args=[target.pk]))
    assert Target.objects.for_learner(ready).current().get(milestone=target.milestone).edition == target.edition


@pytest.mark.parametrize("figure", ["", "0", "\x00", "9" * 10_000])
def test_target_choose_refuses_what_is_no_choice(log_in, ready, target, figure, htmx):
    client = log_in(ready)
    for headers in ({}, htmx):
        answer = client.post(choose_url(target), {"figure": figure}, headers=headers)
        assert answer.status_code == 422
        assert "Choose one of these figures." in text_of(answer)
    assert Target.objects.filter(milestone=target.milestone).count() == 1


def test_target_choose_is_its_owners_alone(client, log_in, stranger, ready, target):
    assert client.get(choose_url(target)).url.startswith(reverse("account_login"))
    assert log_in(stranger).post(choose_url(target), {"figure": 1}).status_code == 404

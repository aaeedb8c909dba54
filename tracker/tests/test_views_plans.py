"""The plan's pages: what they show to whom, how proposals are answered, and that looking writes nothing."""

import itertools
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from careerguide.tests.kept import kept
from guide.models import Milestone
from guide.tests.factories import make_milestone
from tracker.actions.plans import accept_proposal
from tracker.actions.targets import ensure_targets
from tracker.days import DAY, week_of
from tracker.models import Learner, Plan, PlanAnswer, Section
from tracker.proposals import proposal_of
from tracker.tests.factories import make_mentorship
from tracker.tests.plans import PROGRAMMING, plan_of, study

pytestmark = pytest.mark.django_db

PLAN, DUE, EDIT, ACCEPT, DECLINE = (
    reverse(f"tracker:plan-{verb}") for verb in ("detail", "due", "edit", "accept", "decline")
)
TODAY = timezone.now().date()
WEEK = week_of(TODAY)[0]
BEGAN = WEEK - 28 * DAY
EVERYTHING = frozenset(Section.values)


def versions(learner):
    return list(Plan.objects.for_learner(learner).with_steps().latest_first())


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def without_tokens(html):
    return re.sub(r'name="(csrfmiddlewaretoken|owner|token)" value="[^"]*"', "", html)


@kept
def planned(learner, guide):
    """Ten hours a week for four weeks, of which thirty are done by this week's first day."""
    plan_of(learner, today=BEGAN, ends={PROGRAMMING: "high", "total-hours": "high"})
    study(learner, guide["programming"], BEGAN, 20)
    return study(learner, guide["math"], BEGAN + DAY, 10)


def shown(learner, lever="hours"):
    """What the form of a lever sends."""
    proposal = proposal_of(Learner.objects.get(pk=learner.pk), TODAY)
    offer = next(offer for offer in proposal.offers if offer.lever == lever)
    return {"week": proposal.week.isoformat(), "plan": proposal.running.plan.number, "offer": offer.key}


# --- looking ---------------------------------------------------------------------------------------------------------


def test_plan_detail_shows_dates_balance_levers_and_versions(log_in, planned):
    page = log_in(planned).get(PLAN)

    assert page.status_code == 200
    text = text_of(page)
    for said in (
        "10 h a week, one after the other", "10 h to catch up, as of that morning.",
        "More hours a week", "A later date", "The low marks",
        "By then the plan has 40 h, of which 30 h are done.", "Hours of Programming", "400–600 h", "A source",
        "the high mark first", "Version 1", "by Lena", "Every day that is not in a break",
        "To catch up now",
    ):  # fmt: skip
        assert said in text, said
    assert len(page.context["page"].rows) == 6


def test_plan_detail_as_htmx_is_the_fragment_of_the_page(log_in, planned, htmx):
    client = log_in(planned)
    fragment = client.get(PLAN, headers=htmx).content.decode()
    assert fragment.lstrip().startswith('<div id="plan"')
    assert without_tokens(fragment).strip() in without_tokens(client.get(PLAN).content.decode())


def test_plan_due_is_what_today_loads(log_in, planned, htmx):
    client = log_in(planned)
    assert f'hx-get="{DUE}"' in client.get(reverse("tracker:today")).content.decode()
    fragment = client.get(DUE, headers=htmx).content.decode()
    assert fragment.lstrip().startswith('<section id="plan-due"')
    assert fragment.strip() in client.get(DUE).content.decode()
    assert "10 h to catch up" in fragment
    assert "Hours of Math" in fragment
    assert re.search(r"(One|Two) more (is|are) due later\. All dates", text_of(client.get(DUE)))
    assert re.findall(r"<h[12][^>]*>(.+?)</h[12]>", client.get(DUE).text.split("<main")[1].split("</main>")[0]) == [
        "What is due, and when", "Due next",
    ]  # fmt: skip


@pytest.mark.parametrize("url", [PLAN, DUE, EDIT])
def test_before_there_is_a_plan_pages_invite_to_make_one(log_in, learner, guide, url):
    ensure_targets(learner=learner, by=learner.user)
    page = log_in(learner).get(url)
    assert page.status_code == 200
    assert "ake a plan" in text_of(page)


def test_looking_writes_nothing(log_in, planned):
    client, version = log_in(planned), planned.version
    for url in (PLAN, DUE, EDIT, f"{EDIT}?offer=hours.60.None"):
        client.get(url)
    assert (len(versions(planned)), PlanAnswer.objects.count()) == (1, 0)
    assert Learner.objects.get(pk=planned.pk).version == version


def test_a_plan_that_is_all_done_says_so(log_in, learner, guide):
    plan_of(learner, today=BEGAN)
    for number in range(75):
        study(learner, guide["programming"], BEGAN - number * DAY, 20)
    for number in range(75, 95):
        learner = study(learner, guide["math"], BEGAN - number * DAY, 20)
    text = text_of(log_in(learner).get(PLAN))
    assert "Every hour of the plan is done." in text
    assert "to catch up" not in text


@pytest.mark.parametrize("url", [PLAN, DUE, EDIT, ACCEPT, DECLINE])
def test_the_anonymous_log_in_first(client, planned, url, htmx):
    method = client.post if url in (ACCEPT, DECLINE) else client.get
    assert method(url).url.startswith(reverse("account_login"))
    assert method(url, headers=htmx).headers["HX-Redirect"].startswith(reverse("account_login"))


def test_a_stranger_finds_nothing(log_in, stranger, planned):
    for name in ("plan-detail", "plan-due"):
        assert log_in(stranger).get(reverse(f"tracker:of-{name}", args=[planned.user.handle])).status_code == 404


def test_a_mentor_sees_the_plan_and_is_offered_nothing(log_in, planned, mentor):
    make_mentorship(planned, mentor)
    page = log_in(mentor).get(reverse("tracker:of-plan-detail", args=[planned.user.handle]))
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    assert "10 h" in main
    assert "Due" in main
    for own in ("<form", "Proposed", "Change"):
        assert own not in main


def test_without_hours_a_mentor_sees_what_was_chosen_and_nothing_that_follows_from_hours(log_in, planned, mentor):
    make_mentorship(planned, mentor, sections=EVERYTHING - {Section.HOURS})
    client, handle = log_in(mentor), planned.user.handle
    text = text_of(client.get(reverse("tracker:of-plan-detail", args=[handle])))
    assert "10 h a week" in text
    assert "400–600 h" in text
    for hidden in ("To go", "Due", "So far", "All is done by", "catch up", "30 h"):
        assert hidden not in text
    assert client.get(reverse("tracker:of-plan-due", args=[handle])).status_code == 404
    assert "What is due" not in text_of(client.get(reverse("tracker:of-today", args=[handle])))


def test_without_hours_neither_the_day_is_shown_nor_the_hours_that_it_takes(log_in, learner, guide, mentor):
    plan_of(learner, today=BEGAN, target_day=TODAY + 900 * DAY)
    accept_the_later_date(learner)
    make_mentorship(learner, mentor, sections=EVERYTHING - {Section.HOURS})
    page = log_in(mentor).get(reverse("tracker:of-plan-detail", args=[learner.user.handle]))
    assert "By a day, one after the other" in text_of(page)
    assert "a week, one after the other" not in text_of(page)
    assert "A proposal, accepted" in text_of(page)
    for plan in versions(learner):
        assert str(plan.target_day.year) not in text_of(page)


def accept_the_later_date(learner):
    form = shown(learner, "date")
    accept_proposal(learner=learner, by=learner.user, today=TODAY, week=WEEK, seen=form["plan"], key=form["offer"])


@pytest.mark.parametrize("section", [Section.PROJECTS, Section.APPLICATIONS, Section.CERTIFICATIONS])
def test_what_is_not_shared_is_not_counted_for_a_mentor(log_in, planned, mentor, section):
    make_mentorship(planned, mentor, sections=EVERYTHING - {section})
    page = log_in(mentor).get(reverse("tracker:of-plan-detail", args=[planned.user.handle]))
    shown_page = page.context["page"]
    assert len(shown_page.rows) == len(shown_page.running.steps) - 1
    assert all(row.to_go is not None for row in shown_page.rows)
    assert "not shown" not in text_of(page)
    assert not shown_page.is_all_reached


COUNTS = {
    Section.PROJECTS: Milestone.Counts.END_TO_END_PROJECTS,
    Section.CERTIFICATIONS: Milestone.Counts.CLOUD_CERTIFICATIONS,
    Section.APPLICATIONS: Milestone.Counts.APPLICATIONS_SENT,
}
SHARED = [
    frozenset({Section.PLAN, *some})
    for size in range(5)
    for some in itertools.combinations([Section.HOURS, *COUNTS], size)
]


@pytest.mark.parametrize("sections", SHARED, ids=lambda shared: "-".join(sorted(shared)))
def test_a_mentor_finds_no_step_of_a_section_that_is_not_shared(log_in, planned, mentor, sections):
    titles = {}
    for section, counts in COUNTS.items():
        titles[section] = Milestone.objects.get(counts=counts).title
        plan_of(planned, today=BEGAN, reason=f"{Plan.TARGET_CHANGED}{titles[section]}: 3, as a source has it.")
    make_mentorship(planned, mentor, sections=sections)
    client, handle = log_in(mentor), planned.user.handle
    names = ("plan-detail", "plan-due") if Section.HOURS in sections else ("plan-detail",)
    texts = [text_of(client.get(reverse(f"tracker:of-{name}", args=[handle]))) for name in names]

    assert all("Hours of Programming" in text for text in texts), "which is the plan's own"
    for section, title in titles.items():
        assert (title in texts[0]) == (section in sections), section
        assert (f"Target changed. {title}" in texts[0]) == (section in sections), section
        assert section in sections or title not in texts[-1]


def test_without_the_plan_there_is_no_page(log_in, planned, mentor):
    make_mentorship(planned, mentor, sections=EVERYTHING - {Section.PLAN})
    for name in ("plan-detail", "plan-due"):
        assert log_in(mentor).get(reverse(f"tracker:of-{name}", args=[planned.user.handle])).status_code == 404


# --- answering -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lever", ["hours", "date", "low_end"])
def test_plan_accept_appends_a_version_and_says_so(log_in, planned, lever):
    client = log_in(planned)

    answer = client.post(ACCEPT, shown(planned, lever))

    assert (answer.status_code, answer.url) == (302, PLAN)
    text = text_of(client.get(PLAN))
    assert "Accepted: version 2 of the plan holds from this week on." in text
    assert "A proposal, accepted, by Lena" in text
    assert "Proposed on" not in text


def test_plan_accept_as_htmx_is_the_plan_as_it_is_now(log_in, planned, htmx):
    answer = log_in(planned).post(ACCEPT, shown(planned), headers=htmx)
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith('<div id="plan"')
    assert "Accepted: version 2" in text_of(answer)
    assert "to catch up," not in text_of(answer)


def test_plan_accept_twice_is_once(log_in, planned):
    client, form = log_in(planned), shown(planned)
    first, second = (client.post(ACCEPT, form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert len(versions(planned)) == 2


def test_plan_decline_rests_and_says_until_when(log_in, planned):
    client = log_in(planned)
    form = shown(planned)
    answer = client.post(DECLINE, form)
    assert (answer.status_code, answer.url) == (302, PLAN)
    text = text_of(client.get(PLAN))
    assert "nothing is proposed before" in text
    assert "You declined a proposal." in text
    assert "Proposed on" not in text
    assert len(versions(planned)) == 1

    late = client.post(ACCEPT, form)
    assert late.status_code == 422
    assert "was declined before, in another window" in text_of(late)


NOT_SHOWN = (
    {"week": ""},
    {"week": "\x00"},
    {"week": "2026-W01-9"},
    {"week": "🙂" * 5_000},
    {"plan": "-1"},
    {"plan": "9" * 10_000},
    {"plan": "٣"},
)
NOT_OFFERED = ({"offer": "\x00" * 10}, {"offer": "hours.1.2026-01-01"})


@pytest.mark.parametrize(
    ("url", "changes"),
    [*((DECLINE, changes) for changes in NOT_SHOWN), *((ACCEPT, changes) for changes in (*NOT_SHOWN, *NOT_OFFERED))],
)
def test_an_answer_to_something_else_is_told(log_in, planned, url, changes):
    answer = log_in(planned).post(url, {**shown(planned), **changes})
    assert answer.status_code == 422
    assert "The proposal has changed since this page was shown." in text_of(answer)
    assert (len(versions(planned)), PlanAnswer.objects.count()) == (1, 0)


@pytest.mark.parametrize(("url", "method"), [(PLAN, "post"), (DUE, "post"), (ACCEPT, "get"), (DECLINE, "get")])
def test_each_address_has_its_verb(log_in, planned, url, method):
    assert getattr(log_in(planned), method)(url).status_code == 405


@pytest.mark.parametrize("url", [ACCEPT, DECLINE, EDIT])
def test_a_mentor_cannot_plan_for_a_mentee(log_in, planned, mentor, url):
    make_mentorship(planned, mentor)
    address = url.replace("/tracker/", f"/tracker/of/{planned.user.handle}/")
    assert log_in(mentor).post(address, shown(planned)).status_code == 404


# --- queries ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", [PLAN, DUE, EDIT])
def test_pages_cost_the_same_with_twice_the_rows(log_in, planned, guide, url):
    client = log_in(planned)
    client.get(url)  # the guide's catalogue is fetched once a process

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    once = queries()
    for number in range(5):
        plan_of(planned, today=BEGAN, reason=f"Try {number}.")
        study(planned, guide["math"], BEGAN + (number + 3) * DAY, 1)
        planned.breaks.create(first=BEGAN - DAY, last=BEGAN - DAY)
    make_milestone("more-hours", counts="other", low=1)
    assert queries() == once
    assert once <= 14


def test_versions_are_paged(log_in, planned):
    for number in range(24):
        plan_of(planned, today=BEGAN, reason=f"Try {number}.")
    client = log_in(planned)
    page = client.get(PLAN).context["page"]
    assert [page.versions[0].plan.number, page.versions[-1].plan.number, page.older] == [25, 6, 6]
    page = client.get(PLAN, {"before": "6"}).context["page"]
    assert [row.plan.number for row in page.versions] == [5, 4, 3, 2, 1]
    assert client.get(PLAN, {"before": uuid.uuid4()}).status_code == 200


def test_plan_edit_of_a_total_alone_has_no_places(log_in, learner, guide):
    Milestone.objects.exclude(counts="total_hours").update(tracked=False)
    page = log_in(learner).get(EDIT)
    assert page.status_code == 200
    assert "Move" not in text_of(page)

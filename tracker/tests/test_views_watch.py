"""The mistake watch on its page: what is found, what is set aside, who sees which, and what it costs."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guide.models import Watch
from guide.models.watches import Rule
from guide.publishing import touch_content
from tracker.access import WATCHED
from tracker.actions.stages import move, take_back
from tracker.actions.watch import dismiss, withdraw
from tracker.models import Evidence, Offer, Project, Section, WatchDismissal
from tracker.tests.factories import make_application, make_held, make_mentorship, make_project, make_sessions
from tracker.tests.watches import days_ago, make_begun, make_mistakes, make_watches
from tracker.watch_rules import RULES

pytestmark = pytest.mark.django_db
PAGE = reverse("tracker:watch-list")
# Which rules show on the record of ``make_mistakes``, and which only once a project is begun.
AT_FIRST = {
    Rule.LITTLE_PROGRAMMING, Rule.TUTORIAL_LOOP, Rule.ONE_TITLE, Rule.UNTOUCHED_LATE, Rule.NO_PRACTICE,
    Rule.NO_REFERRAL, Rule.NO_CLOUD_CERTIFICATE, Rule.UNTRACKED, Rule.NO_PORTFOLIO, Rule.ONE_SIDED, Rule.FIRST_OFFER,
}  # fmt: skip
OF_A_PROJECT = {Rule.NO_CODE, Rule.NOTHING_DEPLOYED, Rule.NO_PUBLIC_PROJECT}


@pytest.fixture
def watches(guide):
    return make_watches(guide)


@pytest.fixture
def record(learner, guide, watches):
    make_mistakes(learner, guide)
    return learner


def rules(rows):
    return {row.watch.rule for row in rows}


def page_of(client, url=PAGE):
    return client.get(url).context["page"]


def of(learner):
    return f"/tracker/of/{learner.user.handle}/watch/"


def post(client, verb, watch, htmx=None, **data):
    return client.post(reverse(f"tracker:watch-{verb}", args=[watch.pk]), data, headers=htmx or {})


def test_watch_list_is_silent_on_an_empty_account(log_in, learner, watches):
    response = log_in(learner).get(PAGE)

    page = response.context["page"]
    assert (page.shown, page.fine, page.set_aside) == ((), (), ())
    assert rules(page.waiting) == set(Rule.values)
    assert "Nothing yet." in response.text
    assert "Nobody writes it down." in response.text


def test_watch_list_tells_rule_threshold_numbers_and_source(log_in, record, watches):
    response = log_in(record).get(PAGE)

    assert rules(response.context["page"].shown) == AT_FIRST
    text = " ".join(response.text.split())
    assert "30 h within 8 weeks; there is no project." in text
    assert "20 hours within 8 weeks, and no project changed in them." in text
    assert "The threshold is ours." in text
    assert "20 to 40 hours" in text
    assert 'href="/guide/mistakes/#mistake-tutorial-loop"' in text
    assert f'href="{reverse("tracker:project-list")}"' in text


def test_watch_list_by_htmx_is_the_fragment_of_the_page(log_in, record, htmx):
    client = log_in(record)
    fragment = client.get(PAGE, headers=htmx).text
    assert fragment.lstrip().startswith('<div id="watch"')
    assert "<html" not in fragment


def test_projects_that_get_nowhere_are_shown(log_in, record):
    make_begun(record)
    assert rules(page_of(log_in(record)).shown) >= OF_A_PROJECT


def test_what_is_done_about_it_is_seen(log_in, record, guide):
    """Each act undoes one rule: what comes of the rows is what the rules are held against."""
    client, by = log_in(record), record.user
    project = make_begun(record)
    Evidence.objects.create(project=project, criterion="tests", met_on=days_ago(3))
    shown = rules(page_of(client).shown)
    assert Rule.NO_CODE not in shown
    assert Rule.TUTORIAL_LOOP not in shown
    assert Rule.NO_PORTFOLIO not in shown
    public = move(thing=project, stage="public", happened_on=days_ago(2), by=by)
    shown = rules(page_of(client).shown)
    assert not shown & {Rule.NOTHING_DEPLOYED, Rule.NO_PUBLIC_PROJECT}
    assert Rule.NO_MONITORING in shown
    Evidence.objects.create(project=project, criterion="monitoring", met_on=days_ago(1))
    assert Rule.NO_MONITORING not in rules(page_of(client).shown)
    take_back(event=public, by=by)
    assert Rule.NO_PUBLIC_PROJECT in rules(page_of(client).shown)
    make_application(record, role="ML Engineer", channel="referral", happened_on=days_ago(0))
    make_held(record, listed=guide["credential"], stage="planned")
    make_sessions(record, [days_ago(1)], activity="interview")
    Offer.objects.create(
        application=record.applications.get(company="Hired"), made_on=days_ago(9), base=2, currency="USD"
    )
    shown = rules(page_of(client).shown)
    for rule in ("ONE_TITLE", "NO_REFERRAL", "NO_CLOUD_CERTIFICATE", "NO_PRACTICE", "FIRST_OFFER"):
        assert Rule[rule] not in shown, rule
    make_sessions(record, [days_ago(n) for n in range(20)], skill=guide["programming"])
    shown = rules(page_of(client).shown)
    assert not shown & {Rule.LITTLE_PROGRAMMING, Rule.ONE_SIDED, Rule.UNTOUCHED_LATE}


def test_project_work_and_what_lies_in_the_bin(log_in, record):
    client = log_in(record)
    project = make_project(record, stage="public", happened_on=days_ago(1))
    assert Rule.TUTORIAL_LOOP not in rules(page_of(client).shown)
    Project.objects.update(deleted_at=timezone.now())
    assert Rule.TUTORIAL_LOOP in rules(page_of(client).shown)
    make_sessions(record, [days_ago(1)], activity="project", project=project)
    assert Rule.TUTORIAL_LOOP not in rules(page_of(client).shown)


def test_a_threshold_that_a_curator_changes_takes_effect(log_in, record, watches):
    client = log_in(record)
    watch = watches[Rule.ONE_TITLE]
    Watch.objects.filter(pk=watch.pk).update(threshold=5)
    touch_content()
    assert Rule.ONE_TITLE in rules(page_of(client).waiting)
    Watch.objects.filter(pk=watch.pk).update(threshold=4)
    touch_content()
    assert Rule.ONE_TITLE in rules(page_of(client).shown)
    Watch.objects.filter(pk=watch.pk).update(state="draft")
    touch_content()
    page = page_of(client)
    assert Rule.ONE_TITLE not in rules([*page.shown, *page.fine, *page.waiting])


def test_a_figure_without_a_value_and_a_retired_mistake_are_left_out(log_in, record, watches):
    watches[Rule.NO_CLOUD_CERTIFICATE].figure.editions.update(is_current=False)
    about = watches[Rule.ONE_TITLE].relations.get().object
    about.state = "retired"
    about.save()
    page = page_of(log_in(record))
    seen = rules([*page.shown, *page.fine, *page.waiting])
    assert not seen & {Rule.NO_CLOUD_CERTIFICATE, Rule.ONE_TITLE}


# --- set aside ---


def test_watch_dismiss_and_restore(log_in, record, watches, htmx):
    client, watch = log_in(record), watches[Rule.ONE_TITLE]
    version = record.version

    response = post(client, "dismiss", watch, htmx, reason="  It is the one I want.  ")

    assert response.text.lstrip().startswith('<div id="watch"')
    assert "Set aside: One title." in response.text
    assert reverse("tracker:watch-restore", args=[watch.pk]) in response.text
    assert "It is the one I want." in response.text
    page = response.context["page"]
    assert rules(page.set_aside) == {Rule.ONE_TITLE}
    assert rules(page.shown) == AT_FIRST - {Rule.ONE_TITLE}
    record.refresh_from_db()
    assert record.version > version
    assert post(client, "restore", watch).url == PAGE
    page = page_of(client)
    assert (page.set_aside, rules(page.shown)) == ((), AT_FIRST)
    assert WatchDismissal.objects.get().withdrawn_at


def test_watch_dismiss_wants_a_reason(log_in, record, watches, htmx):
    client = log_in(record)
    for wrong in ("", " ", "x" * 301, "a\x00b"):
        response = post(client, "dismiss", watches[Rule.ONE_TITLE], htmx, reason=wrong)
        assert response.status_code == 422
        assert "<details open>" in response.text
    page = post(client, "dismiss", watches[Rule.ONE_TITLE], reason="")
    assert page.status_code == 422
    assert "Say why" in page.text
    assert not WatchDismissal.objects.exists()


def test_what_is_set_aside_twice_is_so_once(record, watches):
    watch = watches[Rule.ONE_TITLE]
    first = dismiss(learner=record, watch=watch, reason="One.")
    assert dismiss(learner=record, watch=watch, reason="Two.") == first
    assert withdraw(learner=record, watch=watch) == first
    assert withdraw(learner=record, watch=watch) is None
    assert dismiss(learner=record, watch=watch, reason="Three.") != first


@pytest.mark.parametrize("wrong", [{}, {"reason": ""}, {"withdrawn_at": timezone.now() - timezone.timedelta(days=1)}])
def test_the_database_refuses(learner, watches, wrong):
    fields = {"learner": learner, "watch": watches[Rule.ONE_TITLE], "reason": "So.", "dismissed_at": timezone.now()}
    if not wrong:
        WatchDismissal.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchDismissal.objects.create(**{**fields, **wrong})


def test_what_is_no_rule_cannot_be_set_aside(log_in, record, watches):
    client = log_in(record)
    assert post(client, "dismiss", watches[""], reason="So.").status_code == 404
    Watch.objects.filter(rule=Rule.ONE_TITLE).update(state="draft")
    assert post(client, "dismiss", watches[Rule.ONE_TITLE], reason="So.").status_code == 404


# --- mentors ---


@pytest.mark.parametrize(
    "sections",
    [[section] for section in WATCHED] + [["hours", "plan"], ["applications", "offers"], list(Section.values)],
)
def test_a_mentor_sees_a_rule_only_where_all_that_it_reads_is_shared(log_in, record, mentor, sections, watches):
    make_mentorship(record, mentor, sections=sections)
    response = log_in(mentor).get(of(record))

    page = response.context["page"]
    allowed = {rule for rule, watched in RULES.items() if watched.reads <= set(sections)}
    assert rules([*page.shown, *page.fine, *page.waiting]) == allowed
    for rule in set(RULES) - allowed:
        assert watches[rule].title not in response.text
        assert f"mistake-{rule}".replace("_", "-") not in response.text
    main = response.text[response.text.index("<main") : response.text.index("</main")]
    assert "<form" not in main
    assert "Nobody writes it down." in main


@pytest.mark.parametrize("sections", [[], [s for s in Section.values if s not in WATCHED]])
def test_a_mentor_who_is_shared_nothing_of_it_finds_no_page_and_no_link(log_in, record, mentor, sections):
    make_mentorship(record, mentor, sections=sections)
    client = log_in(mentor)
    assert client.get(of(record)).status_code == 404
    assert "Mistake watch" not in client.get(f"/tracker/of/{record.user.handle}/").text


def test_a_mentor_sees_what_is_set_aside_without_the_reason(log_in, record, mentor, watches):
    make_mentorship(record, mentor)
    dismiss(learner=record, watch=watches[Rule.ONE_TITLE], reason="A secret of mine.")
    response = log_in(mentor).get(of(record))
    assert rules(response.context["page"].set_aside) == {Rule.ONE_TITLE}
    assert "A secret of mine." not in response.text
    assert post(log_in(mentor), "restore", watches[Rule.ONE_TITLE]).status_code in (302, 404)
    assert WatchDismissal.objects.get().withdrawn_at is None


def test_same_numbers_for_learner_and_mentor(log_in, record, mentor):
    make_mentorship(record, mentor)
    theirs, own = page_of(log_in(mentor), of(record)), page_of(log_in(record))
    says = [[(row.watch.pk, row.finding.says) for row in (*page.shown, *page.fine)] for page in (theirs, own)]
    assert says[0] == says[1]


# --- cost ---


def test_queries_do_not_grow(log_in, record, guide):
    client = log_in(record)
    client.get(PAGE)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE).status_code == 200
        return len(asked)

    make_begun(record)
    few = queries()
    for n in range(10):
        make_project(record, title=f"P{n}", evidence={"model": days_ago(5)})
        make_application(record, company=f"C{n}", happened_on=days_ago(n))
        make_held(record)
    make_sessions(record, [days_ago(n) for n in range(300)], skill=guide["programming"])
    assert queries() == few
    assert few <= 21


def test_wrong_methods(log_in, record, watches):
    client = log_in(record)
    assert client.post(PAGE).status_code == 405
    for verb in ("dismiss", "restore"):
        assert client.get(reverse(f"tracker:watch-{verb}", args=[watches[Rule.ONE_TITLE].pk])).status_code == 405

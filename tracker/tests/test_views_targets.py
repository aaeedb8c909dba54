import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from guide.models import ContentVersion
from guide.tests.factories import make_milestone
from tracker.actions.targets import ensure_targets, switch
from tracker.models import Target
from tracker.tests.factories import correct, make_mentorship

pytestmark = pytest.mark.django_db

LIST = reverse("tracker:target-list")
TODAY = reverse("tracker:today")
VERBS = ["target-switch", "target-keep", "target-aim", "target-restore"]


def url(verb, target):
    return reverse(f"tracker:{verb}", args=[target.pk])


def without_tokens(html):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


def targets_of(learner, milestone):
    return list(Target.objects.for_learner(learner).of(milestone).latest_first())


@pytest.fixture
def milestone(learner, guide):
    """A milestone of 50 to 100 that the guide has corrected to 60 to 120 since."""
    ensure_targets(learner=learner, by=learner.user)
    correct(guide["applications"].figure, 60, 120)
    return guide["applications"]


@pytest.fixture
def target(learner, milestone):
    return targets_of(learner, milestone)[0]


@pytest.fixture
def now(milestone):
    return milestone.figure.editions.current().get()


def test_target_list_shows_old_and_new(log_in, learner, target):
    page = log_in(learner).get(LIST)

    assert page.status_code == 200
    assert [target.pk for target in page.context["changed_targets"]] == [target.pk]
    text = " ".join(page.content.decode().split())
    assert "60 to 120" in text
    assert "50 to 100" in text
    assert "Switch to 60–120" in text
    assert "Keep 50–100" in text


def test_target_list_as_htmx_is_the_fragment_of_the_page(log_in, learner, target, htmx):
    client = log_in(learner)

    fragment = client.get(LIST, headers=htmx).content.decode()

    assert fragment.startswith('<div id="target-list"')
    assert without_tokens(fragment).strip() in without_tokens(client.get(LIST).content.decode())


def test_target_switch_measures_against_the_new_figure(log_in, learner, milestone, target, now):
    client = log_in(learner)

    answer = client.post(url("target-switch", target), {"edition": now.pk, "next": TODAY})

    assert (answer.status_code, answer.url) == (302, TODAY)
    assert targets_of(learner, milestone)[0].edition == now
    assert b"measured against 60 to 120" in client.get(LIST).content


def test_target_keep_rests_the_question(log_in, learner, milestone, target, now):
    client = log_in(learner)

    answer = client.post(url("target-keep", target), {"edition": now.pk})

    assert (answer.status_code, answer.url) == (302, LIST)
    kept = targets_of(learner, milestone)[0]
    assert (kept.edition, kept.answered) == (target.edition, now)
    page = client.get(LIST)
    assert page.context["changed_targets"] == ()
    assert b"Switch to" in page.content  # one may still


def test_target_restore_takes_a_switch_back(log_in, learner, milestone, target, now):
    switch(target=target, by=learner.user)

    log_in(learner).post(url("target-restore", target))

    back = targets_of(learner, milestone)[0]
    assert (back.edition, back.answered) == (target.edition, now)
    assert len(targets_of(learner, milestone)) == 3


def test_target_aim_chooses_the_other_end_and_leaves_the_question_open(log_in, learner, milestone, target):
    client = log_in(learner)

    answer = client.post(url("target-aim", target), {"end": "high"})

    assert (answer.status_code, answer.url) == (302, LIST)
    aimed = targets_of(learner, milestone)[0]
    assert (aimed.end, aimed.edition, aimed.answered) == ("high", target.edition, target.edition)
    page = client.get(LIST)
    assert "the high mark first" in page.content.decode()
    assert [changed.pk for changed in page.context["changed_targets"]] == [aimed.pk]


@pytest.mark.parametrize("end", ["", "middle", "\x00", "9" * 10_000])
def test_an_end_that_is_none_changes_nothing(log_in, learner, milestone, target, end):
    answer = log_in(learner).post(url("target-aim", target), {"end": end})

    assert answer.status_code == 422
    assert "Aim for the low mark or for the high mark" in answer.content.decode()
    assert targets_of(learner, milestone) == [target]


def test_what_was_before_leaves_out_what_was_kept(log_in, learner, milestone, target):
    client = log_in(learner)
    client.post(url("target-keep", target))
    switch(target=target, by=learner.user)

    rows = {row.target.milestone.slug: row for row in client.get(LIST).context["targets"].rows}

    assert [old.edition for old in rows[milestone.slug].earlier] == [target.edition]
    assert not any(row.earlier for slug, row in rows.items() if slug != milestone.slug)


@pytest.mark.parametrize("verb", ["target-switch", "target-keep"])
def test_an_answer_as_htmx_is_the_part_with_the_questions_left(log_in, learner, milestone, target, now, htmx, verb):
    client = log_in(learner)

    answer = client.post(url(verb, target), {"edition": now.pk, "next": TODAY}, headers=htmx)

    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == "targets-changed"
    html = answer.content.decode()
    assert html.startswith('<section id="target-changes"')
    assert "Keep 50–100" not in html
    assert ("Undo" in html) is (verb == "target-switch")
    assert f'value="{TODAY}"' in html or verb == "target-keep"


@pytest.mark.parametrize("verb", ["target-switch", "target-keep"])
def test_an_answer_sent_twice_is_the_first_again(log_in, learner, milestone, target, now, verb):
    client = log_in(learner)

    first, second = (client.post(url(verb, target), {"edition": now.pk}) for _ in range(2))

    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert len(targets_of(learner, milestone)) == 2


@pytest.mark.parametrize("verb", ["target-switch", "target-keep"])
def test_a_figure_that_was_not_shown_is_not_chosen(log_in, learner, milestone, target, now, htmx, verb):
    correct(milestone.figure, 70, 140)
    client = log_in(learner)

    plain = client.post(url(verb, target), {"edition": now.pk})
    fragment = client.post(url(verb, target), {"edition": now.pk}, headers=htmx)

    assert plain.status_code == fragment.status_code == 422
    for answer in (plain, fragment):
        assert "Switch to 70–140" in answer.content.decode()
    assert targets_of(learner, milestone) == [target]


@pytest.mark.parametrize("edition", ["", "🙂", "-1", "9" * 10_000, "1\x00", "٣"])
def test_an_edition_that_makes_no_sense_changes_nothing(log_in, learner, milestone, target, edition):
    assert log_in(learner).post(url("target-switch", target), {"edition": edition}).status_code == 422
    assert targets_of(learner, milestone) == [target]


def test_nobody_is_sent_elsewhere_after_an_answer(log_in, learner, target, now):
    answer = log_in(learner).post(url("target-switch", target), {"next": "https://example.com/"})
    assert answer.url == LIST


def test_the_anonymous_log_in_first(client, target, htmx):
    for address in [LIST, *(url(verb, target) for verb in VERBS)]:
        method = client.get if address == LIST else client.post
        assert method(address).url.startswith(reverse("account_login"))
        assert method(address, headers=htmx).headers["HX-Redirect"].startswith(reverse("account_login"))


@pytest.mark.parametrize("verb", VERBS)
def test_a_stranger_finds_nothing(log_in, stranger, learner, milestone, target, verb):
    assert log_in(stranger).post(url(verb, target)).status_code == 404
    assert targets_of(learner, milestone) == [target]


@pytest.mark.parametrize("verb", VERBS)
def test_a_mentor_cannot_choose_for_a_mentee(log_in, learner, mentor, milestone, target, verb):
    make_mentorship(learner, mentor)
    address = url(verb, target).replace("/tracker/", f"/tracker/of/{learner.user.handle}/")

    assert log_in(mentor).post(address).status_code == 404
    assert targets_of(learner, milestone) == [target]


@pytest.mark.parametrize("verb", VERBS)
def test_a_choice_is_posted(log_in, learner, target, verb):
    client = log_in(learner)
    assert client.get(url(verb, target)).status_code == 405
    assert client.post(LIST).status_code == 405


def test_a_target_that_is_not_there_is_not_found(log_in, learner):
    client = log_in(learner)
    for pk in (0, 10**30):
        assert client.post(reverse("tracker:target-switch", args=[pk])).status_code == 404


def test_target_list_without_targets_says_what_would_be_here(log_in, learner):
    assert b"Nothing to measure against yet" in log_in(learner).get(LIST).content


def test_target_list_costs_the_same_with_twice_the_targets(log_in, learner, milestone):
    client = log_in(learner)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    client.get(LIST)  # the guide's catalogue is fetched once a process
    once = queries()
    for number in range(8):
        make_milestone(f"more-{number}", counts="other", low=number, bound="about")
    ensure_targets(learner=learner)
    assert queries() == once


def test_aim_and_undo_outlast_a_new_figure_of_the_milestone(log_in, learner, guide, milestone, target):
    milestone.figure = guide["projects"].figure
    milestone.save()
    client = log_in(learner)
    assert client.post(url("target-aim", target), {"end": "high"}).status_code == 302
    assert client.post(url("target-switch", target)).status_code == 302
    assert client.post(url("target-restore", target)).status_code == 302
    assert client.get(LIST).status_code == 200
    assert targets_of(learner, milestone)[0].edition == target.edition


def test_a_retired_milestone_is_on_neither_page_until_it_returns(log_in, learner, milestone, target):
    client, shown = log_in(learner), []
    for state in ("published", "retired", "published"):
        milestone.state, milestone.title = state, "Letters sent"
        milestone.save()
        ContentVersion.objects.grow()
        shown.append([milestone.title in strip_tags(client.get(page).text) for page in (LIST, TODAY)])
    assert shown == [[True, True], [False, False], [True, True]]
    assert targets_of(learner, milestone) == [target]

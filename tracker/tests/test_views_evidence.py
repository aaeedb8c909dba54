"""Evidence: claims of the guide's steps, what shows them, who confirms them, and what others may read."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from guide.models import Kind
from guide.tests.factories import make_record, make_step
from tracker.actions import addresses
from tracker.actions.evidence import claim_step, restore_claim, withdraw_claim
from tracker.actions.stages import discard, move, restore
from tracker.actions.upkeep import BIN_KEPT, empty_bins
from tracker.models import Confirmation, EvidencePage, Section, StepClaim
from tracker.portfolio import Proof
from tracker.tests.factories import START, make_application, make_held, make_mentorship, make_project, make_sessions

DAY = datetime.timedelta(days=1)
LIST = "/tracker/evidence/"
VOLATILE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def steps(guide):
    order = make_record(Kind.PROCESS, "an-order", title="An order")
    return [make_step(order, number, f"step-{number}", title=f"Step {number}") for number in (1, 2, 3)]


@pytest.fixture
def claim(learner, steps):
    return claim_step(learner=learner, step=steps[0], done_on=START, by=learner.user)


def page(client, query=""):
    return client.get(f"{LIST}{query}").content.decode()


def test_every_step_is_listed_with_how_far_it_is_shown(client, learner, log_in, steps, claim):
    log_in(learner)
    text = page(client)
    assert text.count("Not claimed") == 2
    assert "Nothing shows it yet" in text
    assert "1 claimed" in text


def test_the_fragment_is_what_the_page_contains(client, learner, log_in, claim):
    log_in(learner)
    fragment = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert fragment.startswith('<div id="evidence">')
    assert VOLATILE.sub("", fragment.strip()) in VOLATILE.sub("", page(client))


def test_a_claim_is_made_with_what_shows_it(client, learner, log_in, steps):
    project, held = make_project(learner), make_held(learner)
    log_in(learner)
    url = reverse("tracker:evidence-claim", args=["step-2"])
    sent = {"done_on": "2026-01-06", "link": "example.org/x", "note": "Done.", "projects": [project.pk]}
    response = client.post(url, {**sent, "certifications": [held.pk]})
    assert response.status_code == 302
    claim = StepClaim.objects.get()
    assert (claim.step_id, claim.done_on, claim.link) == (
        steps[1].pk,
        datetime.date(2026, 1, 6),
        "https://example.org/x",
    )
    assert [*claim.projects.all(), *claim.certifications.all()] == [project, held]
    text = page(client)
    assert "Evidenced" in text
    assert "Own diploma" in text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("done_on", "2199-01-01", "has not come yet"),
        ("done_on", "soon", "not a day of the calendar"),
        ("link", "javascript:alert(1)", "not an address of the web"),
        ("link", "/relative", "not an address of the web"),
        ("projects", "999999", "Choose among your projects"),
        ("note", "x" * 501, "500"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_saved(
    client, learner, log_in, steps, field, value, told
):
    make_project(learner)
    log_in(learner)
    sent = {"done_on": "2026-01-06", "note": "Kept as typed.", field: value}
    response = client.post(reverse("tracker:evidence-claim", args=["step-1"]), sent)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert field == "note" or "Kept as typed." in response.content.decode()
    assert not StepClaim.objects.exists()


def test_another_learners_project_shows_nothing_of_mine(client, learner, stranger, log_in, steps):
    make_project(learner)
    theirs = make_project(stranger)
    log_in(learner)
    url = reverse("tracker:evidence-claim", args=["step-1"])
    assert client.post(url, {"done_on": "2026-01-06", "projects": [theirs.pk]}).status_code == 422


@pytest.mark.parametrize(
    ("stage", "expected"),
    [("idea", "Claimed"), ("building", "Claimed"), ("deployed", "Evidenced"), ("kept", "Evidenced")],
)
def test_a_project_shows_a_step_once_it_is_up(client, learner, log_in, steps, stage, expected):
    project = make_project(learner, stage=stage)
    claim_step(learner=learner, step=steps[0], done_on=START, by=learner.user, projects=[project.pk])
    log_in(learner)
    assert f">{expected}</span>" in page(client)


def test_what_lies_in_the_bin_or_has_expired_shows_nothing(client, learner, log_in, steps):
    project, held = make_project(learner, stage="public"), make_held(learner)
    shown = {"projects": [project.pk], "certifications": [held.pk]}
    claim_step(learner=learner, step=steps[0], done_on=START, by=learner.user, **shown)
    log_in(learner)
    discard(thing=project)
    assert ">Evidenced</span>" in page(client)
    move(thing=held, stage="expired", happened_on=START + DAY, by=learner.user)
    text = page(client)
    assert ">Claimed</span>" in text
    assert "Bus delays" not in text


def test_what_lies_in_the_bin_shows_it_again_once_it_is_restored(client, learner, log_in, steps):
    project = make_project(learner, stage="public")
    claim_step(learner=learner, step=steps[0], done_on=START, by=learner.user, projects=[project.pk])
    discard(thing=project)
    log_in(learner)
    client.post(reverse("tracker:evidence-claim", args=[steps[0].slug]), {"done_on": "2026-01-06", "note": "Done."})
    restore(thing=project)
    assert [*StepClaim.objects.get().projects.all()] == [project]
    client.post(reverse("tracker:evidence-claim", args=[steps[0].slug]), {"done_on": "2026-01-06", "note": "Done."})
    assert not StepClaim.objects.get().projects.exists(), "unticked where it could be"


def test_a_claim_is_withdrawn_and_brought_back(client, learner, log_in, claim):
    log_in(learner)
    client.post(reverse("tracker:evidence-withdraw", args=["step-1"]))
    assert StepClaim.objects.live().count() == 0
    text = page(client)
    assert "No longer claimed: Step 1." in text
    assert reverse("tracker:evidence-restore", args=["step-1"]) in text
    client.post(reverse("tracker:evidence-restore", args=["step-1"]))
    assert StepClaim.objects.live().get() == claim


def test_an_unknown_step_and_one_without_a_claim_are_not_found(client, learner, log_in, steps):
    log_in(learner)
    assert client.get(reverse("tracker:evidence-claim", args=["nowhere"])).status_code == 404
    assert client.post(reverse("tracker:evidence-withdraw", args=["step-2"])).status_code == 404


def test_the_same_claim_twice_is_one_and_touches_the_record(learner, steps):
    version = learner.version
    for _ in range(2):
        claim_step(learner=learner, step=steps[0], done_on=START, by=learner.user)
    learner.refresh_from_db()
    assert StepClaim.objects.count() == 1
    assert learner.version > version


def confirm(claim, mentor, **fields):
    return Confirmation.objects.create(claim=claim, mentor=mentor, name="Mo", confirmed_on=START + DAY, **fields)


def test_a_confirmation_is_told_by_name_and_date_and_says_what_changed_since(
    client, learner, mentor, log_in, steps, claim
):
    confirm(claim, mentor)
    log_in(learner)
    text = page(client)
    assert "Confirmed by Mo, 6 January 2026" in text
    assert "Changed since" not in text
    claim_step(learner=learner, step=steps[0], done_on=START, by=learner.user, note="More.")
    assert "Changed since it was confirmed" in page(client)


def test_to_withdraw_and_restore_a_claim_changes_nothing_of_what_was_confirmed(client, learner, mentor, log_in, claim):
    confirm(claim, mentor)
    withdraw_claim(claim=claim, by=learner.user)
    restore_claim(claim=claim, by=learner.user)
    log_in(learner)
    assert "Changed since" not in page(client)


def test_a_withdrawn_confirmation_counts_no_more(client, learner, mentor, log_in, claim):
    confirm(claim, mentor, withdrawn_at=timezone.now())
    log_in(learner)
    assert "Confirmed by" not in page(client)


def test_a_mentor_sees_of_the_evidence_what_its_own_sections_share(client, learner, mentor, log_in, steps):
    project = make_project(learner, stage="public")
    claim_step(learner=learner, step=steps[0], done_on=START, by=learner.user, projects=[project.pk])
    mentorship = make_mentorship(learner, mentor)
    log_in(mentor)
    url = reverse("tracker:of-evidence-list", args=[learner.user.handle])
    text = client.get(url).content.decode()
    assert "Bus delays" in text
    assert ">Evidenced</span>" in text
    assert "Withdraw" not in text
    mentorship.shares.filter(section=Section.PROJECTS).update(granted=False)
    text = client.get(url).content.decode()
    assert "Bus delays" not in text
    assert ">Claimed</span>" in text
    assert "Nothing shows it yet" not in text


def test_a_step_that_left_the_guide_is_kept_apart(client, learner, log_in, steps, claim):
    steps[0].record.state = "retired"
    steps[0].record.save()
    log_in(learner)
    assert "No longer in the guide’s lists" in page(client)
    assert client.get(reverse("tracker:evidence-claim", args=["step-1"])).status_code == 200


def test_the_number_of_queries_does_not_grow(client, learner, log_in, steps, django_assert_num_queries):
    log_in(learner)

    def fill(numbers):
        for number in numbers:
            project = make_project(learner, stage="public")
            step = make_step(make_record(Kind.PROCESS, f"order-{number}"), slug=f"more-{number}")
            shown = {"projects": [project.pk], "certifications": [make_held(learner).pk]}
            claim_step(learner=learner, step=step, done_on=START, by=learner.user, **shown)

    def count(url):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    address = addresses.make(EvidencePage, learner=learner, by=learner.user)
    urls = [LIST, "/tracker/evidence/preview/", "/tracker/resume/", reverse("evidence-shared", args=[address.key])]
    fill(range(2))
    for url in urls:
        client.get(url)
    few = [count(url) for url in urls]
    fill(range(2, 12))
    for url in urls:
        client.get(url)
    assert [count(url) for url in urls] == few


def test_constraints_hold_past_the_form(learner, mentor, steps, claim):
    with pytest.raises(IntegrityError), transaction.atomic():
        StepClaim.objects.create(learner=learner, step=steps[0], done_on=START)
    with pytest.raises(IntegrityError), transaction.atomic():
        StepClaim.objects.create(learner=learner, step=steps[1], done_on=START, link="javascript:alert(1)")
    with pytest.raises(IntegrityError), transaction.atomic():
        StepClaim.objects.create(learner=learner, step=steps[1], done_on=datetime.date(1999, 1, 1))
    confirm(claim, mentor)
    with pytest.raises(IntegrityError), transaction.atomic():
        confirm(claim, mentor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.create(claim=claim, name="", confirmed_on=START)


# --- what others read ------------------------------------------------------------------------------------------------


@pytest.fixture
def shared(learner):
    return addresses.make(EvidencePage, learner=learner, by=learner.user)


def test_whoever_has_the_address_reads_what_is_shown_and_no_company(client, learner, guide, shared, steps):
    make_application(learner, company="Lakeshore Analytics")
    make_project(learner, title="Bus delays", stage="public")
    make_project(learner, title="Not up yet", stage="building")
    make_held(learner)
    make_sessions(learner, [START], skill=guide["math"])
    claim_step(learner=learner, step=steps[0], done_on=START, by=learner.user, link="https://example.org/shown")
    response = client.get(reverse("evidence-shared", args=[shared.key]))
    text = response.content.decode()
    assert response.status_code == 200
    for word in ("Bus delays", "Own diploma", "https://example.org/shown", "Step 1", "1 h"):
        assert word in text
    for word in ("Lakeshore", "Not up yet", "Step 2", learner.user.email):
        assert word not in text
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_others_read_which_criteria_stand_on_word_alone(client, learner, shared):
    linked, noted = Proof(START, "https://example.org/run"), Proof(START, note="see the notebook")
    make_project(learner, stage="public", evidence={"real_data": Proof(START), "model": linked, "deployed": noted})
    page = client.get(reverse("evidence-shared", args=[shared.key])).text
    assert "Loads real data (by word alone); " in page
    assert page.count("(by word alone)") == 1


def test_a_withdrawn_or_renewed_address_answers_nobody(client, learner, shared, log_in):
    url = reverse("evidence-shared", args=[shared.key])
    log_in(learner)
    client.post(reverse("tracker:evidence-share-renew", args=[shared.pk]))
    assert client.get(url).status_code == 404
    now = EvidencePage.objects.live().get()
    assert client.get(reverse("evidence-shared", args=[now.key])).status_code == 200
    client.post(reverse("tracker:evidence-share-revoke", args=[now.pk]))
    assert client.get(reverse("evidence-shared", args=[now.key])).status_code == 404
    client.post(reverse("tracker:evidence-share-restore", args=[now.pk]))
    assert client.get(reverse("evidence-shared", args=[now.key])).status_code == 200
    learner.user.is_active = False
    learner.user.save()
    assert client.get(reverse("evidence-shared", args=[now.key])).status_code == 404


def test_it_is_private_until_an_address_is_made(client, learner, log_in):
    log_in(learner)
    assert "Nobody else can read it" in client.get("/tracker/evidence/share/").content.decode()
    assert not EvidencePage.objects.exists()
    client.post("/tracker/evidence/share/make/")
    key = EvidencePage.objects.live().get().key
    assert key in client.get("/tracker/evidence/share/").content.decode()


def test_withdrawn_addresses_are_forgotten_in_time(learner, shared):
    addresses.revoke(address=shared, by=learner.user)
    now = timezone.now()
    empty_bins(now=now)
    assert EvidencePage.objects.exists()
    empty_bins(now=now + BIN_KEPT + DAY)
    assert not EvidencePage.objects.exists()


def test_others_read_of_a_claim_only_what_is_up_or_held(client, learner, shared, steps):
    idea, up = make_project(learner, title="Just an idea", stage="idea"), make_project(learner, stage="public")
    failed = make_held(learner, name="Not passed yet", stage="failed")
    shown = {"projects": [idea.pk, up.pk], "certifications": [failed.pk]}
    claim_step(learner=learner, step=steps[0], done_on=START, by=learner.user, **shown)
    text = client.get(reverse("evidence-shared", args=[shared.key])).content.decode()
    assert "Bus delays" in text
    assert "Just an idea" not in text
    assert "Not passed yet" not in text

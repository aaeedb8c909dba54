"""What the guide's pages lead to in the tracker: following a path, planning a certification."""

import pytest

from guide.tests.factories import make_certification, make_path
from tracker.models import Certification, Enrollment, Learner
from tracker.tests.factories import START, make_held

FOLLOW, PLAN = "/tracker/settings/path/bootcamp/follow/", "/tracker/certifications/plan/cloud-ml/"
BOOTCAMP = "/guide/paths/bootcamp/"


@pytest.fixture
def bootcamp(guide):
    return make_path("bootcamp")


def test_path_follow_changes_the_path_and_keeps_the_start(log_in, learner, bootcamp):
    client = log_in(learner)
    for _ in range(2):
        assert client.post(FOLLOW).url == BOOTCAMP
    learner = Learner.objects.get()
    assert (learner.path.slug, learner.started_on) == ("bootcamp", START)
    assert Enrollment.objects.count() == 2
    page = client.get(BOOTCAMP).text
    assert "This is your path" in page


def test_path_follow_is_taken_back(log_in, learner, bootcamp):
    client = log_in(learner)
    client.post(FOLLOW)
    undo = "/tracker/settings/path/self-taught/follow/?on=bootcamp"
    assert f'action="{undo}"' in client.get(BOOTCAMP).text
    assert client.post(undo).url == BOOTCAMP
    assert Learner.objects.get().path.slug == "self-taught"


def test_path_follow_by_htmx_answers_for_the_page_it_is_on(log_in, learner, bootcamp, htmx):
    client = log_in(learner)
    page = client.post(FOLLOW, headers=htmx).text
    assert page.lstrip().startswith('<div id="path-follow"')
    assert "This is your path" in page
    page = client.post("/tracker/settings/path/self-taught/follow/?on=bootcamp", headers=htmx).text
    assert f'hx-post="{FOLLOW}"' in page
    assert "This is your path" not in page


def test_path_follow_refuses_what_is_not_offered(log_in, learner, bootcamp):
    client = log_in(learner)
    make_path("unready", state="draft")
    make_path("old", state="retired")
    for slug in ("unready", "old", "no-such"):
        assert client.post(f"/tracker/settings/path/{slug}/follow/").status_code == 404
    assert client.post(f"{FOLLOW}?on=%00").url == BOOTCAMP


def test_a_path_that_was_followed_can_be_taken_up_again_after_it_was_retired(log_in, learner, bootcamp):
    client = log_in(learner)
    client.post(FOLLOW)
    type(bootcamp).objects.filter(slug="self-taught").update(state="retired")
    assert client.post("/tracker/settings/path/self-taught/follow/").status_code == 302
    assert Learner.objects.get().path.slug == "self-taught"


def test_certification_plan_adds_it_once(log_in, learner, guide):
    client = log_in(learner)
    for _ in range(2):
        assert client.post(PLAN).url == "/guide/certifications/cloud-ml/"
    planned = Certification.objects.get()
    assert (planned.stage, planned.listed) == ("planned", guide["credential"])
    assert "Planned" in client.get("/guide/certifications/cloud-ml/").text


def test_certification_plan_by_htmx(log_in, learner, guide, htmx):
    page = log_in(learner).post(PLAN, headers=htmx).text
    assert page.lstrip().startswith(f'<div id="held-{guide["credential"].pk}"')
    assert "Planned" in page


def test_certification_plan_leaves_what_is_there(log_in, learner, guide):
    make_held(learner, listed=guide["credential"], stage="passed")
    assert log_in(learner).post(PLAN).status_code == 302
    assert Certification.objects.get().stage == "passed"


@pytest.mark.parametrize("fields", [{"status": "retired"}, {"status": "replaced"}, {"state": "retired"}])
def test_certification_plan_refuses_what_can_no_longer_be_earned(log_in, learner, guide, htmx, fields):
    gone = make_certification("gone", title="Gone", **fields)
    client = log_in(learner)
    response = client.post("/tracker/certifications/plan/gone/", headers=htmx)
    assert response.status_code == 422
    assert "can no longer be planned" in response.text
    assert client.post("/tracker/certifications/plan/gone/").url == gone.get_absolute_url()
    assert "can no longer be planned" in client.get(gone.get_absolute_url()).text
    assert not Certification.objects.exists()


def test_certification_plan_of_what_is_no_certification_is_not_found(log_in, learner, guide):
    make_certification("unready", state="draft")
    for slug in ("unready", "no-such", "x" * 10_000):
        assert log_in(learner).post(f"/tracker/certifications/plan/{slug}/").status_code == 404

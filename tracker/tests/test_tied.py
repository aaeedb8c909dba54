"""Sessions that say which project or certification they were for: written, shown, narrowed by, and hidden."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker.actions.stages import discard
from tracker.actions.study import change_session, delete_session, log_session, repeat_session
from tracker.actions.study_bulk import change_sessions, undo_bulk
from tracker.actions.study_ties import Tie
from tracker.actions.timer import start_timer
from tracker.models import Section, StudySession, Timer
from tracker.tests.factories import START, make_held, make_mentorship, make_project

LIST, ADD = "/tracker/study/", "/tracker/study/add/"


@pytest.fixture
def project(learner):
    return make_project(learner)


@pytest.fixture
def held(learner):
    return make_held(learner)


@pytest.fixture
def log(learner, guide):
    def logged(**fields):
        said = {"day": START, "seconds": 3600, "skill": guide["math"], "token": uuid.uuid4(), **fields}
        return log_session(learner=learner, by=learner.user, **said)[0]

    return logged


def typed(**fields):
    return {"what": "math", "duration": "1h", "day": "2026-01-06", "note": "", "token": uuid.uuid4(), **fields}


def main_of(response):
    return response.text[response.text.index("<main") : response.text.index("</main")]


def test_a_session_is_for_one_thing_and_that_is_the_learners_own(learner, stranger, project, held, log):
    with pytest.raises(ValueError, match="or for"):
        log(project=project, certification=held)
    for theirs in ({"project": make_project(stranger)}, {"certification": make_held(stranger)}):
        with pytest.raises(ValueError, match="own"):
            log(**theirs)
        with pytest.raises(ValueError, match="own"):
            change_session(session=log(), by=None, **theirs)
    session = log(project=project)
    with pytest.raises(IntegrityError), transaction.atomic():
        StudySession.objects.filter(pk=session.pk).update(certification=held)


def test_what_is_logged_again_is_for_the_same_unless_that_is_deleted(learner, project, log):
    session = log(project=project)
    assert repeat_session(session=session, day=START, token=uuid.uuid4(), by=None).project == project
    discard(thing=project)
    session = StudySession.objects.get(pk=session.pk)
    assert repeat_session(session=session, day=START, token=uuid.uuid4(), by=None).project is None


def test_the_time_of_a_project_is_that_of_its_kept_sessions(project, learner, log):
    delete_session(session=log(project=project, seconds=7), by=None)
    log()
    assert StudySession.objects.time_by_project([project.pk]) == {}
    log(project=project), log(project=project, seconds=60)
    assert StudySession.objects.time_by_project([project.pk]) == {project.pk: (3660, 2)}


def test_study_add_ties_and_the_list_shows_and_narrows(log_in, learner, project, held):
    client = log_in(learner)
    assert "selected>Bus delays" in client.get(f"{ADD}?towards=project:{project.pk}").text
    assert client.post(ADD, typed(towards=f"project:{project.pk}", note="of project")).status_code == 302
    assert client.post(ADD, typed(towards=f"certification:{held.pk}", note="of diploma")).status_code == 302
    assert client.post(ADD, typed(note="of neither")).status_code == 302
    every = main_of(client.get(LIST))
    assert f'For <a href="/tracker/projects/{project.pk}/">Bus delays</a>' in every
    assert "For Own diploma" in every
    of_project = main_of(client.get(f"{LIST}?project={project.pk}"))
    assert "of project" in of_project
    assert "of diploma" not in of_project
    assert "of neither" not in of_project
    assert "1 h</strong> in 1 session" in of_project
    assert "of diploma" in main_of(client.get(f"{LIST}?certification={held.pk}"))
    export = client.get(f"{LIST}export.csv?project={project.pk}")
    assert b"".join(export.streaming_content).count(b"\r\n") == 2


@pytest.mark.parametrize("asked", ["x", "0", "999999", "%00", "1.5"])
def test_a_project_that_is_not_there_narrows_nothing(log_in, learner, project, log, asked):
    log(note="of neither")
    page = main_of(log_in(learner).get(f"{LIST}?project={asked}"))
    assert "of neither" in page
    assert "There is no such choice here" in page


def test_only_ones_own_and_kept_things_are_offered(log_in, learner, stranger, project):
    other, gone = make_project(stranger, title="Not mine"), make_project(learner, title="Gone")
    discard(thing=gone)
    client = log_in(learner)
    page = client.get(ADD).text
    assert "Bus delays" in page
    assert "Not mine" not in page
    assert "Gone" not in page
    for thing in (other, gone):
        assert client.post(ADD, typed(towards=f"project:{thing.pk}")).status_code == 422
    assert not StudySession.objects.exists()


def test_an_edit_keeps_changes_and_unties(log_in, learner, project, held, log):
    session, client = log(project=project), log_in(learner)
    edit = f"{LIST}{session.pk}/edit/"
    client.post(edit, typed(note="short form"))
    session.refresh_from_db()
    assert (session.project, session.note) == (project, "short form")
    discard(thing=project)
    assert "Bus delays (deleted)" in client.get(edit).text
    client.post(edit, typed(towards=f"project:{project.pk}"))
    session.refresh_from_db()
    assert session.project == project
    assert "Bus delays" not in main_of(client.get(LIST))
    client.post(edit, typed(towards=f"certification:{held.pk}"))
    session.refresh_from_db()
    assert (session.project, session.certification) == (None, held)
    client.post(edit, typed(towards=""))
    session.refresh_from_db()
    assert session.for_what is None


def test_the_quick_line_goes_on_as_before(log_in, learner, project):
    client = log_in(learner)
    line = "1h math today"
    seen = client.get(f"{LIST}quick/?line={line}").text
    assert "Math" in seen
    client.post(f"{LIST}quick/", {"line": line, "token": uuid.uuid4()})
    assert not StudySession.objects.filter(project__isnull=False).exists()


@pytest.mark.parametrize(("hidden", "shown"), [(Section.PROJECTS, "diploma"), (Section.CERTIFICATIONS, "Bus delays")])
def test_a_mentor_sees_no_tie_to_what_is_not_shared(log_in, learner, mentor, project, held, log, hidden, shown):
    log(project=project, note="of project"), log(certification=held, note="of certificate")
    make_mentorship(learner, mentor, sections=[each for each in Section.values if each != hidden])
    of = f"/tracker/of/{learner.user.handle}/study/"
    page = main_of(log_in(mentor).get(of))
    assert shown in page
    lost = "Bus delays" if hidden == Section.PROJECTS else "Own diploma"
    assert lost not in page
    narrowed = {Section.PROJECTS: f"project={project.pk}", Section.CERTIFICATIONS: f"certification={held.pk}"}[hidden]
    asked = main_of(log_in(mentor).get(f"{of}?{narrowed}"))
    assert "of project" in asked
    assert "of certificate" in asked
    assert "no such choice" not in asked


def test_many_sessions_are_tied_at_once_and_given_back(learner, project, held, log):
    before = [log(), log(certification=held), log(project=project)]
    said = {"learner": learner, "by": learner.user, "sessions": StudySession.objects.for_learner(learner)}
    act = change_sessions(**said, token=uuid.uuid4(), tie=Tie(project=project.pk))
    assert StudySession.objects.filter(project=project).count() == 3
    late = StudySession.objects.get(pk=before[0].pk)
    change_session(session=late, by=None, project=None)
    undone = undo_bulk(act=act, by=None)
    assert (undone.restored, undone.left) == (2, 1)
    ties = [(s.project_id, s.certification_id) for s in StudySession.objects.order_by("pk")]
    assert ties == [(None, None), (None, held.pk), (project.pk, None)]


def test_undoing_ties_nothing_to_what_is_gone_for_good(learner, project, log):
    log(project=project)
    sessions = StudySession.objects.for_learner(learner)
    act = change_sessions(learner=learner, by=None, token=uuid.uuid4(), sessions=sessions, tie=Tie())
    project.delete()
    undo_bulk(act=act, by=None)
    assert StudySession.objects.get().for_what is None


def test_bulk_change_by_its_form(log_in, learner, project, log):
    sessions = [log(), log()]
    client = log_in(learner)
    chosen = {"session": [session.pk for session in sessions], "token": uuid.uuid4(), "next": LIST}
    assert client.post(f"{LIST}bulk/change/", {**chosen, "towards": f"project:{project.pk}"}).status_code == 302
    assert StudySession.objects.filter(project=project).count() == 2
    assert client.post(f"{LIST}bulk/change/", {**chosen, "towards": "project:999"}).status_code == 422
    chosen["token"] = uuid.uuid4()
    assert client.post(f"{LIST}bulk/change/", {**chosen, "towards": "nothing"}).status_code == 302
    assert StudySession.objects.filter(project=project).count() == 0


def test_ties_cost_no_query_more_for_each(log_in, learner, project, held, log, django_assert_num_queries):
    client = log_in(learner)
    log(project=project), log(certification=held)
    client.get(LIST)  # the guide is read once and kept
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    for n in range(10):
        log(project=make_project(learner, title=f"{n}"), seconds=60, day=START + datetime.timedelta(days=n))
    with django_assert_num_queries(len(queries)):
        client.get(LIST)


# --- the timer -------------------------------------------------------------------------------------------------------

TIMER = "/tracker/timer/"


def test_the_timer_offers_projects_and_certifications_and_logs_for_what_was_chosen(
    log_in, learner, guide, project, held
):
    client = log_in(learner)
    page = main_of(client.get(TIMER))
    assert f'<option value="project:{project.pk}">Bus delays</option>' in page
    assert f'<option value="certification:{held.pk}">Own diploma</option>' in page
    client.post(f"{TIMER}start/", {"what": "math", "towards": f"project:{project.pk}"})
    assert f'<option value="project:{project.pk}" selected>' in main_of(client.get(TIMER))
    client.post(f"{TIMER}edit/", {"what": "math", "towards": f"certification:{held.pk}"})
    assert Timer.objects.get().for_what == held
    client.post(f"{TIMER}edit/", {"what": "math", "towards": ""})
    assert Timer.objects.get().for_what is None


def test_the_strip_of_the_timer_keeps_what_it_is_for(log_in, learner, guide, project):
    start_timer(learner=learner, now=timezone.now() - datetime.timedelta(hours=1), project=project, skill=guide["math"],
                activity="study")  # fmt: skip
    client = log_in(learner)
    client.post(f"{TIMER}pause/")
    client.post(f"{TIMER}stop/")
    assert {session.for_what for session in StudySession.objects.all()} == {project}


def test_the_timer_keeps_one_that_was_deleted_meanwhile_and_says_so(log_in, learner, project):
    start_timer(learner=learner, now=timezone.now(), project=project)
    discard(thing=project)
    client = log_in(learner)
    assert "Bus delays (deleted)" in main_of(client.get(TIMER))
    client.post(f"{TIMER}edit/", {"note": "more"})
    assert Timer.objects.get().for_what == project


@pytest.mark.parametrize("theirs", [True, False])
def test_the_timer_refuses_what_is_not_ones_own_and_keeps_the_input(log_in, learner, stranger, project, theirs):
    towards = f"project:{make_project(stranger).pk}" if theirs else "project:x"
    response = log_in(learner).post(f"{TIMER}start/", {"towards": towards, "note": "typed"})
    assert response.status_code == 422
    assert "Choose one of the list." in response.text
    assert "typed" in response.text
    assert not Timer.objects.exists()


def test_the_timers_page_asks_as_many_queries_for_many_things_as_for_one(log_in, learner, project, held):
    client = log_in(learner)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(TIMER)
        return len(seen)

    queries()
    few = queries()
    for n in range(5):
        make_project(learner, title=f"Project {n}")
        make_held(learner, name=f"Paper {n}")
    assert queries() == few


def test_the_timer_asks_nothing_of_who_keeps_neither(log_in, learner):
    assert "For a project or certification" not in main_of(log_in(learner).get(TIMER))

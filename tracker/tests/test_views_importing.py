"""The import pages from the preview on: importing, taking back, and steps at any other time."""

import pytest

from tracker.actions.importing import stamp_of
from tracker.actions.study import change_session
from tracker.importers.names import folded
from tracker.models import ImportBatch, NameMapping, StudySession
from tracker.tests.factories import make_import
from tracker.tests.test_views_imports import commit, previewed, url

LIST = "/tracker/imports/"
ONE = b"day,time,project\n2026-02-03,1h,Maths\n"


@pytest.fixture
def names(learner, guide):
    for name, skill in (("Maths", guide["math"]), ("Programming", guide["programming"])):
        NameMapping.objects.create(
            learner=learner, kind="project", name=name, folded=folded(name), verdict="take", skill=skill
        )


@pytest.fixture
def lena(log_in, learner):
    """The learner's client."""
    return log_in(learner)


def test_import_commit_makes_sessions_and_offers_to_undo(lena, names, htmx):
    batch = previewed(lena)
    fragment = commit(lena, batch, headers=htmx).text
    assert 'Imported: <b class="own">2 sessions, 1 h 30</b>.' in fragment
    assert "Undo this import" in fragment
    assert StudySession.objects.count() == 2
    commit(lena, batch)
    assert StudySession.objects.count() == 2


def test_import_commit_leaves_a_receipt_of_all_that_the_file_had(lena, learner, guide, names):
    NameMapping.objects.create(learner=learner, kind="project", name="Garden", folded="garden", verdict="leave")
    lines = [
        "2026-02-03 22:00,2026-02-04 02:00,Maths", "2026-02-05 09:00,2026-02-05 10:00,Maths",
        "2026-02-05 09:30,2026-02-05 10:30,Maths", "2026-02-06 09:00,2026-02-06 10:00,Garden",
        "2026-02-06 11:00,2026-02-06 12:00,Physics", "2026-02-30 09:00,2026-02-30 10:00,Maths",
        "2026-02-07 09:00,2026-02-07 10:00,Maths",
    ]  # fmt: skip
    commit(lena, previewed(lena, f"start,end,project\n{lines[-1]}\n".encode(), column_day=""))
    batch = previewed(lena, "\n".join(["start,end,project", *lines]).encode(), column_day="")
    split = "7 rows of the file, one of them split at midnight: each is a session on either day."
    preview = lena.get(url(batch)).text
    assert split in preview
    assert "Import 3 sessions, 5 h<" in preview
    commit(lena, batch)
    page = lena.get(url(batch)).text
    rest = "1 known already, 1 left out, 1 at the same time as others, 1 waiting for a skill, 1 refused."
    assert f"Not imported: {rest} Those that wait come in" in page
    assert split in page
    assert "What was refused, as CSV" in page


def test_import_commit_with_what_lies_at_the_same_time_counts_it_once(lena, learner, guide, names):
    batch = previewed(lena)
    lena.post(url(batch, "overlaps"), {"take": "1"})
    batch.refresh_from_db()
    commit(lena, batch)
    batch.refresh_from_db()
    assert (batch.counts["imported"], batch.counts["overlap"]) == (3, 0)


def test_import_drop_of_a_file_that_is_being_read(lena, names, monkeypatch):
    monkeypatch.setattr("tracker.views.imports.A_WHILE", -1)
    lines = "".join(f"2026-02-{n % 28 + 1:02},1 min,Maths,{n}\n" for n in range(4100))
    batch = previewed(lena, f"day,time,project,note\n{lines}".encode())
    assert "This file is not imported." in lena.post(url(batch, "drop"), follow=True).text
    lena.post(url(batch, "continue"))
    lena.post(url(batch, "restore"))
    assert "4,000 of 4,100 rows are read" in lena.get(url(batch)).text
    lena.post(url(batch, "continue"))
    lena.post(url(batch, "continue"))
    assert '<b class="own">4,100 new</b>' in lena.get(url(batch)).text


def test_import_commit_of_what_changed_meanwhile_shows_it_anew(lena, learner, guide, names):
    batch = previewed(lena, ONE)
    seen = stamp_of(batch)
    other = previewed(lena, ONE)
    commit(lena, other)
    page = lena.post(url(batch, "commit"), {"seen": seen}, follow=True).text
    assert "nothing was imported yet. This is how it stands now." in page
    assert "0 new</b>, 1 known" in page
    assert StudySession.objects.count() == 1


def test_import_undo_takes_all_of_it_back(lena, learner, names):
    batch = previewed(lena)
    commit(lena, batch)
    page = lena.post(url(batch, "undo"), follow=True).text
    assert "Taken back: 2 sessions." in page
    assert StudySession.objects.count() == 0
    assert commit(lena, batch).url == url(batch)
    assert StudySession.objects.count() == 2


def test_import_undo_asks_about_sessions_that_were_changed_since(lena, learner, names):
    batch = previewed(lena)
    commit(lena, batch)
    session = StudySession.objects.first()
    change_session(session=session, by=learner.user, note="changed")
    response = lena.post(url(batch, "undo"))
    assert response.status_code == 422
    assert "1 session of it changed since" in response.text
    assert f'href="{url(batch)}">Leave it as it is</a>' in response.text
    assert StudySession.objects.count() == 2
    page = lena.post(url(batch, "undo"), {"changed": "keep"}, follow=True).text
    assert "Taken back: 1 session. 1 that you changed since stays." in page
    assert StudySession.objects.get() == session


def test_import_drop_and_import_restore(lena, names):
    batch = previewed(lena)
    assert "This file is not imported." in lena.post(url(batch, "drop"), follow=True).text
    commit(lena, batch)
    assert StudySession.objects.count() == 0
    lena.post(url(batch, "restore"))
    assert "2 new</b>" in lena.get(url(batch)).text


VERBS = ("read", "continue", "names", "overlaps", "check", "commit", "undo", "drop", "restore")


@pytest.mark.parametrize("verb", ["", *VERBS, "refused"])
def test_another_learners_file_does_not_exist(lena, stranger, verb):
    batch = make_import(stranger)
    ask = lena.post if verb in VERBS else lena.get
    assert ask(url(batch, verb)).status_code == 404
    assert ask(f"{LIST}999999999999999999999/{verb}/".replace("//", "/")).status_code == 404


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ["asking", "reading", "ready", "committed", "undone", "dropped"])
def test_any_step_at_any_time_answers_and_imports_nothing_twice(lena, names, verb, state):
    batch = previewed(lena, ONE)
    commit(lena, batch)
    count = StudySession.objects.count()
    options = {**batch.options, "was": "ready"}
    ImportBatch.objects.filter(pk=batch.pk).update(state=state, options=options)
    assert lena.post(url(batch, verb)).status_code in (302, 422)
    assert StudySession.objects.count() in (count, 0)


def test_import_add_after_a_log_in_in_between_asks_for_the_file_again(lena):
    assert "Choose the file again." in lena.get(f"{LIST}add/", follow=True).text

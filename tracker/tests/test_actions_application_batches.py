"""A file of applications becomes applications and is taken back: rollups, what is known, how many statements."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker.actions.application_batches import (
    ApplicationsChanged,
    LogChanged,
    import_applications,
    undo_applications,
)
from tracker.actions.application_imports import (
    TooManyWaiting,
    choose_sheet,
    drop,
    map_columns,
    say_words,
    take_rows,
    take_up,
)
from tracker.actions.stages import discard, move
from tracker.actions.upkeep import clear_imports
from tracker.application_export import csv_of
from tracker.application_log import judged_rows
from tracker.applogs.beside import stamp_of
from tracker.models import (
    Application,
    ApplicationBatch,
    ApplicationEvent,
    Contact,
    Document,
    FollowUp,
    ImportedApplication,
    Interview,
    Learner,
    Offer,
    OwnStage,
    StageWord,
)
from tracker.recounts import Standings
from tracker.tests.factories import START, make_application, make_application_import
from tracker.tests.log_files import LOG, workbook

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 1)
DAY = datetime.timedelta(days=1)


def batch_from(learner, content=LOG, **mapping):
    """A file whose columns are as they are guessed."""
    batch = make_application_import(learner, content)
    batch.learner = learner
    return batch if batch.mapping.get("own") else map_columns(batch=batch, mapping={**batch.mapping, **mapping})


def commit(batch, today=TODAY):
    return import_applications(
        batch=batch, by=batch.learner.user, today=today, seen=stamp_of(judged_rows(batch, today))
    )


def statuses(batch):
    return [found.status for found in judged_rows(batch, TODAY)]


def agrees(learner):
    """The rollups say what the events say."""
    assert Standings.kept(learner).differences(Standings.counted(learner)) == []


def log_of(count, start=0):
    days = [(START + n % 90 * DAY).isoformat() for n in range(count)]
    return "Company,Role,Status,Applied on\n" + "".join(
        f"Firm {n + start},Engineer,{('Applied', 'OA', 'Ghosted')[n % 3]},{day}\n" for n, day in enumerate(days)
    )


def test_what_is_new_comes_in_with_its_events_and_rollups(learner):
    batch = commit(batch_from(learner))
    assert batch.state == "committed"
    assert batch.counts == {"imported": 4, "waiting": 1, "refused": 2}
    acme, birch, cobalt, fir = Application.objects.for_learner(learner).order_by("id")
    assert (acme.stage, acme.furthest, acme.channel) == ("rejected", "onsite", "referral")
    assert (acme.applied_on, acme.salary_low, acme.salary_currency) == (datetime.date(2026, 1, 5), 85000, "EUR")
    assert list(acme.events.values_list("sequence", "stage", "happened_on", "recorded_on")) == [
        (1, "applied", datetime.date(2026, 1, 5), TODAY),
        (2, "onsite", datetime.date(2026, 1, 5), TODAY),
        (3, "rejected", datetime.date(2026, 1, 20), TODAY),
    ]
    assert [event.stage for event in acme.events.filter(day_assumed=True)] == ["onsite"]
    assert (birch.stage, birch.company_key, birch.quiet_since) == ("technical", "birch", datetime.date(2026, 1, 7))
    assert cobalt.stage == "no_reply"
    assert (fir.link, fir.note, fir.salary_low) == ("", "=1+1", None)
    assert Learner.objects.get(pk=learner.pk).applications_sent == 4
    agrees(learner)


def test_the_same_file_adds_nothing_even_after_its_applications_are_gone(learner):
    commit(batch_from(learner))
    again = batch_from(learner)
    assert set(statuses(again)) == {"known", "waiting", "refused"}
    assert commit(again).state == "uploaded"
    Application.objects.of_batch(ApplicationBatch.objects.get(state="committed")).erase()
    assert "new" not in statuses(again)
    assert ImportedApplication.objects.count() == 4


def test_imported_twice_is_imported_once(learner):
    batch = batch_from(learner)
    assert commit(batch).counts == commit(batch).counts
    assert Application.objects.count() == 4


def test_only_what_was_seen_is_imported(learner):
    batch = batch_from(learner)
    seen = stamp_of(judged_rows(batch, TODAY))
    make_application(learner, company="Acme", role="Data Engineer")
    with pytest.raises(LogChanged):
        import_applications(batch=batch, by=learner.user, today=TODAY, seen=seen)
    assert Application.objects.count() == 1
    assert batch_from(learner).state == "uploaded"


def test_a_word_said_meanwhile_is_not_imported_unseen(learner):
    batch = batch_from(learner)
    seen = stamp_of(judged_rows(batch, TODAY))
    for kind, word, means in (("stage", "vibing", {"stage": "screen"}), ("channel", "linkedin", {"channel": "board"})):
        say_words(learner=learner, words=[StageWord(kind=kind, word=word, folded=word, **means)])
    with pytest.raises(LogChanged):
        import_applications(batch=batch, by=learner.user, today=TODAY, seen=seen)
    assert commit(batch).counts["imported"] == 5
    assert Application.objects.get(company="Dune").stage == "screen"


def test_what_is_said_again_is_said_otherwise(learner):
    for stage in ("screen", "onsite"):
        say_words(learner=learner, words=[StageWord(kind="stage", word="Chat", folded="chat", stage=stage)])
    assert StageWord.objects.get().stage == "onsite"


def test_what_looks_the_same_stays_out_unless_it_is_taken(learner):
    make_application(learner, company="Acme Inc.", role="Data Engineer")
    batch = batch_from(learner)
    found = judged_rows(batch, TODAY)[0]
    assert found.reasons == ("The same company and role as Data Engineer, Acme Inc., which you have.",)
    batch = take_rows(batch=batch, lines={2})
    assert commit(batch).counts["imported"] == 4
    assert Application.objects.filter(role="Data Engineer").count() == 2


def test_what_lies_in_the_bin_is_no_double(learner):
    discard(thing=make_application(learner, company="Acme", role="Data Engineer"))
    assert statuses(batch_from(learner))[0] == "new"


# --- taking back -----------------------------------------------------------------------------------------------------


def test_a_file_is_taken_back_and_may_come_in_again(learner):
    mine = make_application(learner)
    batch = undo_applications(batch=commit(batch_from(learner)))
    assert (batch.state, batch.counts["stayed"]) == ("undone", 0)
    assert list(Application.objects.all()) == [mine]
    assert ApplicationEvent.objects.count() == 1
    assert ImportedApplication.objects.count() == 0
    assert Learner.objects.get(pk=learner.pk).applications_sent == 1
    assert undo_applications(batch=batch).state == "undone"
    assert commit(batch).counts["imported"] == 4
    agrees(learner)


def hang_everything(application):
    FollowUp.objects.create(application=application, happened_on=START)
    Contact.objects.create(application=application, name="Robin")
    Interview.objects.create(application=application, day=START)
    Document.objects.create(application=application, title="Letter", link="https://example.org/")
    Offer.objects.create(application=application, made_on=START, base=1, currency="EUR")


def changed_file(learner):
    """A file that was imported, of whose applications one was moved and one has something hanging on it."""
    batch = commit(batch_from(learner))
    first, second, *_ = Application.objects.of_batch(batch).order_by("id")
    move(thing=second, stage="offer", happened_on=TODAY, by=learner.user)
    hang_everything(first)
    return batch, {first, second}


def test_what_changed_since_is_asked_about_and_stays(learner):
    batch, changed = changed_file(learner)
    with pytest.raises(ApplicationsChanged) as raised:
        undo_applications(batch=batch)
    assert (raised.value.count, set(raised.value.applications)) == (2, changed)
    batch = undo_applications(batch=batch, changed_too=False)
    assert batch.counts["stayed"] == 2
    assert set(Application.objects.all()) == changed
    assert statuses(batch)[:3] == ["known", "known", "new"]
    agrees(learner)


def test_what_changed_since_goes_too_if_it_is_to(learner):
    batch, _ = changed_file(learner)
    undo_applications(batch=batch, changed_too=True)
    for model in (Application, ApplicationEvent, Offer, Contact, Interview, Document, FollowUp, ImportedApplication):
        assert model.objects.count() == 0
    assert Learner.objects.get(pk=learner.pk).applications_sent == 0


# --- our own ---------------------------------------------------------------------------------------------------------


def exported(learner, access_of):
    return "".join(csv_of(access_of(learner)))


@pytest.fixture
def access_of():
    class Access:
        def __init__(self, learner):
            self.learner = learner

    return Access


def test_what_is_exported_comes_back_as_it_was(learner, stranger, access_of):
    own = OwnStage.objects.create(learner=learner, name="=Chat, “first”", meaning="screen")
    first = make_application(learner, note="=1+1\r\nline", link="https://example.org/1")
    move(thing=first, stage="screen", happened_on=START + DAY, by=learner.user, own_stage=own)
    move(thing=first, stage="rejected", happened_on=START + DAY, by=learner.user)
    move(thing=first, stage="applied", happened_on=START + 5 * DAY, by=learner.user)
    Application.objects.filter(pk=first.pk).update(
        salary_low="85000.50",
        salary_currency="EUR",
        place="Lyon",
        next_action="Call",
        next_action_on=START,
        workplace="remote",
    )
    make_application(learner, company="Birch", stage="saved")
    text = exported(learner, access_of)

    known = batch_from(learner, text)
    assert statuses(known) == ["known", "known"]
    batch = commit(batch_from(stranger, text))
    assert batch.counts == {"imported": 2}
    assert exported(stranger, access_of) == text
    assert stranger.own_stages.get().name == own.name
    agrees(stranger)
    for application in Application.objects.for_learner(learner):
        twin = Application.objects.for_learner(stranger).get(token=application.token)
        for name in ("stage", "stage_since", "furthest", "applied_on", "stage_without_offers", "company_key"):
            assert getattr(twin, name) == getattr(application, name)


def test_an_own_stage_of_another_meaning_keeps_its_meaning(learner, stranger, access_of):
    own = OwnStage.objects.create(learner=learner, name="Chat", meaning="screen")
    OwnStage.objects.create(learner=stranger, name="Chat", meaning="onsite")
    move(thing=make_application(learner), stage="screen", happened_on=START + DAY, by=learner.user, own_stage=own)
    commit(batch_from(stranger, exported(learner, access_of)))
    application = Application.objects.for_learner(stranger).get()
    assert (application.stage, application.own_stage) == ("screen", None)


# --- how it is kept --------------------------------------------------------------------------------------------------


def test_the_columns_of_a_file_are_remembered_for_the_next_with_the_same(learner):
    batch = make_application_import(learner, "A,B,C\nAcme,Engineer,Applied\n")
    batch.learner = learner
    assert batch.columns == {}
    said = {"columns": {"company": 0, "role": 1, "stage": 2}, "order": "", "currency": "CHF", "day": "2026-01-02"}
    map_columns(batch=batch, mapping=said)
    later = make_application_import(learner, "a,b,c\nBirch,Analyst,Applied\n")
    assert later.mapping == {**said, "day": "", "confirmed": False}


def test_another_sheet_is_read_with_its_own_columns(learner):
    table = [("Company", "Role"), ("Acme", "Engineer")]
    other = [("Employer", "Job", "Status"), ("a", "b", "c"), ("d", "e", "f")]
    batch = make_application_import(learner, workbook(("One", table), ("Two", other)))
    batch = choose_sheet(batch=batch, number=1)
    assert (batch.rows, batch.columns["stage"]) == (2, 2)
    assert choose_sheet(batch=batch, number=7).sheet == 1


def test_a_form_sent_twice_is_one_file_and_only_so_many_wait(learner):
    form = {"learner": learner, "by": learner.user, "data": LOG.encode(), "filename": "x.csv", "token": uuid.uuid4()}
    assert take_up(**form) == take_up(**form)
    for _ in range(4):
        make_application_import(learner)
    with pytest.raises(TooManyWaiting):
        make_application_import(learner)
    drop(batch=ApplicationBatch.objects.first())
    make_application_import(learner)


def test_files_are_kept_a_week(learner):
    done, waiting = commit(batch_from(learner)), batch_from(learner)
    now = timezone.now()
    assert clear_imports(now=now + 6 * DAY) == 0
    done.refresh_from_db()
    assert done.has_file
    assert clear_imports(now=now + 8 * DAY) == 1
    done.refresh_from_db()
    assert not done.has_file
    assert not ApplicationBatch.objects.filter(pk=waiting.pk).exists()
    undo_applications(batch=done)
    assert Application.objects.count() == 0


def statements(act):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return len(captured)


def test_statements_do_not_grow_with_the_rows_of_a_slice(learner):
    few, many = batch_from(learner, log_of(20)), batch_from(learner, log_of(200, start=100))
    seen = {batch.pk: stamp_of(judged_rows(batch, TODAY)) for batch in (few, many)}
    counts = [
        statements(lambda batch=batch: import_applications(batch=batch, by=None, today=TODAY, seen=seen[batch.pk]))
        for batch in (few, many)
    ]
    assert Application.objects.count() == 220
    assert counts[1] - counts[0] <= 10  # SQLite takes fewer rows in one statement than are given to it
    counts = [statements(lambda batch=batch: undo_applications(batch=batch)) for batch in (few, many)]
    assert counts[0] == counts[1]


def test_five_thousand_rows_come_in_and_go(learner):
    batch = batch_from(learner, log_of(5000))
    seen = stamp_of(judged_rows(batch, TODAY))
    with CaptureQueriesContext(connection) as captured:
        batch = import_applications(batch=batch, by=learner.user, today=TODAY, seen=seen)
    assert batch.counts == {"imported": 5000}
    assert len(captured) < 400
    with CaptureQueriesContext(connection) as captured:
        undo_applications(batch=batch)
    assert len(captured) < 150
    assert Application.objects.count() == 0

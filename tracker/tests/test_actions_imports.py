"""Imports: nothing twice, nothing half, all of it back. On sessions, rollups and what is remembered."""

import datetime
import io
import uuid

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.catalogue import catalogue
from guide.kept import KeptByVersion
from guide.models import Topic
from tracker import rollups
from tracker.actions.importing import LogChanged, SessionsChanged, import_batch, stamp_of, undo_batch
from tracker.actions.imports import TooManyOpen, drop_batch, look_again, read_as, start_batch, take_up_batch
from tracker.actions.runs import keep_run
from tracker.actions.stages import discard
from tracker.actions.staging import name_sources, read_on, take_overlaps
from tracker.actions.study import DayTooLong, change_session, delete_session, log_session
from tracker.actions.upkeep import BIN_KEPT, FILES_KEPT, clear_imports, empty_bins
from tracker.exchange import sessions as exchange
from tracker.importers.names import folded
from tracker.models import (
    ImportBatch,
    ImportChunk,
    ImportedRow,
    ImportRow,
    Learner,
    NameMapping,
    StudySession,
)
from tracker.study_export import lines_of
from tracker.tests.factories import START, make_held, make_import, make_project
from tracker.tied import lasting_name

TODAY = datetime.date(2026, 6, 1)
HEAD = "day,start,end,duration,project,tags,note\n"
ROWS = HEAD + "2026-02-02,09:00,10:00,,Maths,book,one\n2026-02-03,,,0:30,Code,,two\n2026-02-03,,,0:30,Code,,two\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def names(learner, guide):
    """What the learner has said of names already."""
    return [remember(learner, "Maths", skill=guide["math"]), remember(learner, "Code", skill=guide["programming"])]


def remember(learner, name, kind="project", verdict="take", **meaning):
    return NameMapping.objects.create(
        learner=learner, kind=kind, name=name, folded=folded(name), verdict=verdict, **meaning
    )


def ready(learner, content=ROWS, **options):
    """The file, read and looked at beside the log."""
    batch = make_import(Learner.objects.get(pk=learner.pk), content)
    if batch.state == ImportBatch.State.ASKING:
        columns = batch.options["columns"]
        options = {**look_again(batch, batch.format, columns), **options}
        batch = read_as(batch=batch, format=batch.format, zone="UTC", options=options)
    while batch.state == ImportBatch.State.READING:
        batch = read_on(batch=batch, guide=catalogue(), today=TODAY)
    return batch


def come_in(batch, learner):
    """Import what the batch shows now."""
    batch.refresh_from_db()
    return import_batch(batch=batch, by=learner.user, today=TODAY, seen=stamp_of(batch))


def brought_in(learner, content=ROWS, **options):
    """The file, imported."""
    return come_in(ready(learner, content, **options), learner)


def statuses(batch):
    return [(row.line, row.status) for row in ImportRow.objects.of(batch).in_order()]


def reasons(batch):
    return [(row.line, row.code) for row in ImportRow.objects.of(batch).refused().in_order()]


def sums(learner):
    kept = rollups.Sums.kept(learner)
    assert kept.differences(rollups.Sums.counted(learner)) == []
    return kept


def log(learner, **fields):
    defaults = {"day": START, "seconds": 3600, "token": uuid.uuid4()}
    return log_session(learner=learner, by=learner.user, **{**defaults, **fields})[0]


def test_a_file_becomes_sessions_with_skills_tags_times_and_sums(learner, guide):
    batch = brought_in(learner)
    one, *two = StudySession.objects.order_by("day", "pk")
    assert (one.day.isoformat(), one.seconds, one.skill, one.note) == ("2026-02-02", 3600, guide["math"], "one")
    assert (one.started_at.hour, one.origin, one.batch, one.by) == (9, "import", batch, learner.user)
    assert [tag.name for tag in one.tags.all()] == ["book"]
    assert [session.note for session in two] == ["two", "two"], "two rows alike are two sessions"
    assert sums(learner).totals["logged_seconds"] == 7200
    nothing = dict.fromkeys(("known", "left", "overlap", "open", "refused", "split"), 0)
    assert batch.counts == {"imported": 3, "seconds": 7200, **nothing}


def test_the_same_file_again_adds_nothing(learner):
    brought_in(learner)
    again = ready(learner)
    assert {status for _, status in statuses(again)} == {"known"}
    before = sums(learner)
    assert come_in(again, learner).state == ImportBatch.State.READY
    assert sums(learner) == before


def test_the_same_row_in_another_file_is_known_and_a_third_alike_is_new(learner):
    brought_in(learner)
    other = "day;duration;project;note\n" + "03.02.2026;0,5;code;two\n" * 3
    batch = ready(learner, other, order="dmy", unit="hours")
    assert statuses(batch) == [(2, "known"), (3, "known"), (4, "new")]


def test_what_was_deleted_and_purged_since_does_not_come_back(learner):
    brought_in(learner)
    delete_session(session=StudySession.objects.get(note="one"), by=learner.user)
    assert {status for _, status in statuses(ready(learner))} == {"known"}
    empty_bins(now=timezone.now() + BIN_KEPT + BIN_KEPT)
    assert StudySession.objects.count() == 2
    assert {status for _, status in statuses(ready(learner))} == {"known"}


def test_what_was_typed_in_alike_is_known_as_often_as_it_was(learner, guide):
    log(learner, day=datetime.date(2026, 2, 3), seconds=1800, skill=guide["programming"], note="two")
    assert statuses(ready(learner)) == [(2, "new"), (3, "known"), (4, "new")]


def test_a_batch_is_imported_once_however_often_it_is_sent(learner):
    batch = ready(learner)
    first = come_in(batch, learner)
    assert come_in(batch, learner).committed_at == first.committed_at
    assert StudySession.objects.count() == 3


def test_the_same_upload_sent_twice_is_one_batch(learner):
    upload = {"learner": learner, "by": learner.user, "token": uuid.uuid4(), "filename": "a.csv", "size": 5}
    batches = {start_batch(**upload, file=io.BytesIO(ROWS.encode())).pk for _ in range(2)}
    assert len(batches) == 1


def test_no_more_than_five_files_wait(learner):
    for _ in range(5):
        batch = make_import(learner)
    with pytest.raises(TooManyOpen):
        make_import(learner)
    drop_batch(batch=batch)
    make_import(learner)
    with pytest.raises(TooManyOpen):
        take_up_batch(batch=batch)


def test_a_row_over_midnight_is_a_session_on_each_day(learner):
    brought_in(learner, HEAD + "2026-02-02,23:30,01:00,,Maths,,late\n")
    sessions = StudySession.objects.order_by("day")
    assert [(s.day.isoformat(), s.seconds) for s in sessions] == [("2026-02-02", 1800), ("2026-02-03", 3600)]


def test_names_that_nobody_said_anything_of_wait_and_what_is_said_is_remembered(learner, guide):
    content = HEAD + "2026-02-02,,,1h,Garden,,\n2026-02-03,,,1h,,deep work,\n2026-02-04,,,1h,Maths,,\n"
    batch = ready(learner, content)
    assert ImportRow.objects.of(batch).waiting().count() == 2
    said = [NameMapping(learner=learner, kind="tag", name="deep-work", folded="deep-work", verdict="take",
                        activity="project"),
            NameMapping(learner=learner, kind="project", name="Garden", folded="garden", verdict="leave")]  # fmt: skip
    name_sources(batch=batch, mappings=said, today=TODAY)
    come_in(batch, learner)
    assert [s.what for s in StudySession.objects.order_by("day")] == ["Project work", "Math"]
    other = ready(learner, HEAD + "2026-03-02,,,1h,GARDEN,,\n2026-03-03,,,1h,,Deep Work,\n")
    assert ImportRow.objects.of(other).waiting().count() == 0


def test_a_project_may_leave_it_to_its_tags(learner, guide):
    remember(learner, "Study", verdict="tags")
    remember(learner, "sums", kind="tag", skill=guide["math"])
    brought_in(learner, HEAD + '2026-02-02,,,1h,Study,"book,sums",\n')
    assert StudySession.objects.get().skill == guide["math"]


def test_overlaps_stay_out_unless_the_learner_says_otherwise(learner, guide):
    nine = datetime.datetime(2026, 2, 2, 9, tzinfo=datetime.UTC)
    ten = nine + datetime.timedelta(hours=1)
    log(learner, day=nine.date(), skill=guide["math"], note="mine", started_at=nine, ended_at=ten)
    content = HEAD + (
        "2026-02-02,09:30,10:30,,Maths,,beside the log\n2026-02-02,11:00,12:00,,Maths,,first\n"
        "2026-02-02,11:30,12:30,,Maths,,beside the file\n2026-02-02,12:00,13:00,,Maths,,after\n"
    )
    batch = ready(learner, content)
    assert statuses(batch) == [(2, "overlap"), (3, "new"), (4, "overlap"), (5, "new")]
    take_overlaps(batch=batch, today=TODAY, take=True)
    come_in(batch, learner)
    assert StudySession.objects.count() == 5
    sums(learner)


def test_days_before_the_start_to_come_and_full_ones_are_refused_with_their_reason(learner, guide):
    log(learner, day=datetime.date(2026, 2, 2), seconds=20 * 3600, skill=guide["math"])
    content = HEAD + (
        "2026-01-04,,,1h,Maths,,\n2026-06-02,,,1h,Maths,,\n2026-02-02,,,3h,Maths,,a\n2026-02-02,,,2h,Maths,,b\n"
        "2026-02-02,,,1h,Maths,,c\n"
    )
    batch = ready(learner, content)
    assert reasons(batch) == [(2, "before"), (3, "to-come"), (5, "full")]
    come_in(batch, learner)
    assert sums(learner).days[datetime.date(2026, 2, 2)] == 24 * 3600


def test_a_day_that_is_not_over_is_not_taken_from_sums_of_days(learner):
    content = (
        '{"days": [{"date": "2026-06-01", "projects": [{"name": "Code", "grand_total": {"total_seconds": 60}}]},'
        ' {"date": "2026-05-31", "projects": [{"name": "Code", "grand_total": {"total_seconds": 60}}]}]}'
    )
    batch = ready(learner, content)
    assert [(row.day.day, row.status, row.code) for row in ImportRow.objects.of(batch).order_by("day")] == [
        (31, "new", ""),
        (1, "refused", "going-on"),
    ]


def test_if_the_log_changed_since_nothing_is_imported_and_the_preview_is_made_anew(learner, guide):
    batch = ready(learner)
    seen = stamp_of(batch)
    log(learner, day=datetime.date(2026, 2, 3), seconds=1800, skill=guide["programming"], note="two")
    with pytest.raises(LogChanged):
        import_batch(batch=batch, by=learner.user, today=TODAY, seen=seen)
    assert StudySession.objects.count() == 1
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.READY
    assert statuses(batch) == [(2, "new"), (3, "known"), (4, "new")]
    come_in(batch, learner)
    assert StudySession.objects.count() == 3


def test_what_another_window_said_of_the_names_meanwhile_imports_nothing_unseen(learner, guide):
    batch = ready(learner)
    seen = stamp_of(batch)
    mapping = NameMapping.objects.for_learner(learner).by_name()["project", "maths"]
    mapping.skill = guide["programming"]
    batch = name_sources(batch=batch, mappings=[mapping], today=TODAY)
    for stale in (seen, "", "0" * 32):
        with pytest.raises(LogChanged):
            import_batch(batch=batch, by=learner.user, today=TODAY, seen=stale)
    assert StudySession.objects.count() == 0


def test_a_change_of_the_log_that_touches_none_of_it_is_in_nobodys_way(learner, guide):
    batch = ready(learner)
    log(learner, skill=guide["math"])
    assert come_in(batch, learner).state == ImportBatch.State.COMMITTED


def test_undo_gives_the_sums_back_and_the_file_can_be_imported_again(learner, guide):
    log(learner, skill=guide["math"])
    before = sums(learner)
    batch = brought_in(learner)
    undone = undo_batch(batch=batch, by=learner.user, today=TODAY)
    assert (undone.state, sums(learner)) == (ImportBatch.State.UNDONE, before)
    assert (StudySession.objects.count(), ImportedRow.objects.count()) == (1, 0)
    assert undo_batch(batch=batch, by=learner.user, today=TODAY).state == ImportBatch.State.UNDONE
    assert {status for _, status in statuses(undone)} == {"new"}
    come_in(undone, learner)
    assert StudySession.objects.count() == 4


def test_undo_takes_back_the_best_run_that_the_import_made(learner):
    batch = brought_in(learner, HEAD + "2026-02-10,08:00,18:00,,Maths,,a week's goal in a day\n")
    keep_run(learner=learner, today=TODAY)
    learner.refresh_from_db()
    assert learner.best_run_weeks == 1
    undo_batch(batch=batch, by=learner.user, today=TODAY)
    learner.refresh_from_db()
    assert (learner.best_run_weeks, learner.best_run_ended_on) == (0, None)


def test_sessions_changed_since_are_asked_about_and_stay_unless_they_are_to_go(learner, guide):
    batch = brought_in(learner)
    session = StudySession.objects.get(note="one")
    change_session(session=session, by=learner.user, note="eigenvalues")
    with pytest.raises(SessionsChanged) as caught:
        undo_batch(batch=batch, by=learner.user, today=TODAY)
    assert (caught.value.count, caught.value.sessions) == (1, [session])
    assert StudySession.objects.count() == 3

    batch = undo_batch(batch=batch, by=learner.user, today=TODAY, changed_too=False)
    assert list(StudySession.objects.values_list("note", flat=True)) == ["eigenvalues"]
    assert statuses(batch)[0] == (2, "known"), "or it would come in beside the one that stayed"
    sums(learner)


def test_changed_sessions_go_too_if_the_learner_says_so(learner):
    batch = brought_in(learner)
    change_session(session=StudySession.objects.get(note="one"), by=learner.user, note="other")
    undo_batch(batch=batch, by=learner.user, today=TODAY, changed_too=True)
    assert (StudySession.objects.count(), ImportedRow.objects.count()) == (0, 0)


def test_reading_goes_on_where_it_stopped(learner):
    lines = "".join(f"2026-02-{n % 28 + 1:02},,,1 min,Maths,,row {n}\n" for n in range(4500))
    batch = make_import(learner, HEAD + lines)
    batch = read_as(batch=batch, format="csv", zone="UTC", options={})
    seen = []
    while batch.state == ImportBatch.State.READING:
        batch = read_on(batch=batch, guide=catalogue(), today=TODAY)
        seen.append(ImportRow.objects.of(batch).count())
    assert seen == [4000, 4500, 4500]


def test_reading_anew_forgets_what_was_read(learner):
    batch = ready(learner)
    batch = read_as(batch=batch, format="csv", zone="Europe/Berlin", options={})
    assert ImportRow.objects.count() == 0
    while batch.state == ImportBatch.State.READING:
        batch = read_on(batch=batch, guide=catalogue(), today=TODAY)
    assert ImportRow.objects.of(batch).in_order()[0].started_at.hour == 8


def test_left_files_are_cleared_after_a_week_and_what_is_known_stays(learner):
    make_import(learner)
    done = brought_in(learner)
    later = timezone.now() + FILES_KEPT
    assert clear_imports(now=later - datetime.timedelta(hours=1)) == 0
    assert clear_imports(now=later + datetime.timedelta(hours=1)) == 1
    assert list(ImportBatch.objects.all()) == [done]
    assert (ImportChunk.objects.count(), ImportRow.objects.count(), ImportedRow.objects.count()) == (0, 0, 3)
    assert {status for _, status in statuses(ready(learner))} == {"known"}


def test_a_file_that_was_imported_while_the_left_ones_are_cleared_stays(learner, monkeypatch):
    batch = ready(learner)
    lock = type(Learner.objects.all()).locked
    imported = []

    def locked(self, learner):
        if not imported:
            imported.append(batch)
            come_in(batch, learner)
        return lock(self, learner)

    monkeypatch.setattr(type(Learner.objects), "locked", locked)
    assert clear_imports(now=timezone.now() + FILES_KEPT + datetime.timedelta(hours=1)) == 0
    assert imported
    assert ImportBatch.objects.filter(pk=batch.pk).exists()


# --- our own format --------------------------------------------------------------------------------------------------


def exported(sessions):
    """The sessions as the list of sessions gives them."""
    return exchange.head() + exchange.written(lines_of(sessions, catalogue()))


def said(session):
    """All that a session says, but for whose it is."""
    fields = ("day", "seconds", "zone", "activity", "skill_id", "topic_id", "note", "link", "started_at", "ended_at")
    tags = tuple(sorted(tag.name for tag in session.tags.all()))
    return (*(str(getattr(session, name)) for name in fields), tags, lasting_name(session.for_what))


ENDS_OF_LINES = "\r\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e"
NOTES = st.text(st.characters(codec="utf-8", exclude_characters=f"\0{ENDS_OF_LINES}"), max_size=12)
SESSIONS = st.lists(
    st.fixed_dictionaries({
        "day": st.dates(START, TODAY),
        "seconds": st.integers(1, 20_000),
        "what": st.sampled_from(["math", "programming", "topic", "interview", "project"]),
        "note": st.one_of(st.sampled_from(["", "=1+1", "'=1+1", "a,b", 'a"b', "a\nb", "شكرا"]), NOTES.map(str.strip)),
        "tags": st.sets(st.sampled_from(["book", "quiet", "über"])),
        "hour": st.one_of(st.none(), st.integers(0, 20)),
        "towards": st.sampled_from(["", "project", "certification"]),
    }),
    max_size=8,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions=SESSIONS)
def test_our_own_csv_of_any_sessions_gives_the_same_sessions_once(learner, stranger, guide, sessions):
    with transaction.atomic():
        topic = Topic.objects.create(skill=guide["math"], name="Rings")
        KeptByVersion.forget_all()  # the catalogue, of an example before
        things = {"project": make_project(learner), "certification": make_held(learner)}
        make_project(stranger, token=things["project"].token)  # as an archive brings them
        make_held(stranger, token=things["certification"].token)
        for fields in sessions:
            towards = fields["towards"]
            tie = {towards: things[towards]} if towards else {}
            log_any(learner, guide, topic, **{**fields, **tie})
        mine = list(StudySession.objects.for_learner(learner))
        text = exported(mine)
        if mine:
            assert {status for _, status in statuses(ready(learner, text))} == {"known"}
            batch = ready(stranger, text)
            take_overlaps(batch=batch, today=TODAY, take=True)
            before = sums(stranger)
            batch = come_in(batch, stranger)
            theirs = list(StudySession.objects.for_learner(stranger))
            assert sorted(map(said, theirs)) == sorted(map(said, mine))
            assert sums(stranger).days == sums(learner).days
            assert {status for _, status in statuses(ready(stranger, text))} == {"known"}
            undo_batch(batch=batch, by=stranger.user, today=TODAY)
            assert sums(stranger) == before
        transaction.set_rollback(True)


def log_any(learner, guide, topic, *, what, hour, day, seconds, towards, **fields):
    skill = guide.get("math" if what == "topic" else what) if what not in ("interview", "project") else None
    if skill:
        fields |= {"skill": skill, "topic": topic if what == "topic" else None}
    else:
        fields |= {"activity": what}
    if hour is not None:
        start = datetime.datetime.combine(day, datetime.time(hour), tzinfo=datetime.UTC)
        fields |= {"started_at": start, "ended_at": start + datetime.timedelta(seconds=seconds)}
    try:
        with transaction.atomic():
            log(learner, day=day, seconds=seconds, **fields)
    except DayTooLong:
        pass


def test_what_a_file_says_sessions_were_for_is_of_ones_own_and_kept(learner, stranger, guide):
    own, theirs, gone = make_project(learner), make_project(stranger), make_held(learner)
    discard(thing=gone)
    names = [lasting_name(thing) for thing in (own, theirs, gone)] + ["project/", "nothing", f"skill/{own.token}"]
    head = "day,seconds,skill,activity,note,towards\n"
    lines = [f"2026-02-0{n},60,math,study,{n},{name}" for n, name in enumerate(names, 1)]
    brought_in(learner, head + "\n".join(lines) + "\n")
    tied = {session.note: session.for_what for session in StudySession.objects.for_learner(learner)}
    assert tied == {"1": own, **dict.fromkeys("23456")}


def test_a_file_that_names_nothing_that_sessions_were_for_asks_nothing_of_them(learner, guide):
    def queries(text):
        batch = make_import(Learner.objects.get(pk=learner.pk), text)
        with CaptureQueriesContext(connection) as seen:
            read_on(batch=batch, guide=catalogue(), today=TODAY)
        return [query["sql"] for query in seen if "tracker_project" in query["sql"]]

    head, thing = "day,seconds,skill,activity,note,towards\n", lasting_name(make_project(learner))
    assert queries(head + "2026-02-01,60,math,study,a,\n") == []
    few = queries(head + f"2026-02-01,60,math,study,b,{thing}\n")
    many = "".join(f"2026-02-01,60,math,study,{n},{thing}\n" for n in range(20))
    assert len(queries(head + many)) == len(few) == 1


def test_our_own_session_that_was_changed_since_is_known_by_its_id(learner, guide):
    session = log(learner, skill=guide["math"], note="first")
    text = exported([session])
    change_session(session=session, by=learner.user, note="second", seconds=60)
    assert statuses(ready(learner, text)) == [(2, "known")]
    delete_session(session=session, by=learner.user)
    assert statuses(ready(learner, text)) == [(2, "known")]


def test_our_own_session_that_stands_twice_in_a_file_is_one(learner, guide):
    session = log(learner, skill=guide["math"])
    text = exported([session, session])
    session.delete()
    rollups.rebuild(learner)
    assert statuses(ready(learner, text)) == [(2, "new"), (3, "known")]


def test_our_own_over_midnight_becomes_a_session_on_each_day_and_is_known_by_its_id(learner, guide):
    token = uuid.uuid4()
    head = "id,day,start,end,zone,seconds,skill,activity\n"
    content = head + f"{token},,2026-02-02 23:00,2026-02-03 01:00,UTC,,math,study\n"
    batch = brought_in(learner, content)
    assert [(s.day.day, s.seconds) for s in StudySession.objects.order_by("day")] == [(2, 3600), (3, 3600)]
    assert StudySession.objects.get(day__day=2).token == token
    undo_batch(batch=batch, by=learner.user, today=TODAY)
    log(learner, skill=guide["math"], token=token)
    assert statuses(ready(learner, content)) == [(2, "known"), (2, "known")]


def test_what_no_database_holds_is_left_out_of_all_that_is_kept(learner):
    head = '{"format": "careerguide-sessions", "version": 1, "sessions": ['
    session = '{"day": "2026-02-02", "seconds": 60, "skill": "math", "activity": "study", "note": "a \\ud800 b"}'
    ready(learner, f'{head}{session}, {{"day": "\\ud800", "seconds": 60}}]}}')
    good, bad = ImportRow.objects.order_by("line")
    assert (good.note, bad.status) == ("a ? b", "refused")
    text = 'day,time,pro\0ject,note\n"2026-02-02",1 min,Ma\0ths,x\n'
    batch = make_import(learner, text.encode("utf-16"))
    assert "\\x00" not in repr([batch.header, batch.options])


def test_our_own_with_a_skill_that_the_guide_does_not_know_asks_what_it_is(learner):
    batch = ready(learner, "day,seconds,skill,activity\n2026-02-02,60,alchemy,study\n2026-02-02,60,,study\n")
    assert ImportRow.objects.of(batch).waiting().count() == 2

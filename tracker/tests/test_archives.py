"""The archive: everything is in it, and the same record comes out of it."""

import csv
import datetime
import io
import json
import re
import uuid

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.datasets.files import unescaped
from guide.models import Skill
from tracker import recounts, rollups
from tracker.access import full_access
from tracker.actions.archives import restore
from tracker.actions.reading import save_note
from tracker.actions.runs import keep_run
from tracker.actions.stages import StageError, move, take_back
from tracker.actions.study import DayTooLong, delete_session, log_session
from tracker.actions.timer import pause_timer
from tracker.archives.columns import column_of
from tracker.archives.envelope import ArchiveRefused
from tracker.archives.tables import BY_MODEL, COUNTED_ANEW, FOR_READING, LEFT_OUT, LEFT_OUT_FIELDS, TABLES
from tracker.dashboard import Dashboard
from tracker.days import local_day
from tracker.models import Application, Break, Learner, Project, StudySession
from tracker.tests.archives import AWKWARD, archive_of, envelope, files_of, fill, rows_of, tables_of, tampered
from tracker.tests.factories import START, correct, make_application, make_project, make_user

pytestmark = pytest.mark.django_db


def restored(data, user=None):
    with envelope(data) as file:
        return restore(user=user or make_user("Nell"), envelope=file)


def in_plain(value):
    """A read model without what is another's in another account: the rows' own keys."""
    if isinstance(value, StudySession):
        return {**value.entry(), "skill": value.skill_id}
    if hasattr(value, "__dataclass_fields__"):
        return {name: in_plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return [in_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def dashboard_of(learner):
    return in_plain(Dashboard.for_access(full_access(Learner.objects.with_people().get(pk=learner.pk))))


def differences(learner):
    return [
        *rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner)),
        *recounts.Standings.kept(learner).differences(recounts.Standings.counted(learner)),
    ]


# --- what is in it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [*apps.get_app_config("tracker").get_models()], ids=lambda model: model.__name__)
def test_every_model_is_in_the_archive_or_left_out_for_a_reason(model):
    places = [model in where for where in (BY_MODEL, FOR_READING, LEFT_OUT, COUNTED_ANEW)]
    assert places.count(True) == 1, f"{model.__name__}: add it to tracker/archives/tables.py, or say why it is left out"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_a_table_is_a_column_or_left_out_for_a_reason(table):
    meta = table.model._meta
    own = {field.name for field in [*meta.concrete_fields, *meta.many_to_many]}
    known = {"id", table.owner, *LEFT_OUT_FIELDS.get(table.model, ())}
    assert own - known == set(table.columns)
    assert {*table.since} <= {"", *table.columns}


def test_a_table_stands_below_those_that_it_refers_to():
    places = {table.model: n for n, table in enumerate(TABLES)}
    for table in TABLES:
        fields = [column_of(table.model, name).field for name in table.columns]
        others = [field.related_model for field in fields if field.is_relation and field.related_model in places]
        assert all(places[other] <= places[table.model] for other in others), table.name


def test_the_archive_names_the_guide_and_no_ids(learner, guide, mentor):
    fill(learner, guide, mentor)
    data = archive_of(learner)

    first = rows_of(data, "sessions")[0]
    assert (first["skill"], first["topic"]) == ("skill/math", "math/Linear algebra / maps")
    assert first["tags"] == ["mit-ocw", "éß"]
    assert rows_of(data, "targets")[-1]["edition"] == "hours.programming@1"
    assert {row["by"] for row in rows_of(data, "breaks")} == {"me", None}
    everything = b"".join(files_of(data).values()).decode()
    for secret in (mentor.email, mentor.handle, learner.user.handle, learner.invitations.get().code):
        assert secret not in everything
    assert mentor.name in files_of(data)["reading/mentoring.json"].decode()


def test_the_manifest_counts_the_rows(learner, guide):
    fill(learner, guide)
    files = files_of(archive_of(learner))
    manifest = json.loads(files["manifest.json"])
    assert (manifest["format"], manifest["version"]) == ("careerguide-archive", 1)
    assert set(manifest["files"]) == set(files) - {"manifest.json"}
    assert manifest["files"]["tables/sessions.jsonl"]["rows"] == 4


def test_the_spreadsheet_of_sessions_says_what_was_entered(learner, guide):
    fill(learner, guide)
    text = files_of(archive_of(learner))["reading/sessions.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert [row["day"] for row in rows] == [(START + n * datetime.timedelta(days=1)).isoformat() for n in range(4)]
    assert rows[0]["note"] == f"'{AWKWARD}"
    assert unescaped(rows[0]["note"]) == AWKWARD
    assert rows[0]["tags"] == "mit-ocw éß"
    assert [bool(row["deleted_at"]) for row in rows] == [False, False, False, True]


def test_a_file_that_is_not_imported_yet_is_in_no_archive(learner, guide):
    fill(learner, guide)
    assert learner.imports.count() == 2
    data = archive_of(learner)
    assert [row["state"] for row in rows_of(data, "imports")] == ["committed"]
    assert rows_of(data, "sessions")[-1]["batch"] == rows_of(data, "imports")[0]["token"]
    assert rows_of(data, "plan_steps")[-1]["plan"] == 2


# --- and out of it ---------------------------------------------------------------------------------------------------


def test_a_record_comes_out_of_its_archive_as_it_was(learner, guide, mentor):
    fill(learner, guide, mentor)
    data = archive_of(learner)
    assert [table.name for table in TABLES if not rows_of(data, table.name)] == []

    copy = restored(data)

    again = archive_of(copy)
    assert tables_of(again) == tables_of(data)
    assert files_of(again)["reading/sessions.csv"] == files_of(data)["reading/sessions.csv"]
    assert rollups.Sums.kept(copy) == rollups.Sums.kept(learner)
    assert differences(copy) == []
    assert dashboard_of(copy) == dashboard_of(learner)
    assert not copy.mentorships.exists()
    assert not copy.invitations.exists()


def test_the_run_of_weeks_is_known_as_far_as_it_was_and_counted_anew_where_it_cannot_be(learner, guide):
    fill(learner, guide)
    keep_run(learner=learner, today=local_day(timezone.now(), learner.zone))
    learner.refresh_from_db()
    assert learner.run_until

    data = archive_of(learner)
    assert tables_of(archive_of(restored(data))) == tables_of(data)

    untrue = tampered(data, "learner", lambda rows: [{**rows[0], "run_until": "2199-12-29", "run_weeks": 99}])
    copy = restored(untrue, make_user("Nora"))
    assert (copy.run_until, copy.run_weeks) == (learner.run_until, learner.run_weeks)


def test_today_reads_the_same(learner, guide, log_in):
    fill(learner, guide)
    pause_timer(learner=learner, now=timezone.now())  # or it shows another second on the second page
    copy = restored(archive_of(learner), make_user("Lena", email="lena@elsewhere.example"))
    pages = [log_in(person).get("/tracker/").content.decode() for person in (learner, copy)]

    def without_tokens(html):
        html = re.sub(r'(name="(?:csrfmiddlewaretoken|token|owner)" value=")[^"]*', r"\1", html)
        return re.sub(r"(/(?:study|targets)/)\d+/|(session-|target-|(?:running|paused)\.)[\d.]+", r"\1\2", html)

    assert without_tokens(pages[0]) == without_tokens(pages[1])


def test_an_empty_record_gives_way_with_what_was_chosen_in_it(learner, guide, stranger):
    fill(learner, guide)
    data = archive_of(learner)

    copy = restored(data, stranger.user)

    assert copy == stranger
    assert tables_of(archive_of(copy)) == tables_of(data)
    assert Learner.objects.get(pk=stranger.pk).joined_at == learner.joined_at


def test_a_record_without_any_entry_has_an_archive_too(learner):
    data = archive_of(learner)
    assert tables_of(archive_of(restored(data))) == tables_of(data)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
days = st.integers(min_value=0, max_value=40).map(lambda n: START + datetime.timedelta(days=n))


def way(model):
    """Stages to which something moves, each with whether that is taken back."""
    return st.lists(st.tuples(st.sampled_from(model.Stage.values), st.booleans()))


acts = st.one_of(
    st.tuples(
        st.just("session"), days, st.integers(1, 9 * 3600), st.sampled_from(["math", "programming", None]),
        st.sets(st.sampled_from(["a", "β", "c-3"])), texts, st.booleans(),
    ),
    st.tuples(st.just("project"), days, texts, way(Project)),
    st.tuples(st.just("application"), days, texts, way(Application)),
    st.tuples(st.just("note"), texts),
    st.tuples(st.just("break"), days, texts),
    st.tuples(st.just("correction"), st.integers(100, 900)),
)  # fmt: skip


def do(learner, guide, verb, *args):
    by = learner.user
    if verb == "session":
        day, seconds, skill, tags, note, deleted = args
        fields = {"skill": guide[skill]} if skill else {"activity": "project"}
        try:
            session, _ = log_session(
                learner=learner, by=by, token=uuid.uuid4(), day=day, seconds=seconds, tags=tags, note=note, **fields
            )
        except DayTooLong:
            return
        if deleted:
            delete_session(session=session, by=by)
    elif verb in ("project", "application"):
        day, text, steps = args
        thing = (
            make_project(learner, title=text, happened_on=day)
            if verb == "project"
            else make_application(learner, company=text, happened_on=day)
        )
        for n, (stage, taken_back) in enumerate(steps):
            event = move(thing=thing, stage=stage, happened_on=day + datetime.timedelta(days=n % 3), by=by)
            if taken_back:
                try:
                    take_back(event=event, by=by)
                except StageError:
                    continue
    elif verb == "note":
        seen = learner.notes.filter(record=guide["math"].record).values_list("version", flat=True).first()
        save_note(learner=learner, record=guide["math"].record, text=args[0], seen=seen or 0)
    elif verb == "break":
        Break.objects.create(learner=learner, first=args[0], last=args[0], reason=args[1], by=by)
    elif verb == "correction":
        correct(guide["math"].hours_figure, args[0], args[0] + 100)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(acts, max_size=12))
def test_whatever_was_done_the_archive_of_the_restored_record_is_the_same(learner, guide, acts):
    with transaction.atomic():
        for verb, *args in acts:
            do(learner, guide, verb, *args)
        data = archive_of(learner)
        copy = restored(data)
        assert tables_of(archive_of(copy)) == tables_of(data)
        assert dashboard_of(copy) == dashboard_of(learner)
        assert differences(copy) == []
        transaction.set_rollback(True)


# --- what it costs ---------------------------------------------------------------------------------------------------


def test_an_archive_of_twice_as_much_asks_as_many_queries(learner, guide, stranger):
    def log(count):
        for _ in range(count):
            fields = {"token": uuid.uuid4(), "day": START, "seconds": 60, "skill": guide["math"], "tags": ["a"]}
            log_session(learner=learner, by=learner.user, **fields)
            make_application(learner)

    def queries(act):
        with CaptureQueriesContext(connection) as seen:
            act()
        return len(seen)

    log(5)
    few = archive_of(learner)
    of_few = queries(lambda: archive_of(learner))
    log(5)
    many = archive_of(learner)
    assert queries(lambda: archive_of(learner)) == of_few

    nell, nora = make_user("Nell"), make_user("Nora")
    assert queries(lambda: restored(few, nell)) == queries(lambda: restored(many, nora))


def test_a_skill_that_was_unpublished_since_is_still_in_it(learner, guide):
    log_session(learner=learner, by=learner.user, token=uuid.uuid4(), day=START, seconds=60, skill=guide["programming"])
    Skill.objects.get(slug="programming").record.__class__.objects.filter(slug="programming").update(state="retired")
    data = archive_of(learner)
    assert tables_of(archive_of(restored(data))) == tables_of(data)


def test_an_archive_from_before_a_column_was_added_is_read_with_its_default(learner, guide, monkeypatch):
    fill(learner, guide)
    data = archive_of(learner)
    older = tampered(data, "projects", lambda rows: [{k: v for k, v in row.items() if k != "note"} for row in rows])
    with pytest.raises(ArchiveRefused, match="should be an object of just"):
        restored(older, make_user("Ned"))

    monkeypatch.setitem(BY_MODEL[Project].since, "note", 2)
    copy = restored(older)
    assert copy.projects.get().note == ""
    assert copy.projects.get().title == learner.projects.get().title

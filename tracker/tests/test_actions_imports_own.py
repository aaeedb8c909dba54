"""Our own CSV of sessions comes back as it was, once."""

import datetime
import uuid

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.catalogue import catalogue
from guide.kept import KeptByVersion
from guide.models import Topic
from tracker import rollups
from tracker.actions.importing import undo_batch
from tracker.actions.stages import discard
from tracker.actions.staging import read_on, take_overlaps
from tracker.actions.study import DayTooLong, change_session, delete_session
from tracker.exchange import sessions as exchange
from tracker.models import ImportRow, Learner, StudySession
from tracker.study_export import lines_of
from tracker.tests.factories import START, make_held, make_import, make_project
from tracker.tests.test_actions_imports import brought_in, come_in, log, ready, remember, statuses, sums
from tracker.tied import lasting_name

TODAY = datetime.date(2026, 6, 1)
HEAD = "day,start,end,duration,project,tags,note\n"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def names(learner, guide):
    """What the learner has said of names already."""
    return [remember(learner, "Maths", skill=guide["math"]), remember(learner, "Code", skill=guide["programming"])]


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

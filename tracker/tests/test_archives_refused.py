"""What is no archive, or not one that can be taken in: refused whole, with reasons, and nothing is saved."""

import io
import struct
import uuid
import zipfile

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from guide.models import Topic
from tracker.actions import runs, timer
from tracker.actions.archives import restore
from tracker.actions.study import log_session
from tracker.archives import envelope as envelopes
from tracker.archives.envelope import ArchiveRefused
from tracker.models import Learner, StudySession
from tracker.tests.archives import (
    archive_of,
    envelope,
    files_of,
    fill,
    moved_on,
    packed,
    rows_of,
    tables_of,
    tampered,
    zipped,
)
from tracker.tests.factories import START, correct, make_learner, make_user

pytestmark = pytest.mark.django_db


made = []  # once for all tests: it names the guide, so that it fits the guide of each


@pytest.fixture
def data(guide):
    """An archive of everything, of a record that is elsewhere."""
    if not made:
        savepoint = transaction.savepoint()
        made.append(archive_of(fill(make_learner(), guide)))
        transaction.savepoint_rollback(savepoint)
    moved_on(guide)
    return made[0]


def reasons(data):
    """Why it is refused, as one text; nothing is saved."""
    user = make_user(f"N{uuid.uuid4().hex[:8]}")
    before = StudySession.objects.count()
    with pytest.raises(ArchiveRefused) as refused, envelope(data) as file:
        restore(user=user, envelope=file)
    assert not Learner.objects.filter(pk=user.pk).exists()
    assert StudySession.objects.count() == before
    return "\n".join(map(str, refused.value.problems))


# --- the file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "junk", [b"", b"PK\x05\x06", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "day,skill\n".encode("utf-16"), b"PK\x03\x04" * 99]
)
def test_a_file_that_is_no_zip_is_refused(db, junk):
    assert "no zip file" in reasons(junk)


def test_a_zip_of_something_else_is_refused(db):
    assert "without our manifest.json" in reasons(zipped({"holiday.jpg": b"x"}))
    for manifest in (b"[]", b"{}", b"\xff", b'{"format": "another"}', b"[" * 60_000):
        assert "manifest.json" in reasons(zipped({"manifest.json": manifest})) or "no JSON" in reasons(
            zipped({"manifest.json": manifest})
        )


@trying(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(min_value=0), byte=st.integers(1, 255), cut=st.booleans())
def test_a_damaged_file_is_refused_or_whole(data, at, byte, cut):
    at %= len(data)
    damaged = data[:at] if cut else data[:at] + bytes([data[at] ^ byte]) + data[at + 1 :]
    try:
        with envelope(damaged) as file:
            file.check_digests()
            assert tables_of(damaged) == tables_of(data)
    except ArchiveRefused:
        pass


def test_a_file_that_is_too_large_is_not_even_opened(db, settings):
    settings.UPLOAD_MAX_BYTES = 10
    assert "which is the most" in reasons(zipped({"manifest.json": b"{}"}))


def test_what_unpacks_to_far_too_much_is_not_unpacked(data, monkeypatch):
    bomb = zipped({**files_of(data), "README.txt": b"0" * 30_000_000})
    assert len(bomb) < 100_000
    assert "far more than a record holds" in reasons(bomb)
    monkeypatch.setattr(envelopes, "MOST_UNPACKED", 1000)
    assert "would unpack to more than" in reasons(data)


def test_a_size_that_is_told_too_small_does_not_get_by(data):
    """The bytes of a zip that say how large a file is are anybody's to write."""
    files = files_of(data)
    name = "tables/sessions.jsonl"
    central = data.rindex(name.encode()) - 46
    assert data[central : central + 4] == b"PK\x01\x02"
    lying = data[: central + 24] + struct.pack("<I", 5) + data[central + 28 :]
    assert len(files[name]) > 5
    assert reasons(lying)


def test_many_files_a_file_twice_and_paths_that_lead_elsewhere_are_refused(data):
    files = files_of(data)
    assert "holds 99 files" in reasons(zipped({str(n): b"" for n in range(99)}))
    for name in ("../../etc/passwd", "/etc/passwd", "tables/../manifest.json", "tables\\sessions.jsonl", "x" * 3000):
        assert "is not of this format" in reasons(packed({**files, name: b"x"}))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", "{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("manifest.json", "{}")
    assert "twice" in reasons(file.getvalue())


def test_a_way_of_packing_that_is_not_ours_is_refused(data):
    assert "a way that we do not read" in reasons(zipped(files_of(data), zipfile.ZIP_BZIP2))
    encrypted = bytearray(data)
    encrypted[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in reasons(bytes(encrypted))


@pytest.mark.parametrize(
    ("version", "why"), [(2, "of version 2"), (10**30, "later"), ("1", "names no version"), (True, "names no version"),
                         (0, "names no version"), (None, "names no version")]
)  # fmt: skip
def test_another_version_of_the_format_is_refused(data, version, why):
    assert why in reasons(packed(files_of(data), version=version))


def test_a_file_that_is_missing_or_was_changed_is_named(data):
    files = files_of(data)
    gone = {name: text for name, text in files.items() if name != "tables/notes.jsonl"}
    assert "“tables/notes.jsonl” is missing" in reasons(zipped(gone))
    assert "“tables/notes.jsonl” is missing" in reasons(packed(gone))
    changed = {**files, "tables/goals.jsonl": files["tables/goals.jsonl"].replace(b"36000", b"36001")}
    assert "“tables/goals.jsonl” was changed or damaged" in reasons(zipped(changed))
    assert "does not say what it holds" in reasons(
        zipped({**files, "manifest.json": b'{"format": "careerguide-archive", "version": 1, "files": {"a": 3}}'})
    )


def test_rows_without_end_are_refused_before_they_are_read(data, monkeypatch):
    monkeypatch.setattr(envelopes, "MOST_ROWS", 10)
    assert "10 are the most" in reasons(data)


# --- its rows --------------------------------------------------------------------------------------------------------


def first(**values):
    """Change values of the first row."""
    return lambda rows: [{**rows[0], **values}, *rows[1:]]


@pytest.mark.parametrize(
    ("table", "change", "why"),
    [
        ("sessions", first(day="2026-13-01"), "sessions, line 1: day: “2026-13-01” is not a day"),
        ("sessions", first(day="20260105"), "is not a day"),
        ("sessions", first(day=20260105), "is not a day"),
        ("sessions", first(day="1999-12-31"), "sessions, line 1: the database refuses it"),
        ("sessions", first(seconds=10**30), "too large"),
        ("sessions", first(seconds=-5), "too large or too small"),
        ("sessions", first(seconds=0), "the database refuses it"),
        ("sessions", first(seconds=90_001), "the database refuses it"),
        ("sessions", first(seconds="60"), "is not a whole number"),
        ("sessions", first(seconds=True), "is not a whole number"),
        ("sessions", first(seconds=60.5), "is not a whole number"),
        ("sessions", first(counts=1), "is not true or false"),
        ("sessions", first(note=None), "is not text"),
        ("sessions", first(note="x" * 2001), "2,000 are the most"),
        ("sessions", first(note="a\0b"), "holds a null character"),
        ("sessions", first(link="javascript:alert(1)"), "the database refuses it"),
        ("sessions", first(activity="sleep"), "is none of study"),
        ("sessions", first(created_at="2026-01-05T00:00:00"), "is not an instant"),
        ("sessions", first(created_at="9999-12-31T23:59:59Z"), "is not an instant"),
        ("sessions", first(created_at="0001-01-01T00:00:00+14:00"), "is not an instant"),
        ("sessions", first(token="no uuid"), "is not a UUID"),
        ("sessions", first(by="learner@demo.example"), "is neither “me” nor null"),
        ("sessions", first(tags="mit-ocw"), "is no list"),
        ("sessions", first(tags=["nowhere"]), "is no row above it in tags"),
        ("sessions", first(tags=["éß", "éß"]), "names one twice"),
        ("sessions", first(tags=[["éß"]]), "does not name a row of tags"),
        ("sessions", first(skill="skill/alchemy"), "sessions, line 1: skill: “skill/alchemy” is not in this guide"),
        ("sessions", first(skill="path/self-taught"), "“path/self-taught” is not in this guide"),
        ("sessions", first(skill=None, topic=None), "the database refuses it"),
        ("sessions", first(skill=7), "is no name of the guide"),
        ("sessions", first(skill="skill/programming"), "sessions: a row names a topic of another skill"),
        ("sessions", first(surprise=1), "it should be an object of just day"),
        ("sessions", lambda rows: ["nonsense", *rows], "line 1: is no JSON"),
        ("sessions", lambda rows: ['{"day": NaN}', *rows], "line 1: is no JSON"),
        ("sessions", lambda rows: ["[" * 100_000, *rows], "line 1: is no JSON"),
        ("sessions", lambda rows: ["9" * 5000, *rows], "line 1: is no JSON"),
        ("sessions", lambda rows: ['{"note": "\\ud800"}', *rows], "line 1: is no JSON"),
        ("sessions", lambda rows: ["\ud800", *rows], "line 1: is no JSON"),
        ("sessions", lambda rows: ['"' + "x" * 300_000 + '"', *rows], "line 1: is longer than any"),
        ("sessions", lambda rows: [*rows, rows[0]], "line 5: the database refuses it"),
        ("sessions", lambda rows: [{**row, "day": rows[0]["day"], "seconds": 40_000} for row in rows],
         "longer than the day"),
        ("tags", first(name="Loud Words"), "tags, line 1: the database refuses it"),
        ("learner", first(zone="x" * 65), "64 are the most"),
        ("learner", first(zone="America"), "learner, line 1: zone: “America” is no time zone"),
        ("sessions", first(zone="../../etc/passwd"), "is no time zone"),
        ("learner", first(week_start=3), "is none of 0, 5, 6"),
        ("learner", first(path=None), "is no name of the guide"),
        ("learner", lambda rows: [], "a record is of one learner"),
        ("learner", lambda rows: rows * 2, "a record is of one learner"),
        ("targets", first(edition="hours.math@99"), "“hours.math@99” is not in this guide"),
        ("targets", lambda rows: [{**row, "superseded_at": None} for row in rows], "the database refuses it"),
        ("projects", lambda rows: [], "is no row above it in projects"),
        ("project_events", lambda rows: [], "is in no stage"),
        ("project_events", first(supersedes=1), "“1” is no row above it in project_events"),
        ("project_events", first(supersedes=4), "“4” is no row above it"),
        ("project_events", first(supersedes="1"), "does not name a row"),
        ("application_events", lambda rows: [*rows, {**rows[0], "sequence": 9, "supersedes": 1, "application": 5}],
         "does not name a row of applications"),
        ("plans", first(number=2), "the database refuses it"),
        ("plans", first(order="sideways"), "is none of in_order, together"),
        ("plan_steps", first(plan=7), "“7” is no row above it in plans"),
        ("plan_steps", first(plan="1"), "does not name a row of plans"),
        ("plan_steps", first(plan=True), "does not name a row of plans"),
        ("imports", first(counts=[1]), "is not an object of whole numbers"),
        ("imports", first(counts={"seconds": "many"}), "is not an object of whole numbers"),
        ("imports", first(state="ready"), "imports: a row is not one of an archive"),
        ("timer", lambda rows: rows * 2, "the database refuses it"),
        ("timer", first(sessions=["nowhere"]), "is no row above it in sessions"),
        ("timer_pieces", first(ended_at="2000-01-01T00:00:00Z"), "the database refuses it"),
        ("timer_pieces", lambda rows: [*rows, {**rows[0], "started_at": "2026-02-02T09:10:00Z"}], "hold the same time"),
        ("learner", first(timer_limit_seconds=1), "the database refuses it"),
        ("learner", first(run_until="2026-02-30"), "is not a day"),
        ("own_stages", first(meaning="offer"), "application_events: a row names a own_stage of another stage"),
        ("notes", first(record="law/nowhere"), "“law/nowhere” is not in this guide"),
        ("notes", first(text=""), "the database refuses it"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_named_and_nothing_saved(data, table, change, why):
    assert why in reasons(tampered(data, table, change))


def test_an_event_does_not_take_back_one_of_something_else(data):
    other = {**rows_of(data, "projects")[0], "token": str(uuid.uuid4())}
    two = tampered(data, "projects", lambda rows: [*rows, other])

    def events(rows):
        of_other = [{**row, "project": other["token"]} for row in (rows[0], {**rows[-1], "sequence": 2})]
        return [*rows[:-1], *of_other]

    assert "a row names a supersedes of another project" in reasons(tampered(two, "project_events", events))


def test_all_that_is_wrong_is_told_at_once_up_to_a_point(data):
    def change(rows):
        return [{**row, "day": "never"} for row in rows]

    assert reasons(tampered(data, "sessions", change)).count("is not a day") == 4
    many = reasons(tampered(data, "sessions", lambda rows: change(rows) * 100))
    assert many.count("is not a day") == envelopes.MOST_PROBLEMS
    assert "There may be more" in many


def test_an_edition_that_says_something_else_here_is_another(data):
    files = files_of(data)
    there = files["guide.jsonl"].replace(b"range 350 to 550 hour", b"range 350 to 551 hour")
    told = reasons(packed({**files, "guide.jsonl": there}))
    assert "“hours.math@2” is “range 350 to 551 hour, a-source” there" in told
    assert "“range 350 to 550 hour, a-source” in this guide" in told


def test_a_guide_that_has_moved_on_is_still_the_guide(data, guide):
    correct(guide["math"].hours_figure, 1, 2)
    with envelope(data) as file:
        copy = restore(user=make_user("Nell"), envelope=file)
    assert copy.targets.count() == len(rows_of(data, "targets"))


def test_what_the_guide_lacks_is_listed_line_by_line(data):
    Topic.objects.all().delete()
    assert "“math/Linear algebra / maps” is not in this guide" in reasons(data)


def test_a_record_with_entries_is_not_written_over(data, stranger, guide):
    log_session(
        learner=stranger, by=stranger.user, token=uuid.uuid4(), day=START, seconds=60, skill=guide["programming"]
    )
    before = archive_of(stranger)
    with pytest.raises(ArchiveRefused, match="has entries already"), envelope(data) as file:
        restore(user=stranger.user, envelope=file)
    assert files_of(archive_of(stranger))["tables/sessions.jsonl"] == files_of(before)["tables/sessions.jsonl"]


def test_a_refused_archive_leaves_what_was_chosen_in_an_empty_record(data, stranger):
    chosen = files_of(archive_of(stranger))
    bad = tampered(data, "sessions", first(day="never"))
    with pytest.raises(ArchiveRefused), envelope(bad) as file:
        restore(user=stranger.user, envelope=file)
    assert files_of(archive_of(stranger))["tables/enrollments.jsonl"] == chosen["tables/enrollments.jsonl"]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("plan_steps", lambda rows: []),
        ("plan_steps", lambda rows: [{**row, "to_go": 2**62} for row in rows]),
        ("plan_steps", lambda rows: [{**row, "to_go": None} for row in rows]),
        ("plans", lambda rows: rows[:1]),
        ("timer", lambda rows: [{**rows[0], "banked_seconds": 2**31 - 1}]),
        ("timer_pieces", lambda rows: []),
        ("learner", lambda rows: [{**rows[0], "run_until": "2199-12-28", "run_weeks": 99, "best_run_weeks": 3,
                                   "best_run_ended_on": "2000-01-01"}]),
        ("learner", lambda rows: [{**rows[0], "run_until": "2000-01-03", "zone": "Old/Town"}]),
        ("imports", lambda rows: [{**rows[0], "counts": {}, "format": "unheard of", "zone": "\N{SNOWMAN}"}]),
        ("goals", lambda rows: []),
        ("calendar", lambda rows: []),
        ("targets", lambda rows: []),
    ],
)  # fmt: skip
def test_what_was_written_by_hand_and_is_taken_in_breaks_no_page(data, log_in, table, change):
    """Whoever changes their own archive gets what they wrote, but no page of the site breaks by it."""
    changed = tampered(data, table, change)
    if table == "plans":
        changed = tampered(tampered(changed, "plan_steps", lambda rows: [row for row in rows if row["plan"] == 1]),
                           "plan_answers", lambda rows: [])  # fmt: skip
    user = make_user("Nell")
    with envelope(changed) as file:
        learner = restore(user=user, envelope=file)
    assert runs.differences(learner) == timer.differences(learner) == []
    client = log_in(learner)
    for name in ("today", "study-list", "plan-detail", "plan-due", "week-list", "import-list", "timer", "feed-show",
                 "settings", "target-list", "digest-preview", "project-list", "picture-list", "picture-weeks",
                 "break-list"):  # fmt: skip
        assert client.get(reverse(f"tracker:{name}")).status_code == 200, name

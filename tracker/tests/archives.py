"""For the tests of the archive: a record of everything, its archive, and an archive that was tampered with."""

import datetime
import io
import json
import uuid
import zipfile
from decimal import Decimal
from hashlib import sha256

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from guide.models import Kind, Record, Topic, Watch
from guide.tests.factories import make_record, make_step, make_watch
from tracker.actions.evidence import claim_step
from tracker.actions.learner import change_calendar, change_goal, change_path, set_prior_hours
from tracker.actions.plan_versions import append_version
from tracker.actions.reading import mark_read, remove_note, save_note
from tracker.actions.stages import move, take_back
from tracker.actions.study import delete_session, log_session
from tracker.actions.targets import choose, ensure_targets, switch
from tracker.actions.timer import pause_timer, resume_timer, start_timer
from tracker.actions.watch import dismiss
from tracker.archives.envelope import opened
from tracker.archives.writing import write_archive
from tracker.models import (
    ApplicationBatch,
    Break,
    Confirmation,
    Contact,
    Document,
    ExchangeRate,
    FollowUp,
    ImportBatch,
    ImportedApplication,
    ImportedRow,
    Interview,
    Invitation,
    NameMapping,
    Offer,
    OwnStage,
    PlanAnswer,
    ProjectPicture,
    SavedView,
    StageWord,
    StudySession,
)
from tracker.tests.factories import START, correct, make_application, make_held, make_mentorship, make_project

DAY = datetime.timedelta(days=1)
AWKWARD = "=1+1 \u202e\N{GRINNING FACE}\r\n\\u0000 'quoted' \"twice\" ,;\t\x1f"


def moved_on(guide):
    """What ``fill`` makes of the guide: a corrected figure, a watch and a topic, which it returns."""
    make_watch()
    correct(guide["math"].hours_figure, 350, 550)
    make_step(make_record(Kind.PROCESS, "an-order"))
    return Topic.objects.create(skill=guide["math"], name="Linear algebra / maps")


def fill(learner, guide, mentor=None):
    """Give a record something of everything, the awkward first."""
    by = learner.user
    ensure_targets(learner=learner, by=by)
    topic = moved_on(guide)
    switch(target=learner.targets.current().get(milestone__skill=guide["math"]), by=by)
    milestone = guide["programming"].milestones.get()
    edition = milestone.figure.editions.get()
    choose(learner=learner, milestone=milestone, edition=edition, end="high", by=by)
    set_prior_hours(learner=learner, prior={guide["math"]: 5400, guide["programming"]: 60}, by=by)
    change_goal(learner=learner, seconds=7 * 3600 + 1800, on=START + 30 * DAY, by=by)
    change_path(learner=learner, path=learner.path, started_on=START - DAY, by=by)
    change_calendar(learner=learner, zone="Asia/Tokyo", week_start=6, on=START + 31 * DAY, by=by)
    Break.objects.create(learner=learner, first=START, last=START + DAY, reason=AWKWARD, by=by)
    Break.objects.create(learner=learner, first=START, last=START, cancelled_at=timezone.now())
    nine = datetime.datetime(2026, 1, 6, 9, tzinfo=datetime.UTC)
    for n, fields in enumerate(
        (
            {"skill": guide["math"], "topic": topic, "tags": ["mit-ocw", "éß"], "note": AWKWARD},
            {"skill": guide["programming"], "resource": guide["credential"].record, "link": "https://example.org/?a=1"},
            {"activity": "interview", "started_at": nine, "ended_at": nine + datetime.timedelta(minutes=20)},
            {"skill": guide["math"], "note": "For the bin."},
        )
    ):
        session, _ = log_session(
            learner=learner, by=by, token=uuid.uuid4(), day=START + n * DAY, seconds=1201 + n, **fields
        )
    delete_session(session=session, by=by)
    project = make_project(learner, title=AWKWARD[:100], evidence={"real_data": START, "model": START + DAY})
    move(thing=project, stage="deployed", happened_on=START + DAY, by=by)
    take_back(event=move(thing=project, stage="public", happened_on=START + 2 * DAY, by=by), by=by)
    make_held(learner, listed=guide["credential"])
    application = make_application(learner, note=AWKWARD)
    add_to_application(learner, application, by)
    StudySession.objects.filter(pk=session.pk).update(project=project)
    project.skills.add(guide["math"], guide["programming"])
    ProjectPicture.objects.create(project=project, link="https://example.org/shot.png", text=AWKWARD)
    ExchangeRate.objects.create(learner=learner, currency="EUR", into="USD", rate=Decimal("1.08125"))
    SavedView.objects.create(learner=learner, name=AWKWARD, query="stage=offer")
    for n, stage in enumerate(("offer", "declined")):
        move(thing=application, stage=stage, happened_on=START + n * DAY, by=by)
    step = Record.objects.named(Kind.STEP, "an-order-1").get()
    shown = {"projects": [project.pk], "link": "https://example.org/shown", "note": AWKWARD}
    claim = claim_step(learner=learner, step=step, done_on=START, by=by, **shown)
    Confirmation.objects.create(claim=claim, mentor=mentor, name="Mo", confirmed_on=START + DAY)
    save_note(learner=learner, record=guide["math"].record, text=AWKWARD, seen=0)
    save_note(learner=learner, record=guide["credential"].record, text="For the bin.", seen=0)
    remove_note(learner=learner, record=guide["credential"].record)
    mark_read(learner=learner, record=guide["math"].record)
    dismiss(learner=learner, watch=Watch.objects.get(slug="a-watch"), reason=AWKWARD)
    add_plan(learner, guide, by)
    add_timer(learner, guide)
    add_import(learner, guide, session)
    add_application_import(learner, application)
    if mentor:
        make_mentorship(learner, mentor)
        Invitation.objects.create(learner=learner, sections=["hours"])
    learner.refresh_from_db()
    return learner


def add_to_application(learner, application, by):
    """All that may hang on an application."""
    own = OwnStage.objects.create(learner=learner, name=AWKWARD[:40], meaning="screen")
    move(thing=application, stage="screen", happened_on=START, by=by, own_stage=own)
    FollowUp.objects.create(application=application, happened_on=START + DAY)
    FollowUp.objects.create(application=application, happened_on=START + DAY, deleted_at=timezone.now())
    Contact.objects.create(application=application, name=AWKWARD, email="robin@example.org")
    about = {"application": application, "questions": AWKWARD}
    Interview.objects.create(**about, day=START + DAY, starts_at=datetime.time(9, 30))
    Interview.objects.create(**about, day=START + 2 * DAY)
    Document.objects.create(application=application, title="Letter", link="https://example.org/letter.pdf")
    Offer.objects.create(application=application, made_on=START, base=Decimal("98000.50"), currency="USD")


def add_plan(learner, guide, by):
    """Two versions of a plan, and what was said to a proposal."""
    targets = [target for target in learner.targets.current() if target.milestone.counts.endswith("_hours")]
    steps = [(target.milestone, target.edition, target.end) for target in targets]
    shape = {"learner": learner, "by": by, "steps": steps, "order": "together"}
    append_version(**shape, effective_from=START, reason="", weekly_seconds=36_000)
    plan = append_version(
        **shape, effective_from=START + 9 * DAY, reason=AWKWARD[:100], target_day=START + 900 * DAY, origin="proposal"
    )
    PlanAnswer.objects.create(learner=learner, plan=plan, week=START, answer="accepted", lever="date", by=by)


def add_timer(learner, guide):
    """A timer that runs, after a pause."""
    nine = datetime.datetime(2026, 2, 2, 9, tzinfo=datetime.UTC)
    start_timer(learner=learner, now=nine, activity="study", skill=guide["math"], note=AWKWARD, tags="a b")
    pause_timer(learner=learner, now=nine + datetime.timedelta(minutes=20))
    resume_timer(learner=learner, now=nine + datetime.timedelta(minutes=30))


def add_import(learner, guide, session):
    """A file that was imported, as which a session came, and one that waits."""
    about = {"learner": learner, "format": "own", "size": 10, "zone": "UTC", "by": learner.user, "digest": "d" * 64}
    ImportBatch.objects.create(**about, options={"overlaps": True})
    batch = ImportBatch.objects.create(
        **about, state="committed", filename=AWKWARD[:90], counts={"imported": 1}, committed_at=timezone.now()
    )
    StudySession.objects.filter(pk=session.pk).update(batch=batch)
    ImportedRow.objects.create(learner=learner, batch=batch, content="c" * 32, token=session.token)
    ImportedRow.objects.create(learner=learner, content="e" * 32, ordinal=2, token=uuid.uuid4())
    NameMapping.objects.create(learner=learner, kind="tag", name="Algebra", folded="algebra", verdict="leave")
    NameMapping.objects.create(learner=learner, kind="project", verdict="take", skill=guide["math"])


def add_application_import(learner, application):
    """A log of applications that was imported, as which one came, one that waits, and what words mean."""
    about = {"learner": learner, "size": 10, "by": learner.user, "digest": "d" * 64}
    ApplicationBatch.objects.create(**about, cells=b"left out", taken=[3])
    batch = ApplicationBatch.objects.create(
        **about, state="undone", filename=AWKWARD[:90], counts={"imported": 1}, committed_at=timezone.now(),
        undone_at=timezone.now(), sheet=2, header_key="h" * 32, columns={"company": 0}, rows=4,
    )  # fmt: skip
    type(application).objects.filter(pk=application.pk).update(batch=batch)
    ImportedApplication.objects.create(learner=learner, batch=batch, content="c" * 32, token=application.token)
    ImportedApplication.objects.create(learner=learner, content="e" * 32, token=uuid.uuid4())
    own = learner.own_stages.get()
    StageWord.objects.create(learner=learner, word="Call", folded="call", stage="screen", own_stage=own)
    StageWord.objects.create(learner=learner, word="Out", folded="out", stage="onsite", closing="rejected")
    StageWord.objects.create(learner=learner, kind="channel", word="Pal", folded="pal", channel="referral")


def archive_of(learner):
    """The bytes of the learner's archive."""
    file = io.BytesIO()
    write_archive(learner, file)
    return file.getvalue()


def files_of(data):
    """The files of an archive by their name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tables_of(data):
    """What of an archive is read back."""
    return {name: text for name, text in files_of(data).items() if name.startswith("tables/")}


def rows_of(data, name):
    return [json.loads(line) for line in files_of(data)[f"tables/{name}.jsonl"].splitlines()]


def packed(files, **manifest):
    """An archive of these files, with a manifest that fits them unless it is given otherwise."""
    files = dict(files)
    head = json.loads(files.pop("manifest.json"))
    head["files"] = {
        name: {"rows": text.count(b"\n") if name.endswith("l") else 0, "bytes": len(text), "sha256": digest(text)}
        for name, text in files.items()
    }
    return zipped({**files, "manifest.json": json.dumps({**head, **manifest}).encode()})


def digest(data):
    return sha256(data).hexdigest()


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def tampered(data, name, change):
    """The archive with the rows of one table as ``change`` makes them, and a manifest that fits."""
    files = files_of(data)
    rows = change(rows_of(data, name))
    files[f"tables/{name}.jsonl"] = "".join(
        (row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows
    ).encode("utf-8", "surrogatepass")
    return packed(files)


def upload(data, name="archive.zip"):
    return SimpleUploadedFile(name, data, content_type="application/zip")


def envelope(data):
    return opened(upload(data))

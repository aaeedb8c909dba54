"""For the right person only: every URL × every role, in one table that fails when a URL is missing from it.

A row says how the address is asked (GET unless it only takes POST) and what each role gets:

    anonymous   nobody logged in
    stranger    a learner with a record of their own, no tie to the owner
    owner       the learner whose things the address names
    mentor      mentors the owner, every section shared, keeps no record
    limited     mentors the owner, no section shared, keeps no record
    curator     staff, in the curators' group
    superuser   may everything in the admin, and sees nobody's record

    newcomer    logged in, nothing else: neither learner nor mentor nor staff

Answers are status codes; ``in`` is a redirect to log in, ``start`` one to onboarding, ``out`` any other redirect.
"""

import re
import uuid

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from careerguide.tests.kept import kept
from guide.models import KINDS_WITH_PAGES, Kind, Record, Revision
from guide.publishing import save_revision
from guide.shelves import SHELVES
from guide.tests.factories import make_every_kind, make_question, make_source
from tracker.actions import addresses
from tracker.actions.applications_bulk import delete_applications
from tracker.actions.evidence import claim_step
from tracker.actions.mentoring import invite
from tracker.actions.reading import remove_note, save_note
from tracker.actions.stages import discard
from tracker.actions.study import delete_session, log_session
from tracker.actions.study_bulk import delete_sessions
from tracker.actions.timer import discard_timer, start_timer
from tracker.digests import off_token
from tracker.models import (
    Application,
    Break,
    CalendarFeed,
    EvidencePage,
    OwnStage,
    SavedView,
    Section,
    StudySession,
    Target,
)
from tracker.tests.factories import (
    START,
    make_application,
    make_application_import,
    make_attached,
    make_curator,
    make_held,
    make_import,
    make_learner,
    make_mentorship,
    make_project,
    make_superuser,
    make_user,
)

ROLES = ("anonymous", "stranger", "owner", "mentor", "limited", "curator", "superuser", "newcomer")
GET, POST = "get", "post"


def row(*answers, method=GET, **kwargs):
    """Eight answers in the order of ROLES; ``kwargs`` name, by the fixture ``things``, what the address is of."""
    return method, dict(zip(ROLES, answers, strict=True)), kwargs


def everybody(answer=200, **kwargs):
    return row(*[answer] * 8, **kwargs)


def own_page(**kwargs):
    """A page of one's own record: who keeps none is led to what is theirs, the mentees or the admin."""
    return row("in", 200, 200, "out", "out", "out", "out", "start", **kwargs)


def own_thing(answer="out", method=POST, **kwargs):
    """Something of the owner's, named by its id: to anybody else it does not exist."""
    return row("in", 404, answer, "out", "out", "out", "out", "start", method=method, **kwargs)


def shared_page(**kwargs):
    """A page of the owner's record under the mentee's prefix, in a section that only the full mentor is shared."""
    return row("in", 404, 404, 200, 404, 404, 404, 404, handle="handle", **kwargs)


def logged_in(answer=200, **kwargs):
    return row("in", *[answer] * 7, **kwargs)


def own_post(answer=422, **kwargs):
    """A form of one's own record that only takes POST; the empty one of this test is refused."""
    return row("in", answer, answer, "out", "out", "out", "out", "start", method=POST, **kwargs)


def signed_out(**kwargs):
    """A page for those who are not logged in; the others are led on."""
    return row(200, *["out"] * 7, **kwargs)


# Kinds whose pages are made alike.
APART = {Kind.SOURCE, Kind.PATH, Kind.SKILL, Kind.CERTIFICATION, Kind.QUESTION, Kind.MILESTONE}
ALIKE = [kind for kind in SHELVES if kind not in APART]

TABLE = {
    # the project
    "home": everybody(),
    "theme": everybody(),
    "healthz": everybody(),
    "robots": everybody(),
    "sitemap": everybody(),
    # outside the log-in: for whoever has the secret of the address
    "calendar-feed": everybody(key="feed-key"),
    "evidence-shared": everybody(key="evidence-key"),
    "digest-off": everybody(token="digest-token"),
    "digest-resume": everybody(422, token="digest-token", method=POST),
    # accounts
    "account_login": signed_out(),
    "account_signup": signed_out(),
    "account_logout": row("out", *[200] * 7),
    "account_inactive": everybody(),
    "account_reauthenticate": logged_in(),
    "account_email": logged_in(),
    "account_email_verification_sent": everybody(),
    "account_change_password": logged_in(),
    "account_set_password": logged_in("out"),
    "account_reset_password": everybody(),
    "account_reset_password_done": everybody(),
    "account_reset_password_from_key": everybody(uidb36="nobody", key="set-password"),
    "account_reset_password_from_key_done": everybody(),
    "account_confirm_email": everybody(key="nobody"),
    "account_confirm_login_code": logged_in("out"),
    # the guide is public
    "guide:index": everybody(),
    "guide:search": everybody(),
    "guide:path-list": everybody(),
    "guide:path-detail": everybody(slug="path"),
    "guide:path-compare": everybody(),
    "guide:skill-list": everybody(),
    "guide:skill-detail": everybody(slug="skill"),
    "guide:certification-list": everybody(),
    "guide:certification-detail": everybody(slug="credential"),
    "guide:milestone-list": everybody(),
    "guide:question-list": everybody(),
    "guide:question-detail": everybody(slug="question"),
    "guide:source-list": everybody(),
    "guide:source-detail": everybody(slug="source"),
    "guide:illustration-list": everybody(),
    "guide:figure-detail": everybody(key="figure"),
    "guide:data-list": everybody(),
    "guide:data-json": everybody(name="collection"),
    "guide:data-csv": everybody(name="collection"),
    "guide:change-list": everybody(),
    "guide:change-feed": everybody(),
    **{f"guide:{kind}-list": everybody() for kind in ALIKE},
    **{f"guide:{kind}-detail": everybody(slug=kind) for kind in [*ALIKE, Kind.STEP] if kind in KINDS_WITH_PAGES},
    # one's own record
    "tracker:start": row("in", "out", "out", 200, 200, 200, 200, 200),
    "tracker:today": own_page(),
    "tracker:study-list": own_page(),
    "tracker:forecast": own_page(),
    "tracker:forecast-bands": row("in", "out", "out", "out", "out", "out", "out", "start"),
    "tracker:study-add": own_page(),
    "tracker:study-quick": own_page(),
    "tracker:study-repeat": own_thing(pk="session"),
    "tracker:study-edit": own_thing(200, GET, pk="session"),
    "tracker:study-delete": own_thing(pk="session"),
    "tracker:study-restore": own_thing(pk="session"),
    "tracker:study-fields": own_thing(200, pk="session"),
    "tracker:study-export": own_page(),
    "tracker:skill-history": own_page(slug="skill"),
    "tracker:bulk-change": own_post(),
    "tracker:bulk-delete": own_post(),
    "tracker:bulk-undo": own_thing(pk="bulk"),
    "tracker:bin-list": own_page(),
    "tracker:bin-restore": own_post(),
    "tracker:bin-empty": own_page(),
    "tracker:bin-remove": own_thing(200, GET, pk="binned"),
    "tracker:week-list": own_page(),
    "tracker:timer": own_page(),
    "tracker:timer-start": own_post("out"),
    "tracker:timer-edit": own_post("out"),
    "tracker:timer-pause": own_post("out"),
    "tracker:timer-resume": own_post("out"),
    "tracker:timer-stop": own_post("out"),
    "tracker:timer-discard": own_post("out"),
    "tracker:timer-restore": own_thing(token="timer"),
    "tracker:break-list": own_page(),
    "tracker:break-add": own_post(),
    "tracker:break-edit": own_thing(200, GET, pk="break"),
    "tracker:break-cancel": own_thing(pk="break"),
    "tracker:break-restore": own_thing(pk="break"),
    "tracker:import-list": own_page(),
    "tracker:import-add": row("in", "out", "out", "out", "out", "out", "out", "start"),
    "tracker:import-sample": own_page(),
    "tracker:import-detail": own_thing(200, GET, pk="import"),
    "tracker:import-read": own_thing(422, pk="import"),
    "tracker:import-continue": own_thing(pk="import"),
    "tracker:import-names": own_thing(pk="import"),
    "tracker:import-overlaps": own_thing(pk="import"),
    "tracker:import-check": own_thing(pk="import"),
    "tracker:import-commit": own_thing(pk="import"),
    "tracker:import-undo": own_thing(pk="import"),
    "tracker:import-drop": own_thing(pk="import"),
    "tracker:import-restore": own_thing(pk="import"),
    "tracker:import-refused": own_thing(200, GET, pk="import"),
    "tracker:settings": own_page(),
    "tracker:limit-change": own_page(),
    "tracker:path-change": own_page(),
    "tracker:path-follow": own_post("out", slug="path"),
    "tracker:goal-change": own_page(),
    "tracker:calendar-change": own_page(),
    "tracker:prior-change": own_page(),
    "tracker:plan-detail": own_page(),
    "tracker:plan-due": own_page(),
    "tracker:plan-edit": own_page(),
    "tracker:plan-accept": own_post(),
    "tracker:plan-decline": own_post(),
    "tracker:target-list": own_page(),
    "tracker:target-choose": own_thing(200, GET, pk="target"),
    "tracker:target-switch": own_thing(pk="target"),
    "tracker:target-keep": own_thing(pk="target"),
    "tracker:target-aim": own_thing(422, pk="target"),
    "tracker:target-restore": own_thing(pk="target"),
    "tracker:picture-list": own_page(),
    "tracker:picture-year": own_page(),
    "tracker:picture-weeks": own_page(),
    "tracker:picture-hours": own_page(),
    "tracker:picture-skills": own_page(),
    "tracker:project-list": own_page(),
    "tracker:project-ideas": own_page(),
    "tracker:project-detail": own_thing(200, GET, pk="project"),
    "tracker:project-place": own_thing(404, pk="project"),
    "tracker:project-delete": own_thing(pk="project"),
    "tracker:project-restore": own_thing(pk="project"),
    "tracker:project-add": own_page(),
    "tracker:project-edit": own_thing(200, GET, pk="project"),
    "tracker:project-move": own_thing(200, GET, pk="project"),
    "tracker:project-undo": own_thing(pk="project", sequence="one"),
    "tracker:project-redate": own_thing(200, GET, pk="project", sequence="one"),
    "tracker:certification-list": own_page(),
    "tracker:certification-detail": own_thing(200, GET, pk="certification"),
    "tracker:certification-add": own_page(),
    "tracker:certification-plan": own_post("out", slug="credential"),
    "tracker:certification-edit": own_thing(200, GET, pk="certification"),
    "tracker:certification-move": own_thing(200, GET, pk="certification"),
    "tracker:certification-undo": own_thing(pk="certification", sequence="one"),
    "tracker:certification-redate": own_thing(200, GET, pk="certification", sequence="one"),
    "tracker:certification-delete": own_thing(pk="certification"),
    "tracker:certification-restore": own_thing(pk="certification"),
    "tracker:application-list": own_page(),
    "tracker:funnel": own_page(),
    "tracker:funnel-flow": own_page(),
    "tracker:application-board": own_page(),
    "tracker:application-add": own_page(),
    "tracker:application-known": own_page(),
    "tracker:application-bulk-move": own_post(),
    "tracker:application-bulk-change": own_post(),
    "tracker:application-bulk-delete": own_post(),
    "tracker:application-bulk-undo": own_thing(pk="application-act"),
    "tracker:application-delete": own_thing(pk="application-deleted"),
    "tracker:application-restore": own_thing(pk="application-deleted"),
    "tracker:view-save": own_post(),
    "tracker:view-remove": own_thing(pk="view"),
    "tracker:view-restore": own_thing(pk="view"),
    "tracker:tracked-bin": own_page(),
    "tracker:tracked-restore": own_thing(noun="project-noun", pk="project"),
    "tracker:tracked-remove": own_thing(200, GET, noun="application-noun", pk="application-binned"),
    "tracker:application-import-list": own_page(),
    "tracker:application-import-add": row("in", "out", "out", "out", "out", "out", "out", "start"),
    "tracker:application-import-detail": own_thing(200, GET, pk="application-import"),
    "tracker:application-import-sheet": own_thing(pk="application-import"),
    "tracker:application-import-columns": own_thing(422, pk="application-import"),
    "tracker:application-import-words": own_thing(pk="application-import"),
    "tracker:application-import-take": own_thing(pk="application-import"),
    "tracker:application-import-commit": own_thing(pk="application-import"),
    "tracker:application-import-undo": own_thing(pk="application-import"),
    "tracker:application-import-drop": own_thing(pk="application-import"),
    "tracker:application-import-refused": own_thing(200, GET, pk="application-import"),
    "tracker:application-export": own_page(),
    "tracker:application-workbook": own_page(),
    "tracker:application-edit": own_thing(200, GET, pk="application"),
    "tracker:application-move": own_thing(200, GET, pk="application"),
    "tracker:application-undo": own_thing(pk="application", sequence="one"),
    "tracker:own-stage-list": own_page(),
    "tracker:own-stage-add": own_post(),
    "tracker:own-stage-edit": own_thing(200, GET, pk="own-stage"),
    "tracker:own-stage-retire": own_thing(pk="own-stage"),
    "tracker:own-stage-restore": own_thing(pk="own-stage"),
    "tracker:application-detail": own_thing(200, GET, pk="application"),
    "tracker:application-event-edit": own_thing(200, GET, pk="application", sequence="one"),
    "tracker:application-event-take-back": own_thing(pk="application", sequence="one"),
    "tracker:application-event-restore": own_thing(pk="application", sequence="one"),
    "tracker:application-next": own_thing(200, GET, pk="application"),
    "tracker:application-next-done": own_thing(pk="application"),
    "tracker:application-next-restore": own_thing(422, pk="application"),
    **{
        f"tracker:{noun}-{verb}": answer
        for noun in ("contact", "interview", "document", "follow-up", "offer")
        for verb, answer in (
            ("add", own_thing(200, GET, pk="application")),
            ("edit", own_thing(200, GET, pk=f"own-{noun}")),
            ("remove", own_thing(pk=f"own-{noun}")),
            ("restore", own_thing(pk=f"own-{noun}")),
        )
    },
    "tracker:offer-list": own_page(),
    "tracker:offer-currency": own_post(),
    "tracker:offer-rates": own_post("out"),
    "tracker:quiet-change": own_page(),
    # beside the guide: everybody has a place of their own at each record, and none has another's
    "tracker:watch-list": own_page(),
    "tracker:watch-dismiss": own_post(pk="watch-pk"),
    "tracker:watch-restore": own_post("out", pk="watch-pk"),
    "tracker:note-list": own_page(),
    "tracker:note-edit": own_page(kind="law-kind", slug="law"),
    "tracker:note-remove": own_post("out", kind="law-kind", slug="law"),
    "tracker:note-restore": own_thing(kind="law-kind", slug="law"),
    "tracker:read-mark": own_post("out", kind="law-kind", slug="law"),
    "tracker:read-unmark": own_post("out", kind="law-kind", slug="law"),
    # a record's ways out and in
    "tracker:data-list": own_page(),
    "tracker:archive-show": own_page(),
    "tracker:archive-download": own_page(),
    "tracker:archive-restore": logged_in(),
    "tracker:evidence-list": own_page(),
    "tracker:of-evidence-list": shared_page(),
    "tracker:evidence-preview": own_page(),
    "tracker:evidence-claim": own_page(slug="step"),
    "tracker:evidence-withdraw": own_thing(slug="step"),
    "tracker:evidence-restore": own_thing(slug="step"),
    "tracker:evidence-share": own_page(),
    "tracker:evidence-share-make": own_post("out"),
    "tracker:evidence-share-renew": own_thing(pk="evidence"),
    "tracker:evidence-share-revoke": own_thing(pk="evidence"),
    "tracker:evidence-share-restore": own_thing(pk="evidence"),
    "tracker:resume-show": own_page(),
    "tracker:resume-json": own_page(),
    "tracker:feed-show": own_page(),
    "tracker:feed-make": own_post("out"),
    "tracker:feed-renew": own_thing(pk="feed"),
    "tracker:feed-revoke": own_thing(pk="feed"),
    "tracker:feed-restore": own_thing(pk="feed"),
    "tracker:digest-show": own_page(),
    "tracker:digest-subscribe": own_post("out"),
    "tracker:digest-unsubscribe": own_post("out"),
    "tracker:digest-preview": own_page(),
    "tracker:mentor-list": own_page(),
    "tracker:invitation-add": own_post("out"),
    "tracker:invitation-revoke": own_thing(pk="invitation"),
    "tracker:sharing-edit": own_thing(200, GET, pk="mentorship"),
    "tracker:mentorship-end": own_thing(pk="mentorship"),
    # mentoring
    "tracker:mentee-list": logged_in(),
    "tracker:mentee-join": logged_in(),
    "tracker:mentorship-leave": row("in", 404, 404, "out", "out", 404, 404, 404, method=POST, handle="handle"),
    # a mentee's record: without the section there is no page, without consent there is none either
    "tracker:of-today": row("in", 404, 404, 200, 200, 404, 404, 404, handle="handle"),
    "tracker:of-plan-detail": shared_page(),
    "tracker:of-plan-due": shared_page(),
    "tracker:of-study-list": shared_page(),
    "tracker:of-skill-history": row("in", 404, 404, 200, 404, 404, 404, 404, handle="handle", slug="skill"),
    "tracker:of-week-list": shared_page(),
    "tracker:of-break-list": shared_page(),
    "tracker:of-picture-list": shared_page(),
    "tracker:of-picture-year": shared_page(),
    "tracker:of-picture-weeks": shared_page(),
    "tracker:of-picture-hours": shared_page(),
    "tracker:of-picture-skills": shared_page(),
    "tracker:of-forecast": shared_page(),
    "tracker:of-forecast-bands": row("in", 404, 404, "out", 404, 404, 404, 404, handle="handle"),
    "tracker:of-project-list": shared_page(),
    "tracker:of-project-ideas": shared_page(),
    "tracker:of-project-detail": shared_page(pk="project"),
    "tracker:of-certification-list": shared_page(),
    "tracker:of-certification-detail": shared_page(pk="certification"),
    "tracker:of-application-list": shared_page(),
    "tracker:of-funnel": shared_page(),
    "tracker:of-funnel-flow": shared_page(),
    "tracker:of-watch-list": shared_page(),
    "tracker:of-application-board": shared_page(),
    "tracker:of-application-detail": shared_page(pk="application"),
    "tracker:of-offer-list": shared_page(),
}


def names(resolver=None, prefix=""):
    """The name of every URL of the project, with its namespaces; the admin's are the models', further down."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace != "admin":
            yield from names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}" if entry.name else f"{prefix}{entry.pattern}"


def test_every_url_is_in_the_table():
    assert sorted(names()) == sorted(TABLE)


def discarded_timer(learner):
    start_timer(learner=learner, now=timezone.now())
    return discard_timer(learner=learner, now=timezone.now())


@kept
def people(learner):
    """Everybody of the table, the two mentors with their mentorships."""
    mentor, limited = make_user("Milo"), make_user("Liv")
    make_mentorship(learner, mentor)
    make_mentorship(learner, limited, sections=[])
    stranger = make_learner(make_user("Stella"))
    cast = (None, stranger, learner, mentor, limited, make_curator(), make_superuser(), make_user("Nell"))
    everybody = dict(zip(ROLES, cast, strict=True))
    for person in list(everybody.values())[1:]:
        user = getattr(person, "user", person)
        user.set_password("a long enough phrase 7")
        user.save()
    return everybody


@kept
def things(people, learner, guide):
    """What the addresses of the table are of: all the owner's, and one of each sort of content."""
    by = learner.user
    made = make_every_kind()
    save_note(learner=learner, record=made["law"], text="For Lena alone.", seen=0)
    remove_note(learner=learner, record=made["law"])
    milestone = guide["programming"].milestones.get()
    edition = milestone.figure.editions.get()
    target = Target.objects.create(learner=learner, milestone=milestone, edition=edition, answered=edition, by=by)
    session = {"day": START, "seconds": 60, "skill": guide["math"]}
    sessions = [log_session(learner=learner, by=by, token=uuid.uuid4(), **session)[0] for _ in range(3)]
    last = StudySession.objects.filter(pk=sessions[2].pk)
    evidence = addresses.make(EvidencePage, learner=learner, by=by)
    claim_step(learner=learner, step=made["step"], done_on=START, by=by)
    feed = addresses.make(CalendarFeed, learner=learner, by=by)
    applications, last_one = Application.objects.for_learner(learner), make_application(learner)
    application = make_application(learner)
    return {
        **{f"own-{noun}": row.pk for noun, row in make_attached(application).items()},
        "session": sessions[0].pk,
        "binned": delete_session(session=sessions[1], by=by).pk,
        "bulk": delete_sessions(learner=learner, by=by, token=uuid.uuid4(), sessions=last).pk,
        "target": target.pk,
        "timer": discarded_timer(learner).token,
        "break": Break.objects.create(learner=learner, first=START, last=START, by=by).pk,
        "project": make_project(learner).pk,
        "certification": make_held(learner).pk,
        "own-stage": OwnStage.objects.create(learner=learner, name="Recruiter call", meaning="screen").pk,
        "application": application.pk,
        "application-deleted": make_application(learner).pk,
        "application-binned": discard(thing=make_application(learner)).pk,
        "application-act": delete_applications(
            learner=learner, by=by, token=uuid.uuid4(), applications=applications.with_ids([last_one.pk])
        ).pk,
        "application-noun": "application",
        "project-noun": "project",
        "view": SavedView.objects.create(learner=learner, name="Quiet", query="quiet=yes").pk,
        "invitation": invite(learner=learner, sections=[Section.HOURS], token=uuid.uuid4(), by=by).pk,
        "import": make_import(learner).pk,
        "application-import": make_application_import(learner).pk,
        "mentorship": learner.mentorships.get(mentor=people["mentor"]).pk,
        "feed": feed.pk,
        "feed-key": feed.key,
        "evidence": evidence.pk,
        "evidence-key": evidence.key,
        "digest-token": off_token(learner),
        "one": 1,
        "handle": by.handle,
        **{kind: record.slug for kind, record in made.items()},
        "path": guide["path"].slug,
        "skill": guide["math"].slug,
        "credential": guide["credential"].slug,
        "question": make_question().slug,
        "source": make_source().slug,
        "figure": "hours.math",
        "collection": "skills",
        "law-kind": Kind.LAW,
        "watch-pk": made["watch"].pk,
    }


def acting(client, log_in, person):
    """The client, logged in as the person or not at all."""
    client.logout()
    return log_in(person) if person else client


def address(name, things):
    return reverse(name, kwargs={key: things.get(value, value) for key, value in TABLE[name][2].items()})


def told(response):
    """The answer in the words of the table."""
    if response.streaming:
        list(response)  # which closes the file that it sends
    if response.status_code not in (301, 302):
        return response.status_code
    if response.url.startswith("/accounts/login/"):
        return "in"
    return "start" if response.url == "/tracker/start/" else "out"


@pytest.mark.parametrize("name", TABLE)
def test_each_role_gets_its_answer(name, people, things, client, log_in):
    method, expected, _ = TABLE[name]
    url = address(name, things)
    if method == POST:
        assert acting(client, log_in, people["owner"]).get(url).status_code == 405
    roles = sorted(people, key=lambda role: role in ("owner", "mentor"))  # whoever may change it comes last
    answers = {role: told(getattr(acting(client, log_in, people[role]), method)(url)) for role in roles}
    assert answers == expected


# The admin: curators the guide's content, superusers the people too, nobody else anything; content is never deleted.
CURATED = {model for model in admin.site._registry if model._meta.app_label == "guide"}


@pytest.mark.parametrize("page", ["changelist", "add"])
@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_the_admin_is_for_curators_and_superusers(model, page, people, client, log_in, rf):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
    for role, person in people.items():
        response = acting(client, log_in, person).get(url)
        if role not in ("curator", "superuser"):
            assert response.status_code == 302, role
            assert re.match(r"/(accounts|admin)/login/", response.url), role
            continue
        request = rf.get("/")
        request.user = person
        allowed = role == "superuser" or model in CURATED
        if page == "add":
            allowed = allowed and admin.site._registry[model].has_add_permission(request)
        assert response.status_code == (200 if allowed else 403), role


def pages_of(model):
    """The admin's pages of one row: the model admin's name for each."""
    return ["change", "history", *(["restore"] if hasattr(admin.site._registry[model], "restore_view") else [])]


@kept
def content(things):
    """One row of each model that curators keep, by model; records with a revision to go back to."""
    rows = {model: admin.site._registry[model].get_queryset(None).first() for model in CURATED}
    for record in Record.objects.all():
        save_revision(record=record, by=None, origin=Revision.Origin.LOAD)
    return rows


@pytest.mark.parametrize(
    ("model", "page"),
    [(model, page) for model in sorted(CURATED, key=lambda model: model._meta.label) for page in pages_of(model)],
    ids=lambda value: value if isinstance(value, str) else value._meta.label_lower,
)
def test_a_row_in_the_admin_is_for_curators_and_superusers(model, page, people, content, client, log_in):
    args = [content[model].pk, *([1] if page == "restore" else [])]
    url = reverse(f"admin:guide_{model._meta.model_name}_{page}", args=args)
    for role, person in people.items():
        acting(client, log_in, person)
        if role in ("curator", "superuser"):
            assert client.get(url, follow=True).status_code == 200, role
            continue
        for method in (GET, POST):
            response = getattr(client, method)(url)
            assert response.status_code == 302, role
            assert re.match(r"/(accounts|admin)/login/", response.url), role


def test_nobody_deletes_content(people, rf):
    for role in ("curator", "superuser"):
        request = rf.get("/")
        request.user = people[role]
        assert not [model for model in CURATED if admin.site._registry[model].has_delete_permission(request)]

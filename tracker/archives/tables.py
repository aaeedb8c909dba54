"""What an archive holds: a table a model, one entry each, and for all that is left out the reason.

To add a model, add its entry. A test walks all models of the tracker and their fields and names what is missing here.
"""

from dataclasses import dataclass, field

from django.db.models import F, Q

from tracker.models import (
    Application,
    ApplicationAct,
    ApplicationBatch,
    ApplicationEvent,
    Break,
    BulkAct,
    CalendarChoice,
    CalendarFeed,
    Certification,
    CertificationEvent,
    Confirmation,
    Contact,
    DayTotal,
    Digest,
    DigestSubscription,
    Document,
    Enrollment,
    Evidence,
    EvidencePage,
    ExchangeRate,
    FollowUp,
    ImportBatch,
    ImportChunk,
    ImportedApplication,
    ImportedRow,
    ImportRow,
    ImportSource,
    Interview,
    Invitation,
    Learner,
    Mentorship,
    NameMapping,
    Note,
    Offer,
    OwnStage,
    Plan,
    PlanAnswer,
    PlanStep,
    PriorHours,
    Project,
    ProjectEvent,
    ProjectPicture,
    ReadMark,
    SavedView,
    Share,
    SkillTotal,
    StageWord,
    StepClaim,
    StudySession,
    Tag,
    Target,
    Timer,
    TimerPiece,
    WatchDismissal,
    WeeklyGoal,
)

FORMAT = "careerguide-archive"
VERSION = 1  # of the format: raised when a table or a column is added, with a row in ``since`` of its table


@dataclass(frozen=True)
class Table:
    """The rows of one model that are a learner's, a file of JSON lines.

    ``columns``: the names of its fields, as they are written. ``key``: the column by whose value other tables name a
    row of this one; without it they do by the number of its line, and always of one above. ``owner``: the way from a
    row to the learner. ``chosen``: filled when a record is begun, so that rows in it are no reason not to restore.
    ``only``: which of the rows are in the archive; the others are still on their way into the record.
    ``agree``: pairs of lookups that give the same in every row. ``since``: the version of the format that added a
    column, or under ``""`` the table; what an older archive does not say is as the model has it by default.
    """

    name: str
    model: type
    columns: tuple
    key: str = ""
    owner: str = "learner"
    chosen: bool = False
    only: Q = Q()  # noqa: RUF009  (never changed)
    agree: tuple = ()
    since: dict = field(default_factory=dict)

    @property
    def path(self):
        return f"tables/{self.name}.jsonl"

    def columns_of(self, version):
        """The columns that an archive of this version of the format has."""
        return tuple(name for name in self.columns if self.since.get(name, 1) <= version)

    def rows_of(self, learner):
        """The learner's rows that are in the archive, in the order in which they were made."""
        return self.model._base_manager.filter(self.only, (self.owner, learner.pk)).order_by("pk")

    def has_others(self, learner):
        """Whether the learner has rows that are in no archive."""
        return bool(self.only) and self.model._base_manager.filter(~self.only, (self.owner, learner.pk)).exists()

    def disagreeing(self, learner, left, right):
        """Whether two lookups, where both give something, give another thing in one of the learner's rows."""
        both = Q((f"{left}__isnull", False), (f"{right}__isnull", False))
        return self.rows_of(learner).filter(both).exclude(**{left: F(right)}).exists()


def table(name, model, columns, **options):
    return Table(name, model, tuple(columns.split()), **options)


def events(name, model, thing, more="", agree=(), **options):
    """A table of stage events."""
    columns = f"{thing} sequence stage happened_on recorded_at recorded_on by supersedes {more}"
    agree = ((f"supersedes__{thing}", thing), *agree)
    return table(name, model, columns, owner=f"{thing}__learner", agree=agree, **options)


def of_application(name, model, columns):
    """A table of rows that hang on an application."""
    return table(name, model, f"application {columns} token version deleted_at", owner="application__learner")


# A table stands below those that it refers to.
TABLES = (
    table(
        "learner",
        Learner,
        "joined_at path started_on goal_seconds zone week_start timer_limit_seconds run_weeks run_until best_run_weeks"
        " best_run_ended_on currency quiet_days",
        owner="pk",
        chosen=True,
    ),
    table("enrollments", Enrollment, "path started_on recorded_at by", chosen=True),
    table("goals", WeeklyGoal, "effective_from seconds recorded_at by", chosen=True),
    table("calendar", CalendarChoice, "effective_from zone week_start recorded_at by", chosen=True),
    table("prior_hours", PriorHours, "skill seconds recorded_at by", chosen=True),
    table("targets", Target, "milestone edition answered end recorded_at by superseded_at", chosen=True),
    table("breaks", Break, "first last reason recorded_at by cancelled_at"),
    table(
        "plans",
        Plan,
        "number effective_from target_day weekly_seconds order reason origin recorded_at by",
        key="number",
    ),
    table("plan_steps", PlanStep, "plan milestone position edition end to_go", owner="plan__learner"),
    table("plan_answers", PlanAnswer, "plan week answer lever recorded_at by", agree=(("plan__learner", "learner"),)),
    table("tags", Tag, "name", key="name"),
    table(
        "name_mappings",
        NameMapping,
        "kind name folded verdict activity skill topic updated_at",
        agree=(("topic__skill", "skill"),),
    ),
    table(
        "imports",
        ImportBatch,
        "state format filename digest size zone counts rows created_at committed_at by token",
        key="token",
        only=Q(state__in=["committed", "undone"]),
    ),
    table("imported_rows", ImportedRow, "batch content ordinal token"),
    table(
        "projects",
        Project,
        "title link code_link write_up_link note idea skills position stage stage_since end_to_end token created_at"
        " updated_at deleted_at",
        key="token",
    ),
    events("project_events", ProjectEvent, "project"),
    table(
        "evidence",
        Evidence,
        "project criterion met_on link note",
        owner="project__learner",
    ),
    table("project_pictures", ProjectPicture, "project link text", owner="project__learner"),
    table(
        "certifications",
        Certification,
        "listed name link credential_id fee fee_currency expires_on stage stage_since listed_counts counts token"
        " created_at updated_at deleted_at",
        key="token",
    ),
    events("certification_events", CertificationEvent, "certification"),
    table(
        "sessions",
        StudySession,
        "day zone started_at ended_at seconds activity skill topic counts note resource link tags origin token"
        " batch created_at updated_at by deleted_at project certification",
        key="token",
        agree=(("topic__skill", "skill"), ("project__learner", "learner"), ("certification__learner", "learner")),
    ),
    table(
        "timer",
        Timer,
        "started_at resumed_at stopped_at closed_at banked_seconds activity skill topic note tags sessions project"
        " certification",
        agree=(("topic__skill", "skill"), ("project__learner", "learner"), ("certification__learner", "learner")),
    ),
    table("timer_pieces", TimerPiece, "timer started_at ended_at", owner="timer__learner"),
    table(
        "step_claims",
        StepClaim,
        "step done_on link note projects certifications recorded_at changed_at withdrawn_at",
    ),
    table("exchange_rates", ExchangeRate, "currency into rate changed_at"),
    table("own_stages", OwnStage, "name meaning retired_at", key="name"),
    table("saved_views", SavedView, "name query created_at removed_at"),
    table(
        "stage_words",
        StageWord,
        "kind word folded stage closing own_stage channel updated_at",
        agree=(("own_stage__learner", "learner"),),
    ),
    table(
        "application_imports",
        ApplicationBatch,
        "state filename digest size sheet header_key columns counts rows created_at committed_at undone_at by token",
        key="token",
        only=Q(state__in=["committed", "undone"]),
    ),
    table("imported_applications", ImportedApplication, "batch content token", agree=(("batch__learner", "learner"),)),
    table(
        "applications",
        Application,
        "company role link requisition role_family resume_version channel place workplace salary_low salary_high"
        " salary_currency salary_period note next_action next_action_on link_key requisition_key company_key role_key"
        " stage stage_since furthest stage_without_offers stage_without_offers_since"
        " furthest_without_offers own_stage applied_on applied_on_without_offers quiet_since follow_ups batch token"
        " created_at updated_at deleted_at",
        key="token",
    ),
    events(
        "application_events",
        ApplicationEvent,
        "application",
        "own_stage day_assumed",
        agree=(("own_stage__meaning", "stage"), ("own_stage__learner", "application__learner")),
    ),
    of_application("follow_ups", FollowUp, "happened_on recorded_at"),
    of_application("contacts", Contact, "name position email link note"),
    of_application("interviews", Interview, "day starts_at kind with_whom questions note updated_at"),
    of_application("documents", Document, "title link"),
    of_application("offers", Offer, "made_on answer_by base bonus stock currency note updated_at"),
    table("notes", Note, "record text version changed_at deleted_at"),
    table("read_marks", ReadMark, "record revision read_at"),
    table("watch_dismissals", WatchDismissal, "watch reason dismissed_at withdrawn_at"),
)
BY_MODEL = {table.model: table for table in TABLES}

# What is not restored, as the page of the archive says it: what, and why.
MENTORS = (
    "Mentors, and what they see",
    "They agreed to look at the record of one account. Invite them to the other.",
)
WORDS = ("What mentors confirmed", "It is their word, given to one account: a file could say anything.")
CODES = ("Codes for mentors", "A code is a secret, made for one account.")
FEED = ("The calendar’s address", "It is a secret. Make another where the record is restored.")
EVIDENCE = ("The address of the evidence", "It is a secret. Make another where the record is restored.")
DIGEST = ("The weekly digest", "Mail goes to the address of one account. Ask for it in the other.")
ACTS = (
    "Undo of what was done to many sessions or applications",
    "It is kept for thirty days, for the rows of one account.",
)
FILES = ("Files that are not imported yet", "Import them where the record is restored.")
# Models that are not read back: those written for people, in reading/, ...
FOR_READING = {Mentorship: MENTORS, Share: MENTORS, Invitation: CODES, Confirmation: WORDS}
# ... those in no archive at all, ...
LEFT_OUT = {
    BulkAct: ACTS,
    ApplicationAct: ACTS,
    CalendarFeed: FEED,
    DigestSubscription: DIGEST,
    Digest: DIGEST,
    EvidencePage: EVIDENCE,
    ImportChunk: FILES,
    ImportSource: FILES,
    ImportRow: FILES,
}
# ... and what follows from the rest.
COUNTED_ANEW = {DayTotal, SkillTotal}
LEFT_OUT_FIELDS = {
    Learner: {
        "user": "The account that it is restored into.",
        "version": "It counts the changes to this copy of the record.",
        **dict.fromkeys(
            (
                "breaks_ahead",
                "sessions",
                "logged_seconds",
                "counted_seconds",
                "prior_seconds",
                "projects_end_to_end",
                "cloud_certifications",
                "next_expiry_on",
                "applications_sent",
            ),
            "A sum: counted anew.",
        ),
    },
    Timer: {"token": "It names the timer in addresses, among those of everybody."},
    ApplicationBatch: dict.fromkeys(
        ("cells", "options", "taken"), "How its file is read, which is not in the archive."
    ),
    ImportBatch: dict.fromkeys(
        ("header", "options", "chunks_read", "looked_at"), "How its file is read, which is not in the archive."
    ),
}

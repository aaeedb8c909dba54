"""Writing invented lives: many learners at once, with their rollups, in a few statements a table."""

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from guide.models import Certification as Credential
from guide.models import Milestone, Path, Record, Skill
from tracker.actions.demo_plans import aims_of, plan_rows
from tracker.demo import Subject
from tracker.models import (
    Application,
    ApplicationEvent,
    CalendarChoice,
    Certification,
    CertificationEvent,
    Contact,
    DayTotal,
    Enrollment,
    Evidence,
    FollowUp,
    Interview,
    Learner,
    Offer,
    Plan,
    PriorHours,
    Project,
    ProjectEvent,
    SkillTotal,
    StepClaim,
    StudySession,
    Target,
    WeeklyGoal,
)
from tracker.recounts import of_application
from tracker.stages import APPLICATION, Course, Event, is_end_to_end

HELD = frozenset([Certification.Stage.PASSED, Certification.Stage.RENEWED])


@dataclass(frozen=True)
class Catalogue:
    """What of the guide a life may refer to, by slug, read once."""

    paths: list
    skills: dict
    topics: dict  # (skill slug, name) -> id
    credentials: dict
    steps: dict  # of the published orders, slug -> id
    milestones: list  # those that the tracker measures, each with its figure's edition of today

    @classmethod
    def read(cls):
        """The published guide. The skills are those whose hours count to the total, or all where none does."""
        skills = {skill.slug: skill for skill in Skill.objects.published().prefetch_related("topics")}
        counting = {slug: skill for slug, skill in skills.items() if skill.counts_to_total}
        skills = counting or skills
        return cls(
            paths=list(Path.objects.published()),
            skills=skills,
            topics={(s.slug, topic.name): topic.pk for s in skills.values() for topic in s.topics.all()},
            credentials={c.slug: c for c in Credential.objects.published() if c.can_be_earned and c.counts_as_cloud},
            steps=dict(Record.objects.in_processes().values_list("slug", "pk")),
            milestones=[milestone for milestone in Milestone.objects.tracked() if milestone.now],
        )

    @property
    def subjects(self):
        named = {slug: [] for slug in self.skills}
        for slug, topic in self.topics:
            named[slug].append(topic)
        return [Subject(slug, tuple(topics)) for slug, topics in named.items()]


@dataclass(frozen=True)
class Newcomer:
    """A user without a record, and the life to record for them. ``rng`` gives the tokens: one seed, the same rows."""

    user: object
    life: object
    path: Path
    zone: str
    rng: object


@transaction.atomic
def record_lives(*, newcomers, catalogue):
    """Write the records of ``newcomers``, with their rollups."""
    writer = Writer(catalogue)
    for newcomer in newcomers:
        writer.add(newcomer)
    writer.save()


def worked_on(projects, session):
    """The project of a session of project work: of those that stood then as they stand, the latest to get there."""
    begun = [row for row in projects if session.activity == "project" and row.stage_since <= session.day]
    return max(begun, key=lambda row: row.stage_since, default=None)


class Writer:
    """Collects the rows of many lives and inserts them table by table."""

    def __init__(self, catalogue):
        self.catalogue, self.rng = catalogue, None
        self.learners, self.rows, self.children = [], {}, []

    def own(self, model, learner):
        """The learner's rows of a model that were put down so far."""
        return [row for row in self.rows.get(model, ()) if row.learner_id == learner.pk]

    def put(self, *rows):
        for row in rows:
            self.rows.setdefault(type(row), []).append(row)

    def token(self):
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def add(self, newcomer):
        user, life, path, zone = newcomer.user, newcomer.life, newcomer.path, newcomer.zone
        self.rng = newcomer.rng
        learner = Learner(user=user, path=path, started_on=life.started_on, goal_seconds=life.goals[-1][1], zone=zone)
        self.learners.append(learner)
        self.put(
            Enrollment(learner=learner, path=path, started_on=life.started_on, by=user),
            CalendarChoice(learner=learner, effective_from=life.started_on, zone=zone, by=user),
            *(WeeklyGoal(learner=learner, effective_from=day, seconds=s, by=user) for day, s in life.goals),
            *(
                PriorHours(learner=learner, skill=self.catalogue.skills[slug], seconds=seconds, by=user)
                for slug, seconds in life.prior.items()
            ),
            *(
                Target(learner=learner, milestone=m, edition=m.now, answered=m.now, end=end, by=user)
                for m, end in aims_of(life, self.catalogue.milestones)
            ),
        )
        plans, steps = plan_rows(learner, life, self.catalogue)
        self.put(*plans)
        self.children += steps
        self.add_projects(learner, life)
        self.add_sessions(learner, life)
        self.add_certifications(learner, life)
        self.add_applications(learner, life)
        self.add_claims(learner, life)

    def add_sessions(self, learner, life):
        """The sessions, and the sums over them that stand beside them."""
        skills, topics = self.catalogue.skills, self.catalogue.topics
        projects = self.own(Project, learner)
        days, logged, count = Counter(), Counter(), Counter()
        for session in life.sessions:
            skill = skills.get(session.skill)
            row = StudySession(
                learner_id=learner.pk,
                by_id=learner.pk,
                day=session.day,
                zone=learner.zone,
                seconds=session.seconds,
                activity=session.activity,
                skill_id=skill and skill.pk,
                topic_id=topics.get((session.skill, session.topic)),
                counts=bool(skill and skill.counts_to_total),
                note=session.note,
                project=worked_on(projects, session),
                origin=StudySession.Origin.DEMO,
                token=self.token(),
            )
            self.put(row)
            days[session.day] += session.seconds
            if row.counts:
                learner.counted_seconds += session.seconds
            if skill:
                logged[session.skill] += session.seconds
                count[session.skill] += 1
        self.put(*(DayTotal(learner_id=learner.pk, day=day, seconds=seconds) for day, seconds in days.items()))
        for slug in sorted({*logged, *life.prior}):
            prior = life.prior.get(slug, 0)
            sums = {"logged_seconds": logged[slug], "prior_seconds": prior, "sessions": count[slug]}
            self.put(SkillTotal(learner_id=learner.pk, skill=skills[slug], **sums))
        learner.sessions = len(life.sessions)
        learner.logged_seconds = sum(days.values())
        learner.prior_seconds = sum(life.prior.values())

    def add_projects(self, learner, life):
        for project in life.projects:
            if not project.events:
                continue
            done = {criterion for criterion, _ in project.evidence}
            row = self.staged(Project, learner, project, title=project.name)
            row.end_to_end = is_end_to_end(done, row.stage)
            learner.projects_end_to_end += row.end_to_end
            self.follow(ProjectEvent, "project", row, project)
            self.children += [Evidence(project=row, criterion=name, met_on=day) for name, day in project.evidence]
            used = [self.catalogue.skills[slug] for slug in project.skills if slug in self.catalogue.skills]
            self.children += [Project.skills.through(project=row, skill=skill) for skill in used]

    def add_certifications(self, learner, life):
        for certification in life.certifications:
            listed = self.catalogue.credentials.get(certification.name)
            named = {"listed": listed} if listed else {"name": certification.name}
            row = self.staged(Certification, learner, certification, **named)
            row.listed_counts = bool(listed and listed.counts_as_cloud)
            row.counts = row.stage in HELD and row.listed_counts
            learner.cloud_certifications += row.counts
            if row.runs_out:
                learner.next_expiry_on = min(row.expires_on, learner.next_expiry_on or row.expires_on)
            self.follow(CertificationEvent, "certification", row, certification)

    def add_applications(self, learner, life):
        for application in life.applications:
            row = self.staged(Application, learner, application, company=application.name)
            course = Course.of((Event(*step, n) for n, step in enumerate(application.events, start=1)), APPLICATION)
            asked = [each["happened_on"] for each in application.hanging.get("FollowUp", ())]
            for name, value in of_application(row, course, asked).items():
                setattr(row, name, value)
            learner.applications_sent += row.counted
            self.follow(ApplicationEvent, "application", row, application)
            for model in (Contact, Interview, FollowUp, Offer):
                values = application.hanging.get(model.__name__, ())
                self.children += [model(application=row, **each) for each in values]

    def add_claims(self, learner, life):
        projects = {row.title: row for row in self.own(Project, learner)}
        for claimed in life.claims:
            if claimed.step not in self.catalogue.steps:
                continue
            step = self.catalogue.steps[claimed.step]
            claim = StepClaim(learner=learner, step_id=step, done_on=claimed.day, note=claimed.note)
            self.children.append(claim)
            if claimed.project:
                project = projects[claimed.project]
                self.children.append(StepClaim.projects.through(stepclaim=claim, project=project))

    def staged(self, model, learner, thing, **fields):
        stage, since = thing.events[-1]
        row = model(
            learner_id=learner.pk, token=self.token(), stage=stage, stage_since=since, **fields, **thing.details
        )
        self.put(row)
        return row

    def follow(self, model, noun, row, thing):
        """The stage events of a row that has no key yet."""
        self.children += [
            model(**{noun: row}, sequence=number, stage=stage, happened_on=day, recorded_on=day, by_id=row.learner_id)
            for number, (stage, day) in enumerate(thing.events, start=1)
        ]

    def save(self):
        """Insert all: learners, what points at them, then what points at that."""
        Learner.objects.bulk_create(self.learners, batch_size=500)
        for learner in self.learners:  # bulk_create says now
            learner.joined_at = datetime.datetime.combine(learner.started_on, datetime.time(8), tzinfo=datetime.UTC)
        Learner.objects.bulk_update(self.learners, ["joined_at"], batch_size=100)
        for model, rows in self.rows.items():
            model.objects.bulk_create(rows, batch_size=1000)
        plans = self.rows.get(Plan, [])
        for plan in plans:
            plan.recorded_at = datetime.datetime.combine(plan.effective_from, datetime.time(18), tzinfo=datetime.UTC)
        Plan.objects.bulk_update(plans, ["recorded_at"], batch_size=100)
        children = {}
        for child in self.children:
            children.setdefault(type(child), []).append(child)
        for model, rows in children.items():
            model.objects.bulk_create(rows, batch_size=1000)

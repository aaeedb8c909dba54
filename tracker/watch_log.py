"""What the mistake watch looks at, of one record: a query for each thing that is counted; what is not shown, none."""

import datetime
from decimal import Decimal

from guide.models import Milestone, Watch
from tracker.dashboard import goals_of
from tracker.models import Application, Certification, DayTotal, Project, Section, SkillTotal, StudySession
from tracker.watch import Accepted, Log, ProjectLog, Sent

LOOKED_AT = 200  # of the latest applications: as many as a threshold may name
YEAR = datetime.timedelta(days=366)


def log_of(access, practice=None):
    """The log as far as ``access`` shows it. ``practice``: the id of the skill that is interview practice.

    Nine queries at most, however long the record; rows grow with projects and, up to a limit, with applications.
    """
    learner = access.learner
    parts = {"started_on": learner.started_on, "path": learner.path_id}
    if access.shows(Section.HOURS):
        parts |= of_hours(access, practice)
    if access.shows(Section.PROJECTS):
        parts["projects"] = tuple(map(project_log, Project.objects.for_learner(learner).with_evidence().in_days()))
    if access.shows(Section.CERTIFICATIONS):
        parts["has_cloud_certification"] = Certification.objects.for_learner(learner).toward_cloud().exists()
    if access.shows(Section.APPLICATIONS):
        offers = access.shows(Section.OFFERS)
        sent = Application.objects.for_learner(learner).latest_sent(LOOKED_AT, offers)
        parts["sent"] = tuple(sent_log(row, offers) for row in sent)
    if access.shows(Section.APPLICATIONS, Section.OFFERS):
        parts["awaiting"] = Application.objects.for_learner(learner).awaiting()
        parts["accepted"] = accepted_log(Application.objects.for_learner(learner).last_accepted())
    return Log(**parts)


def of_hours(access, practice):
    """What the sessions and their sums say; the share of the plan only where the plan may be seen."""
    learner, today = access.learner, access.today
    totals = SkillTotal.objects.for_learner(learner).by_skill()
    sessions = StudySession.objects.for_learner(learner).kept().between(today - YEAR, today)
    worked_on, practised_on = sessions.last_days(practice)
    return {
        "seconds": {skill: logged + prior for skill, (logged, prior, _) in totals.items()},
        "by_day": DayTotal.objects.for_learner(learner).between(today - YEAR, today).seconds_by_day(),
        "worked_on": worked_on,
        "practised_on": practised_on,
        "plan_share": plan_share(access) if access.shows(Section.PLAN) else None,
    }


def plan_share(access):
    """Per cent of the hours that the learner means to reach, at the low mark; None without such a goal."""
    goal = next((goal for goal in goals_of(access) if goal.counts == Milestone.Counts.TOTAL_HOURS), None)
    least = goal and (goal.low or goal.high)
    if not least:
        return None
    learner = access.learner
    return Decimal(100 * (learner.counted_seconds + learner.prior_seconds)) / (3600 * least)


def project_log(project):
    days = (project.stage_since, project.moved_on, project.met_on)
    return ProjectLog(
        stage=project.stage,
        begun_on=project.begun_on or project.stage_since,
        since=project.stage_since,
        changed_on=max(day for day in days if day),
        criteria=frozenset(evidence.criterion for evidence in project.evidence.all()),
        has_code=bool(project.code_link),
        public_on=project.public_on,
    )


def sent_log(application, offers):
    """By the learner's word for the role family where there is one, else by the title."""
    if not offers:
        application.hide_offers()
    says = application.role_family or application.role
    title = application.role_family.casefold() or application.role_key or application.role.casefold()
    return Sent(application.applied_on, title, says, application.channel)


def accepted_log(application):
    """None where no offer was accepted, or its day is not known."""
    made = [day for day in (application.offered_on, application.made_on) if day] if application else []
    if not made or not application.accepted_on or application.accepted_on < min(made):
        return None
    return Accepted(min(made), application.accepted_on, application.offers_known)


def watches():
    """The published watches that are about something published, in the guide's order."""
    return [watch for watch in Watch.objects.watched() if watch.about]

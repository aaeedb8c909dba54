"""Writing what many sessions were for; what counts and what is locked is the business of tracker.actions.study_bulk."""

from dataclasses import dataclass

from django.utils import timezone

from tracker.models import Certification, Project, StudySession


@dataclass(frozen=True)
class Tie:
    """What sessions were for, by id: one of the learner's projects, or certifications, or nothing."""

    project: int | None = None
    certification: int | None = None


def tie_sessions(by, given):
    """Give each session its (project id, certification id) of ``given``. They are in no sum that is kept."""
    alike = {}
    for session, tie in given.items():
        if (session.project_id, session.certification_id) != tie:
            alike.setdefault(tie, []).append(session.pk)
    for (project, certification), ids in alike.items():
        StudySession.objects.with_ids(ids).update(
            project=project, certification=certification, by=by, updated_at=timezone.now()
        )


def untie_sessions(by, act, rows):
    """Undo what was said of what sessions were for, where it is still what was given. Returns the ids of the others."""
    ours = [s for s in rows if [s.project_id, s.certification_id] == act.given["tie"]]
    before = {session: act.before[str(session.pk)] for session in ours}
    projects = Project.objects.in_bulk({was["project"] for was in before.values()} - {None})
    held = Certification.objects.in_bulk({was["certification"] for was in before.values()} - {None})
    given = {}
    for session, was in before.items():
        project, certification = was["project"], was["certification"]
        given[session] = project if project in projects else None, certification if certification in held else None
    tie_sessions(by, given)
    return {session.pk for session in rows} - {session.pk for session in ours}

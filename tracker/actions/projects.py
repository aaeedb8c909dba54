"""Writing portfolio projects and the evidence that makes one end-to-end."""

import uuid

from django.db import transaction

from tracker.actions.stages import begin, locked, settle
from tracker.models import Evidence, Learner, Project


@transaction.atomic
def add_project(*, learner, by, token, title, stage, happened_on, link="", note="", evidence=None):
    """Add a project; ``evidence`` is the day by criterion. Returns (project, created): the same under one ``token`` is
    saved once."""
    learner = Learner.objects.locked(learner)
    known = Project.objects.for_learner(learner).with_token(token)
    fields = {"title": title, "link": link, "note": note}
    if known is not None:
        begun = {"stage": stage, "happened_on": happened_on, "days_met": evidence or {}}
        if known.was_added_with(**begun, **fields):
            return known, False
        token = uuid.uuid4()
    project = Project(learner=learner, token=token, **fields)
    begin(project, stage=stage, happened_on=happened_on, by=by)
    show(project, evidence or {})
    return settle(project), True


@transaction.atomic
def change_project(*, project, title, link, note, evidence):
    """Change what a project says of itself; ``evidence`` is the day by criterion, of those that are met."""
    project = locked(project)
    project.title, project.link, project.note = title, link, note
    show(project, evidence)
    return settle(project)


def show(project, evidence):
    """Make ``evidence`` the criteria that the project meets."""
    project.evidence.exclude(criterion__in=evidence).delete()
    Evidence.objects.bulk_create(
        (Evidence(project=project, criterion=criterion, met_on=day) for criterion, day in evidence.items()),
        update_conflicts=True,
        unique_fields=["project", "criterion"],
        update_fields=["met_on"],
    )

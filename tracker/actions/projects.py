"""Writing portfolio projects: what they say of themselves, what makes one end-to-end, and the learner's own order."""

import uuid

from django.db import transaction

from tracker.actions.stages import begin, locked, settle
from tracker.models import Evidence, Learner, Project, ProjectPicture
from tracker.portfolio import Proof
from tracker.rollups import touch


class NotThere(Exception):
    """What something is to be placed beside is not, or no longer, among the learner's."""


@transaction.atomic
def add_project(*, learner, by, token, stage, happened_on, skills=(), evidence=None, pictures=(), **fields):
    """Add a project above all others. ``fields`` are those of its row; ``evidence`` is the Proof by criterion (or
    its day alone), ``pictures`` are pairs of a link and what is to be seen. Returns (project, created): the same under
    one ``token`` is saved once."""
    learner = Learner.objects.locked(learner)
    known = Project.objects.ever_of(learner).with_token(token)
    evidence, skills, pictures = proofs(evidence or {}), frozenset(skill.pk for skill in skills), tuple(pictures)
    if known is not None:
        shown = {"proofs": evidence, "skill_keys": skills, "shots": pictures}
        if known.was_added_with(stage=stage, happened_on=happened_on, **shown, **fields):
            return known, False
        token = uuid.uuid4()
    project = Project(learner=learner, token=token, position=Project.objects.ever_of(learner).above_all(), **fields)
    begin(project, stage=stage, happened_on=happened_on, by=by)
    project.skills.set(skills)
    show(project, evidence, pictures)
    return settle(project), True


@transaction.atomic
def change_project(*, project, evidence, skills=(), pictures=(), **fields):
    """Change what a project says of itself, as ``add_project`` takes it."""
    project = locked(project)
    for name, value in fields.items():
        setattr(project, name, value)
    project.skills.set(skills)
    show(project, proofs(evidence), pictures)
    return settle(project)


def proofs(evidence):
    return {name: proof if isinstance(proof, Proof) else Proof(proof) for name, proof in evidence.items()}


def show(project, evidence, pictures):
    """Make these the criteria that the project meets, and its pictures."""
    project.evidence.exclude(criterion__in=evidence).delete()
    Evidence.objects.bulk_create(
        (Evidence(project=project, criterion=name, **proof._asdict()) for name, proof in evidence.items()),
        update_conflicts=True,
        unique_fields=["project", "criterion"],
        update_fields=["met_on", "link", "note"],
    )
    project.pictures.exclude(link__in=[link for link, _ in pictures]).delete()
    ProjectPicture.objects.bulk_create(
        (ProjectPicture(project=project, link=link, text=text) for link, text in pictures),
        update_conflicts=True,
        unique_fields=["project", "link"],
        update_fields=["text"],
    )


@transaction.atomic
def place_project(*, project, step=0, above=None, below=None):
    """Move a project in the learner's own order: one ``step`` up (-1) or down (1), or right above or below another one,
    by its id. Returns (place, of how many), counted from 1. Raises NotThere."""
    learner = Learner.objects.locked(project.learner)
    kept = dict(Project.objects.for_learner(learner).in_own_order().values_list("pk", "position"))
    order = list(kept)
    try:
        place = order.index(project.pk)
        order.remove(project.pk)
        if above is not None:
            place = order.index(above)
        elif below is not None:
            place = order.index(below) + 1
    except ValueError as error:
        raise NotThere from error
    place = min(max(place + step, 0), len(order))
    order.insert(place, project.pk)
    moved = [Project(pk=pk, position=n) for n, pk in enumerate(order, 1) if kept[pk] != n]
    if list(kept) != order:
        Project.objects.bulk_update(moved, ["position"], batch_size=400)
        touch(learner.pk)
    return place + 1, len(order)

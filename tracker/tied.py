"""What sessions can be for: the projects and the certifications that a learner keeps, as far as one may see them."""

from tracker.models import Certification, Project, Section

KINDS = {"project": ("Projects", Section.PROJECTS), "certification": ("Certifications", Section.CERTIFICATIONS)}
WORDS = {"project": "Project", "certification": "Certification"}


def ties_of(learner, sections):
    """What a learner keeps of each kind, by id, in the order of their lists; none of what is not shared."""
    projects = Project.objects.for_learner(learner).in_own_order() if Section.PROJECTS in sections else ()
    held = ()
    if Section.CERTIFICATIONS in sections:
        held = Certification.objects.for_learner(learner).with_names().latest_first()
    return {"project": {row.pk: row for row in projects}, "certification": {row.pk: row for row in held}}


def name_of(thing):
    """``project:7``, by which forms and addresses name it; "" for nothing."""
    return f"{type(thing).__name__.lower()}:{thing.pk}" if thing else ""


def lasting_name(thing):
    """``project/4f6c…``, by which files name it: its token goes with it into another record, its id does not. "" for
    nothing."""
    return f"{thing._meta.model_name}/{thing.token}" if thing else ""


def by_lasting_name(learner):
    """All that a learner keeps, by the names that files have for it. Two queries."""
    ties = ties_of(learner, {section for _, section in KINDS.values()})
    return {lasting_name(row): row for rows in ties.values() for row in rows.values()}


def rows_for(sessions):
    """What these sessions were for, as far as it is kept: rows by (kind, id). A query for each kind that there is."""
    found = {}
    for kind, things in (("project", Project.objects.all()), ("certification", Certification.objects.with_names())):
        ids = {getattr(session, f"{kind}_id") for session in sessions} - {None}
        if ids:
            found |= {(kind, pk): row for pk, row in things.kept_by_id(ids).items()}
    return found


def tied_choices(access):
    """All of them by name, and the groups of a select."""
    things, groups = {}, []
    for kind, (title, _) in KINDS.items():
        rows = access.ties[kind].values()
        things |= {name_of(row): row for row in rows}
        if rows:
            groups.append((title, [(name_of(row), str(row)) for row in rows]))
    return things, groups


def towards_choices(access, kept=None):
    """All of them by name, and the choices of a select; ``kept``, which may be in the bin by now, is among them."""
    things, groups = tied_choices(access)
    if kept and things.setdefault(name_of(kept), kept) is kept:
        groups.append(("As it is", [(name_of(kept), f"{kept} (deleted)")]))
    return things, [("", "None"), *groups]


def tie_to(thing):
    """What a row that is for this thing, or for nothing, says: its values by field."""
    return dict.fromkeys(KINDS) | ({thing._meta.model_name: thing} if thing else {})


def tie_sessions(sessions, access):
    """Give each of ``sessions`` its ``tied``: what it was for, if that is kept and may be seen, else None; what may not
    be seen is taken off it. A query for each kind that there is."""
    hidden = [kind for kind, (_, section) in KINDS.items() if not access.shows(section)]
    for session in sessions:
        for kind in hidden:
            setattr(session, kind, None)
    rows = rows_for(sessions)
    for session in sessions:
        session.tied = tied_of(session, rows)


def tied_of(session, rows):
    """What a session was for, of the rows_for() it and others; None for nothing."""
    return rows.get(("project", session.project_id)) or rows.get(("certification", session.certification_id))

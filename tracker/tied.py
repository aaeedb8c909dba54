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


def tied_choices(access):
    """All of them by name, and the groups of a select."""
    things, groups = {}, []
    for kind, (title, _) in KINDS.items():
        rows = access.ties[kind].values()
        things |= {name_of(row): row for row in rows}
        if rows:
            groups.append((title, [(name_of(row), str(row)) for row in rows]))
    return things, groups


def tie_sessions(sessions, access):
    """Give each of ``sessions`` its ``tied``: what it was for, if that is kept and may be seen, else None; what may not
    be seen is taken off it. A query for each kind that there is."""
    for session in sessions:
        session.tied = None
    for kind, (_, section) in KINDS.items():
        attribute = f"{kind}_id"
        tied = [session for session in sessions if getattr(session, attribute)]
        if not access.shows(section):
            for session in tied:
                setattr(session, kind, None)
        elif tied:
            things = Project.objects.all() if kind == "project" else Certification.objects.with_names()
            rows = things.kept_by_id({getattr(session, attribute) for session in tied})
            for session in tied:
                session.tied = session.tied or rows.get(getattr(session, attribute))

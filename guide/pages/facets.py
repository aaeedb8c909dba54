"""By what each list can be narrowed. An item has ``record``, ``sources`` and ``linked``, as lists have them."""

from django.utils.text import slugify

from guide.facets import Facet
from guide.models import Kind, Law
from guide.models.status import Status


def _group(item):
    return ((slugify(item.record.group), item.record.group),) if item.record.group else ()


def _sources(item):
    return tuple((source.slug, source.short_title) for source in item.sources if not source.is_check)


def _linked(kind):
    return lambda item: tuple((other.slug, other.short_title) for other in item.linked if other.kind == kind)


def _kinds(item):
    return tuple((other.kind, Kind(other.kind).label) for other in item.linked if other.kind in SUBJECTS)


def _rule(item):
    return item.record.as_law if item.record.kind == Kind.LAW else item.record.as_authorization


def _jurisdiction(item):
    return ((_rule(item).jurisdiction, _rule(item).get_jurisdiction_display()),)


def _status(item):
    return ((_rule(item).status, _rule(item).get_status_display()),)


# What a question or a belief may be about, as a reader would look for it.
SUBJECTS = {
    Kind.PATH, Kind.SKILL, Kind.CERTIFICATION, Kind.EDUCATION, Kind.PAY, Kind.OUTLOOK, Kind.LAW, Kind.AUTHORIZATION,
    Kind.ROLE, Kind.STEP, Kind.SCENARIO,
}  # fmt: skip
GROUP = Facet("group", "Group", _group)
SKILL = Facet("skill", "Skill", _linked(Kind.SKILL))
SOURCE = Facet("source", "Source", _sources)
ABOUT = Facet("about", "About", _kinds, order=tuple(Kind.values))
JURISDICTION = Facet("jurisdiction", "Law of", _jurisdiction, order=tuple(Law.Jurisdiction.values))
STATUS = Facet("status", "Status", _status, order=tuple(Status.values))

FACETS = {
    Kind.LAW: (JURISDICTION, STATUS),
    Kind.INTERVIEW: (GROUP, SKILL),
    Kind.TOOL: (GROUP, SKILL),
    Kind.WORK: (GROUP, SOURCE),
    Kind.FAQ: (ABOUT, SOURCE),
    Kind.MISCONCEPTION: (ABOUT,),
    Kind.ADVICE: (GROUP, SOURCE),
    Kind.POINT: (GROUP, SOURCE),
    Kind.MISTAKE: (GROUP, SKILL),
    Kind.IDEA: (SKILL, SOURCE),
    Kind.NETWORK: (GROUP, SKILL),
    Kind.ACTIVITY: (GROUP, SOURCE),
    Kind.TERM: (ABOUT,),
}
# In the order in which the form sends them, so that an address is known by it.
PARAMETERS = ("jurisdiction", "status", "issuer", "group", "about", "skill", "source", "seed", "practise")

"""What a session may name of the guide besides its skill, kept in memory for as long as the content is the same."""

from guide.kept import KeptByVersion
from guide.models import Kind, Record
from guide.shelves import SHELVES

# Kinds of records that one studies with. A session may have been given any other; the form keeps it.
STUDIED_WITH = (Kind.WORK, Kind.TOOL, Kind.CERTIFICATION)


@KeptByVersion
def resources(version):
    """Published records that one studies with: pairs of a heading and its records, by their titles."""
    shelves = [(SHELVES[kind].title, Record.objects.published().of_kind(kind).in_order()) for kind in STUDIED_WITH]
    return [(title, sorted(records, key=lambda record: record.title.lower())) for title, records in shelves]


def topics_of(skills, catalogue):
    """Pairs of a skill and its topics, in their order, of those of ``skills`` that have some."""
    by_skill = {}
    for topic in catalogue.topics.values():
        by_skill.setdefault(topic.skill_id, []).append(topic)
    return [(skill, by_skill[skill.pk]) for skill in skills if skill.pk in by_skill]

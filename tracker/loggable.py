"""What there is to log: the guide's published skills with their topics, and activities that need no skill."""

from guide.catalogue import catalogue
from guide.kept import KeptByVersion
from tracker.models import StudySession
from tracker.vocabulary import Thing, Vocabulary, key_of

# An activity's own words. No other name of a skill takes them away, but for its title.
ACTIVITIES = {
    StudySession.Activity.INTERVIEW: ("interview", "interviews"),
    StudySession.Activity.PROJECT: ("project", "projects"),
}


def things_of(skills, topics, aliases):
    """Things of the guide's rows, the skills in their order, each before its topics, and the activities."""
    other_names, of_skill = {}, {}
    for alias in aliases:
        other_names.setdefault((alias.skill_id, alias.topic_id), []).append(alias.name)
    for topic in topics:
        of_skill.setdefault(topic.skill_id, []).append(topic)
    taken = {key_of(name) for activity, names in ACTIVITIES.items() for name in (activity.label, *names)}
    for skill in skills:
        others = (name for name in (skill.short, *other_names.get((skill.pk, None), ())) if name)
        names = (skill.title, *(name for name in others if key_of(name) not in taken))
        yield Thing(skill.slug, names, skill=skill.pk, counts=skill.counts_to_total)
        keys = set()
        for topic in of_skill.get(skill.pk, ()):
            key = _free(f"{skill.slug}/{key_of(topic.name).replace(' ', '-')}", keys)
            names = (topic.name, *other_names.get((skill.pk, topic.pk), ()))
            yield Thing(key, names, skill=skill.pk, topic=topic.pk, of=skill.title, counts=skill.counts_to_total)
    for activity, names in ACTIVITIES.items():
        yield Thing(f"activity:{activity.value}", (activity.label, *names), activity=activity.value)


def _free(key, keys):
    """The key, or, where a topic has it already that is written alike, the first with a number that none has."""
    key = next(each for each in (key, *(f"{key}-{n}" for n in range(2, len(keys) + 3))) if each not in keys)
    keys.add(key)
    return key


@KeptByVersion
def vocabulary(version):
    """The vocabulary of the guide's content of this version."""
    guide = catalogue(version)
    return Vocabulary(things_of(guide.published_skills, guide.topics.values(), guide.aliases))

"""The names in a file: which there are, what the learner said of them, what the guide suggests."""

from collections import defaultdict
from dataclasses import dataclass

from guide.models import Alias, Topic
from tracker.forms.imports import LEAVE, TAGS, meaning_choices, name_key, value_of
from tracker.importers.names import folded, suggestion
from tracker.models import ImportSource, NameMapping, StudySession


@dataclass(frozen=True)
class Name:
    """A project or tag of a file: how many rows, how much time; ``value`` as chosen, ``suggested`` where it is not."""

    kind: str
    name: str
    folded: str
    rows: int
    seconds: int
    value: str = ""
    suggested: str = ""
    tagged: bool = False

    @property
    def key(self):
        return name_key(self.kind, self.folded)

    @property
    def label(self):
        return f"#{self.name}" if self.kind == "tag" else self.name or "No project"


@dataclass(frozen=True)
class Vocabulary:
    """What names may mean: the guide's published skills, their topics, the activities."""

    choices: list
    known: list  # pairs of (name in the guide, choice)
    topics: dict

    @classmethod
    def of(cls, access):
        """Two queries."""
        skills = access.guide.published_skills
        ids = {skill.pk for skill in skills}
        topics = {topic.pk: topic for topic in Topic.objects.all() if topic.skill_id in ids}
        by_skill = defaultdict(list)
        for topic in topics.values():
            by_skill[topic.skill_id].append(topic)
        known = [
            (name, f"skill:{skill.pk}") for skill in skills for name in {skill.title, skill.short_title, skill.slug}
        ]
        known += [(topic.name, f"topic:{topic.pk}") for topic in topics.values()]
        for alias in Alias.objects.all():
            if alias.skill_id in ids:
                known.append((alias.name, f"topic:{alias.topic_id}" if alias.topic_id else f"skill:{alias.skill_id}"))
        return cls(meaning_choices(skills, by_skill), known, topics)

    def meaning(self, value):
        """The fields of a mapping that a choice stands for."""
        what, _, which = value.partition(":")
        fields = {"verdict": "take", "activity": StudySession.Activity.STUDY, "skill_id": None, "topic_id": None}
        if what in (LEAVE, TAGS):
            return {**fields, "verdict": what}
        if what == "activity":
            return {**fields, "activity": which}
        if what == "topic":
            topic = self.topics[int(which)]
            return {**fields, "skill_id": topic.skill_id, "topic_id": topic.pk}
        return {**fields, "skill_id": int(which)}


def names_of(batch, vocabulary):
    """The names in a file, those that wait for an answer first, then by time. Two queries.

    Tags are asked about only where no project says what a row is.
    """
    said = NameMapping.objects.for_learner(batch.learner_id).by_name()
    sums, labels, tagged = defaultdict(lambda: [0, 0]), {}, set()
    for _, project, fold, tags, _, rows, seconds in ImportSource.objects.of(batch).named().with_sums():
        if not rows:
            continue
        mapping = said.get(("project", fold))
        names = [("project", fold, project)]
        if tags:
            tagged.add(fold)
            if mapping.verdict == TAGS if mapping else not fold:
                names += [("tag", folded(tag), tag) for tag in tags]
        for kind, fold_, name in names:
            sums[kind, fold_][0] += rows
            sums[kind, fold_][1] += seconds
            labels.setdefault((kind, fold_), name)
    names = []
    for (kind, fold), (rows, seconds) in sums.items():
        mapping = said.get((kind, fold))
        suggested = "" if mapping else suggestion(labels[kind, fold], vocabulary.known) or ""
        value = value_of(mapping) if mapping else ""
        tags = kind == "project" and fold in tagged
        names.append(Name(kind, labels[kind, fold], fold, rows, seconds, value, suggested, tags))
    return sorted(names, key=lambda name: (bool(name.value), -name.seconds, name.kind, name.folded))

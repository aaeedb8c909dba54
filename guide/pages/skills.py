"""Skills: what to learn, and how long the sources say that it takes."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from guide.evidence import Evidence
from guide.models import Kind, Skill
from guide.pages.records import RecordPage
from guide.scales import Picture, ruler


def texts_of_linked(record):
    """Texts of the misconceptions that point at the record."""
    subjects = [relation.subject for relation in record.relations_to.all()]
    misconceptions = [subject for subject in subjects if subject.kind == Kind.MISCONCEPTION]
    return [text for subject in misconceptions for said in subject.statements.all() for text in (said.text, said.reply)]


@dataclass(frozen=True)
class SkillPage(RecordPage):
    @classmethod
    def texts(cls, record):
        return super().texts(record) + texts_of_linked(record)

    @classmethod
    def keys(cls, record):
        return [record.hours_figure.key] if record.hours_figure else []

    @cached_property
    def key_edition(self):
        return self.evidence.of(self.record.hours_figure)

    @cached_property
    def bar(self):
        """The recommended hours on a scale of their own."""
        edition = self.key_edition
        if edition is None:
            return None
        return ruler(edition)

    @cached_property
    def tools(self):
        """Tools by group: pairs of a group's name and its tools."""
        tools = sorted((tool.as_tool for tool in self.linked(Kind.TOOL)), key=lambda tool: (tool.group, tool.position))
        return [(group, list(members)) for group, members in groupby(tools, lambda tool: tool.group)]

    @cached_property
    def certifications(self):
        return [record.as_certification for record in self.linked(Kind.CERTIFICATION)]

    @property
    def extras(self):
        parts = [
            ("misconceptions", "Often believed", self.misconceptions),
            ("tools", "Tools", self.tools),
            ("certifications", "Certifications", self.certifications),
        ]
        return [(anchor, title) for anchor, title, present in parts if present]


@dataclass(frozen=True)
class SkillList:
    """All published skills: those with hours on one scale, the others as they are grouped."""

    hours: Picture | None
    others: tuple  # pairs of a form's label and its skills
    evidence: Evidence

    @classmethod
    def now(cls, *, for_curator=False):
        skills = list(Skill.objects.published().select_related("hours_figure"))
        evidence = Evidence.for_page(
            [skill.summary for skill in skills],
            keys=[skill.hours_figure.key for skill in skills if skill.hours_figure],
            for_curator=for_curator,
        )
        counted = [(skill, evidence.of(skill.hours_figure)) for skill in skills]
        with_hours = [(skill, edition) for skill, edition in counted if edition]
        rest = [skill for skill, edition in counted if not edition]
        groups = [(form.label, [skill for skill in rest if skill.form == form]) for form in Skill.Form]
        pictures = Picture.of(with_hours, evidence)
        return cls(pictures[0] if pictures else None, tuple(group for group in groups if group[1]), evidence)

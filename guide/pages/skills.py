"""Skills: what to learn, and how long the sources say that it takes."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from guide.evidence import Evidence
from guide.models import Kind, Skill
from guide.pages.records import KeyFigurePage
from guide.scales import Picture


@dataclass(frozen=True)
class SkillPage(KeyFigurePage):
    KEY = "hours_figure"
    APART = (*KeyFigurePage.APART, Kind.TOOL, Kind.CERTIFICATION)

    @cached_property
    def tools(self):
        """Tools by group: pairs of a group's name and its tools."""
        tools = sorted(self.linked(Kind.TOOL), key=lambda tool: (tool.group, tool.position))
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

    @property
    def records(self):
        counted = [row.item for row in self.hours.rows] if self.hours else []
        return [*counted, *(skill for _, skills in self.others for skill in skills)]

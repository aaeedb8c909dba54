"""A plain résumé of what is tracked: projects that are up, certifications that are held, skills with their hours.

Whatever the record does not know (jobs, schools, a summary) is left out, not invented: the file is a beginning.
"""

from dataclasses import dataclass

from careerguide.templatetags.interface import hours
from tracker.evidence_page import skills_of
from tracker.models import Certification, Project
from tracker.recounts import course_of

# The format, and its own name for a version: https://jsonresume.org/schema
SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


@dataclass(frozen=True)
class Made:
    """A project: when it was begun, None where that is not recorded; since when it is up; which criteria it meets."""

    project: Project
    begun_on: object
    up_since: object
    criteria: tuple
    skills: tuple


@dataclass(frozen=True)
class Resume:
    name: str
    email: str
    projects: tuple
    certifications: tuple
    skills: tuple  # of evidence_page.Studied
    day: object

    @classmethod
    def of(cls, access):
        """A handful of queries, however much is tracked."""
        user = access.learner.user
        rows = Project.objects.for_learner(access.learner).up().with_events().with_skills()
        return cls(
            str(user),
            user.email,
            tuple(sorted((made(row) for row in rows), key=lambda each: each.up_since, reverse=True)),
            tuple(Certification.objects.for_learner(access.learner).held().with_names().latest_first()),
            skills_of(access),
            access.today,
        )

    @property
    def is_empty(self):
        return not (self.projects or self.certifications or self.skills)

    def as_json(self):
        """The document that JSON Resume describes, as plain values; what is not known has no key."""
        return {
            "$schema": SCHEMA,
            "basics": {"name": self.name, "email": self.email},
            "certificates": [certificate(row) for row in self.certifications],
            "skills": [{"name": row.skill.title, "level": level(row)} for row in self.skills],
            "projects": [self._project(each) for each in self.projects],
            "meta": {"lastModified": f"{self.day.isoformat()}T00:00:00"},
        }

    @staticmethod
    def _project(made):
        project = made.project
        known = {
            "name": project.title,
            "startDate": made.begun_on.isoformat() if made.begun_on else "",
            "url": project.links[0][1] if project.links else "",
            "highlights": list(made.criteria),
            "keywords": [skill.title for skill in made.skills],
        }
        return {name: value for name, value in known.items() if value}


def made(project):
    """A project as the résumé tells of it. Its events and evidence are at hand."""
    course = course_of(project)
    up_since = course.reached_on["deployed"]
    building = [event.happened_on for event in course.events if event.stage == Project.Stage.BUILDING]
    begun_on = next((day for day in building if day <= up_since), None)
    criteria = tuple(row.get_criterion_display() for row in project.evidence.all())
    return Made(project, begun_on, up_since, criteria, tuple(project.skills.all()))


def level(row):
    """How long a skill was studied, in words that hold: what was stated from before is not called logged."""
    stated = f", {hours(row.prior)} of it before the log began" if row.prior else ""
    return f"{hours(row.seconds)} of study{stated}"


def certificate(row):
    known = {
        "name": str(row),
        "date": row.stage_since.isoformat(),
        "issuer": row.listed.issuer if row.listed_id else "",
        "url": row.link,
    }
    return {name: value for name, value in known.items() if value}

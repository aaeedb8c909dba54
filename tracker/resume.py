"""A plain résumé of what is tracked: projects that are up, certifications that are held, skills with their hours.

Whatever the record does not know (jobs, schools, a summary) is left out, not invented: the file is a beginning.
"""

from dataclasses import dataclass

from tracker.evidence_page import skills_of
from tracker.models import Certification, Project
from tracker.progress import as_hours
from tracker.recounts import course_of

# The format, and its own name for a version: https://jsonresume.org/schema
SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


@dataclass(frozen=True)
class Made:
    """A project: since when it is up, and what of the guide's criteria it meets."""

    project: Project
    up_since: object
    criteria: tuple
    skills: tuple


@dataclass(frozen=True)
class Resume:
    name: str
    email: str
    projects: tuple
    certifications: tuple
    skills: tuple  # pairs of a skill and its seconds
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
            "skills": [
                {"name": skill.title, "level": f"{as_hours(seconds):.0f} h of study logged"}
                for skill, seconds in self.skills
            ],
            "projects": [self._project(each) for each in self.projects],
            "meta": {"lastModified": f"{self.day.isoformat()}T00:00:00"},
        }

    @staticmethod
    def _project(made):
        project = made.project
        known = {
            "name": project.title,
            "startDate": made.up_since.isoformat(),
            "url": project.links[0][1] if project.links else "",
            "highlights": list(made.criteria),
            "keywords": [skill.title for skill in made.skills],
        }
        return {name: value for name, value in known.items() if value}


def made(project):
    """A project as the résumé tells of it. Its events and evidence are at hand."""
    reached = course_of(project).reached_on
    criteria = tuple(row.get_criterion_display() for row in project.evidence.all())
    return Made(project, reached["deployed"], criteria, tuple(project.skills.all()))


def certificate(row):
    known = {
        "name": str(row),
        "date": row.stage_since.isoformat(),
        "issuer": row.listed.issuer if row.listed_id else "",
        "url": row.link,
    }
    return {name: value for name, value in known.items() if value}

"""The curators' desk: one module a noun. Nothing is deleted here; whatever is saved leaves a revision."""

from guide.admin import certifications, figures, milestones, paths, questions, records, skills, sources

__all__ = ["certifications", "figures", "milestones", "paths", "questions", "records", "skills", "sources"]

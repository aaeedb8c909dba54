"""The curators' desk: one module a noun. Nothing is deleted here; whatever is saved leaves a revision."""

from guide.admin import (
    certifications,
    figures,
    law,
    milestones,
    paths,
    questions,
    records,
    scenarios,
    skills,
    sources,
    steps,
    watches,
)

__all__ = [
    "certifications",
    "figures",
    "law",
    "milestones",
    "paths",
    "questions",
    "records",
    "scenarios",
    "skills",
    "sources",
    "steps",
    "watches",
]

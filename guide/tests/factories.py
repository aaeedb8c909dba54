"""A small guide for tests: keyword functions with defaults. The real content is tested in test_fixtures.py."""

from guide.models import Certification, Edition, Figure, Milestone, Path, Skill, Source


def make_source(slug="a-source", **fields):
    defaults = {"title": "A source", "short": "A source", "author": "Somebody", "dated": "2025"}
    return Source.objects.get_or_create(slug=slug, defaults={**defaults, **fields})[0]


def make_figure(key, *, subject, low=None, high=None, bound=None, unit="hour", source=None, **fields):
    """A figure with its first edition, which it is returned with: ``(figure, edition)``."""
    names = {"label": key, "measure": "study_time"}
    figure = Figure.objects.create(
        key=key, subject=subject, **{**names, **{k: fields.pop(k) for k in ("label", "measure", "note") if k in fields}}
    )
    if bound is None:
        bound = "range" if high is not None else "point"
    edition = Edition.objects.create(
        figure=figure, low=low, high=high, bound=bound, unit=unit, source=source or make_source(), **fields
    )
    return figure, edition


def make_skill(slug="programming", *, low=400, high=600, counts_to_total=True, **fields):
    """A published skill with hours (``low`` to ``high``) and the milestone that tracks them."""
    skill = Skill.objects.create(
        slug=slug, title=fields.pop("title", slug.capitalize()), counts_to_total=counts_to_total, **fields
    )
    if low is not None:
        figure, _ = make_figure(f"hours.{slug}", subject=skill, low=low, high=high)
        skill.hours_figure = figure
        skill.save()
        Milestone.objects.create(
            slug=f"hours-{slug}",
            title=f"Hours of {skill.title}",
            counts="skill_hours",
            skill=skill,
            figure=figure,
            tracked=True,
        )
    return skill


def make_path(slug="self-taught", **fields):
    return Path.objects.get_or_create(slug=slug, defaults={"title": slug.capitalize(), **fields})[0]


def make_milestone(slug, *, counts, low, high=None, bound=None, unit="count", **fields):
    """A tracked milestone with a figure of its own."""
    source = make_source()
    figure, _ = make_figure(f"milestone.{slug}", subject=source.record, low=low, high=high, bound=bound, unit=unit)
    return Milestone.objects.create(
        slug=slug,
        title=fields.pop("title", slug.replace("-", " ").capitalize()),
        counts=counts,
        figure=figure,
        tracked=True,
        **fields,
    )


def make_certification(slug="cloud-ml", **fields):
    defaults = {"title": "Cloud ML", "issuer": "A vendor", "counts_as_cloud": True, "status": "current"}
    return Certification.objects.create(slug=slug, **{**defaults, **fields})


def make_guide():
    """Two skills with hours, one path, the tracked milestones of every sort: a dict by name."""
    make_source()
    return {
        "path": make_path(),
        "programming": make_skill("programming", position=1),
        "math": make_skill("math", low=300, high=500, position=2),
        "total": make_milestone("total-hours", counts="total_hours", low=1500, high=2500, unit="hour", position=50),
        "projects": make_milestone("end-to-end-projects", counts="end_to_end_projects", low=3, position=60),
        "certification": make_milestone(
            "cloud-certification", counts="cloud_certifications", low=1, bound="at_least", position=70
        ),
        "applications": make_milestone("applications", counts="applications_sent", low=50, high=100, position=80),
        "credential": make_certification(),
    }

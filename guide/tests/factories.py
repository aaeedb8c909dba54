"""A small guide for tests: keyword functions with defaults. The real content is tested in test_fixtures.py."""

from guide.models import (
    GROUPS,
    Authorization,
    Certification,
    Citation,
    Claim,
    Edition,
    Figure,
    Law,
    Milestone,
    Path,
    Question,
    Record,
    Relation,
    Scenario,
    ScenarioStep,
    Skill,
    Source,
    Statement,
    Step,
    Tool,
    Verification,
    Watch,
)


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
        figure, _ = make_figure(f"hours.{slug.replace('-', '_')}", subject=skill, low=low, high=high)
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
    figure, _ = make_figure(
        f"milestone.{slug.replace('-', '_')}", subject=source.record, low=low, high=high, bound=bound, unit=unit
    )
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


def make_statement(record, text="It says so.", *, role="covers", source=None, **fields):
    return Statement.objects.create(
        record=Record.objects.get(pk=record.pk), role=role, source=source or make_source(), text=text, **fields
    )


def make_relation(subject, role, object):
    return Relation.objects.create(
        subject=Record.objects.get(pk=subject.pk), role=role, object=Record.objects.get(pk=object.pk)
    )


def make_misconception(slug="a-belief", *, about=None, correction="It is not so.", **fields):
    record = Record.objects.create(kind="misconception", slug=slug, title=slug.replace("-", " ").capitalize(), **fields)
    make_statement(record, correction, role="remark")
    if about is not None:
        make_relation(record, "about", about)
    return record


def make_tool(slug="docker", *, used_by=None, **fields):
    tool = Tool.objects.create(slug=slug, **{"title": slug.capitalize(), "group": "Containers", **fields})
    if used_by is not None:
        make_relation(used_by, "uses", tool)
    return tool


PLAIN = ("role", "education", "pay", "outlook", "process", "faq", "mistake", "challenge", "interview", "idea", "stage",
         "career", "activity", "network", "work", "term", "misconception", "tool")  # fmt: skip


def make_record(kind, slug=None, **fields):
    """A published record of a kind without fields of its own, with a statement."""
    slug = slug or f"a-{kind}"
    defaults = {"title": slug.replace("-", " ").capitalize(), "group": GROUPS.get(kind, [""])[0]}
    record = Record.objects.create(kind=kind, slug=slug, **{**defaults, **fields})
    make_statement(record)
    return record


def make_law(slug="a-law", **fields):
    defaults = {"title": slug.capitalize(), "jurisdiction": "state", "place": "Colorado", "status": "in_force"}
    return Law.objects.create(slug=slug, **{**defaults, **fields})


def make_authorization(slug="a-permit", **fields):
    return Authorization.objects.create(slug=slug, **{"title": slug.capitalize(), "status": "in_force", **fields})


def make_watch(slug="a-watch", *, about=None, **fields):
    """A watch, by itself of what no log shows; ``about``: the record that it watches for."""
    watch = Watch.objects.create(slug=slug, **{"title": slug.replace("-", " ").capitalize(), **fields})
    if about is not None:
        make_relation(watch, "about", about)
    return watch


def make_scenario(slug="a-start", *, steps=(("Does this.", "Gets that.", "good"),), **fields):
    """A scenario; ``steps`` are triples of action, outcome and verdict."""
    scenario = Scenario.objects.create(slug=slug, **{"title": slug.capitalize(), "audience": "software", **fields})
    for position, (action, outcome, verdict) in enumerate(steps):
        ScenarioStep.objects.create(
            scenario=scenario, source=make_source(), action=action, outcome=outcome, verdict=verdict, position=position
        )
    return scenario


def make_step(process, number=1, slug=None, **fields):
    slug = slug or f"{process.slug}-{number}"
    return Step.objects.create(
        slug=slug, process_id=process.pk, number=number, **{"title": slug.capitalize(), **fields}
    )


def make_every_kind():
    """A published record of every kind that ``make_guide`` has none of: a dict by kind."""
    made = {kind: make_record(kind) for kind in (*PLAIN, "advice", "point")}
    made["step"] = make_step(made["process"])
    made["law"], made["authorization"], made["scenario"] = make_law(), make_authorization(), make_scenario()
    made["watch"] = make_watch(about=made["mistake"], rule="no_referral", threshold=20)
    return made


def make_question(slug="how-long", *, claims=(), **fields):
    """A question; ``claims`` are pairs of a figure, or None, and the words of the answer."""
    question = Question.objects.create(slug=slug, **{"title": "How long?", "differs_by_population": True, **fields})
    for position, (figure, text) in enumerate(claims):
        source = figure.editions.get(is_current=True).source if figure else make_source()
        Claim.objects.create(question=question, source=source, text=text, figure=figure, position=position)
    return question


def make_rich_guide():
    """The small guide, and on top of it at least one of everything that a page can show: a dict by name."""
    guide = make_guide()
    other = make_source("another-source", title="Another source", short="Another", dated="undated", position=5)
    path, programming = guide["path"], guide["programming"]
    total, _ = make_figure(
        "path.total", subject=path, low=2, high=4, unit="year", measure="total_time", population="people on their own",
        place="United States", period="2024", label="Time in all",
    )  # fmt: skip
    phd = make_path("doctorate", position=5, for_readers=["school"], summary="Long: [[path.phd]].")
    long, _ = make_figure(
        "path.phd", subject=phd, low=60, high=84, unit="month", measure="total_time", source=other, label="Doctorate"
    )
    make_figure("path.cost", subject=path, low=10000, bound="about", unit="usd", measure="cost")
    Verification.objects.create(figure=long, on="2026-11-21", outcome="superseded", sure="high", source=other)
    later, _ = make_figure(
        "path.phd.later", subject=phd, low=50, high=70, unit="month", measure="total_time", source=other
    )
    later.follows = long
    later.save()
    for each, figure in ((path, total), (phd, long)):
        each.total_figure = figure
        each.save()
    path.for_readers, path.summary = ["elsewhere"], "Takes [[path.total]] and costs [[path.cost]]."
    path.save()
    make_statement(path, "Years: [[path.total]].", role="timeline")
    make_statement(path, "Says [@another-source]: see [[record:skill/programming]].", role="cost", source=other)
    make_statement(programming, "In all [[hours.programming]].", reply="Begin with [[hours.math]].")
    Citation.objects.create(record=Record.objects.get(pk=programming.pk), source=other)
    guide |= {
        "other": other,
        "source": make_source(),
        "doctorate": phd,
        "misconception": make_misconception(about=programming, correction="No: [[path.total]]."),
        "tool": make_tool(used_by=programming),
        "soft": make_skill("talking", low=None, form="soft", position=9, summary="Talk for [[path.cost]]."),
        "question": make_question(
            claims=[(total, "From the start."), (long, "With [[path.phd]]."), (None, "No number.")],
            remark="They count [[path.phd.later]] differently.",
        ),
    }
    make_relation(programming, "certified_by", guide["credential"])
    make_relation(programming, "related", guide["question"])
    make_figure("fee", subject=guide["credential"], low=200, unit="usd", measure="cost")
    return guide

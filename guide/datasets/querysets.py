"""Which rows are public data: those of published records, and of what hangs on them."""

from django.db.models import Count, Prefetch

from guide.models import (
    Citation,
    Claim,
    Edition,
    Figure,
    Record,
    Relation,
    ScenarioStep,
    Source,
    Statement,
    Verification,
)


def records_of(kind):
    """Published records of a kind in their order, with all that their rows tell."""
    records = Record.objects.published().of_kind(kind).with_statements().with_citations().order_by("position", "slug")
    return records.prefetch_related(Prefetch("figures", Figure.objects.all()), *OWN.get(kind, ()))


# The rows of a kind's own table, and what those point at.
OWN = {
    "source": ("as_source",),
    "path": ("as_path__total_figure__subject",),
    "skill": ("as_skill__hours_figure__subject", "as_skill__topics", "as_skill__aliases"),
    "certification": ("as_certification__status_source", "as_certification__replaced_by"),
    "law": ("as_law__status_source", "as_law__replaced_by"),
    "authorization": ("as_authorization__status_source", "as_authorization__replaced_by"),
    "scenario": ("as_scenario__path", "as_scenario__steps__source"),
    "step": ("as_step__process",),
    "question": ("as_question__claims__source", "as_question__claims__figure__subject"),
    "milestone": ("as_milestone__skill", "as_milestone__figure__subject", "as_milestone__question"),
    "watch": ("as_watch__figure__subject", "as_watch__skill", "as_watch__other_skill", "as_watch__path"),
}


def editions(*, current):
    """Editions of the figures of published records: the current one of each, or all."""
    found = Edition.objects.filter(figure__subject__state="published")
    found = found.current() if current else found
    found = found.select_related("figure__subject", "figure__follows__subject", "source")
    checks = Verification.objects.select_related("source")
    return found.prefetch_related(Prefetch("figure__verifications", checks)).order_by("figure__key", "number")


def checks():
    found = Verification.objects.filter(figure__subject__state="published")
    return found.select_related("figure__subject", "source").order_by("figure__key", "on", "pk")


def statements():
    return _of_published(Statement.objects.select_related("record", "source"))


def citations():
    return _of_published(Citation.objects.select_related("record", "source"))


def _of_published(rows):
    return rows.filter(record__state="published").order_by("record__kind", "record__slug", "position", "pk")


def relations():
    """Links between two published records."""
    found = Relation.objects.filter(subject__state="published", object__state="published")
    found = found.select_related("subject", "object")
    return found.order_by("subject__kind", "subject__slug", "position", "pk")


def claims():
    """Answers to published questions, each with the current edition of its figure."""
    current = Edition.objects.current().select_related("source")
    found = Claim.objects.filter(question__state="published").select_related("question", "source", "figure__subject")
    found = found.prefetch_related(Prefetch("figure__editions", current, to_attr="current_editions"))
    return found.order_by("question__position", "question__slug", "position", "pk")


def scenario_steps():
    found = ScenarioStep.objects.filter(scenario__state="published").select_related("scenario", "source")
    return found.order_by("scenario__position", "scenario__slug", "position", "pk")


def count_by_kind():
    """How many published records there are of each kind: a dict, in one query."""
    return dict(Record.objects.published().order_by().values_list("kind").annotate(Count("pk")))


def everything_named():
    """All that a text may name: editions, sources and records, each as an iterable; in four queries."""
    current = Edition.objects.current().public().select_related("figure__subject", "source")
    return (
        current.prefetch_related("figure__verifications"),
        Source.objects.readable(),
        Record.objects.readable().in_order(),
    )

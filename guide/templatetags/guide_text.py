"""Texts of the guide in templates: ``{{ text|marked:page.evidence }}``."""

from django import template
from django.utils import timezone

from guide import ages, markup
from guide.models import NOT_STATED, Certification, ScenarioStep, Verification
from guide.scales import ruler

register = template.Library()


@register.filter
def marked(text, evidence):
    """Paragraphs and lists, with the figures, sources and links that their marks stand for."""
    return markup.block(text, evidence)


@register.filter
def row_of(beside, record):
    """What the reader has beside a record of a list, or None (guide.companion)."""
    return beside.rows.get(record.pk) if beside else None


@register.filter
def own_of(beside, record):
    """What the reader has of what the record's figure counts, or None (guide.companion)."""
    return beside.own.get(record.pk) if beside else None


@register.filter
def ruler_with(edition, own):
    """The bar of a figure on a scale of its own, with what the reader has of it, if anything."""
    return ruler(edition, own)


@register.filter
def picture_with(picture, beside):
    """The same rows, with what the reader has of each, if anything."""
    return picture.with_own(beside.own) if beside and beside.own else picture


@register.filter
def marked_inline(text, evidence):
    """One sentence or paragraph, without a <p> around it."""
    return markup.inline(text, evidence)


@register.filter
def in_plain_words(text, evidence):
    """For attributes and descriptions: no HTML, marks in words."""
    return markup.plain(text, evidence)


@register.filter
def figures_in(text, evidence):
    """The editions that a text names."""
    return evidence.marked(text)


@register.filter
def said_inline(statement, evidence):
    """What a statement says, after the chip of its source."""
    return markup.inline(statement.text, evidence, said_by=statement.source_id)


@register.filter
def replied_inline(statement, evidence):
    """The correction or remedy of a statement, after the chip of its source."""
    return markup.inline(statement.reply, evidence, said_by=statement.source_id)


@register.filter
def outcome_bears_chip(step, evidence):
    """The same of what comes of a scenario's step."""
    return any(edition.source_id == step.source_id for edition in evidence.marked(step.outcome))


@register.filter
def whom_and_when(edition):
    """What a number speaks of: "learners; United States; 2022, four years ago"; what is not stated is said so."""
    parts = (("whom it counts", edition.population), ("place", edition.place), ("date", edition.period))
    silent = [name for name, value in parts if value == NOT_STATED]
    stated = [value for name, value in parts[:2] if name not in silent]
    stated += [] if "date" in silent else [when(edition)]
    if silent:
        *most, last = silent
        stated.append(f"{', '.join(most)} and {last} not stated" if most else f"{last} not stated")
    return "; ".join(stated)


@register.filter
def when(edition):
    """The time that a number speaks of, with its age in years: "2022, four years ago", "date not stated"."""
    return ages.dated(edition.period, edition.period_ends, timezone.now().year)


@register.filter
def years_ago(date):
    """How long ago the year of a date was: "this year", "four years ago"; "" for none and for one to come."""
    return ages.ago(date.year, timezone.now().year) if date else ""


CHECK_TONES = {
    Verification.Outcome.CONFIRMED: "ok",
    Verification.Outcome.SUPERSEDED: "warn",
    Verification.Outcome.CONTRADICTED: "bad",
}
STATUS_TONES = {
    Certification.Status.CURRENT: "ok",
    Certification.Status.BETA: "pen",
    Certification.Status.IN_FORCE: "ok",
    Certification.Status.ENACTED: "pen",
    Certification.Status.PROPOSED: "pen",
    Certification.Status.REPLACED: "warn",
    Certification.Status.REPEALED: "bad",
    Certification.Status.NEVER_IN_FORCE: "bad",
    Certification.Status.RETIRED: "bad",
    Certification.Status.WITHDRAWN: "bad",
}


VERDICT_TONES = {ScenarioStep.Verdict.GOOD: "ok", ScenarioStep.Verdict.BAD: "bad", ScenarioStep.Verdict.MIXED: "warn"}


@register.filter
def tone_of_verdict(step):
    """The class of what a scenario says of a step."""
    return VERDICT_TONES.get(step.verdict, "")


@register.filter
def tone_of_check(check):
    """The class of a verification's outcome."""
    return CHECK_TONES.get(check.outcome, "")


@register.filter
def tone_of_status(thing):
    """The class of the status of a certification, a law or a permission to work."""
    return STATUS_TONES.get(thing.status, "")

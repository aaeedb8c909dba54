"""Texts of the guide in templates: ``{{ text|marked:page.evidence }}``."""

from django import template

from guide import markup
from guide.models import Certification, Verification

register = template.Library()


@register.filter
def marked(text, evidence):
    """Paragraphs and lists, with the figures, sources and links that their marks stand for."""
    return markup.block(text, evidence)


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


CHECK_TONES = {
    Verification.Outcome.CONFIRMED: "ok",
    Verification.Outcome.SUPERSEDED: "warn",
    Verification.Outcome.CONTRADICTED: "bad",
}
STATUS_TONES = {
    Certification.Status.CURRENT: "ok",
    Certification.Status.BETA: "pen",
    Certification.Status.REPLACED: "warn",
    Certification.Status.RETIRED: "bad",
    Certification.Status.WITHDRAWN: "bad",
}


@register.filter
def tone_of_check(check):
    """The class of a verification's outcome."""
    return CHECK_TONES.get(check.outcome, "")


@register.filter
def tone_of_status(certification):
    """The class of a certification's status."""
    return STATUS_TONES.get(certification.status, "")

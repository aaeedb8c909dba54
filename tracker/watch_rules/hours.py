"""Rules on how the hours are spread."""

from decimal import Decimal

from guide.models.watches import Rule
from tracker.models import Section
from tracker.watch import HOUR, Finding, hours, percent
from tracker.watch_rules.registry import watched


@watched(
    Rule.LITTLE_PROGRAMMING,
    Section.HOURS,
    words="Less than {least} of the hours, once {span} are logged.",
    act="Log an hour of it",
    page="study-add",
)
def little_programming(log, limit, today):
    """mistake/skipping-software-engineering"""
    whole, part = sum(log.seconds.values()), log.seconds.get(limit.skill, 0)
    if not whole or whole < limit.span * HOUR:
        return None
    share = Decimal(100 * part) / whole
    says = f"{hours(part)} of {hours(whole)} are {limit.skill_title}: {percent(share)}."
    return Finding(share < limit.least, says)


@watched(
    Rule.ONE_SIDED,
    Section.HOURS,
    words="{least} or more of the hours of both, once these are {span}.",
    act="Log an hour of the other",
    page="study-add",
)
def one_sided(log, limit, today):
    """advice/do-not-learn-deep-learning-alone"""
    part, rest = log.seconds.get(limit.skill, 0), log.seconds.get(limit.other_skill, 0)
    whole = part + rest
    if not whole or whole < limit.span * HOUR:
        return None
    share = Decimal(100 * part) / whole
    return Finding(share >= limit.least, f"{hours(part)} of {hours(whole)} are {limit.skill_title}: {percent(share)}.")


@watched(
    Rule.UNTOUCHED_LATE,
    Section.HOURS,
    Section.PLAN,
    words="{least} of the recommended hours done, and less than {span} of them on the skill.",
    act="See the plan",
    page="plan-detail",
)
def untouched_late(log, limit, today):
    """mistake/neglecting-mlops"""
    if log.plan_share is None or log.plan_share < limit.least:
        return None
    part = log.seconds.get(limit.skill, 0)
    done, own = percent(log.plan_share), hours(part, limit.span)
    says = f"{done} of the recommended hours are done; {own} are {limit.skill_title}."
    return Finding(part < limit.span * HOUR, says)


@watched(
    Rule.NO_CLOUD_CERTIFICATE,
    Section.HOURS,
    Section.CERTIFICATIONS,
    words="{least} of the skill reached, and no cloud certification planned, under way or held.",
    act="Plan a certification",
    page="certification-list",
)
def no_cloud_certificate(log, limit, today):
    """advice/one-cloud-certificate"""
    part = log.seconds.get(limit.skill, 0)
    if not part or part < limit.least * HOUR:
        return None
    there = "one is planned, under way or held" if log.has_cloud_certification else "no cloud certification is planned"
    return Finding(not log.has_cloud_certification, f"{hours(part)} of {limit.skill_title}; {there}.")

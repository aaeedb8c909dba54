"""Rules on how work is looked for."""

from guide.models.watches import Rule, in_words
from tracker.models import Section
from tracker.watch import Finding, counted, number_of, on
from tracker.watch_rules.registry import watched


@watched(
    Rule.ONE_TITLE,
    Section.APPLICATIONS,
    words="The latest {least} all name one title.",
    act="See the applications",
    page="application-list",
)
def one_title(log, limit, today):
    """mistake/one-title-only"""
    latest = latest_of(log, limit)
    if not latest:
        return None
    titles = {sent.title for sent in latest}
    one = f"all name “{latest[0].says}”" if len(titles) == 1 else f"name {counted(len(titles), 'title')}"
    return Finding(len(titles) == 1, f"The latest {counted(len(latest), 'application')} {one}.")


@watched(
    Rule.NO_REFERRAL,
    Section.APPLICATIONS,
    words="None of the latest {least} came by a referral.",
    act="See the applications",
    page="application-list",
)
def no_referral(log, limit, today):
    """mistake/refusing-to-network"""
    latest = latest_of(log, limit)
    if not latest:
        return None
    referred = sum(sent.channel == "referral" for sent in latest)
    says = f"Of the latest {counted(len(latest), 'application')} {number_of(referred)} came by a referral."
    return Finding(not referred, says)


@watched(
    Rule.NO_PRACTICE,
    Section.APPLICATIONS,
    Section.HOURS,
    words="{least} sent within {span}, and no interview practice logged in them.",
    act="Log interview practice",
    page="study-add",
)
def no_practice(log, limit, today):
    """mistake/unprepared-interviews"""
    first = limit.first_day(today)
    sent = sum(first <= each.applied_on <= today for each in log.sent)
    if not sent or sent < limit.least:
        return None
    practised = log.practised_on
    last = f"the last interview practice was on {on(practised)}" if practised else "no interview practice is logged"
    says = f"{counted(sent, 'application')} sent within {in_words(limit.span, 'week')}; {last}."
    return Finding(practised is None or practised < first, says)


@watched(
    Rule.UNTRACKED,
    Section.APPLICATIONS,
    Section.OFFERS,
    words="{span} or more that wait for an answer, with nothing noted for {least}.",
    act="See the applications",
    page="application-list",
)
def untracked(log, limit, today):
    """advice/track-your-funnel"""
    waiting = sum(log.awaiting.values())
    if not waiting or waiting < limit.span:
        return None
    quiet = sum(count for since, count in log.awaiting.items() if (today - since).days >= limit.least)
    noted = f"{number_of(quiet)} with nothing noted for {in_words(limit.least, 'day')}"
    says = f"Of {counted(waiting, 'application')} that wait for an answer, {noted}."
    return Finding(quiet >= limit.span, says)


@watched(
    Rule.FIRST_OFFER,
    Section.APPLICATIONS,
    Section.OFFERS,
    words="Accepted within {least} of the offer, with no second offer on record.",
    act="See the applications",
    page="application-list",
)
def first_offer(log, limit, today):
    """advice/do-not-skip-negotiation"""
    accepted = log.accepted
    if accepted is None:
        return None
    days = (accepted.accepted_on - accepted.made_on).days
    offers = f"{counted(max(1, accepted.offers), 'offer')} of that employer on record"
    says = f"Accepted on {on(accepted.accepted_on)}, {counted(days, 'day')} after the offer; {offers}."
    return Finding(days <= limit.least and accepted.offers < 2, says)


def latest_of(log, limit):
    """As many of the latest applications as the threshold says; none where there are fewer."""
    wanted = max(1, int(limit.least))
    return log.sent[:wanted] if len(log.sent) >= wanted else ()

"""Rules on what is built, and how far it gets."""

from guide.models.watches import Rule, in_words
from tracker.models import Section
from tracker.watch import HOUR, Finding, counted, hours, number_of, on
from tracker.watch_rules.registry import watched


@watched(
    Rule.TUTORIAL_LOOP,
    Section.HOURS,
    Section.PROJECTS,
    words="{least} within {span}, and no project changed in them.",
    act="See the projects",
    page="project-list",
)
def tutorial_loop(log, limit, today):
    """mistake/courses-without-projects"""
    first = limit.first_day(today)
    seconds = sum(spent for day, spent in log.by_day.items() if first <= day <= today)
    if not seconds or seconds < limit.least * HOUR:
        return None
    days = (*(project.changed_on for project in log.projects), *([log.worked_on] if log.worked_on else []))
    changed = max(days, default=None)
    then = f"the last change to a project was on {on(changed)}" if changed else "there is no project"
    says = f"{hours(seconds)} within {in_words(limit.span, 'week')}; {then}."
    return Finding(changed is None or changed < first, says)


@watched(
    Rule.NO_CODE,
    Section.PROJECTS,
    words="{least} beyond an idea, and none with tests or a link to its code.",
    act="Add a link or evidence",
    page="project-list",
)
def no_code(log, limit, today):
    """mistake/notebook-only-work"""
    begun = log.begun
    if not begun or len(begun) < limit.least:
        return None
    shown = sum(project.has_code or "tests" in project.criteria for project in begun)
    says = f"{counted(len(begun), 'project')} beyond an idea, {number_of(shown)} with tests or a link to the code."
    return Finding(not shown, says)


@watched(
    Rule.NOTHING_DEPLOYED,
    Section.PROJECTS,
    words="A project in building for {least} or longer, and none deployed.",
    act="See the projects",
    page="project-list",
)
def nothing_deployed(log, limit, today):
    """mistake/laptop-only-projects"""
    if log.deployed:
        return Finding(False, f"{counted(len(log.deployed), 'project')} deployed.")
    longest = max(((today - project.since).days for project in log.begun), default=0)
    if not longest or longest < limit.least:
        return None
    return Finding(True, f"In building for {counted(longest, 'day')}; no project is deployed.")


@watched(
    Rule.NO_PUBLIC_PROJECT,
    Section.PROJECTS,
    words="Fewer than {least} made public within {span}.",
    act="See the projects",
    page="project-list",
)
def no_public_project(log, limit, today):
    """advice/public-project-every-quarter"""
    first = limit.first_day(today)
    if not log.projects or min(project.begun_on for project in log.projects) > first:
        return None
    made = sum(1 for project in log.projects if project.public_on and first <= project.public_on <= today)
    says = f"{number_of(made).capitalize()} made public within {in_words(limit.span, 'week')}."
    return Finding(made < limit.least, says)


@watched(
    Rule.NO_MONITORING,
    Section.PROJECTS,
    words="{least} deployed, and none monitored.",
    act="Add evidence of monitoring",
    page="project-list",
)
def no_monitoring(log, limit, today):
    """advice/do-not-ignore-mlops"""
    deployed = log.deployed
    if not deployed or len(deployed) < limit.least:
        return None
    seen = sum("monitoring" in project.criteria for project in deployed)
    return Finding(not seen, f"{counted(len(deployed), 'project')} deployed, {number_of(seen)} monitored.")


@watched(
    Rule.NO_PORTFOLIO,
    Section.HOURS,
    Section.PROJECTS,
    Section.PLAN,
    words="{least} on the path, and no project beyond an idea.",
    act="Begin a project",
    page="project-list",
)
def no_portfolio(log, limit, today):
    """advice/practise-at-school"""
    days = (today - log.started_on).days
    is_kept = any(log.seconds.values()) or log.projects  # else nothing is logged, which is no mistake
    if not is_kept or log.path != limit.path or days < limit.least:
        return None
    then = f"{counted(len(log.begun), 'project')} beyond an idea" if log.begun else "no project is beyond an idea"
    return Finding(not log.begun, f"{counted(days, 'day')} since the start; {then}.")

"""The read model of the dashboard: the same for the learner and for a mentor, minus what is not shared.

Every part names the sections it needs; what a viewer may not see is never fetched, so no part can hint at it.
"""

from dataclasses import dataclass

from guide.models import Milestone
from guide.pictures import Bar, Boxes, Scale
from tracker.asking_after import AskingAfter
from tracker.days import week_of
from tracker.expiring import expiring_of
from tracker.models import Application, DayTotal, Section, SkillTotal, StudySession, Target
from tracker.models.targets import goal_of
from tracker.progress import Measured, Next, Week, as_hours, measure, next_act
from tracker.runs import RunLine, running_week
from tracker.study_list import as_seen
from tracker.week_list import best_run, kept_breaks, kept_run

RECENT, LOOKED_AT = 5, 20  # sessions that are shown, and among which those to repeat are sought
REPEATS = 3
EXPIRING = 3  # certifications that run out soon

# What a milestone counts: the section that its own side needs (the guide's side is public), and the page of its rows.
COUNTED = {
    "skill_hours": (Section.HOURS, "study-list"),
    "total_hours": (Section.HOURS, "study-list"),
    "end_to_end_projects": (Section.PROJECTS, "project-list"),
    "cloud_certifications": (Section.CERTIFICATIONS, "certification-list"),
    "applications_sent": (Section.APPLICATIONS, "application-list"),
}
# What is counted by the piece: the learner's field that has the sum.
SUMS = {
    "end_to_end_projects": "projects_end_to_end",
    "cloud_certifications": "cloud_certifications",
    "applications_sent": "applications_sent",
}


@dataclass(frozen=True)
class Row:
    """One milestone on the page: measured, with its picture on the scale shared by its neighbours."""

    measured: Measured
    bar: Bar | None = None
    boxes: Boxes | None = None

    @property
    def page(self):
        """The name of the page of what is counted."""
        return COUNTED[self.measured.goal.counts][1]


@dataclass(frozen=True)
class OtherTime:
    """Time on a skill that has no recommended hours: kept beside the total."""

    title: str
    slug: str
    seconds: int


@dataclass(frozen=True)
class Dashboard:
    today: object
    path: object = None
    skills: tuple = ()
    total: Row | None = None
    other_time: tuple = ()
    counts: tuple = ()
    week: Week | None = None
    run: RunLine | None = None
    recent: tuple = ()
    repeats: tuple = ()
    next: Next | None = None
    has_hours: bool = False
    changed_targets: tuple = ()
    expiring: tuple = ()
    asking_after: AskingAfter | None = None

    @classmethod
    def for_access(cls, access):
        """Fetch and measure what ``access`` shows: at most five queries, however long the record; one more where
        a certification runs out soon, and one where applications were sent."""
        learner, today = access.learner, access.today
        guide = access.guide
        hours = access.shows(Section.HOURS)
        targets = targets_of(access) if access.shows(Section.PLAN) else ()
        goals = goals_of(access, targets)
        shown = [goal for goal in goals if goal.counts in COUNTED and access.shows(COUNTED[goal.counts][0])]
        totals = SkillTotal.objects.for_learner(learner).by_skill() if hours else {}
        skills = skill_rows(shown, totals)
        counts = count_rows(shown, access)
        week = this_week(access) if hours else None
        rows = StudySession.objects.for_learner(learner).kept().latest_first()[:LOOKED_AT] if hours else ()
        sessions = as_seen(rows, access)
        return cls(
            today=today,
            path=guide.paths[learner.path_id] if access.shows(Section.PLAN) else None,
            skills=skills,
            total=total_row(shown, learner) if hours else None,
            other_time=other_time(shown, totals, guide),
            counts=counts,
            week=week,
            run=run_line(access, week) if week and access.shows(Section.PLAN) else None,
            recent=tuple(sessions[:RECENT]),
            repeats=to_repeat(sessions) if access.own else (),
            next=next_act(
                sessions=learner.sessions if hours else None,
                week=week,
                skills=[row.measured for row in skills if row.measured.goal.skill.is_published],
                counts={row.measured.goal.counts: row.measured for row in counts},
            ),
            has_hours=hours,
            changed_targets=changed_targets(targets) if access.own else (),
            expiring=expiring_of(access, EXPIRING) if access.shows(Section.CERTIFICATIONS) else (),
            asking_after=AskingAfter.of(access) if learner.applications_sent else None,
        )


def to_repeat(sessions):
    """The latest few that differ in what was done or for how long, as far as it may be logged anew."""
    distinct = {}
    for session in sessions:
        if not session.skill_id or session.skill.is_published:
            key = session.activity, session.skill_id, session.topic_id, session.seconds
            distinct.setdefault(key, session)
    return tuple(distinct.values())[:REPEATS]


def targets_of(access):
    """The learner's current targets in the guide's order, each with its milestone, its edition and ``now``."""
    guide = access.guide
    chosen = {target.milestone_id: target for target in Target.objects.for_learner(access.learner).current()}
    editions = guide.editions(target.edition_id for target in chosen.values())
    targets = []
    for milestone in guide.milestones.values():
        if target := chosen.get(milestone.pk):
            target.milestone, target.now, target.edition = milestone, milestone.now, editions[target.edition_id]
            target.follow(guide.alternatives[milestone.pk])
            targets.append(target)
    return targets


def goals_of(access, targets=None):
    """The goals to measure against: the learner's own targets (fetched, unless they are given); where the plan may not
    be seen, what the guide recommends to everybody today."""
    if not access.shows(Section.PLAN):
        return [goal_of(m, m.now, m.end) for m in access.guide.milestones.values() if m.now]
    return [target.goal for target in (targets_of(access) if targets is None else targets)]


def changed_targets(targets):
    """Targets whose figure the guide has changed since the learner chose: to switch or to keep."""
    return tuple(target for target in targets if target.has_changed)


def skill_rows(goals, totals):
    """The skills with recommended hours, on one scale."""
    goals = [goal for goal in goals if goal.skill]
    measured = []
    for goal in goals:
        logged, prior, _ = totals.get(goal.skill.pk, (0, 0, 0))
        measured.append(measure(goal, prior=as_hours(prior), logged=as_hours(logged)))
    scale = Scale.for_values([value for m in measured for value in (m.goal.low, m.goal.high, m.done)], "hour")
    return tuple(Row(m, bar=bar_of(m, scale)) for m in measured)


def bar_of(measured, scale):
    return Bar.of(measured.goal, scale, prior=measured.prior, logged=measured.logged)


def total_row(goals, learner):
    """All hours that count to the recommended total."""
    goal = next((goal for goal in goals if goal.counts == Milestone.Counts.TOTAL_HOURS), None)
    if goal is None:
        return None
    m = measure(goal, prior=as_hours(learner.prior_seconds), logged=as_hours(learner.counted_seconds))
    return Row(m, bar=bar_of(m, Scale.for_values([goal.low, goal.high, m.done], "hour")))


def other_time(goals, totals, guide):
    """Skills that were logged and have no goal, in the guide's order."""
    measured = {goal.skill.pk for goal in goals if goal.skill}
    rest = [(skill, totals[pk][0]) for pk, skill in guide.skills.items() if pk in totals and pk not in measured]
    return tuple(OtherTime(skill.title, skill.slug, seconds) for skill, seconds in rest if seconds)


def count_rows(goals, access):
    """Projects, certifications, applications: boxes where they are few, a bar where they are many."""
    rows = []
    for goal in goals:
        if goal.counts not in SUMS:
            continue
        m = measure(goal, logged=count_done(goal.counts, access))
        boxes = Boxes(int(m.done), int(goal.low or 0), int(goal.high) if goal.high else None)
        if boxes.fits:
            rows.append(Row(m, boxes=boxes))
        else:
            rows.append(Row(m, bar=bar_of(m, Scale.for_values([goal.low, goal.high, m.done]))))
    return tuple(rows)


def count_done(counts, access):
    """How much was done of what a milestone counts by the piece, as far as the viewer may know of it.

    No query, but for one where offers are not shared: what they alone say was sent is then not counted.
    """
    learner = access.learner
    if counts == Milestone.Counts.APPLICATIONS_SENT and not access.shows(Section.OFFERS):
        return Application.objects.for_learner(learner).sent(offers=False).count()
    return getattr(learner, SUMS[counts])


def this_week(access):
    """The learner's week so far; the goal only where the plan may be seen, less the share of days of a break, and not
    in a week within which the record began: no run counts it."""
    learner = access.learner
    first, last = week_of(access.today, learner.week_start)
    seconds = DayTotal.objects.for_learner(learner).between(first, last).seconds_by_day()
    goal = learner.goal_seconds if access.shows(Section.PLAN) else None
    return Week.of(first, seconds, access.today, goal, kept_breaks(learner) if goal else (), learner.started_on)


def run_line(access, week):
    """What is said of the run of weeks, of what is kept beside the learner: no query."""
    learner = access.learner
    run, best, breaks = kept_run(learner, week.first), best_run(learner), kept_breaks(learner)
    running = running_week(week.first, week.done, learner.goal_seconds, breaks, learner.started_on)
    return RunLine.of(run, best, running, breaks, access.today, learner.started_on)


def standings(access):
    """Where the learner stands against their own targets: rows by the slug of the milestone. Two queries."""
    goals = [goal for goal in goals_of(access) if goal.counts in COUNTED]
    totals = SkillTotal.objects.for_learner(access.learner).by_skill()
    rows = (*skill_rows(goals, totals), total_row(goals, access.learner), *count_rows(goals, access))
    return {row.measured.goal.slug: row for row in rows if row}

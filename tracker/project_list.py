"""The read models of projects: the list in the learner's own order, and one project's page."""

from dataclasses import dataclass, field

from guide.models import Milestone
from tracker.dashboard import Row
from tracker.models import Evidence, Project, Section, StudySession
from tracker.recounts import course_of
from tracker.tracked_list import goal_row

PAGE = 25
MOST_PAGES = 10_000


def page_number(text):
    """The number of a page as an address has it; the first for anything else."""
    is_number = text.isascii() and text.isdigit() and len(text) < 6
    return min(max(int(text), 1), MOST_PAGES) if is_number else 1


@dataclass(frozen=True)
class ProjectList:
    """A page of 25, and the goal that counts them."""

    rows: list
    goal: Row | None  # the count against its milestone; None if the learner has no such target
    url: str
    number: int
    has_more: bool
    time: dict = field(default_factory=dict)  # (seconds, sessions) by the project's id, where hours may be seen

    @classmethod
    def of(cls, access, number=1):
        """Five queries at most, however many projects there are."""
        things = Project.objects.for_learner(access.learner).with_evidence().in_own_order()
        start = (number - 1) * PAGE
        rows = list(things[start : start + PAGE + 1])
        more = len(rows) > PAGE
        rows = rows[:PAGE]
        time = {}
        if access.shows(Section.HOURS):
            time = StudySession.objects.time_by_project([project.pk for project in rows])
        for project in rows:
            project.time = time.get(project.pk, (0, 0))[0]
        counts = Milestone.Counts.END_TO_END_PROJECTS
        return cls(rows, goal_row(access, counts), access.url("project-list"), number, more, time)

    @property
    def first(self):
        return self.number == 1

    @property
    def here(self):
        return self.at(self.number)

    def at(self, number):
        return self.url if number == 1 else f"{self.url}?page={number}"

    @property
    def previous(self):
        return "" if self.first else self.at(self.number - 1)

    @property
    def next(self):
        return self.at(self.number + 1) if self.has_more else ""


def page_of_place(place):
    """The number of the page on which the project stands that is the ``place``-th of all."""
    return (place - 1) // PAGE + 1


@dataclass(frozen=True)
class ProjectPage:
    """One project, with its way through the stages and what it shows for itself."""

    project: Project
    steps: tuple  # its effective events, the latest first
    asked: tuple  # pairs of a criterion in words and its evidence or None: the three that make it end-to-end
    further: tuple
    time: tuple | None  # (seconds, sessions) tied to it; None where hours are not shared

    @classmethod
    def of(cls, access, project):
        """``project`` comes with all."""
        shown = {row.criterion: row for row in project.evidence.all()}
        pairs = [(criterion, shown.get(criterion.value)) for criterion in Evidence.Criterion]
        events = {event.sequence: event for event in project.events.all()}
        time = None
        if access.shows(Section.HOURS):
            time = StudySession.objects.time_by_project([project.pk]).get(project.pk, (0, 0))
        return cls(
            project,
            tuple(events[step.sequence] for step in reversed(course_of(project).events)),
            tuple((each.label, row) for each, row in pairs if each in Evidence.ASKED),
            tuple((each.label, row) for each, row in pairs if each not in Evidence.ASKED),
            time,
        )

    @property
    def can_take_back(self):
        """Whether a stage is left when one is taken back."""
        return len(self.steps) > 1

"""The read model of the table of applications: a bounded page, addressed by what it is narrowed by, how it is sorted
and the row that it stands below. Whoever may not see offers gets stages, counts and order without them."""

from dataclasses import dataclass

from guide.models import Milestone
from tracker.application_filters import CHANGED, COMPANY, GROUPS, NEXT, SENT
from tracker.dashboard import Row
from tracker.follow_ups import Quiet
from tracker.forms.application_filters import GROUPS as GROUP_NAMES
from tracker.models import Application, SavedView, Section
from tracker.study_list import ALL as ALL_ROWS
from tracker.study_list import PAGE, THIS_PAGE, Choice, address
from tracker.tracked_list import goal_row

LIST = "application-list"
HEADINGS = {COMPANY: "Company and role", SENT: "Sent", CHANGED: "Last change", NEXT: "Next"}


@dataclass(frozen=True)
class Link:
    """A way to the same table narrowed or sorted otherwise."""

    name: str
    label: str
    url: str
    current: bool
    count: int | None = None
    falling: bool = True


@dataclass(frozen=True)
class ApplicationTable:
    rows: list
    wanted: object
    url: str  # the first page of the list, narrowed alike
    here: str  # this page
    groups: tuple  # of Link, with counts
    headings: dict  # of Link, by the name of the order
    chosen: tuple
    views: list  # those that the learner saved
    goal: Row | None  # the count against its milestone; None if the learner has no such target
    offers: bool
    older: str = ""  # the next page, "" on the last
    first: bool = True
    selected: str = ""

    @classmethod
    def of(cls, access, filters, asked=None):
        """At most 25 applications that have what ``filters`` want, each as this viewer may see it.

        ``asked`` is the rest of the address: ``before`` (the row above), ``select``.
        """
        asked, wanted, offers = asked or {}, filters.wanted, access.shows(Section.OFFERS)
        sort, url = filters.sorts[wanted.sort], address(access.url(LIST), wanted.pairs)
        every = Application.objects.for_learner(access.learner).with_own_stage()
        found = every.matching(wanted, offers).sorted_by(sort)
        cursor = sort.parsed(asked.get("before", ""))
        rows = list((found.after(sort, *cursor) if cursor else found)[: PAGE + 1])
        older = ""
        if len(rows) > PAGE:
            rows.pop()
            older = address(url, [("before", sort.cursor(rows[-1]))])
        return cls(
            rows=[as_seen(row, access, offers) for row in rows],
            wanted=wanted,
            url=url,
            here=address(url, [("before", asked["before"])]) if cursor else url,
            groups=groups_of(access, wanted, every.matching(wanted.of_stage("all"), offers).counts_by_group(offers)),
            headings=headings_of(access, wanted, filters.sorts),
            chosen=choices_of(access, wanted),
            views=views_of(access, wanted) if access.own else [],
            goal=goal_row(access, Milestone.Counts.APPLICATIONS_SENT),
            offers=offers,
            older=older,
            first=cursor is None,
            selected=asked.get("select", "") if asked.get("select") in (THIS_PAGE, ALL_ROWS) and access.own else "",
        )

    @property
    def page_url(self):
        """This page with all its applications chosen."""
        return address(self.here, [("select", THIS_PAGE)])

    @property
    def all_url(self):
        """This page with all applications chosen that match, on whichever page."""
        return address(self.here, [("select", ALL_ROWS)])

    @property
    def whole(self):
        """Whether the page shows all applications that match."""
        return self.first and not self.older

    @property
    def matching_count(self):
        """How many match, where the counts say so; else None."""
        return next((group.count for group in self.groups if group.current), None)

    @property
    def is_empty(self):
        """Whether the learner has none at all, as far as the page knows."""
        return not self.wanted.narrowed and not any(group.count for group in self.groups)


def as_seen(row, access, offers):
    """The row as it is shown, with ``quiet`` and whether its next action ``is_due``."""
    if not offers:
        row.hide_offers()
    row.quiet = Quiet.of(row, access.learner.quiet_days, access.today)
    row.is_due = row.next_action_on is not None and row.next_action_on <= access.today
    return row


def groups_of(access, wanted, counts):
    base = access.url(LIST)
    return tuple(
        Link(
            name,
            GROUP_NAMES[name],
            address(base, wanted.of_stage(name).pairs),
            current=wanted.stage == name,
            count=counts[name],
        )
        for name in GROUPS
    )


def headings_of(access, wanted, sorts):
    base = access.url(LIST)
    return {
        name: Link(
            name,
            HEADINGS[name],
            address(base, wanted.sorted_by(name).pairs),
            current=wanted.sort == name,
            falling=sort.falling,
        )
        for name, sort in sorts.items()
    }


def choices_of(access, wanted):
    """What the table is narrowed by, in words."""
    stage = wanted.stage not in GROUPS and Application.Stage(wanted.stage).label
    texts = {
        "stage": ("Stage", stage),
        "channel": ("Through", wanted.channel and Application.Channel(wanted.channel).label),
        "family": ("Role family", wanted.family),
        "resume": ("Résumé", wanted.resume),
        "workplace": ("Workplace", wanted.workplace and Application.Workplace(wanted.workplace).label),
        "quiet": ("Quiet", f"{access.learner.quiet_days} days"),
        "text": ("Words", f"“{wanted.text}”"),
    }
    base = access.url(LIST)
    return tuple(
        Choice(label, text, address(base, wanted.without(field).pairs))
        for field, (label, text) in texts.items()
        if field in wanted.asked and text
    )


def views_of(access, wanted):
    """The saved views, each with its ``url`` and whether it is the ``current`` one."""
    views = list(SavedView.objects.for_learner(access.learner))
    for view in views:
        view.url = f"{access.url(LIST)}?{view.query}" if view.query else access.url(LIST)
        view.current = view.query == wanted.query
    return views

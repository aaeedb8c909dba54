"""What changed in the guide, by day: from the revisions of records and the editions of figures."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, takewhile

from django.core.paginator import Paginator
from django.utils.text import slugify

from guide.addresses import address
from guide.changes import Change, Verb, arrival, changes, state_of
from guide.kept import KeptByVersion
from guide.models import Edition, Kind, Revision, Verification
from guide.models.status import Status
from guide.shelves import SHELVES
from guide.templatetags.figures import long

DAYS = 14  # with something to tell, on one page
SOME = 20  # beyond it, a day's changes of one sort are counted rather than named: the first load is one entry
LABELS = {**dict(Status.choices), **dict(Verification.Outcome.choices)}


@dataclass(frozen=True)
class Item:
    """One change: of which record, to be read where (empty for nowhere). ``name``: what tells it from the day's others
    of its sort, the same however many come to the day later."""

    change: Change
    record: object
    name: str
    url: str
    title: str
    at: datetime


@dataclass(frozen=True)
class Group:
    """A day's changes of one sort, named one by one where they are few, else counted by kind."""

    day: date
    verb: Verb
    items: list = field(default_factory=list)

    @property
    def anchor(self):
        return f"{self.day:%Y-%m-%d}-{self.verb}"

    @property
    def in_full(self):
        return len(self.items) <= SOME

    @property
    def at(self):
        return max(item.at for item in self.items)

    @property
    def kinds(self):
        """Triples of a list's title, its address and how many of the items it holds, in the guide's order."""
        counted = Counter(_listed(item.record.kind) for item in self.items)
        return [(shelf.title, address(f"guide:{kind}-list"), counted[kind]) for kind, shelf in SHELVES.items()
                if counted[kind]]  # fmt: skip


def _listed(kind):
    """Steps stand in the list of the orders that they belong to."""
    return Kind.PROCESS if kind == Kind.STEP else Kind(kind)


@dataclass(frozen=True)
class ChangePage:
    """``days``: pairs of a date and its groups; ``page``: Django's page, of days."""

    days: list
    page: object

    @classmethod
    def number(cls, number):
        """The page with this number, the nearest there is. Seven queries at most."""
        page = Paginator(_days(), DAYS).get_page(number)
        return cls(_told(list(page.object_list)), page)


@KeptByVersion
def _days(version):
    """All days with something to tell, newest first: they are found by the state in every revision's document."""
    return sorted({*_dates(Revision.objects.public()), *_dates(Edition.objects.corrections())}, reverse=True)


def _dates(rows):
    return [at.date() for at in rows.days()]


def _told(days):
    """The groups of these days, which stand newest first; a day of which there is nothing to tell is left out."""
    if not days:
        return []
    start = datetime.combine(days[-1], datetime.min.time(), UTC)
    end = datetime.combine(days[0], datetime.min.time(), UTC) + timedelta(days=1)
    groups = {}
    for item in (*_of_records(start, end), *_of_figures(start, end)):
        key = item.at.date(), item.change.verb
        groups.setdefault(key, Group(*key)).items.append(item)
    told = [(day, [groups[day, verb] for verb in Verb if (day, verb) in groups]) for day in days]
    return [(day, found) for day, found in told if found]


def _of_records(start, end):
    """Changes of records: what a record was before the day beside what it was at its end."""
    revisions = Revision.objects.public().between(start, end)
    by_day = groupby(revisions, lambda revision: (revision.record_id, revision.created_at.date()))
    spans = [span for _, group in by_day for span in _spans(list(group))]
    needed = [key for span in spans if span[0].before for key in (span[0].before, *(each.pk for each in span))]
    documents = Revision.objects.documents(needed) if needed else {}
    for span in spans:
        before, state = documents.get(span[0].before), _state(span[-1])
        arrived = arrival(state_of(before) if before else None, state)
        if arrived:
            yield _item(arrived, _since(span, lambda revision, state=state: _state(revision) == state))
        elif before and state_of(before) == state == "published":
            yield from _revised(before, span, documents)


def _spans(revisions):
    """A record's revisions of one day: those of its first load apart, so that they hide nothing that came after."""
    if revisions[0].before:
        return [revisions]
    loaded = list(takewhile(lambda revision: revision.origin == Revision.Origin.LOAD, revisions))
    return [span for span in (loaded, revisions[len(loaded) :]) if span]


def _revised(before, span, documents):
    """What differs at the span's end, each since the revision from which on it was to be told in these words."""
    told = {revision.pk: changes(before, documents[revision.pk], LABELS) for revision in span}
    for change in told[span[-1].pk]:
        yield _item(change, _since(span, lambda revision, change=change: change in told[revision.pk]))


def _since(revisions, holds):
    """The first of the run of revisions, at the end, of which this holds: an entry keeps its time while it stays."""
    return list(takewhile(holds, reversed(revisions)))[-1]


def _state(revision):
    return revision.state or "published"


def _item(change, revision):
    record = revision.record
    if change.figure:
        url, name = address("guide:figure-detail", change.figure), f"{change.figure}-{slugify(change.detail)}"
    else:
        url, name = record.get_absolute_url() if record.can_be_linked else "", f"{record.kind}-{record.slug}"
    return Item(change, record, name, url, record.title, revision.created_at)


def _of_figures(start, end):
    for edition in Edition.objects.corrections().between(start, end):
        figure = edition.figure
        older = next((each for each in figure.editions.all() if each.number == edition.number - 1), None)
        if older:
            change = Change(Verb.CORRECTED, difference(older, edition), figure.key)
            name, url = f"{figure.key}.{edition.number}", figure.get_absolute_url()
            yield Item(change, figure.subject, name, url, figure.label, edition.published_at)


ASPECTS = (("population", "of whom"), ("place", "where"), ("period", "when"))


def difference(older, edition):
    """Two editions in words: "400 to 600 hours → 350 to 550 hours"; else what of whom, where and when differs."""
    was, now = long(older), long(edition)
    if was != now:
        return f"{was} → {now}"
    told = [f"{name}: {getattr(older, key)} → {getattr(edition, key)}" for key, name in ASPECTS
            if getattr(older, key) != getattr(edition, key)]  # fmt: skip
    return "; ".join(told) or f"{now}, as before; another source or credit"

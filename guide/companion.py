"""What a reader keeps beside the guide, of which the guide knows nothing but this.

The setting ``GUIDE_COMPANION`` names, by its dotted path, who provides it; without one, or for a reader who keeps
nothing, pages are what they are for everybody. A provider is called with a logged-in user and returns None or an object
with three methods, each of which answers in a number of queries that does not depend on how much there is:

    record(record)    a Beside for the page of one record
    records(records)  a Beside for a page that lists several, all of one kind
    home()            a Beside for the home page, its rows by the primary key of a path

The guide's templates show what they are given in two slots (``guide/_beside.html``, ``guide/_beside_row.html``): they
include the ``template`` of a part, which finds the part itself as ``side``.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Own:
    """What the reader has of what a figure counts, in ``unit``, the figure's: drawn on the figure's own scale.

    ``prior`` from before, ``logged`` since; ``label`` is both together, as it stands in a picture.
    """

    prior: Decimal
    logged: Decimal
    unit: str
    label: str

    @property
    def sum(self):
        return self.prior + self.logged


@dataclass(frozen=True)
class Beside:
    """``page``: the part beside the page as a whole, or None; ``rows`` and ``own``: a part, and amounts, by the primary
    key of a record."""

    page: Any = None
    rows: dict = field(default_factory=dict)
    own: dict = field(default_factory=dict)


NOTHING = Beside()


@cache
def _loaded(name):
    return import_string(name)


def _companion(user):
    if not settings.GUIDE_COMPANION or not user.is_authenticated:
        return None
    return _loaded(settings.GUIDE_COMPANION)(user)


def beside_record(request, record):
    """What the reader has beside the page of this record."""
    companion = _companion(request.user)
    return companion.record(record) if companion else NOTHING


def beside_home(request):
    """What the reader has beside the home page."""
    companion = _companion(request.user)
    return companion.home() if companion else NOTHING


def beside_records(request, records):
    """What the reader has beside a list of these records."""
    companion = _companion(request.user)
    return companion.records(list(records)) if companion else NOTHING

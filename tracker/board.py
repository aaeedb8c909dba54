"""The read model of the board of applications: a column a stage, the closed ones in one; what it says of offers is a
section of its own."""

from dataclasses import dataclass
from urllib.parse import urlencode

from tracker.follow_ups import Quiet
from tracker.models import Application, OwnStage, Section
from tracker.stage_choices import value_of, with_own
from tracker.stages import OFFERS

MOST = 25  # slips in a column
CLOSED = "closed"
Stage = Application.Stage


@dataclass(frozen=True)
class Narrowed:
    """What the board is narrowed by: a channel, words; "" for what is not asked."""

    channel: str = ""
    text: str = ""

    @property
    def pairs(self):
        return [(name, value) for name, value in (("channel", self.channel), ("q", self.text)) if value]

    @property
    def query(self):
        """As it stands in the address; the table calls these alike."""
        return urlencode(self.pairs)


@dataclass(frozen=True)
class Column:
    stage: str
    label: str
    count: int
    slips: tuple
    rest_url: str  # the table with all of it

    @property
    def left(self):
        """How many are not shown."""
        return self.count - len(self.slips)


@dataclass(frozen=True)
class Board:
    """``kinds``: (stage, label, count) of each way to be closed; ``menu``: (value, label, first of a group) of each
    move."""

    columns: tuple
    closed: Column
    kinds: tuple
    menu: tuple
    narrowed: Narrowed

    @classmethod
    def of(cls, access, narrowed):
        offers = access.shows(Section.OFFERS)
        field, since = ("stage", "stage_since") if offers else ("stage_without_offers", "stage_without_offers_since")
        rows = Application.objects.for_learner(access.learner)
        rows = rows.through(narrowed.channel) if narrowed.channel else rows
        rows = rows.saying(narrowed.text) if narrowed.text else rows
        counts = rows.counts_by_stage(field)
        slips = slips_of(rows, field, since)
        for slip in slips:
            if not offers:
                slip.hide_offers()
            slip.quiet = Quiet.of(slip, access.learner.quiet_days, access.today)
        seen = [stage for stage in Stage if offers or stage not in OFFERS]

        def column(stage, label, stages):
            url = f"{access.url('application-list')}?{urlencode([('stage', stage), *narrowed.pairs])}"
            shown = tuple(slip for slip in slips if slip.stage in stages)
            return Column(str(stage), label, sum(counts.get(each, 0) for each in stages), shown, url)

        closed = [stage for stage in seen if stage in Application.CLOSED_STAGES]
        return cls(
            tuple(column(stage, stage.label, [stage]) for stage in seen if stage not in closed),
            column(CLOSED, "Closed", closed),
            tuple((str(stage), stage.label, counts.get(stage, 0)) for stage in closed),
            menu_of(access) if access.own else (),
            narrowed,
        )

    @property
    def total(self):
        return sum(column.count for column in (*self.columns, self.closed))


def slips_of(rows, field, since):
    """The applications at the top of each column, the latest first, each with the value of its stage in a form."""
    ids = rows.at_the_top(field, since, Application.CLOSED_STAGES, MOST)
    slips = list(rows.as_slips(ids).latest_first(since))
    for slip in slips:
        slip.value = value_of(slip.stage, slip.own_stage_id)
    return slips


def menu_of(access):
    """Every move: (value, label, whether it begins a group) of each, the learner's own stages below the fixed ones."""
    groups = with_own(OwnStage.objects.for_learner(access.learner).offered())
    return tuple(
        (value, label, not n and bool(g)) for g, (_, rows) in enumerate(groups) for n, (value, label) in enumerate(rows)
    )

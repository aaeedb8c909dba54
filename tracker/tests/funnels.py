"""Applications for tests of the funnel: plain ones, and rows past the actions where there are many."""

import datetime
from itertools import accumulate

from hypothesis import strategies as st

from tracker.models import Application
from tracker.models.applications import ApplicationEvent
from tracker.sent import Sent

TODAY = datetime.date(2026, 6, 30)
STAGES = [stage for stage, _ in Application.Stage.choices]
CHANNELS = [channel for channel, _ in Application.Channel.choices]


def ago(days):
    return TODAY - datetime.timedelta(days=days)


def steps(*told):
    """Pairs of stage and day from ("applied", 40), so many days ago."""
    return [(stage, ago(days)) for stage, days in told]


def sent(*told, today=TODAY, **fields):
    return Sent.of(steps(*told), today=today, **fields)


def many(number, *told, **fields):
    return [sent(*told, **fields) for _ in range(number)]


@st.composite
def ways(draw):
    """Any stages one after the other, within the last 200 days."""
    stages = draw(st.lists(st.sampled_from(STAGES), min_size=1, max_size=6))
    gaps = draw(st.lists(st.integers(0, 30), min_size=len(stages), max_size=len(stages)))
    first = draw(st.integers(0, 200))
    days = [max(first - gap, 0) for gap in accumulate(gaps)]
    return [(stage, ago(day)) for stage, day in zip(stages, days, strict=True)]


fields = st.fixed_dictionaries(
    {
        "channel": st.sampled_from(CHANNELS),
        "role_family": st.sampled_from(["", "Data", "data ", "ML"]),
        "resume_version": st.sampled_from(["v1", "v2"]),
    }
)


@st.composite
def funnels(draw, offers=None):
    """Some that were sent, each by any way; and whether offers may be seen."""
    offers = draw(st.booleans()) if offers is None else offers
    drawn = draw(st.lists(st.tuples(ways(), fields), max_size=40))
    found = [Sent.of(way, today=TODAY, offers=offers, **given) for way, given in drawn]
    return [each for each in found if each is not None], offers


def make_many(learner, ways, **fields):
    """An application for each of the ways, past the actions: rollups are not written."""
    applications = Application.objects.bulk_create(
        Application(
            learner=learner,
            company=f"Firm {number}",
            role="ML Engineer",
            stage=way[-1][0],
            stage_since=way[-1][1],
            stage_without_offers_since=way[-1][1],
            **{"channel": CHANNELS[number % len(CHANNELS)], **fields},
        )
        for number, way in enumerate(ways)
    )
    ApplicationEvent.objects.bulk_create(
        ApplicationEvent(
            application=application, stage=stage, happened_on=day, recorded_on=day, sequence=sequence, by=learner.user
        )
        for application, way in zip(applications, ways, strict=True)
        for sequence, (stage, day) in enumerate(way, 1)
    )
    return applications

"""The history as a page tells it: nothing is lost, and nothing of offers is told without them."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tracker.histories import History
from tracker.models import Application
from tracker.stages import APPLICATION, OFFERS, Course, Event, effective, without_offers

START = datetime.date(2026, 1, 5)
ALL = Application.Stage.values


class Row:
    def __init__(self, event):
        self.pk, self.sequence, self.stage = event.sequence, event.sequence, event.stage
        self.happened_on, self.supersedes_id = event.happened_on, event.supersedes


@st.composite
def histories(draw):
    events = [Event(draw(st.sampled_from(ALL)), START, 1)]
    for sequence in range(2, draw(st.integers(2, 10))):
        heads = {event.sequence for event in events} - {event.supersedes for event in events}
        now = {event.sequence for event in effective(events)}
        replaced = draw(st.sampled_from([None, *sorted(heads)]))
        takes_back = replaced in now and len(now) > 1 and draw(st.booleans())
        stage = "" if takes_back else draw(st.sampled_from(ALL))
        events.append(Event(stage, START + datetime.timedelta(days=draw(st.integers(0, 5))), sequence, replaced))
    return events


def told(history):
    return [row for entry in (*history.holds, *history.undone) for row in (entry.event, *entry.before)]


@given(events=histories())
def test_every_event_that_said_a_stage_is_told_once(events):
    history = History.of([Row(event) for event in events], Course.of(events, APPLICATION))
    assert sorted(row.sequence for row in told(history)) == [event.sequence for event in events if event.stage]
    assert [entry.event.sequence for entry in history.holds] == [e.sequence for e in reversed(effective(events))]


@given(events=histories())
def test_without_offers_none_is_told(events):
    course = Course.of(events, APPLICATION)
    seen = without_offers(course)
    history = History.of([Row(event) for event in events], seen, offers=False)
    assert not {row.stage for row in told(history)} & OFFERS
    kept = [event for event in seen.events if event in course.events]  # not what offers alone imply
    assert [entry.event.sequence for entry in history.holds] == [event.sequence for event in reversed(kept)]

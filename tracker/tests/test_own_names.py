"""Names that a file gives to stages go by the rules of the form: what cannot be is told in the preview and left out."""

import datetime
import json

import pytest

from tracker.actions.application_batches import LogChanged, import_applications
from tracker.actions.own_stages import OwnStageError, add_own_stage
from tracker.application_log import judged_rows
from tracker.applogs.beside import stamp_of
from tracker.models import Application, OwnStage
from tracker.tests.factories import make_application_import
from tracker.tests.test_concurrency import at_once

TODAY = datetime.date(2026, 6, 1)
FIXED = "This is the name of a stage that is there already."


def file_of(*rows):
    """Our own CSV: a row for each list of (stage, own name)."""
    lines = ["id,company,role,stage,furthest,events"]
    for n, steps in enumerate(rows):
        events = json.dumps([[stage, f"2026-01-{day:02}", own] for day, (stage, own) in enumerate(steps, start=1)])
        quoted = events.replace('"', '""')
        lines.append(f',Firm {n},Engineer,{steps[-1][0]},applied,"{quoted}"')
    return "\n".join(lines) + "\n"


def batch_of(learner, *rows):
    batch = make_application_import(learner, file_of(*rows))
    batch.learner = learner
    return batch


def commit(batch):
    seen = stamp_of(judged_rows(batch, TODAY))
    return import_applications(batch=batch, by=batch.learner.user, today=TODAY, seen=seen)


def remarks(batch):
    return [found.entry.left_out for found in judged_rows(batch, TODAY)]


def names(learner):
    return sorted(OwnStage.objects.for_learner(learner).values_list("name", "meaning"))


def fill(learner, count):
    OwnStage.objects.bulk_create(OwnStage(learner=learner, name=f"N{n}", meaning="screen") for n in range(count))


@pytest.mark.django_db
def test_a_fixed_label_is_left_out_and_its_row_comes_in(learner):
    batch = batch_of(learner, [("applied", "Sent"), ("technical", "on-SITE")])
    assert remarks(batch) == [(f"The name “on-SITE” is left out. {FIXED}",)]
    assert commit(batch).counts == {"imported": 1}
    assert names(learner) == [("Sent", "applied")]
    application = Application.objects.get()
    assert (application.stage, application.own_stage) == ("technical", None)


@pytest.mark.django_db
def test_a_name_in_other_capitals_is_the_one_that_is_there(learner):
    chat = OwnStage.objects.create(learner=learner, name="Chat", meaning="screen")
    batch = batch_of(learner, [("screen", "CHAT")], [("onsite", "chat")])
    assert remarks(batch) == [(), ("The name “chat” is left out. You have this name already, for: Screen.",)]
    assert commit(batch).counts == {"imported": 2}
    assert names(learner) == [("Chat", "screen")]
    assert list(Application.objects.order_by("pk").values_list("own_stage", flat=True)) == [chat.pk, None]


@pytest.mark.django_db
def test_within_a_file_a_name_is_as_it_stands_first(learner):
    batch = batch_of(learner, [("screen", "Straße")], [("screen", "STRASSE")], [("offer", "strasse")])
    assert remarks(batch)[2] == ("The name “strasse” is left out. You have this name already, for: Screen.",)
    commit(batch)
    assert names(learner) == [("Straße", "screen")]
    assert OwnStage.objects.get().events.count() == 2


@pytest.mark.django_db
def test_a_retired_name_stands_where_it_stood_and_stays_retired(learner):
    old = OwnStage.objects.create(learner=learner, name="Chat", meaning="screen", retired_at="2026-01-01T00:00Z")
    commit(batch_of(learner, [("screen", "Chat")]))
    assert Application.objects.get().own_stage == old
    assert OwnStage.objects.get().retired_at is not None


@pytest.mark.django_db
def test_names_for_which_there_is_no_room_are_left_out(learner):
    fill(learner, OwnStage.MOST - 2)
    batch = batch_of(learner, [("screen", "A")], [("screen", "a"), ("screen", "B")], [("screen", "C"), ("screen", "A")])
    assert remarks(batch) == [
        (),
        (),
        ("The name “C” is left out. There is room for 30 names. Rename one that you no longer use.",),
    ]
    assert commit(batch).counts == {"imported": 3}
    assert OwnStage.objects.count() == OwnStage.MOST


@pytest.mark.django_db
def test_only_rows_that_come_in_take_room(learner):
    fill(learner, OwnStage.MOST - 1)
    rows = [("screen", "A")], [("promoted", "B")], [("screen", "C")]
    assert [bool(left_out) for left_out in remarks(batch_of(learner, *rows))] == [False, False, True]
    commit(batch_of(learner, rows[0]))
    assert remarks(batch_of(learner, rows[0], [("screen", "D")]))[0] == (), "known: it takes none"


@pytest.mark.django_db
def test_a_name_that_was_taken_since_the_preview_is_shown_first(learner):
    batch = batch_of(learner, [("screen", "Chat")])
    seen = stamp_of(judged_rows(batch, TODAY))
    add_own_stage(learner=learner, name="chat", meaning="onsite")
    with pytest.raises(LogChanged):
        import_applications(batch=batch, by=learner.user, today=TODAY, seen=seen)
    assert Application.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_no_two_devices_together_name_more_than_there_is_room_for(learner):
    fill(learner, OwnStage.MOST - 1)
    batch = batch_of(learner, [("screen", "Of the file")])
    seen = stamp_of(judged_rows(batch, TODAY))

    def come_in():
        try:
            return import_applications(batch=batch, by=learner.user, today=TODAY, seen=seen).state
        except LogChanged:
            return "changed"

    def add():
        try:
            return add_own_stage(learner=learner, name="Typed", meaning="onsite")[0].name
        except OwnStageError:
            return "refused"

    assert at_once(come_in, add) in (["committed", "refused"], ["changed", "Typed"])
    assert OwnStage.objects.count() == OwnStage.MOST


@pytest.mark.django_db
def test_the_preview_says_which_names_are_left_out(log_in, learner):
    batch = batch_of(learner, [("technical", "Screen")])
    page = log_in(learner).get(f"/tracker/applications/imports/{batch.pk}/").text
    assert f"The name “Screen” is left out. {FIXED}" in page
    assert "Of 1 of these something is assumed or left out" in page

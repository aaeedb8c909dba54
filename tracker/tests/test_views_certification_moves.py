"""The moves of a certification from stage to stage, and the days of its stages."""

import datetime

import pytest

from tracker import recounts
from tracker.actions.stages import move
from tracker.days import DAY
from tracker.models import Certification
from tracker.tests.factories import START, make_held, make_mentorship
from tracker.tests.test_views_certifications import SOON, TODAY, at, typed


def test_renewing_asks_for_the_new_last_day_and_its_undo_brings_back_the_old(log_in, learner):
    held, client = make_held(learner, expires_on=TODAY + 20 * DAY), log_in(learner)
    assert 'value="renewed" selected' in client.get(at(held, "move/?stage=renewed")).text
    step = {"stage": "renewed", "happened_on": TODAY.isoformat()}
    assert "Until when does it hold now?" in client.post(at(held, "move/"), step).text
    earlier = step | {"expires_on": (TODAY + DAY).isoformat()}
    assert "Renewed, it holds longer than before." in client.post(at(held, "move/"), earlier).text
    page = client.post(at(held, "move/"), step | {"expires_on": "2150-01-01"}, follow=True).text
    held.refresh_from_db()
    assert (held.stage, held.expires_on.year) == ("renewed", 2150)
    undo = f"{at(held, 'moves/2/undo/')}?until={TODAY + 20 * DAY}"
    assert undo in page
    assert client.post(f"{at(held, 'moves/2/undo/')}?until=junk").status_code == 404
    client.post(undo)
    held.refresh_from_db()
    assert (held.stage, held.expires_on) == ("passed", TODAY + 20 * DAY)


def test_a_day_that_runs_backwards_is_asked_about(log_in, learner):
    held, client = make_held(learner, stage="booked", happened_on=TODAY - 2 * DAY), log_in(learner)
    step = {"stage": "passed", "happened_on": (TODAY - 5 * DAY).isoformat()}
    response = client.post(at(held, "move/"), step)
    assert response.status_code == 422
    assert "It came to “Exam booked” on" in response.text
    assert 'name="right_backwards"' in response.text
    assert client.post(at(held, "move/"), step | {"right_backwards": "on"}).status_code == 302
    assert Certification.objects.get().stage == "booked", "the booking stands on the later day"


@pytest.mark.parametrize(
    ("stage", "proposed"),
    [
        ("planned", "studying"),
        ("booked", "passed"),
        ("failed", "booked"),
        ("passed", "renewed"),
        ("expired", "renewed"),
    ],
)
def test_a_move_proposes_what_comes_next(log_in, learner, stage, proposed):
    page = log_in(learner).get(at(make_held(learner, stage=stage), "move/")).text
    assert f'value="{proposed}" selected' in page


def test_where_it_stands_already_it_is_not_moved_on_another_day(log_in, learner):
    held, client = make_held(learner), log_in(learner)
    response = client.post(at(held, "move/"), {"stage": "passed", "happened_on": TODAY.isoformat()})
    assert (response.status_code, "It stands there already." in response.text) == (422, True)
    assert client.post(at(held, "move/"), {"stage": "passed", "happened_on": held.stage_since}).status_code == 302
    assert held.events.count() == 1
    again = make_held(learner, stage="failed")
    assert client.post(at(again, "move/"), {"stage": "failed", "happened_on": TODAY.isoformat()}).status_code == 302


def test_to_let_go_of_one_that_is_held_is_asked_about(log_in, learner):
    held, client = make_held(learner, expires_on=TODAY + 20 * DAY), log_in(learner)
    step = {"stage": "booked", "happened_on": SOON}
    response = client.post(at(held, "move/"), step)
    assert (response.status_code, "would no longer count as held" in response.text) == (422, True)
    assert 'name="right_let_go"' in response.text
    assert client.post(at(held, "move/"), step | {"right_let_go": "on"}).status_code == 302
    assert Certification.objects.get().stage == "booked"


def test_a_booking_that_was_replaced_is_not_asked_about(log_in, learner):
    held, client = make_held(learner, stage="booked", happened_on=TODAY + 40 * DAY), log_in(learner)
    for stage in ("booked", "passed"):
        step = {"stage": stage, "happened_on": TODAY.isoformat()}
        assert client.post(at(held, "move/"), step).status_code == 302
    assert Certification.objects.get().stage == "passed"


def test_a_move_from_its_own_page_goes_on_where_the_form_said(log_in, learner, htmx):
    held, client = make_held(learner), log_in(learner)
    url = at(held, "move/")
    here = {**htmx, "HX-Current-URL": f"http://testserver{url}?stage=renewed"}
    step = {"stage": "renewed", "happened_on": TODAY.isoformat(), "expires_on": SOON}
    assert client.post(url, step | {"next": at(held)}, headers=here)["HX-Redirect"] == at(held)
    here = {**htmx, "HX-Current-URL": f"http://testserver{at(held)}"}
    undo = client.post(at(held, "moves/2/undo/"), headers=here)
    assert undo["HX-Redirect"] == at(held), "a page that does not renew itself comes anew"
    here = {**htmx, "HX-Current-URL": "http://testserver/tracker/certifications/?page=2"}
    step["expires_on"] = "2150-01-01"
    assert client.post(url, step, headers=here)["HX-Trigger"] == "stages-changed"


@pytest.mark.parametrize(
    ("verb", "fields"), [("edit/", {}), ("move/", {"stage": "renewed", "happened_on": "2025-12-01"})]
)
def test_a_last_day_before_the_pass_is_refused_beside_its_field(log_in, learner, verb, fields):
    held = make_held(learner, expires_on=TODAY + 20 * DAY)
    typed_in = typed(listed="", name="Own diploma", **fields) | {
        "expires_on": (START - DAY).isoformat(),
        "right_backwards": "on",
    }
    response = log_in(learner).post(at(held, verb), typed_in)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"expires_on"}
    assert f'value="{(START - DAY).isoformat()}"' in response.text
    assert Certification.objects.get().expires_on == TODAY + 20 * DAY


def test_one_that_ran_out_gets_no_last_day_before_its_pass(log_in, learner):
    held = make_held(learner, expires_on=START + DAY)
    move(thing=held, stage="expired", happened_on=START + 2 * DAY, by=learner.user)
    wrong = typed(listed="", name="Own diploma", expires_on=(START - DAY).isoformat())
    response = log_in(learner).post(at(held, "edit/"), wrong)
    assert response.status_code == 422
    assert "this is before that day." in response.text


def test_an_undo_with_a_last_day_that_cannot_be_is_said_and_changes_nothing(log_in, learner):
    held = make_held(learner)
    move(thing=held, stage="renewed", happened_on=START + DAY, by=learner.user)
    page = log_in(learner).post(f"{at(held, 'moves/2/undo/')}?until=2001-01-01", follow=True)
    assert "It would run out before the day on which it was passed." in page.text
    assert Certification.objects.get().stage == "renewed"


def day_of(certification, sequence):
    return at(certification, f"moves/{sequence}/day/")


def test_certification_redate_gives_a_past_stage_its_right_day(log_in, learner, guide):
    held = make_held(learner, listed=guide["credential"], stage="booked")
    for n, stage in enumerate(("failed", "booked", "passed"), 1):
        move(thing=held, stage=stage, happened_on=START + n * DAY, by=learner.user)
    client = log_in(learner)
    assert f'href="{day_of(held, 2)}"' in client.get(at(held)).text
    page = client.get(day_of(held, 2)).text
    assert f'value="{(START + DAY).isoformat()}"' in page
    assert f'max="{TODAY.isoformat()}"' in page
    told = client.post(day_of(held, 4), {"happened_on": (START + 9 * DAY).isoformat()}, follow=True)
    assert told.redirect_chain == [(at(held), 302)]
    assert "Cloud ML: Passed, " in told.text
    held.refresh_from_db()
    assert (held.stage, held.stage_since) == ("passed", START + 9 * DAY)
    assert [event.happened_on for event in recounts.course_of(held).events] == [START + n * DAY for n in (0, 1, 2, 9)]
    assert not recounts.Standings.kept(learner).differences(recounts.Standings.counted(learner))
    assert "Changed or taken back" in client.get(at(held)).text


def test_certification_redate_asks_about_a_day_that_runs_backwards(log_in, learner):
    held, client = make_held(learner, stage="booked"), log_in(learner)
    move(thing=held, stage="passed", happened_on=START + DAY, by=learner.user)
    early = {"happened_on": (START - DAY).isoformat()}
    response = client.post(day_of(held, 2), early)
    assert response.status_code == 422
    assert "is this the day?" in response.text
    assert f'value="{early["happened_on"]}"' in response.text
    assert client.post(day_of(held, 2), early | {"right_backwards": "on"}).status_code == 302
    assert held.events.count() == 3


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("", "This field is required."),
        ("soon", "This is not a day of the calendar."),
        ("1999-12-31", "This is before the year 2000."),
        (SOON, "This day has not come yet."),
        ("2026-03-01", "which is before this day. Change that first."),
    ],
)
def test_certification_redate_refuses_what_cannot_be(log_in, learner, htmx, day, message):
    held = make_held(learner, expires_on=datetime.date(2026, 2, 1))
    for headers in ({}, htmx):
        response = log_in(learner).post(day_of(held, 1), {"happened_on": day}, headers=headers)
        assert response.status_code == 422
        assert message in " ".join(response.text.split())
    assert held.events.count() == 2, "passed, and run out by itself"


def test_certification_redate_of_an_exam_may_be_to_come(log_in, learner):
    held = make_held(learner, stage="booked")
    assert log_in(learner).post(day_of(held, 1), {"happened_on": SOON}).url == at(held)
    held.refresh_from_db()
    assert held.stage_since.isoformat() == SOON


def test_certification_redate_is_the_owners_and_of_a_stage_that_was_said(log_in, learner, stranger, mentor, client):
    held = make_held(learner)
    move(thing=held, stage="expired", happened_on=START + DAY, by=learner.user)
    make_mentorship(learner, mentor)
    assert client.get(day_of(held, 1)).url.startswith("/accounts/login/")
    assert log_in(stranger).post(day_of(held, 1), {"happened_on": "2026-01-01"}).status_code == 404
    of = f"/tracker/of/{learner.user.handle}/certifications/{held.pk}/"
    assert "Change the day" not in log_in(mentor).get(of).text
    own = log_in(learner)
    own.post(at(held, "moves/2/undo/"))
    assert own.get(day_of(held, 3)).status_code == 404, "it only took back"
    assert own.get(day_of(held, 9)).status_code == 404
    assert own.delete(day_of(held, 1)).status_code == 405
    late = own.post(day_of(held, 2), {"happened_on": "2026-01-09"}, follow=True)
    assert "This was changed in the meantime." in late.text

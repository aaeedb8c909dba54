"""An edit page that was open while another page saved: neither is lost, and what both changed is asked about."""

import html
import re

import pytest

from tracker.actions.applications import change_application
from tracker.actions.certifications import change_certification
from tracker.actions.projects import change_project
from tracker.models import Application, Certification, Project
from tracker.portfolio import Proof
from tracker.tests.factories import START, make_application, make_held, make_project

pytestmark = pytest.mark.django_db

FIELD = re.compile(r"<(?:input|textarea|select)[^>]*name=\"([^\"]+)\"[^>]*>")


def filled(response):
    """What a browser sends of the form of a page, untouched."""
    form, sent = response.context["form"], {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, False, "", []):
            field = form[name]
            shown = value if isinstance(value, list) else field.field.widget.format_value(field.value())
            sent[name] = "on" if value is True else shown[0] if field.widget_type == "select" else shown
    assert {html.unescape(name) for name in FIELD.findall(response.text)} >= sent.keys()
    return sent


def test_an_application_keeps_what_was_changed_elsewhere(log_in, learner):
    application, client = make_application(learner, next_action="Call", next_action_on=START, note="a"), log_in(learner)
    url = f"/tracker/applications/{application.pk}/edit/"
    tab = filled(client.get(url))
    change_application(application=application, next_action="", next_action_on=None, channel="cold")

    assert client.post(url, tab | {"note": "b"}).status_code == 302

    now = Application.objects.get()
    assert (now.note, now.next_action, now.next_action_on, now.channel) == ("b", "", None, "cold")


@pytest.mark.parametrize("by_htmx", [False, True])
def test_what_both_changed_is_asked_about_and_taken_the_second_time(log_in, learner, htmx, by_htmx):
    application, client = make_application(learner, note="a", channel="board"), log_in(learner)
    url, headers = f"/tracker/applications/{application.pk}/edit/", htmx if by_htmx else {}
    tab = filled(client.get(url)) | {"note": "mine", "channel": "event", "place": "Leeds"}
    change_application(application=application, note="theirs", channel="cold", role_family="data")

    response = client.post(url, tab, headers=headers)

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"note", "channel"}
    assert "it says “theirs” now" in response.text
    assert "it says “Cold" in response.text
    assert "mine" in response.text
    again = filled(response) | {"note": "mine"}
    assert client.post(url, again, headers=headers).status_code in (204, 302)
    now = Application.objects.get()
    assert (now.note, now.channel, now.place, now.role_family) == ("mine", "event", "Leeds", "data")


def test_a_project_keeps_boxes_and_pictures_of_elsewhere(log_in, learner, guide):
    skills = [guide["math"], guide["programming"]]
    project, client = make_project(learner, evidence={"real_data": START}, skills=skills[:1], note="a"), log_in(learner)
    url = f"/tracker/projects/{project.pk}/edit/"
    tab = filled(client.get(url))
    pictures = [(f"https://example.org/{n}", f"View {n}") for n in range(4)]
    shown = {"real_data": Proof(START), "model": Proof(START, "https://example.org/m", "m")}
    change_project(project=project, evidence=shown, skills=skills, pictures=pictures, title="Named elsewhere", note="a")

    assert client.post(url, tab | {"note": "b"}).status_code == 302

    now = Project.objects.get()
    assert (now.title, now.note) == ("Named elsewhere", "b")
    assert {row.criterion for row in now.evidence.all()} == {"real_data", "model"}
    assert {skill.pk for skill in now.skills.all()} == {skill.pk for skill in skills}
    assert now.pictures.count() == 4


def test_a_box_that_was_unticked_elsewhere_stays_so(log_in, learner, guide):
    project, client = make_project(learner, evidence={"real_data": START, "model": START}), log_in(learner)
    url = f"/tracker/projects/{project.pk}/edit/"
    tab = filled(client.get(url))
    change_project(project=project, evidence={"real_data": START}, title=project.title)
    assert client.post(url, tab | {"title": "Bus delays, again"}).status_code == 302
    assert [row.criterion for row in Project.objects.get().evidence.all()] == ["real_data"]


def test_a_certification_keeps_what_was_changed_elsewhere(log_in, learner):
    held, client = make_held(learner), log_in(learner)
    url = f"/tracker/certifications/{held.pk}/edit/"
    tab = filled(client.get(url))
    change_certification(
        certification=held, by=learner.user, listed=None, credential_id="X-1", fee="90.00", fee_currency="EUR"
    )
    assert client.post(url, tab | {"link": "https://example.org/c"}).status_code == 302
    now = Certification.objects.get()
    assert (now.credential_id, str(now.fee), now.link) == ("X-1", "90.00", "https://example.org/c")


def test_a_stamp_that_was_tampered_with_is_none(log_in, learner):
    application, client = make_application(learner, note="a"), log_in(learner)
    url = f"/tracker/applications/{application.pk}/edit/"
    for was in ("", "x", "note:", "note:zz note:zz :", "\0", "x" * 20_000):
        response = client.post(url, filled(client.get(url)) | {"was": was, "note": "b"})
        assert response.status_code in (302, 422)

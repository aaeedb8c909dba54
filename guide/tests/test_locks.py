"""Writes to the guide at the same time: each waits for the other and none fails, as they lock in one order.

On SQLite, which has one writer at a time, the same writes follow each other.
"""

import threading
import time

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from guide import loading
from guide.documents import to_documents
from guide.models import ContentVersion, Figure, Record, Revision, Skill
from guide.publishing import change_state, keep_unrevised, restore_revision, save_revision
from guide.tests.admin.forms import fields_of, send

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20  # seconds


def at_once(*acts):
    """Run all acts, in threads that start together where the database knows many writers. Re-raises what failed."""
    if connection.vendor == "sqlite":
        for act in acts:
            act()
        return
    failures, start = [], threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(PATIENCE)
            act()
        except Exception as failure:  # told by the main thread
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not [thread for thread in threads if thread.is_alive()]
    assert failures == []


@pytest.fixture
def page(curator):
    """``page(model, row, **changes)``: a function that saves the row's admin page, opened before."""

    def opened(row, answers=(302,), **changes):
        client = Client()
        client.force_login(curator, backend="allauth.account.auth_backends.AuthenticationBackend")
        url = reverse(f"admin:guide_{getattr(row, 'kind', 'figure')}_change", args=[row.pk])
        fields = {**fields_of(client.get(url)), **changes}

        def save():
            assert client.post(url, fields).status_code in answers

        return save

    return opened


@pytest.fixture
def slowly(monkeypatch):
    """Keep the version's row, and what was locked before it, for a moment: the others are sure to come by."""
    grow = type(ContentVersion.objects).grow

    def grow_and_wait(self):
        grow(self)
        time.sleep(0.2)

    monkeypatch.setattr(type(ContentVersion.objects), "grow", grow_and_wait)


@pytest.mark.parametrize("turned", [False, True])
def test_a_figures_page_and_its_records_page(guide, page, slowly, turned):
    skill = guide["math"]
    acts = [page(skill.hours_figure, low="350"), page(skill, summary="New.")]
    at_once(*(reversed(acts) if turned else acts))
    assert skill.hours_figure.editions.current().get().low == 350
    assert Skill.objects.get(pk=skill.pk).summary == "New."
    newest = Revision.objects.filter(record=skill.pk).first()
    assert newest.document == to_documents([skill.pk])[skill.pk]


@pytest.mark.parametrize("turned", [False, True])
def test_figures_that_change_places(guide, page, slowly, turned):
    one, other = guide["math"], guide["programming"]
    acts = [page(one.hours_figure, subject=other.pk), page(other.hours_figure, subject=one.pk)]
    at_once(*(reversed(acts) if turned else acts))
    assert Figure.objects.get(pk=one.hours_figure_id).subject_id == other.pk


@pytest.mark.parametrize("turned", [False, True])
def test_restoring_beside_the_figures_page_and_a_change_of_the_state_of_many(guide, curator, page, slowly, turned):
    skill = guide["math"]
    revision = save_revision(record=skill, by=curator, origin=Revision.Origin.ADMIN)
    keys = [guide["programming"], skill]
    acts = [
        lambda: restore_revision(revision=revision, by=curator),
        page(skill.hours_figure, low="350"),
        lambda: change_state(records=keys, state="retired", by=curator),
        lambda: change_state(records=keys[::-1], state="retired", by=curator),
    ]
    at_once(*(reversed(acts) if turned else acts))
    numbers = list(Revision.objects.filter(record=skill.pk).values_list("number", flat=True))
    assert numbers == list(range(len(numbers), 0, -1))


def test_a_list_saved_beside_a_page(guide, curator, page, slowly):
    client = Client()
    client.force_login(curator, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("admin:guide_skill_changelist")
    fields = {name: value for name, value in fields_of(client.get(url)).items() if name not in ("action", "q")}
    fields |= {name: "7" for name in fields if name.endswith("-position")}
    # Where the list comes first, the page is refused, since somebody else has saved meanwhile: 200, not a deadlock.
    late = page(guide["math"], answers=(302, 200), summary="New.")
    at_once(lambda: client.post(url, {**fields, "_save": "Save"}), late)
    assert Skill.objects.get(slug="programming").position == 7


def test_a_load_judges_what_it_has_locked(guide, curator, monkeypatch):
    """A curator's save that comes between judging and writing waits, and stays."""
    skill = guide["math"]
    fixtures = list(to_documents().values())
    loading.load(documents=fixtures)
    next(each for each in fixtures if each["slug"] == "math" and each["kind"] == "skill")["summary"] = "Fixtures'."
    judged, saved = threading.Event(), threading.Event()
    compare = loading.compare

    def compare_and_wait(*arguments):
        found = compare(*arguments)
        judged.set()
        saved.wait(0 if connection.vendor == "sqlite" else 1)
        return found

    def save():
        judged.wait(PATIENCE)
        keep_unrevised(keys=[skill.pk], origin=Revision.Origin.ADMIN)
        Record.objects.filter(pk=skill.pk).update(summary="Curator's.")
        saved.set()

    monkeypatch.setattr(loading, "compare", compare_and_wait)
    at_once(lambda: loading.load(documents=fixtures), save)
    assert Record.objects.get(pk=skill.pk).summary == "Curator's."


def test_one_save_of_a_figure_changes_the_content_once(guide, curator, log_in):
    figure = guide["math"].hours_figure
    before = ContentVersion.objects.number()
    send(log_in(curator), reverse("admin:guide_figure_change", args=[figure.pk]), low="350")
    assert ContentVersion.objects.number() == before + 1

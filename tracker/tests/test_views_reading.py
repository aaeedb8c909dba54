"""Notes and read marks: written, removed, brought back, told of changes, and seen by nobody else."""

import datetime
import re

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from guide.models import Record
from guide.publishing import save_revision
from guide.tests.factories import make_law, make_record
from tracker.actions.reading import mark_read, remove_note, save_note
from tracker.models import Note, ReadMark
from tracker.tests.factories import make_mentorship

SKILL, NOTE = "/guide/skills/programming/", "/tracker/notes/skill/programming/"
READ = "/tracker/read/mistake/haste/"
SECRET = "They underpay me."


@pytest.fixture
def noted(learner, guide):
    save_note(learner=learner, record=guide["programming"], text=SECRET, seen=0)
    return learner


@pytest.fixture
def mistake(guide):
    return make_record("mistake", "haste")


def revise(record):
    save_revision(record=Record.objects.get(pk=record.pk), by=None, origin="admin")


# --- notes -----------------------------------------------------------------------------------------------------------


def test_note_edit_saves_and_leads_back_to_the_record(log_in, learner, guide):
    client = log_in(learner)
    assert client.get(NOTE).status_code == 200
    response = client.post(NOTE, {"text": "One\r\ntwo <b>", "seen": "0"})
    assert response.url == SKILL
    assert Note.objects.get().text == "One\ntwo <b>"
    page = client.get(SKILL).text
    assert "One<br>two &lt;b&gt;" in page
    assert "Note saved" in page


def test_note_edit_answers_htmx_with_the_note_in_its_place(log_in, learner, guide, htmx):
    client = log_in(learner)
    form = client.get(NOTE, headers=htmx).text
    assert form.lstrip().startswith(f'<div id="note-{guide["programming"].pk}"')
    response = client.post(NOTE, {"text": "Mine."}, headers=htmx)
    assert response.status_code == 200
    assert response.text.lstrip().startswith(f'<div id="note-{guide["programming"].pk}"')
    assert "Mine." in response.text
    assert "<html" not in response.text


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "write something"), ("  \n ", "write something"), ("x" * 10_001, "at most 10000"), ("a\x00b", "Null char")],
)
def test_note_edit_refuses_bad_input_and_keeps_it(log_in, learner, guide, htmx, text, message):
    client = log_in(learner)
    for headers in ({}, htmx):
        response = client.post(NOTE, {"text": text}, headers=headers)
        assert response.status_code == 422
        assert message in response.text
        assert text.strip().replace("\x00", "")[:1] in response.text
    assert not Note.objects.exists()


def test_a_note_of_ten_thousand_characters_fits_with_its_lines(log_in, learner, guide):
    text = "é\r\n" * 4999 + "x"
    assert log_in(learner).post(NOTE, {"text": text + "x"}).status_code == 302
    assert len(Note.objects.get().text) == 10_000


def test_the_same_note_sent_twice_is_one(log_in, learner, guide):
    client = log_in(learner)
    for _ in range(2):
        assert client.post(NOTE, {"text": "Mine.", "seen": "0"}).status_code == 302
    assert Note.objects.get().version == 1


@pytest.mark.parametrize("seen", ["0", "", "9999999999999", "-1", "x"])
def test_a_note_changed_in_another_window_is_not_written_over(log_in, noted, seen, htmx):
    client = log_in(noted)
    for headers in ({}, htmx):
        response = client.post(NOTE, {"text": "Another thought.", "seen": seen}, headers=headers)
        assert response.status_code == 422
        assert "Another thought." in response.text
        assert SECRET in response.text
        assert 'name="seen" value="1"' in response.text
    assert Note.objects.get().text == SECRET
    assert client.post(NOTE, {"text": "Another thought.", "seen": "1"}).status_code == 302
    assert Note.objects.get().text == "Another thought."


def test_note_remove_and_undo(log_in, noted):
    client = log_in(noted)
    assert client.post(f"{NOTE}remove/").url == SKILL
    page = client.get(SKILL).text
    assert SECRET not in page
    assert f'action="{NOTE}restore/"' in page
    assert client.post(f"{NOTE}restore/").url == SKILL
    assert SECRET in client.get(SKILL).text


def test_note_remove_and_undo_by_htmx(log_in, noted, htmx):
    client = log_in(noted)
    for _ in range(2):
        response = client.post(f"{NOTE}remove/", headers=htmx)
        assert f'hx-post="{NOTE}restore/"' in response.text
    assert SECRET in client.post(f"{NOTE}restore/", headers=htmx).text


def test_a_removed_note_makes_way_for_a_new_one(log_in, noted):
    client = log_in(noted)
    client.post(f"{NOTE}remove/")
    assert client.post(NOTE, {"text": "New.", "seen": "0"}).status_code == 302
    assert Note.objects.get().text == "New."


def test_the_bin_is_emptied_after_thirty_days(noted, guide, capsys):
    remove_note(learner=noted, record=guide["programming"])
    Note.objects.update(deleted_at=timezone.now() - datetime.timedelta(days=31))
    call_command("tick")
    assert "1 notes" in capsys.readouterr().out
    assert not Note.objects.exists()


def test_note_list_shows_all_with_links_retired_ones_too(log_in, noted, guide, mistake):
    for record in (make_law("old-act", title="The old act", state="retired"), mistake):
        save_note(learner=noted, record=record, text=f"On {record.slug}.", seen=0)
    Record.objects.filter(pk=mistake.pk).update(state="retired", title="A gone mistake")
    page = log_in(noted).get("/tracker/notes/").text
    assert f'<a href="{SKILL}">Programming</a>' in page
    assert '<a href="/guide/laws/old-act/">The old act</a>' in page
    assert "On haste." in page
    assert "A gone mistake" in page
    assert page.count("No longer in the guide") == 2


def test_a_note_on_what_became_a_draft_can_be_read_and_removed(log_in, noted, guide, stranger):
    Record.objects.filter(pk=guide["programming"].pk).update(state="draft")
    client = log_in(noted)
    assert client.get(NOTE).status_code == 200
    assert client.post(f"{NOTE}remove/").url == "/tracker/notes/"
    assert log_in(stranger).get(NOTE).status_code == 404


def test_note_list_leads_back_to_itself(log_in, noted):
    client = log_in(noted)
    assert f"{NOTE}?next=/tracker/notes/" in client.get("/tracker/notes/").text.replace("%2F", "/")
    form = client.get(f"{NOTE}?next=/tracker/notes/").text
    assert 'name="next" value="/tracker/notes/"' in form
    assert client.post(NOTE, {"text": "x", "seen": "1", "next": "/tracker/notes/"}).url == "/tracker/notes/"
    assert client.post(f"{NOTE}remove/", {"next": "https://evil.example/"}).url == SKILL


def test_note_list_is_paged_and_costs_the_same(log_in, learner, django_assert_max_num_queries):
    for n in range(27):
        save_note(learner=learner, record=make_record("mistake", f"m-{n}"), text=f"Thought {n}.", seen=0)
    client = log_in(learner)
    with django_assert_max_num_queries(4):
        page = client.get("/tracker/notes/").text
    assert page.count('class="kept-note"') == 25
    older = re.search(r'href="(/tracker/notes/\?before=\d+)"', page)[1]
    assert client.get(older).text.count('class="kept-note"') == 2


@pytest.mark.parametrize("before", ["", "0", "x", "-1", "9" * 30, "%00", "²", "%ED%A0%80"])
def test_note_list_answers_any_cursor(log_in, noted, before):
    assert log_in(noted).get(f"/tracker/notes/?before={before}").status_code == 200


def test_addresses_that_name_nothing_are_not_found(log_in, learner, guide):
    client = log_in(learner)
    for kind, slug in (("skill", "no-such"), ("no-such", "programming"), ("skill", "x" * 10_000)):
        assert client.get(f"/tracker/notes/{kind}/{slug}/").status_code == 404
        for verb in ("remove", "restore"):
            assert client.post(f"/tracker/notes/{kind}/{slug}/{verb}/").status_code == 404
        assert client.post(f"/tracker/read/{kind}/{slug}/").status_code == 404
    assert client.post(f"{NOTE}restore/").status_code == 404
    assert client.get("/tracker/notes/skill/a%00b/").status_code == 404


def test_nobody_else_sees_a_note(log_in, noted, mentor, stranger, curator, superuser):
    make_mentorship(noted, mentor)
    of = f"/tracker/of/{noted.user.handle}/"
    seen_by_all = [SKILL, NOTE, "/tracker/notes/", "/tracker/", "/guide/", "/admin/"]
    seen_by_all += [of, f"{of}notes/", f"{of}study/", f"/admin/careerguide/user/{noted.pk}/delete/"]
    for person in (mentor, stranger, curator, superuser):
        client = log_in(person)
        for address in seen_by_all:
            assert SECRET not in client.get(address, follow=True).text, (person, address)
    assert not {Note, ReadMark} & set(admin.site._registry)
    assert SECRET not in f"{Note.objects.get()} {Note.objects.get()!r}"


def test_what_was_typed_while_the_log_in_ran_out_comes_back_whole(client, log_in, learner, guide):
    owner = re.search(r'name="owner" value="([^"]+)"', log_in(learner).get(NOTE).text)[1]
    client.logout()
    assert client.post(NOTE, {"text": "y" * 9000, "owner": owner}).status_code == 302
    page = log_in(learner).get(NOTE).text
    assert "y" * 9000 in page
    assert "it is not saved yet" in page


def test_the_database_holds_the_rules(learner, guide):
    record = guide["programming"].record
    for wrong in ({"text": ""}, {"text": "x" * 10_001}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.create(learner=learner, record=record, **wrong)
    for model, fields in ((Note, {"text": "Mine."}), (ReadMark, {})):
        model.objects.create(learner=learner, record=record, **fields)
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(learner=learner, record=record, **fields)
    with pytest.raises(ProtectedError):
        record.delete()
    learner.user.delete()
    assert not Note.objects.exists()


# --- what was read ---------------------------------------------------------------------------------------------------


def test_read_mark_and_unmark(log_in, learner, mistake):
    client = log_in(learner)
    for _ in range(2):
        assert client.post(READ, {"revision": "0"}).url == "/guide/mistakes/#haste"
    assert ReadMark.objects.count() == 1
    assert client.post(f"{READ}unmark/").url == "/guide/mistakes/#haste"
    assert not ReadMark.objects.exists()


def test_read_mark_by_htmx_renews_the_count_of_the_list(log_in, learner, mistake, htmx):
    response = log_in(learner).post(READ, headers=htmx)
    assert response.text.lstrip().startswith(f'<div id="read-{mistake.pk}"')
    assert 'hx-swap-oob="true"><span class="own">1</span> of 1 read' in response.text
    make_law("act")
    assert "hx-swap-oob" not in log_in(learner).post("/tracker/read/law/act/", headers=htmx).text


def test_what_changed_between_reading_and_marking_is_told(log_in, learner, mistake):
    revise(mistake)
    client = log_in(learner)
    assert 'name="revision" value="1"' in client.get("/guide/mistakes/").text
    mistake.summary = "Said in other words."
    mistake.save()
    revise(mistake)
    client.post(READ, {"revision": "1"})
    assert "Changed since you read it" in client.get("/guide/mistakes/").text
    client.post(READ, {"revision": "2"})
    assert "Changed since you read it" not in client.get("/guide/mistakes/").text


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30, "999999999", "\x00"])
def test_any_revision_is_answered(log_in, learner, mistake, revision):
    assert log_in(learner).post(READ, {"revision": revision}).status_code == 302
    assert ReadMark.objects.get().revision == 0


def test_an_older_window_does_not_take_back_what_was_read_since(learner, mistake):
    revise(mistake)
    mark_read(learner=learner, record=mistake)
    assert mark_read(learner=learner, record=mistake, seen=0).revision == 1


def test_only_laws_permissions_and_mistakes_are_marked(log_in, learner, guide):
    make_law("draft-act", state="draft")
    client = log_in(learner)
    for name in ("skill/programming", "law/draft-act"):
        assert client.post(f"/tracker/read/{name}/").status_code == 404
        assert client.post(f"/tracker/read/{name}/unmark/").status_code == 404

"""The pages of imports of applications: from the upload to the applications and back; refusals, bad input; exports."""

import csv
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from guide.datasets.files import unescaped
from tracker.actions.stages import move
from tracker.application_log import judged_rows
from tracker.applogs.beside import stamp_of
from tracker.applogs.sheets import MOST_BYTES
from tracker.exchange.applications import COLUMNS
from tracker.forms.application_imports import word_key
from tracker.models import Application, ApplicationBatch, OwnStage, StageWord
from tracker.tests.factories import START, make_application, make_application_import, make_mentorship
from tracker.tests.log_files import LIST, LOG, batch_of, guesses, mapped, upload, url, workbook

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lena(log_in, learner):
    """The learner's client."""
    return log_in(learner)


def page_of(client, batch, **query):
    response = client.get(url(batch), query)
    assert response.status_code == 200
    return response.text


def commit(client, batch, today, **kwargs):
    batch.refresh_from_db()
    return client.post(url(batch, "commit"), {"seen": stamp_of(judged_rows(batch, today))}, **kwargs)


@pytest.fixture
def today(learner):
    from django.utils import timezone

    return timezone.now().date()  # the learner lives in UTC


# --- the list and the upload -----------------------------------------------------------------------------------------


def test_the_list_says_what_can_be_read_and_what_became_of_files(lena, today):
    assert "None yet." in lena.get(LIST).text
    batch = mapped(lena)
    commit(lena, batch, today)
    page = lena.get(LIST).text
    assert "log.csv" in page
    assert "4 applications" in page
    assert f'action="{url(batch, "undo")}"' in page


def test_nobody_elses_files_are_shown(lena, stranger):
    batch = make_application_import(stranger, name="theirs.csv")
    assert "theirs.csv" not in lena.get(LIST).text
    for verb in ("", "refused"):
        assert lena.get(url(batch, verb)).status_code == 404
    for verb in ("sheet", "columns", "words", "take", "commit", "undo", "drop"):
        assert lena.post(url(batch, verb)).status_code == 404


def test_a_mentor_does_not_import(log_in, learner, mentor):
    make_mentorship(learner, mentor)
    assert log_in(mentor).get(f"/tracker/of/{learner.user.handle}/applications/imports/").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "log.csv", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "log.csv", "an image, whatever its name says"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "log.xlsx", "an image, whatever its name says"),
        (b"PK\x03\x04nonsense", "log.xlsx", "This workbook is damaged"),
        (b"Company\nAcme\n", "log.csv", "There is no table"),
        (b"x" * (MOST_BYTES + 1), "log.csv", "larger than 5 MB"),
    ],
)
def test_what_is_no_log_is_refused_beside_the_field_and_not_kept(lena, content, name, reason):
    response = upload(lena, content, name)
    assert response.status_code == 422
    assert reason in response.text
    assert 'aria-invalid="true"' in response.text
    assert ApplicationBatch.objects.count() == 0


def test_no_file_and_a_tampered_token_are_no_error(lena):
    assert "Choose a file." in lena.post(f"{LIST}add/").text
    assert upload(lena, LOG, token="x").status_code == 302
    token = uuid.uuid4()
    assert upload(lena, LOG, token=token).url == upload(lena, LOG, token=token).url


def test_a_sixth_file_is_not_taken(lena):
    for _ in range(5):
        upload(lena, LOG)
    response = upload(lena, LOG)
    assert response.status_code == 422
    assert "Five files wait" in response.text


def test_names_and_headers_are_shown_as_text(lena):
    batch = batch_of(upload(lena, "<b>Company</b>,=2+5,\na,<script>,c\n", name="<i>x</i>\u202e\n.csv"))
    page = page_of(lena, batch)
    for raw in ("<b>Company", "<script>,", "<i>x"):
        assert raw not in page
    assert "&lt;b&gt;Company" in page
    assert "Column 3" in page


# --- columns ---------------------------------------------------------------------------------------------------------


def test_columns_are_guessed_and_can_be_said_otherwise(lena):
    batch = batch_of(upload(lena, LOG))
    page = page_of(lena, batch)
    assert '<option value="company" selected>' in page
    assert "Rejected after onsite" in page, "the first entry"
    response = lena.post(url(batch, "columns"), guesses(batch, column_9="link", column_0=""))
    assert response.status_code == 422
    assert "Another column is that already." in response.text
    assert "Say which column is: Company." in response.text
    response = lena.post(url(batch, "columns"), guesses(batch, column_2="", column_3="", column_5="since"))
    assert "Say which column is the stage, or the day of one." in response.text
    assert lena.post(url(batch, "columns"), guesses(batch, column_0="nonsense")).status_code == 422
    assert lena.post(url(batch, "columns"), guesses(batch, currency="€€")).status_code == 422
    assert lena.post(url(batch, "columns"), guesses(batch, day="2199-01-01")).status_code == 422
    assert lena.post(url(batch, "columns"), guesses(batch)).status_code == 302
    assert "Columns and days" in page_of(lena, batch)
    assert '<option value="company" selected>' in page_of(lena, batch, columns=1)


def test_the_order_of_days_is_asked_where_nothing_settles_it(lena):
    batch = batch_of(upload(lena, "Company,Role,Applied\nAcme,Engineer,03/04/2026\n"))
    response = lena.post(url(batch, "columns"), guesses(batch))
    assert response.status_code == 422
    assert "03/04/2026 can be read as two days." in response.text
    lena.post(url(batch, "columns"), guesses(batch, order="mdy"))
    assert 'datetime="2026-03-04"' in page_of(lena, batch)


def test_rows_without_a_day_take_the_one_that_is_given(lena):
    batch = mapped(lena, "Company,Role,Status\nAcme,Engineer,Applied\n", day="2026-01-02")
    page = page_of(lena, batch)
    assert "Its row has no day: 2 Jan 2026, as you said." in page
    assert 'datetime="2026-01-02"' in page


def test_a_sheet_can_be_chosen(lena):
    sheets = [
        ("First", [("Company", "Role"), ("a", "b")]),
        ("Second", [("Employer", "Job", "Status"), ("a", "b", "c")]),
    ]
    batch = batch_of(upload(lena, workbook(*sheets), "log.xlsx"))
    assert '<option value="1">Second</option>' in page_of(lena, batch)
    response = lena.post(url(batch, "sheet"), {"sheet": "1"}, headers=HTMX)
    assert "Employer" in response.text
    for wrong in ("7", "x", "²", ""):
        assert lena.post(url(batch, "sheet"), {"sheet": wrong}).status_code == 302


# --- the preview -----------------------------------------------------------------------------------------------------


def test_the_preview_says_of_each_row_what_becomes_of_it(lena):
    page = page_of(lena, mapped(lena))
    assert '<b class="own">4 new</b>' in page
    assert "1 waiting for a word" in page
    for words in (
        "What does “Vibing” mean?",
        "Applied on: “not yet” is not a day that we can read.",
        "No company.",
        "Link left out: “javascript:alert(1)” is no address of the web.",
        "The day of On-site is not in its row: taken as 5 Jan 2026.",
        "Import 4 applications",
    ):
        assert words in page
    assert 'href="javascript' not in page


def words_of_page(client, batch, **said):
    return client.post(url(batch, "words"), {word_key(*key.split("__")): value for key, value in said.items()})


def test_words_are_asked_about_once(lena, learner, today):
    batch = mapped(lena)
    own = OwnStage.objects.create(learner=learner, name="Vibe check", meaning="screen")
    said = {"stage__Vibing": f"screen::{own.pk}", "channel__LinkedIn": "board"}
    assert words_of_page(lena, batch, **said).status_code == 302
    assert StageWord.objects.count() == 2
    assert '<b class="own">5 new</b>' in page_of(lena, batch)
    commit(lena, batch, today)
    assert Application.objects.get(company="Dune").own_stage == own
    later = mapped(lena, LOG.replace("Dune", "Quartz"))
    assert '<b class="own">1 new</b>' in page_of(lena, later)
    assert words_of_page(lena, later, stage__Vibing="flying::").status_code == 422


def test_words_of_others_own_stages_mean_nothing(lena, stranger):
    own = OwnStage.objects.create(learner=stranger, name="Theirs", meaning="screen")
    assert words_of_page(lena, mapped(lena), stage__Vibing=f"screen::{own.pk}").status_code == 422


def test_doubles_and_days_that_run_backwards_are_asked_about(lena, learner, today):
    make_application(learner, company="Acme", role="Data Engineer")
    text = "Company,Role,Applied on,Offer date\nAcme,Data Engineer,2026-01-05,\nBirch,ML,2026-01-05,2026-01-02\n"
    batch = mapped(lena, text)
    page = page_of(lena, batch)
    assert "2 to be asked about" in page
    assert "The same company and role as Data Engineer, Acme, which you have." in page
    assert "Offer (2 Jan 2026) is before Applied (5 Jan 2026)." in page
    assert "Nothing in it is to be imported now." in page
    take = url(batch, "take")
    page = lena.post(take, {"shown": ["2", "3"], "take": ["3", "99", "x"], "which": "ticked"}, headers=HTMX).text
    assert "Import 1 application<" in page
    assert "Import 2 applications" in lena.post(take, {"which": "all"}, headers=HTMX).text
    assert "Nothing in it" in lena.post(take, {"which": "none"}, headers=HTMX).text
    lena.post(take, {"shown": ["2", "3"], "take": ["3"]})
    commit(lena, batch, today)
    assert Application.objects.get(company="Birch").stage == "applied"


def test_new_rows_are_paged(lena):
    text = "Company,Role,Applied on\n" + "".join(f"Firm {n},Engineer,2026-01-05\n" for n in range(120))
    batch = mapped(lena, text)
    assert "Page 1 of 3." in page_of(lena, batch)
    page = page_of(lena, batch, page=3)
    assert "Firm 119" in page
    assert "Firm 99" not in page
    assert "Page 3 of 3." in page_of(lena, batch, page=999)
    assert "Page 1 of 3." in page_of(lena, batch, page="x")


def test_what_does_not_come_in_can_be_downloaded_without_formulas(lena):
    text = "Company,Role,Status,Applied on\n=1+1,x,Hm,2026-01-05\n@x,y,Applied,\n"
    response = lena.get(url(mapped(lena, text), "refused"))
    rows = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert rows[0] == ["line", "what", "why", "row"]
    assert [row[0] for row in rows[1:]] == ["2", "3"]
    assert [unescaped(row[3])[:4] for row in rows[1:]] == ["=1+1", "@x |"]
    assert all(row[3].startswith("'") for row in rows[1:])


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_rows(lena, learner):
    head = "Company,Role,Status,Applied on,Source\n"
    rows = [f"Firm {n},Engineer,Word {n % 30},2026-01-05,Way {n % 20}\nFir {n},x,OA,2026-01-05,\n" for n in range(80)]
    few, many = (mapped(lena, head + "".join(some)) for some in (rows[:2], rows))
    make_application(learner)
    counts = [queries(lena, url(batch)) for batch in (few, many)]
    for n in range(5):
        make_application(learner, company=f"Other {n}")
        OwnStage.objects.create(learner=learner, name=f"Own {n}", meaning="screen")
        StageWord.objects.create(learner=learner, word=f"Word {n}", folded=f"word {n}", stage="screen")
    assert counts[0] == counts[1] == queries(lena, url(many))
    lists = queries(lena, LIST)
    upload(lena, LOG)
    assert queries(lena, LIST) == lists
    exports = [queries(lena, "/tracker/applications/export.csv")]
    for application in Application.objects.all():
        move(thing=application, stage="offer", happened_on=START, by=learner.user)
    exports.append(queries(lena, "/tracker/applications/export.csv"))
    assert exports[0] == exports[1]


# --- importing and taking back ---------------------------------------------------------------------------------------


def test_import_and_again_and_undo(lena, learner, today):
    batch = mapped(lena)
    assert commit(lena, batch, today).url == url(batch)
    page = page_of(lena, batch)
    assert "4 applications" in page
    assert "Not imported: 1 waiting for a word, 2 refused." in page
    for verb in ("columns", "words", "take", "sheet", "commit"):
        assert lena.post(url(batch, verb), {"seen": "x"}).url == url(batch), "an imported file is left as it is"
    again = page_of(lena, mapped(lena))
    assert '<b class="own">0 new</b>' in again
    assert "The same file was imported before" in again
    response = lena.post(url(batch, "undo"), follow=True)
    assert "Taken back: 4 applications." in response.text
    assert "This import was taken back." in response.text
    assert Application.objects.count() == 0


def test_only_what_was_seen_comes_in(lena, learner):
    batch = mapped(lena)
    response = lena.post(url(batch, "commit"), {"seen": "before"}, headers=HTMX)
    assert "This has changed since you looked" in response.text
    assert Application.objects.count() == 0


def test_undo_asks_about_what_changed_since(lena, learner, today):
    batch = mapped(lena)
    commit(lena, batch, today)
    birch = Application.objects.get(company="Birch Ltd")
    move(thing=birch, stage="offer", happened_on=today, by=learner.user)
    response = lena.post(url(batch, "undo"))
    assert response.status_code == 422
    assert "ML Engineer, Birch Ltd" in response.text
    assert "Keep these, take back the others" in response.text
    page = lena.post(url(batch, "undo"), {"changed": "keep"}, headers=HTMX).text
    assert "Taken back: 3 applications. 1 that you changed since stays." in page
    assert list(Application.objects.all()) == [birch]


def test_a_file_can_be_dropped(lena):
    batch = mapped(lena)
    response = lena.post(url(batch, "drop"), follow=True)
    assert "Not imported: log.csv." in response.text
    assert not ApplicationBatch.objects.exists()


def test_a_file_that_is_no_longer_kept_says_so(lena):
    batch = mapped(lena)
    ApplicationBatch.objects.update(cells=b"")
    assert "This file is no longer kept" in page_of(lena, batch)
    assert lena.post(url(batch, "commit"), {"seen": "x"}).status_code == 302
    assert b"".join(lena.get(url(batch, "refused"))).count(b"\r\n") == 1


# --- the way out -----------------------------------------------------------------------------------------------------


def test_export_gives_csv_and_a_workbook_that_come_in_again(lena, learner, log_in, stranger, today):
    make_application(learner, company="=1+1", note="- @x")
    move(thing=make_application(learner, company="Birch"), stage="offer", happened_on=START, by=learner.user)
    response = lena.get("/tracker/applications/export.csv")
    assert response["Content-Disposition"].startswith('attachment; filename="careerguide-applications-20')
    text = b"".join(response)
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1][1] == "'=1+1"
    book = lena.get("/tracker/applications/export.xlsx").content
    sheet = load_workbook(io.BytesIO(book)).active
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == rows
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}

    other = log_in(stranger)
    batch = mapped(other, book)
    assert batch.mapping["own"]
    commit(other, batch, today)
    assert b"".join(other.get("/tracker/applications/export.csv")) == text


def test_the_data_page_and_the_list_lead_there(lena):
    page = lena.get("/tracker/data/").text
    for address in (LIST, "/tracker/applications/export.csv", "/tracker/applications/export.xlsx"):
        assert f'href="{address}"' in page
    assert f'href="{LIST}"' in lena.get("/tracker/applications/").text

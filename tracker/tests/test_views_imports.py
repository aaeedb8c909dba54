"""The import pages up to the preview: the upload, how it is read, what it would come to; refusals, bad input."""

import re
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker.actions.importing import stamp_of
from tracker.actions.study import log_session
from tracker.days import DAY, local_day
from tracker.importers.names import folded
from tracker.models import ImportBatch, ImportRow, Learner, NameMapping
from tracker.tests.factories import START, make_import, make_mentorship

SAMPLES = Path(__file__).parent / "samples"
LIST, ADD = "/tracker/imports/", "/tracker/imports/add/"
ONE = b"day,time,project\n2026-02-03,1h,Maths\n"


def upload(client, content, name="log.csv", **fields):
    """Send a file, or the sample of that name."""
    if isinstance(content, str):
        name, content = content, (SAMPLES / content).read_bytes()
    return client.post(ADD, {"file": SimpleUploadedFile(name, content), "token": uuid.uuid4(), **fields})


def batch_of(response):
    return ImportBatch.objects.get(pk=int(response.url.rstrip("/").rpartition("/")[2]))


def url(batch, verb=""):
    return f"{LIST}{batch.pk}/{verb}/" if verb else f"{LIST}{batch.pk}/"


@pytest.fixture
def names(learner, guide):
    for name, skill in (("Maths", guide["math"]), ("Programming", guide["programming"])):
        NameMapping.objects.create(
            learner=learner, kind="project", name=name, folded=folded(name), verdict="take", skill=skill
        )


@pytest.fixture
def lena(log_in, learner):
    """The learner's client."""
    return log_in(learner)


def previewed(client, content="toggl.csv", zone="UTC", **answers):
    """The batch of a file, read as it is found."""
    batch = batch_of(upload(client, content))
    if batch.state == ImportBatch.State.ASKING:
        columns = {f"column_{role}": position for role, position in batch.options["columns"].items()}
        answers = {"format": batch.format, "zone": zone, "way": "window", **columns, **answers}
        client.post(url(batch, "read"), answers)
    batch.refresh_from_db()
    return batch


def commit(client, batch, **kwargs):
    """Press "Import" on the page as it is now."""
    return client.post(url(batch, "commit"), {"seen": stamp_of(batch)}, **kwargs)


# --- the list and the upload -----------------------------------------------------------------------------------------


def test_import_list_says_what_can_be_read_and_what_became_of_files(lena, names):
    assert "None yet." in lena.get(LIST).text
    batch = previewed(lena)
    commit(lena, batch)
    page = lena.get(LIST).text
    assert "toggl.csv" in page
    assert "1 h 30</span> in 2 sessions" in page
    assert f'action="{url(batch, "undo")}"' in page


def test_import_list_asks_the_anonymous_to_log_in_and_shows_nobody_elses(lena, stranger, log_in, guide):
    make_import(stranger, name="theirs.csv")
    assert "theirs.csv" not in lena.get(LIST).text
    lena.logout()
    assert lena.get(LIST).url == f"/accounts/login/?next={LIST}"


def test_a_mentor_does_not_import(log_in, learner, mentor):
    make_mentorship(learner, mentor)
    batch = make_import(learner)
    assert log_in(mentor).get(f"/tracker/of/{learner.user.handle}/imports/").status_code == 404
    assert log_in(mentor).get(url(batch)).url != url(batch)


def test_import_sample_can_be_imported(lena):
    sample = lena.get(f"{LIST}sample/")
    assert sample["Content-Disposition"] == 'attachment; filename="careerguide-sample.csv"'
    batch = previewed(lena, sample.content)
    assert ImportRow.objects.of(batch).refused().count() == 0
    assert ImportRow.objects.of(batch).count() == 3


@pytest.mark.parametrize("days", [0, 1, 2, 3, 900])
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu"])
def test_import_sample_is_of_the_learners_last_days_whenever_they_began(lena, learner, days, zone):
    today = local_day(timezone.now(), zone)
    Learner.objects.filter(pk=learner.pk).update(zone=zone, started_on=today - days * DAY)
    batch = previewed(lena, lena.get(f"{LIST}sample/").content)
    rows = list(ImportRow.objects.of(batch).order_by("line"))
    assert [row.status for row in rows] == ["new"] * 3
    assert [(today - row.day).days for row in rows] == [min(days, ago) for ago in (3, 2, 1)]
    assert bool(rows[0].started_at) == (days > 0)


def test_import_add_leads_to_what_has_to_be_asked(lena):
    response = upload(lena, "clockify-two-ways.csv")
    page = lena.get(response.url).text
    assert "Clockify, detailed report" in page
    assert "03/04/2026 9:00" not in page
    assert "03/04/2026 can be read as two days" in page
    assert "Time zone of its times" in page


def test_import_add_without_a_question_leads_to_the_preview(lena):
    batch = batch_of(upload(lena, "wakatime-days.json"))
    assert batch.state == ImportBatch.State.READY
    assert '<b class="own">0 new</b>' in lena.get(url(batch)).text


BAD = [
    (b"", "This file is empty."),
    (b"PK\x03\x04" + b"0" * 50, "zip archive or an Excel workbook"),
    (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "This is an image, whatever its name says."),
    (b"\x00" * 500, "empty|not a text file"),
    (b"\x01\x00\x02\x00" * 500, "not a text file"),
    (b"only one column\n", "This is no table"),
    (b"day,time\n" + b"\n" * 10_000, "There is no row in this file."),
    (b"[" * 50_000, "nested too deeply"),
    (b'{"a": {"b": []}}', "no kind that we know"),
]


@pytest.mark.parametrize(("content", "message"), BAD)
def test_import_add_refuses_what_is_no_log_beside_the_field(lena, content, message):
    response = upload(lena, content)
    assert response.status_code == 422
    assert re.search(message, response.text)
    assert 'aria-invalid="true"' in response.text
    assert ImportBatch.objects.count() == 0


def test_import_add_refuses_a_file_that_is_too_large_beside_the_field(lena, settings):
    settings.UPLOAD_MAX_BYTES = 300_000
    response = upload(lena, b"day,time\n" + b"2026-02-02,1h\n" * 40_000)
    assert response.status_code == 422
    assert "This file is larger than" in response.text
    assert ImportBatch.objects.count() == 0


def test_import_add_without_a_file_asks_for_one(lena):
    response = lena.post(ADD, {"token": "no token\x00"})
    assert response.status_code == 422
    assert "Choose a file." in response.text


def test_import_add_twice_is_one_file(lena):
    token = uuid.uuid4()
    assert upload(lena, ONE, token=token).url == upload(lena, ONE, token=token).url
    assert ImportBatch.objects.count() == 1


def test_import_add_keeps_names_of_files_harmless(lena):
    batch = batch_of(upload(lena, ONE, name="\u202efdp.csv<script>" + "x" * 300))
    assert len(batch.filename) <= 200
    assert "<script>" not in lena.get(url(batch)).text


# --- how it is read --------------------------------------------------------------------------------------------------


def test_import_read_asks_on_until_the_order_of_the_days_is_said(lena):
    batch = batch_of(upload(lena, "clockify-two-ways.csv"))
    answers = {"format": "clockify", "zone": "UTC"}
    response = lena.post(url(batch, "read"), answers)
    assert response.status_code == 422
    assert "Which of the two orders is it?" in response.text
    assert ImportRow.objects.count() == 0
    assert lena.post(url(batch, "read"), {**answers, "order": "mdy"}).url == url(batch)
    assert str(ImportRow.objects.get().day) == "2026-03-04"


def test_import_read_maps_columns_of_any_csv(lena):
    batch = batch_of(upload(lena, "any-cp1252.csv"))
    page = lena.get(url(batch)).text
    assert page.count("Stunden") > 3
    answers = {"format": "csv", "zone": "Europe/Berlin", "column_day": "0", "column_note": "5", "column_project": "4"}
    response = lena.post(url(batch, "read"), answers)
    assert response.status_code == 422
    assert "A duration is needed, or start and end." in response.text
    lena.post(url(batch, "read"), {**answers, "column_duration": "3"})
    rows = ImportRow.objects.in_order()
    assert [(str(row.day), row.seconds, row.note, row.source.project) for row in rows] == [
        ("2026-02-02", 5400, "Übung", "Programmierung"),
        ("2026-01-31", 2700, "", "Mathematik"),
    ]


def test_import_read_asks_what_a_bare_number_is_of(lena):
    batch = batch_of(upload(lena, b"day,length\n2026-02-02,2\n"))
    answers = {"format": "csv", "zone": "UTC", "column_day": "0", "column_duration": "1"}
    response = lena.post(url(batch, "read"), answers)
    assert "“2” of what?" in response.text
    lena.post(url(batch, "read"), {**answers, "unit": "hours"})
    assert ImportRow.objects.get().seconds == 7200


def test_import_read_takes_another_format_if_the_learner_says_so(lena):
    batch = batch_of(upload(lena, "toggl.csv"))
    response = lena.post(url(batch, "read"), {"format": "kimai", "zone": "UTC"})
    assert "It lacks columns of that." in response.text
    response = lena.post(url(batch, "read"), {"format": "csv", "zone": "UTC"})
    assert "Say below which column is what." in response.text
    columns = {"column_day": "7", "column_duration": "11", "column_start": "", "column_end": "", "column_project": "2"}
    lena.post(url(batch, "read"), {"format": "csv", "zone": "UTC", **columns})
    batch.refresh_from_db()
    assert batch.format == "csv"
    assert ImportRow.objects.of(batch).exclude(started_at=None).count() == 0


def test_import_read_asks_which_way_activitywatch_is_to_be_counted(lena):
    batch = batch_of(upload(lena, "activitywatch.json"))
    assert "By project of the editor" in lena.get(url(batch)).text
    lena.post(url(batch, "read"), {"way": "editor"})
    assert [row.source.project for row in ImportRow.objects.in_order()] == ["bus-delays"]


@pytest.mark.parametrize(
    "answers",
    [{"format": "nonsense"}, {"zone": "Nowhere/Land"}, {"order": "ymd\x00"}, {"column_day": "10000"},
     {"column_day": "x" * 10_000}, {"unit": "🙂"}],
)  # fmt: skip
def test_import_read_refuses_answers_that_are_none(lena, answers):
    batch = batch_of(upload(lena, ONE))
    fine = {"format": "csv", "zone": "UTC", "column_day": "0", "column_duration": "1"}
    assert lena.post(url(batch, "read"), {**fine, **answers}).status_code == 422
    assert ImportRow.objects.count() == 0


def test_import_continue_reads_on_and_is_a_bar_with_words_meanwhile(lena, names, monkeypatch, htmx):
    monkeypatch.setattr("tracker.views.imports.A_WHILE", -1)
    lines = "".join(f"2026-02-{n % 28 + 1:02},1 min,Maths,{n}\n" for n in range(4100))
    batch = previewed(lena, f"day,time,project,note\n{lines}".encode())
    assert batch.state == ImportBatch.State.READING
    page = lena.get(url(batch)).text
    assert re.search(r'<progress id="progress" max="4100" value="4000">4,000 of 4,100 rows</progress>', page)
    assert "Nothing is logged yet." in page
    assert f'action="{url(batch, "drop")}"' in page
    fragment = lena.post(url(batch, "continue"), headers=htmx)
    assert fragment.text.lstrip().startswith('<div id="import">')
    assert 'value="4100"' in fragment.text
    assert lena.post(url(batch, "continue")).url == url(batch)
    assert '<b class="own">4,100 new</b>' in lena.get(url(batch)).text


# --- what it would come to -------------------------------------------------------------------------------------------


def test_import_detail_shows_what_is_new_refused_and_waiting(lena):
    batch = previewed(lena)
    page = lena.get(url(batch)).text
    assert "0 new</b>, 0 known, 1 refused, 6 waiting" in page
    assert "Three names wait for an answer." in page
    assert "suggested, not saved yet" in page
    assert "“-01:00:00” is less than nothing." in page
    assert "=HYPERLINK(&quot;http://example.org&quot;)" in page


def test_import_detail_fragment_is_what_the_page_holds(lena, names, htmx):
    batch = previewed(lena)
    volatile = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    page, fragment = lena.get(url(batch)).text, lena.get(url(batch), headers=htmx).text
    assert volatile.sub("", fragment).strip() in volatile.sub("", page)


def test_import_detail_takes_as_many_queries_for_a_long_file_as_for_a_short_one(lena, names):
    counts = []
    for number in (3, 60):
        lines = "".join(f"2026-02-03,10 s,Maths {n},{n}\n" for n in range(number))
        batch = previewed(lena, f"day,time,project,note\n{lines}".encode())
        lena.get(url(batch))
        with CaptureQueriesContext(connection) as queries:
            lena.get(url(batch))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 18


def test_import_names_says_what_names_mean_a_page_at_a_time(lena, guide):
    lines = "".join(f"2026-02-03,10 s,Course {n:02}\n" for n in range(20))
    batch = previewed(lena, f"day,time,project\n{lines}".encode())
    form = lena.get(url(batch)).context["page"].preview.form
    assert len(form.names) == 15
    first = form.names[0]
    lena.post(url(batch, "names"), {first.key: f"skill:{guide['math'].pk}", form.names[1].key: "leave"})
    preview = lena.get(url(batch)).context["page"].preview
    assert (preview.new.count, preview.left.count, preview.open.count) == (1, 1, 18)
    assert lena.get(f"{url(batch)}?names=2").context["page"].preview.page == 2
    assert lena.get(f"{url(batch)}?names=9999999").status_code == 200


@pytest.mark.parametrize("value", ["skill:0", "topic:1x", "activity:sleep", "x" * 10_000, "🙂", "leave\x00"])
def test_import_names_refuses_what_is_not_of_the_list(lena, value):
    batch = previewed(lena, ONE)
    name = lena.get(url(batch)).context["page"].preview.form.names[0]
    response = lena.post(url(batch, "names"), {name.key: value})
    assert response.status_code == 422
    assert NameMapping.objects.count() == 0


def test_import_overlaps_takes_them_and_leaves_them(lena, names):
    batch = previewed(lena)
    assert "At the same time as others: 1" in lena.get(url(batch)).text
    lena.post(url(batch, "overlaps"), {"take": "1"})
    assert lena.get(url(batch)).context["page"].preview.new.count == 3
    lena.post(url(batch, "overlaps"), {"take": "0"})
    assert lena.get(url(batch)).context["page"].preview.new.count == 2


def test_import_check_compares_again_after_the_log_changed(lena, learner, guide, names):
    batch = previewed(lena)
    fields = {"day": START, "seconds": 60, "skill": guide["math"], "token": uuid.uuid4()}
    log_session(learner=learner, by=learner.user, **fields)
    assert "Your record has changed since" in lena.get(url(batch)).text
    lena.post(url(batch, "check"))
    assert "Your record has changed since" not in lena.get(url(batch)).text


def test_import_refused_is_a_csv_without_live_formulas(lena, learner):
    content = b'day,time,note\n2026-02-30,1h,"=1+1"\n=2+2,1h,\xd8\xb4\xd9\x83\xd8\xb1\xd8\xa7\n'
    batch = previewed(lena, content)
    lines = b"".join(lena.get(url(batch, "refused")).streaming_content).decode().splitlines()
    assert lines == [
        "\ufeffline,reason,row",
        '2,“2026-02-30” is not a day of the calendar.,"2026-02-30, 1h, =1+1"',
        '3,“=2+2” is not a day that we can read.,"\'=2+2, 1h, شكرا"',
    ]

import zipfile

import pytest
from django.urls import reverse

from tracker.actions.study import delete_session, log_session
from tracker.models import Learner, StudySession
from tracker.tests.archives import archive_of, fill, rows_of, tables_of, tampered, upload
from tracker.tests.factories import START, make_mentorship, make_user

pytestmark = pytest.mark.django_db

SHOW, DOWNLOAD = reverse("tracker:archive-show"), reverse("tracker:archive-download")
RESTORE, TODAY = reverse("tracker:archive-restore"), reverse("tracker:today")


@pytest.fixture
def data(learner, guide):
    return archive_of(fill(learner, guide))


def test_archive_show_says_what_is_in_it_and_what_is_not(log_in, learner):
    page = log_in(learner).get(SHOW).content.decode()
    for text in (DOWNLOAD, RESTORE, "also those in the bin", "The calendar’s address", "It is a secret"):
        assert text in page


def test_data_list_leads_to_every_way_out_and_in(log_in, learner):
    page = log_in(learner).get(reverse("tracker:data-list")).content.decode()
    for name in ("archive-show", "archive-restore", "feed-show", "digest-show", "import-list", "study-export"):
        assert reverse(f"tracker:{name}") in page


def test_archive_download_gives_the_archive(log_in, learner, guide):
    fill(learner, guide)
    response = log_in(learner).get(DOWNLOAD)
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    assert response["Content-Disposition"].startswith('attachment; filename="careerguide-20')
    assert "no-store" in response["Cache-Control"]
    data = b"".join(response.streaming_content)
    assert tables_of(data) == tables_of(archive_of(learner))
    assert len(rows_of(data, "sessions")) == 4


def test_archive_download_has_nothing_of_others(log_in, learner, stranger, guide):
    fill(learner, guide)
    data = b"".join(log_in(stranger).get(DOWNLOAD).streaming_content)
    assert rows_of(data, "sessions") == rows_of(data, "notes") == []


@pytest.mark.parametrize("url", [SHOW, DOWNLOAD, RESTORE])
def test_a_mentor_has_no_archive_of_a_mentee(log_in, learner, mentor, url):
    make_mentorship(learner, mentor)
    of_mentee = url.replace("/tracker/", f"/tracker/of/{learner.user.handle}/")
    assert log_in(mentor).get(of_mentee).status_code == 404


def test_archive_restore_says_how_large_a_file_may_be_before_it_is_chosen(log_in, learner):
    assert "at most 50 MB." in log_in(learner).get(RESTORE).text


def test_archive_restore_begins_a_record(log_in, data):
    client = log_in(make_user("Nell"))
    assert RESTORE in client.get(reverse("tracker:start")).content.decode()
    assert 'enctype="multipart/form-data"' in client.get(RESTORE).content.decode()

    assert client.post(RESTORE, {"archive": upload(data)}).url == TODAY

    page = client.get(TODAY)
    assert page.status_code == 200
    assert "Your record is here again" in page.content.decode()
    assert tables_of(archive_of(Learner.objects.get(user__email="nell@example.com"))) == tables_of(data)


def test_archive_restore_takes_the_place_of_a_record_without_entries(log_in, data, stranger):
    client = log_in(stranger)
    assert "gives way" in client.get(RESTORE).content.decode()
    assert client.post(RESTORE, {"archive": upload(data)}).url == TODAY
    assert stranger.study_sessions.count() == 4


def test_archive_restore_does_not_touch_a_record_with_entries(log_in, data, learner, guide):
    client = log_in(learner)
    assert "has entries" in client.get(RESTORE).content.decode()
    refused = client.post(RESTORE, {"archive": upload(data)})
    assert refused.status_code == 422
    assert "has entries already" in refused.content.decode()
    assert StudySession.objects.count() == 4


def test_archive_restore_sent_twice_restores_once(log_in, data):
    client = log_in(make_user("Nell"))
    client.post(RESTORE, {"archive": upload(data)})
    assert client.post(RESTORE, {"archive": upload(data)}).status_code == 422
    assert StudySession.objects.count() == 8


def test_a_session_in_the_bin_is_an_entry_too(log_in, stranger, data, guide):
    session, _ = log_session(
        learner=stranger, by=stranger.user, token="00000000-0000-0000-0000-000000000001", day=START, seconds=60,
        skill=guide["math"],
    )  # fmt: skip
    delete_session(session=session, by=stranger.user)
    assert log_in(stranger).post(RESTORE, {"archive": upload(data)}).status_code == 422


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "This file is empty"),
        (b"\x89PNG\r\n\x1a\n", "no zip file"),
        ("day,skill\n2026-01-05,math\n".encode("utf-16"), "no zip file"),
    ],
)
def test_archive_restore_refuses_what_is_no_archive(log_in, guide, file, why):
    client = log_in(make_user("Nell"))
    refused = client.post(RESTORE, {"archive": upload(file)})
    assert refused.status_code == 422
    assert why in refused.content.decode()
    assert not Learner.objects.filter(user__email="nell@example.com").exists()


@pytest.mark.parametrize("posted", [{}, {"archive": ""}, {"archive": "\0"}, {"archive": "x" * 10_000}])
def test_archive_restore_asks_for_a_file(log_in, guide, posted):
    refused = log_in(make_user("Nell")).post(RESTORE, posted)
    assert refused.status_code == 422
    assert "Choose the file." in refused.content.decode()


def test_archive_restore_lists_all_that_is_wrong(log_in, data):
    bad = tampered(data, "sessions", lambda rows: [{**row, "day": "<b>never</b>"} for row in rows])
    refused = log_in(make_user("Nell")).post(RESTORE, {"archive": upload(bad, "../../\0evil.zip")})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert page.count("is not a day like 2026-11-03") == 4
    assert "&lt;b&gt;never" in page
    assert "Nothing was changed" in page


def test_archive_restore_of_a_zip_within_a_zip_is_refused(log_in, guide, tmp_path):
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a", "b")
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "inner.zip")
    refused = log_in(make_user("Nell")).post(RESTORE, {"archive": upload(outer.read_bytes())})
    assert "without our manifest.json" in refused.content.decode()


@pytest.mark.parametrize("url", [SHOW, DOWNLOAD])
def test_what_only_reads_takes_no_post(log_in, learner, url):
    assert log_in(learner).post(url).status_code == 405

"""Logs of applications for tests: workbooks, and the pages' path from a file to its preview."""

import io
import uuid
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tracker.applogs.sheets import read_sheets
from tracker.models import ApplicationBatch

LIST = "/tracker/applications/imports/"
LOG = """Company,Job title,Status,Date applied,Interview,Rejected on,Source,Salary,URL,Notes
Acme,Data Engineer,Rejected after onsite,2026-01-05,,2026-01-20,Referral,85k-95k EUR,https://acme.example/1,Nice people
Birch Ltd,ML Engineer,OA,2026-01-07,,,Indeed,$120k,https://birch.example/jobs/2,
Cobalt,Analyst,Ghosted,2026-01-08,,,cold,,,
Dune,Engineer,Vibing,2026-01-09,,,LinkedIn,,,
Elm,Engineer,Applied,not yet,,,,,,
Fir,Engineer,Applied,2026-01-10,,,,competitive,javascript:alert(1),=1+1
,Engineer,Applied,2026-01-10,,,,,,
"""


def sheet_of(data):
    """The first sheet of a file, be it text or bytes."""
    return read_sheets(data if isinstance(data, bytes) else data.encode())[0]


def workbook(*sheets, change=None):
    """The bytes of a workbook of these (title, rows); ``change`` gets the openpyxl workbook before it is saved."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(data, **changed):
    """The workbook with some of its files replaced, by their names without folder and ending."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            short = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, changed[short](old.read(name)) if short in changed else old.read(name))
    return out.getvalue()


def upload(client, content, name="log.csv", **fields):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(f"{LIST}add/", {"file": SimpleUploadedFile(name, content), "token": uuid.uuid4(), **fields})


def batch_of(response):
    return ApplicationBatch.objects.get(pk=int(response.url.rstrip("/").rpartition("/")[2]))


def url(batch, verb=""):
    return f"{LIST}{batch.pk}/{verb}/" if verb else f"{LIST}{batch.pk}/"


def guesses(batch, **answers):
    """What the form of the columns is sent as when nothing but ``answers`` is changed."""
    return {**{f"column_{at}": role for role, at in batch.columns.items()}, "currency": "USD", **answers}


def mapped(client, content=LOG, **answers):
    """The batch of a file, its columns as they were guessed."""
    response = upload(client, content)
    assert response.status_code == 302, response.text
    batch = batch_of(response)
    if not batch.mapping.get("confirmed"):
        assert client.post(url(batch, "columns"), guesses(batch, **answers)).status_code == 302
    batch.refresh_from_db()
    return batch

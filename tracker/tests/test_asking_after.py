"""Applications that have been quiet for the learner's own number of days: told alike wherever it is told."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker import rollups
from tracker.access import full_access
from tracker.asking_after import AskingAfter
from tracker.digests import preview
from tracker.models import FollowUp, Learner, Section
from tracker.recounts import rebuild
from tracker.tests.factories import make_application, make_mentorship

LIST, BOARD = "/tracker/applications/", "/tracker/applications/board/"
TODAY = timezone.now().date()
LONG_AGO = datetime.date(2020, 1, 1)


def ago(days):
    return TODAY - datetime.timedelta(days=days)


def quiet(learner, days, followed_up=(), **fields):
    """An application sent so many days ago, and asked after so many days ago."""
    application = make_application(learner, company=f"Quiet {days}", happened_on=ago(days), **fields)
    for each in followed_up:
        FollowUp.objects.create(application=application, happened_on=ago(each))
    rebuild(learner)
    learner.refresh_from_db()
    return application


@pytest.fixture
def some(learner):
    """Three to ask after by the fourteenth day, and as many that are not."""
    Learner.objects.filter(pk=learner.pk).update(started_on=LONG_AGO)
    quiet(learner, 14)
    quiet(learner, 60, followed_up=[20])
    quiet(learner, 30)
    quiet(learner, 13)
    quiet(learner, 90, followed_up=[60, 30])
    quiet(learner, 40, stage="rejected")
    return learner


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_table_today_board_and_digest_tell_the_same(log_in, some):
    client = log_in(some)
    table = client.get(f"{LIST}?quiet=yes").text
    assert re.findall(r">(Quiet \d+)</a>", table) == ["Quiet 14", "Quiet 30", "Quiet 60"]
    today = client.get("/tracker/").text
    assert f'<a href="{LIST}?quiet=yes">3 applications</a>' in today
    assert "3 applications have been quiet for 14 days or longer" in text(today)
    board = client.get(BOARD).text
    assert re.findall(r"warn\">(quiet \d+ days)<", board) == ["quiet 14 days", "quiet 30 days", "quiet 20 days"]
    digest = preview(some).text(site="https://site.example", off="/off/")
    assert "3 applications have been quiet for 14 days or longer" in digest
    assert f"https://site.example{LIST}?quiet=yes" in digest


def test_the_number_of_days_is_the_learners_own(log_in, some):
    client = log_in(some)
    assert "3 applications have been quiet for 14 days" in text(client.get("/tracker/").text)
    client.post("/tracker/settings/quiet/", {"days": "30"})
    assert "1 application has been quiet for 30 days" in text(client.get("/tracker/").text)
    client.post("/tracker/settings/quiet/", {"days": "365"})
    for page in ("/tracker/", BOARD):
        assert "quiet for" not in client.get(page).text
        assert "quiet 3" not in client.get(page).text
    some.refresh_from_db()
    assert "quiet" not in preview(some).text(site="", off="")


def test_a_mentor_is_told_with_the_offers_alone(log_in, some, mentor):
    make_mentorship(some, mentor, sections=[Section.APPLICATIONS, Section.OFFERS])
    of = f"/tracker/of/{some.user.handle}/"
    assert f'<a href="{of}applications/?quiet=yes">3 applications</a>' in log_in(mentor).get(of).text
    hidden = full_access(some)
    for sections in ([Section.APPLICATIONS], [Section.OFFERS], []):
        assert AskingAfter.of(type(hidden)(some, mentor, frozenset(sections))) is None


@pytest.mark.parametrize("page", ["/tracker/", BOARD, "/tracker/digest/preview/"])
def test_more_quiet_ones_take_no_more_queries(log_in, some, page):
    client = log_in(some)

    def queries():
        client.get(page)
        rollups.touch(some.pk)  # or Today is answered from what is kept of it
        with CaptureQueriesContext(connection) as seen:
            client.get(page)
        return len(seen)

    few = queries()
    for n in range(15, 25):
        quiet(some, n)
    assert queries() == few

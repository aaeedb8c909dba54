"""What somebody should look at again, in the list of all records."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from guide.models import Record, Verification
from guide.tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
LONG_AGO = TODAY - timedelta(days=366)


def names(rows):
    return {record.slug for record in rows}


def test_a_day_of_review_that_has_passed():
    factories.make_record("pay", "due", review_due=TODAY - timedelta(days=1))
    factories.make_record("pay", "today", review_due=TODAY)
    factories.make_record("pay", "gone", review_due=LONG_AGO, state="retired")
    factories.make_record("pay", "draft", review_due=LONG_AGO, state="draft")
    assert names(Record.objects.overdue(TODAY)) == {"due", "draft"}
    assert names(Record.objects.stale(TODAY)) == {"due", "draft"}


def test_a_newest_check_that_is_over_a_year_old():
    source = factories.make_source()
    for slug, days in (("old", [400]), ("renewed", [400, 10]), ("fresh", [365]), ("none", [])):
        figure, _ = factories.make_figure(f"pay.{slug}", subject=factories.make_record("pay", slug), low=1)
        for ago in days:
            on = TODAY - timedelta(days=ago)
            Verification.objects.create(figure=figure, on=on, outcome="confirmed", source=source)
    factories.make_law("old-law", status_as_of=LONG_AGO)
    factories.make_law("new-law", status_as_of=TODAY)
    factories.make_certification("old-credential", status_as_of=LONG_AGO)
    factories.make_authorization("old-permit", status_as_of=LONG_AGO)
    factories.make_source("old-check", form="check", checked_on=LONG_AGO)
    old = {"old", "old-law", "old-credential", "old-permit", "old-check"}
    assert names(Record.objects.checked_long_ago(TODAY)) == old
    assert names(Record.objects.stale(TODAY)) == old


@pytest.mark.parametrize(
    ("value", "slugs"), [("any", {"due", "old-law"}), ("review", {"due"}), ("check", {"old-law"}), ("nonsense", None)]
)
def test_the_filter_in_the_admin(log_in, curator, value, slugs):
    today = timezone.localdate()
    factories.make_record("pay", "due", review_due=today - timedelta(days=1))
    factories.make_law("old-law", status_as_of=today - timedelta(days=400))
    factories.make_record("pay", "fresh")
    response = log_in(curator).get("/admin/guide/record/", {"stale": value})
    assert response.status_code == 200
    found = names(response.context["cl"].result_list)
    assert found == slugs if slugs else {"due", "old-law", "fresh"} <= found

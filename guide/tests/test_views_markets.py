"""Pay and outlook: their figures on one scale, and the same in a table."""

import pytest

from guide.pages.markets import MarketList
from guide.publishing import touch_content
from guide.tests.factories import make_figure, make_record

pytestmark = pytest.mark.django_db


def test_pay_stands_on_one_scale_by_record(client):
    entry, senior = make_record("pay", "entry"), make_record("pay", "senior")
    make_figure("low", subject=entry, low=85000, high=120000, unit="usd_year", measure="pay", population="juniors")
    make_figure("high", subject=senior, low=500000, bound="at_least", unit="usd_year", measure="pay")
    make_figure("hourly", subject=senior, low=63, unit="usd_hour", measure="pay")
    story, _ = make_figure("story", subject=senior, low=900000, unit="usd_year", measure="pay")
    story.statistic = "illustration"
    story.save()
    older, _ = make_figure("older", subject=entry, low=80000, unit="usd_year", measure="pay")
    later, _ = make_figure("later", subject=entry, low=90000, unit="usd_year", measure="pay")
    later.follows = older
    later.save()
    touch_content()
    page = MarketList.now("pay")
    assert [(record.slug, len(rows)) for record, rows in page.parts] == [("entry", 2), ("senior", 1)]
    assert {edition.figure.key for edition in page.drawn} == {"low", "high", "older", "later"}
    html = client.get("/guide/pay/").content.decode()
    assert "Pay a year, on one scale" in html
    assert "Juniors" in html
    assert "later: $90,000 a year" in html


def test_without_figures_there_is_no_picture(client):
    make_record("outlook")
    assert "on one scale" not in client.get("/guide/outlook/").content.decode()

"""Offers side by side: totals by the learner's own rates, beside the guide's pay figures."""

import datetime
import re
from decimal import Decimal

import pytest

from guide.models import Kind
from guide.tests.factories import make_figure, make_record, make_source
from tracker.access import full_access
from tracker.actions.stages import move
from tracker.models import Application, ExchangeRate, Learner, Offer, Section
from tracker.offer_list import OfferList, side_by_side
from tracker.tests.factories import START, make_application, make_mentorship

RECORDS = {"entry": "Pay at entry", "negotiation": "Negotiating the offer"}
PAGE = "/tracker/applications/offers/"


def make_offer(learner, company="Lakeshore", days=0, **fields):
    application = make_application(learner, company=company)
    made_on = START + datetime.timedelta(days=days)
    return Offer.objects.create(
        application=application, **{"made_on": made_on, "base": 100000, "currency": "USD"} | fields
    )


@pytest.fixture
def pay(guide):
    """A figure of base pay, one that is far above, and what the guide has on negotiating."""
    entry, negotiating = (make_record(Kind.PAY, slug, title=title) for slug, title in RECORDS.items())
    source = make_source("pay-source")
    about = {"measure": "pay", "unit": "usd_year", "source": source}
    for key, subject, low, high, label, whom in (
        ("pay.entry", entry, 85000, 120000, "Base pay at entry", "the self-taught"),
        ("pay.lab", entry, 500000, 900000, "At a laboratory", "a few"),
        ("negotiation.left_behind.usd", negotiating, 20000, 50000, "Left behind", "juniors"),
    ):
        make_figure(key, subject=subject, low=low, high=high, label=label, population=whom, **about)
    return entry


def test_offer_list_empty_says_what_it_is_for(log_in, learner):
    assert "No offer is open" in log_in(learner).get(PAGE).text


def test_offers_stand_side_by_side_beside_the_guide(log_in, learner, pay, htmx):
    make_offer(learner, bonus=Decimal("10000"), stock=5000)
    client = log_in(learner)
    text = client.get(PAGE).text
    for said in ("100,000 USD", "115,000 USD", "The self-taught", "Base pay at entry", "Left behind", "A few"):
        assert said.lower() in text.lower(), said
    assert text.count("data-provenance") > 2
    assert "stands in the table alone" in text
    assert 'class="p-own"' in text
    assert "Negotiating the offer" in text
    fragment = client.get(PAGE, headers=htmx).text
    assert "<html" not in fragment


def test_what_is_not_stated_is_not_taken_for_nothing(log_in, learner):
    make_offer(learner)
    text = log_in(learner).get(PAGE).text
    assert "not stated" in text
    assert "of what is stated" in text


def test_a_missing_rate_is_asked_for_and_not_guessed(log_in, learner, htmx):
    make_offer(learner, currency="EUR")
    client = log_in(learner)
    text = client.get(PAGE).text
    assert "not known: a rate for EUR is missing" in text
    assert "One EUR in USD" in text

    for wrong in ("one", "0", "-1", "1.123456789"):
        response = client.post(f"{PAGE}rates/", {"EUR": wrong}, headers=htmx)
        assert response.status_code == 422
        assert f'value="{wrong}"' in response.text
    assert not ExchangeRate.objects.exists()

    assert "110,000 USD" in client.post(f"{PAGE}rates/", {"EUR": "1.1"}, follow=True).text
    client.post(f"{PAGE}rates/", {"EUR": ""})
    assert not ExchangeRate.objects.exists()


def test_another_currency_of_totals_takes_rates_of_its_own(log_in, learner, pay):
    make_offer(learner, currency="EUR")
    client = log_in(learner)
    client.post(f"{PAGE}rates/", {"EUR": "1.1"})
    text = client.post(f"{PAGE}currency/", {"currency": "EUR"}, follow=True).text
    assert Learner.objects.get(pk=learner.pk).currency == "EUR"
    assert "100,000 EUR" in text
    assert "1 USD = 0.90909091 EUR: your own rate the other way round, 1 EUR = 1.1 USD" in text
    assert "Missing:" not in text
    assert "once there is a rate for USD" in client.post(f"{PAGE}currency/", {"currency": "CHF"}, follow=True).text
    client.post(f"{PAGE}currency/", {"currency": "EUR"})
    text = client.post(f"{PAGE}rates/", {"USD": "0.9"}, follow=True).text
    assert "by your own rate, 1 USD = 0.9 EUR" in text
    undo = f"{PAGE}currency/?currency=USD"
    text = client.post(undo, follow=True).text
    assert "110,000 USD" in text
    assert client.post(f"{PAGE}currency/", {"currency": "XXX"}).status_code == 422


def test_current_are_the_latest_offers_of_open_applications(log_in, learner):
    first = make_offer(learner, base=1000)
    Offer.objects.create(
        application=first.application, made_on=START + datetime.timedelta(days=2), base=2000, currency="USD"
    )
    gone = make_offer(learner, "Tidemark", base=3000)
    move(thing=gone.application, stage="declined", happened_on=START, by=learner.user)
    text = log_in(learner).get(PAGE).text
    table = text[text.index("<table") : text.index("</table")]
    assert ("2,000 USD" in table, "1,000 USD" in table, "3,000 USD" in table) == (True, False, False)
    over = text[text.index("Earlier offers") :]
    assert ("1,000 USD" in over, "3,000 USD" in over) == (True, True)


@pytest.mark.parametrize(
    ("marks", "labels"),
    [
        ([("0.2", "A"), ("0.5", "B")], [("A", "0.2"), ("B", "0.5")]),
        ([("0.5", "A"), ("0.48", "B")], [("BA", "0.49")]),
        ([("0.5", "A"), ("0.5", "B"), ("0.53", "C")], [("ABC", "0.515")]),
    ],
)
def test_letters_of_offers_stand_apart_or_together(marks, labels):
    found = side_by_side([(Decimal(share), letter) for share, letter in marks])
    assert found == [(text, Decimal(at)) for text, at in labels]


def test_the_scale_serves_the_offers_and_what_goes_on_ends_in_an_arrow(log_in, learner, guide):
    mid = make_record(Kind.PAY, "mid", title="Mid-career")
    about = {"subject": mid, "measure": "pay", "unit": "usd_year", "source": make_source("pay-source")}
    for key, low, high in (("pay.near", 85000, 120000), ("pay.on", 150000, 400000), ("pay.far", 500000, 900000)):
        make_figure(key, low=low, high=high, label=key, population="a few", **about)
    make_offer(learner)
    page = OfferList.of(full_access(learner))
    assert page.scale.end == 160000  # the offer, and the ends within twice as much
    assert [(row.edition.figure.key, row.goes_on) for row in page.beside] == [("pay.near", False), ("pay.on", True)]
    text = log_in(learner).get(PAGE).text
    assert "An arrow leads on beyond the scale" in text
    assert "stands in the table alone" in text


def sent_by(text):
    """What the button that moves an application to Offer sends: (address, fields), None where there is no such."""
    found = re.search(r'action="([^"]+/move/)".*?value="(offer)".*?name="happened_on" value="([^"]+)"', text, re.DOTALL)
    return found and (found[1], {"stage": found[2], "happened_on": found[3]})


def test_an_application_is_moved_to_its_offer_by_one_button_and_never_by_itself(log_in, learner, htmx):
    application = make_application(learner)
    page, client = f"/tracker/applications/{application.pk}/", log_in(learner)
    assert sent_by(client.get(page).text) is None

    offer = {"base": "85000", "currency": "USD", "made_on": "2026-01-12"}
    assert "still stands at Applied" in client.post(f"{page}offers/add/", offer, follow=True).text
    assert Application.objects.get().stage == "applied"

    url, sent = sent_by(client.get(page).text)
    assert (
        (url, sent)
        == sent_by(client.get(PAGE).text)
        == (f"{page}move/", {"stage": "offer", "happened_on": "2026-01-12"})
    )
    response = client.post(url, sent, headers=htmx)
    assert response["HX-Trigger"] == "stages-changed"
    assert "/undo/" in response.text
    moved = Application.objects.get()
    assert (moved.stage, moved.stage_since.isoformat()) == ("offer", "2026-01-12")
    assert sent_by(client.get(page).text) is sent_by(client.get(PAGE).text) is None


def test_an_offer_before_the_last_stage_is_asked_about_when_moved(log_in, learner):
    offer = make_offer(learner, days=1)
    move(thing=offer.application, stage="onsite", happened_on=START + datetime.timedelta(days=3), by=learner.user)
    client = log_in(learner)
    response = client.post(*sent_by(client.get(PAGE).text))
    assert response.status_code == 422
    assert "is this the day?" in response.text


def test_offer_list_costs_the_same_with_more_offers(
    log_in, learner, pay, django_assert_num_queries, django_assert_max_num_queries
):
    client = log_in(learner)
    for n in range(2):
        make_offer(learner, f"Firm {n}")
    client.get(PAGE)
    with django_assert_max_num_queries(24) as first:
        client.get(PAGE)
    for n in range(6):
        make_offer(learner, f"Other {n}")
    with django_assert_num_queries(len(first)):
        client.get(PAGE)


@pytest.mark.parametrize(
    ("sections", "status"),
    [((Section.APPLICATIONS, Section.OFFERS), 200), ((Section.APPLICATIONS,), 404), ((Section.OFFERS,), 404)],
)
def test_a_mentor_sees_offers_where_both_are_shared(log_in, learner, mentor, sections, status):
    make_offer(learner)
    make_mentorship(learner, mentor, sections=sections)
    response = log_in(mentor).get(f"/tracker/of/{learner.user.handle}/applications/offers/")
    assert response.status_code == status
    if status == 200:
        text = response.text[response.text.index("<main") : response.text.index("</main")]
        assert "100,000 USD" in text
        assert not re.search(r"<form", text)

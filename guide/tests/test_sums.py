"""Sums: what the parts come to, by how much it misses what is stated, and in which words readers are told."""

from decimal import Decimal
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from guide.findings import findings
from guide.models import FigurePart
from guide.publishing import touch_content
from guide.sums import count_finding, gaps_in_words, parts_finding, within_finding
from guide.tests.factories import make_figure, make_milestone, make_path, make_question, make_record, make_source


def edition(low=None, high=None, unit="hour", bound=None):
    bound = bound or ("range" if high is not None and low is not None else "at_most" if low is None else "point")
    low, high = (None if end is None else Decimal(str(end)) for end in (low, high))
    return SimpleNamespace(low=low, high=high, unit=unit, bound=bound)


def test_ends_are_compared_apart():
    finding = parts_finding(edition(1500, 2500), [edition(400, 600), edition(900, 1600)])
    assert not finding.comes_out
    assert finding.gaps == (200, 300)
    assert finding.remark == (
        "The parts come to 1,300–2,200 h, 200 h short of its total at the low end and 300 h at the high end. "
        "Both are shown as stated."
    )


def test_spans_of_time_are_converted():
    finding = parts_finding(edition(4.5, 5, "year"), [edition(4, unit="year"), edition(6, 12, "month")])
    assert finding.comes_out
    assert finding.remark == "Its parts add up to it: 4.5–5 years."


def test_pay_by_the_hour_is_reckoned_by_the_year():
    finding = parts_finding(edition(133080, unit="usd_year"), [edition(63.2, unit="usd_hour")])
    assert "it comes to $131,456 a year, $1,624 a year short of what is stated." in finding.remark


def test_a_figure_of_other_people_is_no_error():
    part = edition(63.2, unit="usd_hour")
    stated = edition(133080, unit="usd_year")
    part.population, stated.population = "developers and testers", "developers"
    finding = parts_finding(stated, [part])
    assert finding.verdict == "counts other people"
    assert "that counts developers and testers, and this counts developers." in finding.remark
    assert "short of" not in finding.remark
    part.population = "not stated"
    assert finding.verdict == "does not add up"
    assert finding.lead == "The sums do not add up."


@pytest.mark.parametrize(("stated", "comes_out"), [(23, True), (23.3, True), (24, False)])
def test_a_premium_is_compared_as_finely_as_it_is_stated(stated, comes_out):
    parts = [edition(185000, unit="usd_year"), edition(150000, unit="usd_year")]
    assert parts_finding(edition(stated, unit="percent"), parts, "premium").comes_out is comes_out


def test_a_share():
    assert parts_finding(edition(4.2, unit="percent"), [edition(3), edition(72)], "share").comes_out


@pytest.mark.parametrize(
    "parts", [[edition(1, unit="usd")], [None, edition(1)], [edition(1, bound="at_least"), edition(high=2)]]
)
def test_what_cannot_be_added_is_said_to_be_so(parts):
    finding = parts_finding(edition(5, 6), parts)
    assert finding.verdict == "cannot be reckoned"
    assert "not all stated" in finding.remark


def test_an_open_end_is_left_out():
    finding = parts_finding(edition(5, bound="at_least"), [edition(2, bound="at_least"), edition(2)])
    assert finding.gaps == (1, None)
    assert "1 h short of its total. " in finding.remark


@pytest.mark.parametrize(
    ("total", "parts", "remark"),
    [
        (edition(8, bound="at_least"), [edition(4, bound="at_least"), edition(5)],
         "Its parts agree with it: they come to at least 9 h."),
        (edition(high=8), [edition(high=3), edition(high=4)], "Its parts agree with it: they come to at most 7 h."),
        (edition(high=8), [edition(high=4), edition(5, 6)],
         "The parts come to at most 10 h, 2 h more than its total. Both are shown as stated."),
        (edition(high=8), [edition(4, bound="at_least"), edition(5)],
         "The parts come to at least 9 h, 1 h more than its total. Both are shown as stated."),
        (edition(8, bound="at_least"), [edition(high=3), edition(4)],
         "The parts come to at most 7 h, 1 h short of its total. Both are shown as stated."),
        (edition(8, bound="at_least"), [edition(high=5), edition(4)],
         "Its parts agree with it: they come to at most 9 h."),
        (edition(5, 8), [edition(3, bound="at_least"), edition(3)],
         "Its parts agree with it: they come to at least 6 h."),
        (edition(8), [edition(4, bound="at_least"), edition(5)],
         "The parts come to at least 9 h, 1 h more than its total. Both are shown as stated."),
    ],
)  # fmt: skip
def test_open_ends_are_compared_by_their_bound(total, parts, remark):
    finding = parts_finding(total, parts)
    assert finding.remark == remark
    assert finding.comes_out is remark.startswith("Its parts agree")


@pytest.mark.parametrize(
    ("announced", "listed", "remark"),
    [
        (edition(10, bound="at_least"), 12, "It announces at least 10, and 12 stand in the guide."),
        (edition(10, bound="at_least"), 9, "It announces at least 10 and lists 9. All of them are shown."),
        (edition(high=10), 7, "It announces at most 10, and 7 stand in the guide."),
        (edition(high=10), 11, "It announces at most 10 and lists 11. All of them are shown."),
        (edition(5, 7), 6, "It announces 5 to 7, and 6 stand in the guide."),
        (edition(5, 7), 8, "It announces 5 to 7 and lists 8. All of them are shown."),
    ],
)
def test_an_announced_number_is_compared_by_its_bound(announced, listed, remark):
    announced.unit = "count"
    finding = count_finding(announced, listed)
    assert finding.remark == remark
    assert finding.comes_out is ("stand in" in remark)


@pytest.mark.parametrize(
    ("own", "wider", "remark"),
    [
        (edition(high=10), edition(2, 7), "Given as at most 10 h, it reaches beyond the wider figure, 2–7 h."),
        (edition(high=1), edition(2, 7), "Given as at most 1 h, it lies outside the wider figure, 2–7 h."),
        (edition(9, bound="at_least"), edition(2, 7),
         "Given as at least 9 h, it lies outside the wider figure, 2–7 h."),
        (edition(0, 1), edition(2, 7), "At 0–1 h it lies outside the wider figure, 2–7 h."),
        (edition(3, bound="at_least"), edition(2, 7), "It can lie within the wider figure, 2–7 h."),
        (edition(3, 5), edition(2, bound="at_least"), "It lies within the wider figure, at least 2 h."),
    ],
)  # fmt: skip
def test_an_open_end_within_a_wider_figure(own, wider, remark):
    assert within_finding(own, wider).remark.startswith(remark)


@pytest.mark.parametrize(
    ("total", "part", "comes_out"),
    [
        (edition(52, unit="week"), edition(1, unit="year"), True),
        (edition(50, unit="week"), edition(1, unit="year"), False),
        (edition(3, 6, "month"), edition(12, 24, "week"), True),
        (edition(3.5, 6, "month"), edition(12, 24, "week"), False),
        (edition(9, unit="year"), edition(102, unit="month"), False),
        (edition(2, unit="week"), edition(13, unit="day"), False),
    ],
)
def test_a_conversion_alone_makes_no_sum_fail(total, part, comes_out):
    assert parts_finding(total, [part]).comes_out is comes_out


@pytest.mark.parametrize(
    ("own", "wider", "comes_out"),
    [
        (edition(12, 24, "week"), edition(3, 6, "month"), True),
        (edition(3, 6, "month"), edition(12, 24, "week"), True),
        (edition(8, 24, "week"), edition(3, 6, "month"), False),
        (edition(52, unit="week"), edition(1, unit="year"), True),
        (edition(8, unit="month"), edition(6, 7, "month"), False),
        (edition(8, unit="month"), edition(9, unit="usd"), False),
    ],
)
def test_a_conversion_alone_leads_out_of_no_wider_figure(own, wider, comes_out):
    assert within_finding(own, wider).comes_out is comes_out


def test_announced_against_listed():
    assert count_finding(edition(7, unit="count"), 9).remark == ("It announces 7 and lists 9. All of them are shown.")
    assert count_finding(edition(9, unit="count"), 9).comes_out


@pytest.mark.parametrize(
    ("own", "words"), [((9, 11), "lies outside"), ((3, 8), "reaches beyond"), ((2, 7), "It lies within")]
)
def test_a_figure_within_a_wider_one(own, words):
    finding = within_finding(edition(*own, unit="year"), edition(24, 84, "month"))
    assert words in finding.remark
    assert finding.comes_out is (words == "It lies within")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (2, 2, "2 h short of its total"),
        (-2, -3, "2 h more than its total at the low end and 3 h at the high end"),
        (-2, 3, "2 h more than its total at the low end and 3 h short of it at the high end"),
        (0, 3, "3 h short of its total at the high end"),
        (1, 0, "1 h short of its total at the low end"),
    ],
)
def test_gaps_in_words(low, high, words):
    assert gaps_in_words(Decimal(low), Decimal(high), "hour") == words


ENDS = st.tuples(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2)).map(sorted)


@given(st.lists(ENDS, min_size=1, max_size=6))
def test_whatever_the_parts_a_total_of_their_sum_comes_out(parts):
    total = edition(sum(low for low, _ in parts), sum(high for _, high in parts))
    assert parts_finding(total, [edition(*ends) for ends in parts]).comes_out


@pytest.mark.django_db
def test_readers_are_told_where_the_figure_stands(client):
    path, source = make_path(), make_source()
    total, now = make_figure("all", subject=path, low=5, high=8, unit="year", measure="total_time")
    path.total_figure = total
    path.save()
    for key in ("one", "two"):
        part, _ = make_figure(key, subject=path, low=4, high=5, unit="year")
        FigurePart.objects.create(total=total, part=part)
    question = make_question(claims=[(total, "So long.")])
    touch_content()
    remark = "The parts come to 8–10 years, 3 years more than its total at the low end and 2 years at the high end."
    for page in (path, total, question, part):
        assert remark in client.get(page.get_absolute_url()).content.decode(), page
    for position in range(3):
        make_record("mistake", f"mistake-{position}", group="Listed" if position else "")
    announced = make_milestone("mistakes", counts="other", low=3).figure
    announced.counts, announced.counts_group = "mistake", "Listed"
    announced.save()
    touch_content()
    assert "It announces 3 and lists 2." in client.get(announced.get_absolute_url()).content.decode()
    out = StringIO()
    call_command("check_sums", stdout=out)
    assert "2 looked at: 0 come out, 2 do not." in out.getvalue()
    assert source.slug in str(now.source.slug)


@pytest.mark.django_db
@pytest.mark.parametrize(("unit", "told"), [("count", 1), ("month", 0)])
def test_only_a_figure_in_number_announces(unit, told):
    announced = make_milestone("mistakes", counts="other", low=3, unit=unit).figure
    announced.counts = "mistake"
    announced.save()
    touch_content()
    assert len(findings().of(announced.key)) == told


# What part 5 of the account of the sources says must be found: key, how, and what the remark says.
FOUND = [
    ("hours.total_stated", "1,300–2,200 h, 200 h short of its total at the low end and 300 h at the high end"),
    ("phase.total", "8.5–13 years, 3.5 years more than its total at the low end and 5 years at the high end"),
    ("sum.phd.from_school", "At 9–11 years it lies outside the wider figure, 2–7 years"),
    ("mistakes.announced", "It announces 7 and lists 9."),
    ("pay.software_developers.median", "that counts developers, quality analysts and testers together"),
]
COME_OUT = [
    "path.bachelor.total", "path.master.total", "sum.hours", "sum.phases", "sum.phases_without_work",
    "pay.state.california.premium", "pay.state.washington.premium", "pay.state.new_york.premium",
    "pay.state.massachusetts.premium", "applications.example.rate",
]  # fmt: skip


def test_the_real_guide_tells_what_does_not_come_out(whole_guide):
    found = findings()
    for key, words in FOUND:
        assert any(words in finding.remark for finding in found.of(key) if not finding.comes_out), key
    for key in COME_OUT:
        assert found.of(key)[0].comes_out, (key, found.of(key)[0].remark)
    assert all(finding.can_be_reckoned for finding in found.all)

"""Bands in words, and where they stand on the picture."""

import datetime
import itertools

import pytest

from tracker.days import DAY
from tracker.forecast import Band, Dated, Forecast, Mark, Order, Pace, Scenario, Scope
from tracker.forecast_picture import MOST_LABELS, SHORTEST, Timeline, lines_of
from tracker.templatetags.forecast import around, asked, between, middle

TODAY = datetime.date(2026, 11, 27)
FORECAST = Forecast(TODAY, Pace("weeks", 36_000))


def day(text):
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("early", "late", "words"),
    [
        ("2026-12-03", "2026-12-20", "between 3 December and 20 December"),
        ("2026-12-03", "2027-07-20", "between 3 December 2026 and 20 July 2027"),
        ("2027-03-03", "2027-07-20", "between 3 March and 20 July 2027"),
        ("2027-03-03", "2027-03-03", "around 3 March 2027"),
        ("2027-03-03", "2028-07-20", "between early March 2027 and mid-July 2028"),
        ("2028-06-01", "2028-07-20", "between 1 June and 20 July 2028"),
        ("2028-03-01", "2028-07-21", "between early March and late July 2028"),
        ("2034-02-14", None, "from mid-February 2034 on, perhaps later than November 2036"),
        (None, None, "later than November 2036"),
    ],
)
def test_a_band_in_words(early, late, words):
    assert between(Band(day(early), day(late), day(late)), FORECAST) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-12-10", "early December"),
        ("2026-12-11", "mid-December"),
        ("2026-12-21", "late December"),
        ("2027-05-15", "mid-May 2027"),
    ],
)
def test_a_day_as_a_part_of_its_month(when, words):
    assert around(day(when), TODAY) == words


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (Scenario(seconds=72_000), "20 h a week"),
        (Scenario(break_days=1), "a break of a day from tomorrow"),
        (Scenario(order=Order.TOGETHER), "all skills together"),
        (
            Scenario(5400, 14, Order.IN_ORDER),
            "1.5 h a week, a break of 14 days from tomorrow, one skill after the other",
        ),
    ],
)
def test_a_question_in_words(scenario, words):
    assert asked(scenario) == words


def test_the_middle_in_words():
    assert middle(Band(TODAY, day("2027-05-15"), None), FORECAST) == "mid-May 2027 is the middle"
    assert middle(Band(TODAY, None, None), FORECAST) == "the middle is later than that"
    assert middle(Band(None, None, None), FORECAST) == "", "the band says it already"


def test_the_picture_holds_every_band_and_opens_where_there_is_no_late_date():
    bands = [Band(TODAY, day("2027-05-15"), day("2027-09-01")), Band(day("2028-01-01"), None, None)]
    timeline = Timeline.of(TODAY, bands, FORECAST.horizon)
    assert timeline.last > FORECAST.horizon
    first, second = (timeline.span(band, 0, asked=False) for band in bands)
    assert (first.at, first.open_end) == ("0%", False)
    assert first.middle
    assert (second.middle, second.open_end) == (None, True)
    assert float(second.at[:-1]) + float(second.wide[:-1]) == pytest.approx(100, abs=0.02)


def dated(*ends):
    band = Band(day("2027-03-01"), day("2027-05-15"), day("2027-09-01"))
    return Dated(None, tuple(Mark(end, 100, reached=False, band=band) for end in ends))


@pytest.mark.parametrize(
    ("ends", "is_what_if", "words"),
    [
        (("low", "high"), False, ["low mark", "high mark"]),
        (("low", "high"), True, ["low mark, now", "low mark, what if", "high mark, now", "high mark, what if"]),
        (("low",), False, [""]),
        (("low",), True, ["now", "what if"]),
    ],
)
def test_each_band_of_the_picture_says_what_it_is(ends, is_what_if, words):
    row = dated(*ends)
    timeline = Timeline.of(TODAY, [row.marks[0].band], FORECAST.horizon)
    (line,) = lines_of([(row, row if is_what_if else None)], timeline, Scope.BOTH)
    assert [span.text for span in line.spans] == words
    tops = [span.text_y - 10 if span.text else span.y for span in line.spans]
    assert all(above.bottom < top for above, top in zip(line.spans, tops[1:], strict=False)), "words cross no band"


def test_words_of_a_late_band_end_with_it():
    early, late = Band(TODAY + DAY, TODAY + 3 * DAY, TODAY + 9 * DAY), Band(day("2027-08-01"), None, None)
    timeline = Timeline.of(TODAY, [early, Band(TODAY, TODAY, day("2027-09-01"))], FORECAST.horizon)
    first, second = (timeline.span(band, 0, False, "low mark") for band in (early, late))
    assert (first.ends, first.text_at) == (False, first.at)
    assert (second.ends, second.text_at) == (True, "100%")


@pytest.mark.parametrize("weeks", [1, 20, 60, 150, 300, 522])
def test_labels_are_beginnings_of_months_and_few(weeks):
    timeline = Timeline.of(TODAY, [Band(TODAY, TODAY, TODAY + 7 * weeks * DAY)], FORECAST.horizon)
    assert timeline.last - TODAY >= SHORTEST
    places = [float(label.at[:-1]) for label in timeline.labels]
    assert 1 <= len(places) <= MOST_LABELS
    assert places == sorted(places)
    assert all(20 < place < 91 for place in places)
    assert all(b - a > 15 for a, b in itertools.pairwise(places))

import datetime

import pytest

from tracker.clock import instant_of, spell_span, time_in

HALF_TWO = datetime.time(2, 30)


@pytest.mark.parametrize(
    ("day", "zone", "hour"),
    [
        ("2026-03-28", "Europe/Berlin", "2026-03-28T01:30"),
        ("2026-03-29", "Europe/Berlin", None),  # the clocks go from 2 to 3
        ("2026-10-25", "Europe/Berlin", "2026-10-25T00:30"),  # twice: the first
        ("2026-10-04", "Australia/Sydney", None),
        ("2026-04-05", "Australia/Sydney", "2026-04-04T15:30"),
        ("2026-03-29", "No/Where", "2026-03-29T02:30"),
    ],
)
def test_a_time_of_day_is_an_instant_unless_the_clocks_skip_it(day, zone, hour):
    instant = instant_of(datetime.date.fromisoformat(day), HALF_TWO, zone)
    assert instant == (hour and datetime.datetime.fromisoformat(f"{hour}+00:00"))
    if instant:
        assert time_in(instant, zone) == HALF_TWO


def test_a_span_names_the_zone_only_where_it_is_another():
    start = datetime.datetime(2026, 7, 1, 7, 30, 59, tzinfo=datetime.UTC)
    end = start + datetime.timedelta(hours=2)
    assert spell_span(None, None, "UTC") == ""
    assert spell_span(start, end, "Europe/Berlin", "Europe/Berlin") == "09:30–11:30"
    assert spell_span(start, end, "Europe/Berlin", "UTC") == "09:30–11:30, Europe/Berlin"

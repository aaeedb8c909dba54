"""A loss is named only if it can be told; else it is said how many more it takes."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from tracker.intervals import Rate
from tracker.losses import LEAST, MOST_MORE, Comparison, Losses, parted
from tracker.tests.funnels import TODAY, ago, funnels, many

LONG, LATELY = 200, 60  # days ago: both have had time


def through(channel, replied, silent, days=LONG):
    return [
        *many(replied, ("applied", days), ("replied", days - 5), ("rejected", days - 9), channel=channel),
        *many(silent, ("applied", days), channel=channel),
    ]


def losses(*applications):
    return Losses.of([*chain(*applications)], today=TODAY, wait=30)


def test_a_channel_that_loses_more_is_named():
    found = losses(through("board", 4, 56), through("referral", 20, 20))
    first = found.named[0]
    assert (first.channel, first.start, first.end) == ("board", "applied", "replied")
    assert (first.here, first.there) == (Rate(4, 60), Rate(20, 40))
    assert [each.channel for each in found.named] == ["board"], "only the one that loses more"
    assert found.nearest is None


def test_the_last_ninety_days_are_held_against_what_was_before():
    found = losses(through("board", 25, 25), through("board", 3, 47, days=LATELY))
    assert [(each.channel, each.here, each.there) for each in found.named] == [("", Rate(3, 50), Rate(25, 50))]
    assert not losses(through("board", 3, 47), through("board", 25, 25, days=LATELY)).named, "better is no loss"


def test_nineteen_are_too_few_and_twenty_are_not():
    assert not losses(through("board", 0, 60), through("referral", 19, 0)).named
    assert losses(through("board", 0, 60), through("referral", 20, 0)).named


def test_intervals_that_touch_name_nothing_and_say_how_many_more():
    found = losses(through("board", 8, 32), through("referral", 15, 25))
    assert found.named == ()
    assert found.looked_at == 2
    assert (found.nearest.channel, found.nearest.start) == ("board", "applied")
    here, there = found.nearest.with_more(found.more)
    assert parted(here, there, found.looked_at)
    assert not parted(*found.nearest.with_more(found.more - 1), found.looked_at)
    assert round(here.share, 9) == 0.2


def test_a_handful_says_how_many_more_at_the_present_rates():
    found = losses(through("board", 2, 12), through("referral", 3, 2))
    assert found.named == ()
    assert found.looked_at == 0
    assert 0 < found.more <= MOST_MORE
    assert min(rate.of for rate in found.nearest.with_more(found.more)) >= LEAST


def test_what_no_number_tells_is_not_told():
    even = losses(through("board", 20, 20), through("referral", 20, 20))
    assert (even.named, even.nearest, even.more) == ((), None, None)
    past = Comparison("applied", "replied", Rate(1, 50), Rate(9, 19))
    assert past.more(1) is None, "no more of the past can come"
    assert losses() == Losses()


def test_more_comparisons_draw_wider_intervals():
    here, there = Rate(8, 49), Rate(27, 63)
    assert parted(here, there, 1)
    assert not parted(here, there, 20)
    assert Losses(looked_at=4).level == 98.75
    assert Losses(looked_at=0).level == 95


@given(funnels(), st.integers(0, 60))
def test_what_is_named_obeys_the_rule(drawn, wait):
    applications, offers = drawn
    found = Losses.of(applications, today=TODAY, wait=wait, offers=offers)
    for each in found.named:
        assert min(each.here.of, each.there.of) >= LEAST
        assert each.here.share < each.there.share
    assert found.looked_at + found.few == len(found.compared)
    assert not (found.named and found.nearest)
    if found.nearest:
        assert found.nearest.is_lower
        assert 0 < found.more <= MOST_MORE


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_number_is_the_least_that_tells(of, others, data):
    here = Rate(data.draw(st.integers(0, of)), of)
    there = Rate(data.draw(st.integers(0, others)), others)
    each = Comparison("applied", "replied", here, there, "board")
    more = each.more(3)

    def tells(cases):
        rates = each.with_more(cases)
        return min(rate.of for rate in rates) >= LEAST and parted(*rates, 3)

    told = [cases for cases in range(0, MOST_MORE + 1, 7) if tells(cases)]
    if more is None:
        assert told == []
    else:
        assert tells(more)
        assert more == 0 or not tells(more - 1)
        assert all(cases >= more for cases in told)


def test_days_are_counted_from_today():
    assert losses(through("board", 1, 1, days=89)).compared == ()
    assert ago(0) == TODAY

"""How far a step of the guide is shown."""

import datetime

import pytest

from tracker.claims import Claim, Standing, changed_since, standing

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (None, Standing.OPEN),
        (Claim(NOON), Standing.CLAIMED),
        (Claim(NOON, shown=True), Standing.EVIDENCED),
        (Claim(NOON, confirmed_at=(NOON,)), Standing.CONFIRMED),
        (Claim(NOON, shown=True, confirmed_at=(NOON,)), Standing.CONFIRMED),
    ],
)
def test_the_strongest_that_holds_is_told(claim, expected):
    assert standing(claim) is expected


def test_a_claim_that_was_changed_after_the_last_word_of_a_mentor_says_so():
    assert not changed_since(None)
    assert not changed_since(Claim(NOON))
    assert not changed_since(Claim(NOON, confirmed_at=(NOON - HOUR, NOON)))
    assert changed_since(Claim(NOON + HOUR, confirmed_at=(NOON - HOUR, NOON)))

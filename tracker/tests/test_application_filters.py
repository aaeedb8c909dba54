"""What the table is narrowed by, as a value; amounts of money as they are typed."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tracker.application_filters import SORTS, Wanted


def test_what_is_not_asked_is_not_in_the_address():
    assert Wanted().query == ""
    assert not Wanted(stage="all", sort="sent").narrowed
    wanted = Wanted(stage="closed", channel="referral", quiet=datetime.date(2026, 1, 1), text="a b", sort="company")
    assert wanted.query == "stage=closed&channel=referral&quiet=yes&q=a+b&sort=company"
    assert wanted.without("quiet").of_stage("open").sorted_by("changed").query == "channel=referral&q=a+b"


class Row:
    def __init__(self, pk, **values):
        self.pk = pk
        self.__dict__.update(values)


@given(
    st.integers(1, 10**17), st.dates(datetime.date(2000, 1, 1)), st.text(max_size=120).filter(lambda t: "\0" not in t)
)
def test_a_cursor_says_where_a_row_stands(pk, day, key):
    row = Row(pk, stage_since=day, applied_on=None, company_key=key, next_action_on=day)
    for sort in SORTS.values():
        assert sort.parsed(sort.cursor(row)) == (getattr(row, sort.field), pk)


@given(st.text(max_size=60))
def test_any_other_cursor_is_the_first_page(text):
    for name in ("changed", "sent", "next"):
        parsed = SORTS[name].parsed(text)
        assert parsed is None or SORTS[name].cursor(Row(parsed[1], **{SORTS[name].field: parsed[0]}))
    assert SORTS["changed"].parsed(".17") is None

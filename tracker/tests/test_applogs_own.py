"""This site's own CSV of applications: what is written is read back as it was. Without a database."""

import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.applogs.own import own_entry_of
from tracker.applogs.own import values_of as own_values_of
from tracker.applogs.sheets import Row
from tracker.exchange import applications as exchange
from tracker.models import Application
from tracker.tests.log_files import sheet_of

TODAY = datetime.date(2026, 6, 1)
DAY = datetime.date


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\0"), max_size=60).map(str.strip)
NAME = TEXT.filter(bool)
OWN_NAME = st.just("") | NAME.map(lambda text: text[:40].strip())
NOTE = st.lists(st.text(st.sampled_from("=+-@',;\"\t\r\na1\u202e")), max_size=30).map("".join).map(str.strip)
DAYS = st.dates(DAY(2000, 1, 1), TODAY)
STEPS = st.lists(
    st.builds(exchange.Step, st.sampled_from(exchange.STAGES), DAYS, OWN_NAME, st.booleans()),
    min_size=1, max_size=6,
).map(lambda found: tuple(sorted(found, key=lambda step: step.day)))  # fmt: skip
AMOUNT = st.none() | st.decimals(0, 50_000, places=2)


@st.composite
def lines(draw):
    low, action = draw(AMOUNT), draw(TEXT)
    return exchange.Line(
        id=str(draw(st.uuids())), company=draw(NAME), role=draw(NAME), steps=draw(STEPS),
        link=draw(st.sampled_from(["", "https://example.org/?a=1,2&b=\"'"])), requisition=draw(TEXT),
        role_family=draw(TEXT), channel=draw(st.sampled_from(Application.Channel.values)), resume_version=draw(TEXT),
        place=draw(TEXT), workplace=draw(st.sampled_from(["", "remote"])), salary_low=low,
        salary_high=None if low is None else low + 1, salary_currency="" if low is None else "EUR",
        salary_period=draw(st.sampled_from(["", "year"])), note=draw(NOTE), next_action=action,
        next_action_on=draw(st.none() | DAYS) if action else None,
    )  # fmt: skip


@given(st.lists(lines(), min_size=1, max_size=4, unique_by=lambda line: line.id))
def test_what_is_written_is_read_back_as_it_was(written):
    sheet = sheet_of(exchange.head() + exchange.written(written))
    found = [own_entry_of(row, sheet.header, TODAY) for row in sheet.rows]
    assert [e.refused for e in found] == [""] * len(written)
    again = [
        exchange.Line(
            id=e.token,
            steps=tuple(exchange.Step(step.stage, step.day, step.own or "", step.assumed) for step in e.steps),
            **{name: e.values[name] for name in exchange.TEXTS if name != "id"},
        )
        for e in found
    ]
    assert again == written


@given(st.lists(lines(), min_size=1, max_size=2))
def test_no_cell_of_a_file_is_a_formula(written):
    import csv

    for row in csv.reader(io.StringIO(exchange.written(written), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)


OWN = exchange.Line(id="x", company="Acme", role="Engineer", steps=(exchange.Step("applied", DAY(2026, 1, 5)),))


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("channel", "pigeon", "none of referral, cold"),
        ("salary_low", "85k", "no amount of money"),
        ("salary_low", "85000", "A salary without its currency"),
        ("link", "javascript:x", "no address of the web"),
        ("events", "[1]", "not as this site writes it"),
        ("events", "[" * 5000, "not as this site writes it"),
        ("events", '[["flying","2026-01-05"]]', "not as this site writes it"),
        ("events", '[["applied","2026-12-05"]]', "has not come yet"),
        ("events", '[["applied","1926-12-05"]]', "is the year right?"),
        ("events", '[["offer","2026-01-05"],["applied","2026-01-04"]]', "order of their days"),
        ("company", "", "No company"),
        ("company", "x" * 121, "more than 120"),
        ("next_action_on", "soon", "not a day"),
        ("next_action_on", "2026-03-01", "does not say what is to be done on it"),
    ],
)
def test_what_our_own_file_would_never_say_refuses_the_row(column, text, reason):
    cells = exchange.row_of(OWN)
    cells[exchange.COLUMNS.index(column)] = text
    assert reason in own_entry_of(Row(2, tuple(cells)), exchange.COLUMNS, TODAY).refused


def test_a_row_added_by_hand_goes_by_its_stage_and_days():
    cells = dict.fromkeys(exchange.COLUMNS, "")
    cells |= {"company": "Acme", "role": "Engineer", "stage": "rejected", "applied_on": "2026-01-05"}
    found = own_entry_of(Row(2, tuple(cells.values())), exchange.COLUMNS, TODAY)
    assert (found.refused, found.token, [step.stage for step in found.steps]) == ("", "", ["applied", "rejected"])
    assert found.values["channel"] == "other"


def test_what_is_said_of_a_day_is_yes_or_no():
    with pytest.raises(ValueError, match="not as this site writes it"):
        exchange.steps_of('[["screen", "2026-01-05", "", "maybe"]]')


@pytest.mark.parametrize("own", ["a\\u0000b", "\\ud800", " blank around "])
def test_a_name_of_a_stage_that_no_database_holds_is_refused(own):
    with pytest.raises(ValueError, match="not as this site writes it"):
        exchange.steps_of(f'[["screen", "2026-01-05", "{own}"]]')


def test_a_day_of_our_own_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="no day between 2000 and 2199"):
        own_values_of({"company": "Acme", "role": "Engineer", "next_action_on": "1999-01-01"})

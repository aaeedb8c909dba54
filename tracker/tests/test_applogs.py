"""Logs of applications: cells, words and headings, rows to applications, doubles. Without a database."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest

from tracker.applogs import mapping as mappings
from tracker.applogs import words as known
from tracker.applogs.beside import There, judge, stamp_of
from tracker.applogs.cells import parse_link, parse_pay
from tracker.applogs.entries import LABELS, entry_of
from tracker.applogs.sheets import Row
from tracker.applogs.words import Meaning, Words, stage_meant
from tracker.exchange import applications as exchange
from tracker.models import Application

DOC = Path(__file__).parents[2] / "docs" / "applications-csv.md"
TODAY = datetime.date(2026, 6, 1)
DAY = datetime.date
NO_WORDS = Words({}, {}, {})


# --- cells -----------------------------------------------------------------------------------------------------------

PAY = [
    ("85k-95k EUR a year", (Decimal(85000), Decimal(95000), "EUR", "year")),
    ("$50/hr", (Decimal(50), None, "CAD", "hour")),
    ("70.000 €", (Decimal(70000), None, "EUR", "")),
    ("30000 pen", (Decimal(30000), None, "PEN", "")),
    ("9000 GEL/month", (Decimal(9000), None, "GEL", "month")),
    ("60k BGN", (Decimal(60000), None, "BGN", "")),
    ("900k ALL", (Decimal(900000), None, "ALL", "")),
    ("85-95k", (Decimal(85000), Decimal(95000), "CAD", "")),
    ("£45,000 – £55,000 p.a.", (Decimal(45000), Decimal(55000), "GBP", "year")),
    ("US$120,000.50", (Decimal("120000.50"), None, "USD", "")),
    ("3 500 chf per month", (Decimal(3500), None, "CHF", "month")),
]


@pytest.mark.parametrize(("text", "pay"), PAY)
def test_pay_is_read_in_the_ways_in_which_people_write_it(text, pay):
    assert parse_pay(text, "CAD") == pay


@pytest.mark.parametrize(
    "text", ["competitive", "90k DOE", "90k all", "top 90k", "100k to 90k", "-5", "1e9", "85x000", "99999999999999 EUR"]
)
def test_pay_with_other_letters_or_from_more_to_less_is_not(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_pay(text, "EUR")


def test_pay_of_no_currency_is_not_read():
    with pytest.raises(ValueError, match="names no currency"):
        parse_pay("85000", "")


def test_a_link_is_an_address_of_the_web_or_none():
    assert parse_link("www.example.org/x") == "https://www.example.org/x"
    assert parse_link("HTTPS://example.org/A") == "https://example.org/A"
    for text in ("javascript:alert(1)", "JavaScript:alert(1)", "/jobs/1", "data:text/html,x", "https://a b.org", "n/a"):
        with pytest.raises(ValueError, match="no address of the web"):
            parse_link(text)


# --- words and headings ----------------------------------------------------------------------------------------------


def table_in_doc(heading):
    """The rows of the table under these column names, as tuples of cells."""
    text = DOC.read_text().partition(f"| {heading} |\n")[2]
    rows = text.partition("\n\n")[0].splitlines()[1:]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]


def ticked(text):
    return tuple(re.findall(r"`([^`]+)`", text))


def test_the_document_has_every_word():
    stages = {ticked(name)[0]: ticked(words) for name, words in table_in_doc("stage | words")}
    assert stages == {**known.STAGES, **known.CLOSINGS}
    assert {ticked(name)[0]: ticked(words) for name, words in table_in_doc("channel | words")} == known.CHANNELS


def test_the_document_has_every_heading_and_every_column_of_our_own():
    found = {name: ticked(words) for name, words in table_in_doc("is | headings")}
    assert found == {mappings.ROLES[role]: words for role, words in mappings.HEADINGS.items()}
    assert tuple(ticked(name)[0] for name, _ in table_in_doc("column | what it says")) == exchange.COLUMNS


def test_words_are_folded_and_stand_for_one_thing_each():
    from tracker.duplicates import folded

    every = [word for words in (*known.STAGES.values(), *known.CLOSINGS.values()) for word in words]
    assert len(every) == len(set(every))
    for word in (*every, *known.CHANNEL_WORDS, *(word for words in mappings.HEADINGS.values() for word in words)):
        assert folded(word) == word
    assert set(known.STAGES) | set(known.CLOSINGS) == set(Application.Stage.values)
    assert set(known.CHANNELS) == set(Application.Channel.values)
    assert dict(Application.Stage.choices) == LABELS


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Ghosted", Meaning(closing="no_reply")),
        ("OA", Meaning("technical")),
        ("Phone Screen", Meaning("screen")),
        ("Rejected after onsite", Meaning("onsite", "rejected")),
        ("rejected — post OA", Meaning("technical", "rejected")),
        ("Ghosted after the phone screen", Meaning("screen", "no_reply")),
        ("ON-SITE", Meaning("onsite")),
        ("Interview", None),
        ("Declined", None),
        ("Rejected after lunch", None),
        ("", None),
        ("=1+1", None),
    ],
)
def test_a_word_means_how_far_it_came_and_how_it_closed(word, meaning):
    assert stage_meant(word) == meaning


def test_what_the_learner_said_goes_first():
    words = Words({"ghosted": Meaning("applied")}, {"indeed": "referral"}, {"interview": Meaning("screen", own=4)})
    assert words.stage("GHOSTED") == Meaning("applied")
    assert words.stage("Interview").own == 4
    assert words.channel("Indeed") == "referral"
    assert words.channel("Glassdoor") == "board"


def test_columns_are_guessed_and_no_column_is_two_things():
    header = ("Date", "Employer", "Job Title", "STATUS", "Location", "Date Rejected", "Résumé", "")
    assert mappings.guessed(header) == {
        "applied_on": 0, "company": 1, "role": 2, "stage": 3, "place": 4, "rejected_on": 5, "resume_version": 6,
    }  # fmt: skip
    assert len(set(mappings.guessed(("title", "title")).values())) == 1


def test_the_order_of_days_is_settled_by_one_or_asked():
    def order(*days):
        return mappings.order_of([Row(n, (day,)) for n, day in enumerate(days)], {"applied_on": 0})[0]

    assert order("03/04/2026", "25/04/2026") == "dmy"
    assert order("03/04/2026", "04/25/2026") == "mdy"
    assert order("03/04/2026") is None
    assert order("03/04/2026", "25/04/2026", "04/25/2026") is None
    assert order("2026-03-04", "") == ""


# --- rows ------------------------------------------------------------------------------------------------------------


def entry(words=NO_WORDS, day=None, **cells):
    """The entry of a row with these cells by role."""
    cells = {"company": "Acme", "role": "Engineer", **cells}
    columns = {role: at for at, role in enumerate(cells)}
    mapping = {"columns": columns, "order": "dmy", "currency": "EUR", "day": day}
    return entry_of(Row(2, tuple(cells.values())), mapping, words, TODAY)


def steps(**cells):
    return [(step.stage, step.day.isoformat()[5:]) for step in entry(**cells).steps]


def test_each_day_is_an_event_and_the_stage_without_one_takes_the_latest():
    found = entry(stage="Rejected after onsite", applied_on="5.1.2026", screen_on="2026-01-12")
    assert [(step.stage, step.day.day) for step in found.steps] == [
        ("applied", 5), ("screen", 12), ("onsite", 12), ("rejected", 12),
    ]  # fmt: skip
    assert [step.stage for step in found.steps if step.assumed] == ["onsite", "rejected"]
    assert found.assumed == (
        "The day of On-site is not in its row: taken as 12 Jan 2026.",
        "The day of Rejected is not in its row: taken as 12 Jan 2026.",
    )


def test_a_stage_with_its_day_assumes_nothing():
    found = entry(stage="Rejected", applied_on="5.1.2026", rejected_on="9.1.2026")
    assert (len(found.steps), found.assumed, found.backwards) == (2, (), "")
    assert not any(step.assumed for step in found.steps)


def test_the_last_change_is_the_day_of_the_stage():
    assert steps(stage="OA", applied_on="5.1.2026", since="9.1.2026") == [("applied", "01-05"), ("technical", "01-09")]
    assert steps(stage="Ghosted", since="9.1.2026") == [("no_reply", "01-09")]
    assert entry(stage="OA", applied_on="9.1.2026", since="5.1.2026").backwards.startswith("Technical (5 Jan 2026)")


def test_days_that_show_more_than_the_word_hold():
    found = entry(stage="Applied", applied_on="5.1.2026", onsite_on="9.1.2026")
    assert [step.stage for step in found.steps] == ["applied", "onsite"]
    assert found.assumed == ("It says Applied, and has a day for On-site: taken as On-site.",)
    assert "which of them holds?" in entry(stage="Applied", applied_on="5.1.2026", rejected_on="9.1.2026").refused
    assert steps(stage="Rejected after OA", onsite_on="5.1.2026") == [("onsite", "01-05"), ("rejected", "01-05")]


def test_a_row_without_a_day_takes_the_one_that_is_given_or_is_refused():
    assert entry(stage="Applied").refused.startswith("No day.")
    found = entry(stage="Applied", day=DAY(2026, 1, 2))
    assert found.steps[0].assumed
    assert (found.steps[0].day, found.assumed) == (DAY(2026, 1, 2), ("Its row has no day: 2 Jan 2026, as you said.",))
    assert entry(since="5.1.2026").refused == "Neither a stage nor the day of one."


def test_a_day_to_come_is_no_event():
    found = entry(stage="Applied", applied_on="5.1.2026", onsite_on="3.12.2026")
    assert [step.stage for step in found.steps] == ["applied"]
    assert found.left_out == ("On-site on left out: 3 Dec 2026 has not come yet.",)
    told = entry(stage="Applied", applied_on="1.1.2030").refused
    assert told == "Applied on: 1 Jan 2030 has not come yet. A row can be taken once its day has."
    assert entry(stage="Applied", onsite_on="1.1.2030", day=DAY(2026, 1, 2)).steps[0].day == DAY(2026, 1, 2)


def test_days_that_run_backwards_are_said_to():
    found = entry(offer_on="3.3.2026", applied_on="5.4.2026")
    assert found.backwards == "Offer (3 Mar 2026) is before Applied (5 Apr 2026)."
    assert entry(rejected_on="3.3.2026", applied_on="5.4.2026").backwards
    assert not entry(applied_on="3.3.2026", offer_on="3.3.2026").backwards


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"company": " "}, "No company."),
        ({"role": ""}, "No role."),
        ({"company": "x" * 10_000}, "The company has more than 120 characters"),
        ({"applied_on": "soon"}, "Applied on: “soon” is not a day that we can read."),
        ({"applied_on": "31.2.2026"}, "not a day of the calendar"),
        ({"applied_on": "5.1.1926"}, "is the year right?"),
        ({"stage": "x" * 10_000}, "too long to be a word"),
        ({"stage": "\ufdfa" * 80}, "too long to be a word"),  # a letter that is eighteen
    ],
)
def test_what_cannot_be_read_refuses_the_row(cells, reason):
    assert reason in entry(**{"applied_on": "5.1.2026", **cells}).refused


def test_what_stands_beside_is_left_out_with_a_reason():
    found = entry(
        applied_on="5.1.2026", link="javascript:alert(1)", salary="lots", place="x" * 200, note="n" * 10_000,
        next_action_on="soon",
    )  # fmt: skip
    assert found.refused == ""
    assert set(found.values) == {"company", "role", "channel", "note"}
    assert len(found.values["note"]) == 2000
    assert found.left_out == (
        "Place left out: it has more than 120 characters.",
        "The note is cut to 2,000 characters.",
        "Link left out: “javascript:alert(1)” is no address of the web.",
        "Salary left out: “lots” is no pay that we can read.",
        "Next action due on left out: “soon” is not a day that we can read.",
    )


def test_a_day_for_nothing_is_left_out():
    found = entry(applied_on="5.1.2026", next_action_on="9.1.2026")
    assert "next_action_on" not in found.values
    assert found.left_out == ("Next action due on left out: it says a day, and not what is to be done on it.",)
    assert "next_action_on" in entry(applied_on="5.1.2026", next_action_on="9.1.2026", next_action="Call").values


def test_a_place_may_be_a_way_of_working():
    assert entry(applied_on="5.1.2026", place="Remote").values["workplace"] == "remote"
    assert entry(applied_on="5.1.2026", place="Lyon").values["place"] == "Lyon"


def test_unknown_words_wait():
    found = entry(applied_on="5.1.2026", stage="Vibing", channel="LinkedIn")
    assert found.unknown == (("stage", "Vibing"), ("channel", "LinkedIn"))


# --- beside what is there --------------------------------------------------------------------------------------------


def judged(*entries, **there):
    return [(found.status, *found.reasons) for found in judge(entries, There(**there))]


def test_the_same_row_is_known_and_what_looks_alike_is_asked_about():
    first = entry(applied_on="5.1.2026", link="https://acme.example/1")
    again = entry(applied_on="5.1.2026", link="https://acme.example/1")
    other = entry(applied_on="6.1.2026", link="http://www.acme.example/1/?utm_source=x")
    second = entry(applied_on="7.2.2026", link="https://acme.example/2")
    assert judged(first, again, other, second) == [
        ("new",),
        ("known", "The same as line 2."),
        ("asked", "The same link as line 2."),
        ("new",),
    ]
    assert judged(first, contents=frozenset([first.content])) == [("known", "Imported before.")]


def test_what_is_taken_comes_in_and_changes_the_stamp():
    found = entry(offer_on="3.3.2026", applied_on="5.4.2026")
    left, taken = judge([found], There()), judge([found], There(), frozenset([2]))
    assert (left[0].comes_in, taken[0].comes_in) == (False, True)
    assert stamp_of(left) != stamp_of(taken)

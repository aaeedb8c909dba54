"""Logs of applications: files to rows, rows to applications, words, doubles. Without a database."""

import datetime
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula

from tracker.applogs import mapping as mappings
from tracker.applogs import words as known
from tracker.applogs.beside import There, judge, stamp_of
from tracker.applogs.cells import parse_link, parse_pay
from tracker.applogs.entries import LABELS, entry_of
from tracker.applogs.own import own_entry_of
from tracker.applogs.own import values_of as own_values_of
from tracker.applogs.sheets import LONGEST_CELL, MOST_ROWS, Row, packed, read_sheets, unpacked
from tracker.applogs.words import Meaning, Words, stage_meant
from tracker.exchange import applications as exchange
from tracker.importers.text import NotText
from tracker.models import Application
from tracker.tests.log_files import repacked, workbook

DOC = Path(__file__).parents[2] / "docs" / "applications-csv.md"
TODAY = datetime.date(2026, 6, 1)
DAY = datetime.date
NO_WORDS = Words({}, {}, {})
HEADER = ("Company", "Role", "Status", "Applied on")


# --- files -----------------------------------------------------------------------------------------------------------


def sheet_of(data):
    return read_sheets(data if isinstance(data, bytes) else data.encode())[0]


def test_a_csv_is_read_with_its_lines():
    sheet = sheet_of('\ufeffCompany;Role\n\nAcme;Engineer\n;\n"Birch\nand sons";Analyst\n')
    assert sheet.header == ("Company", "Role")
    assert [(row.line, row.cells) for row in sheet.rows] == [
        (3, ("Acme", "Engineer")),
        (5, ("Birch\nand sons", "Analyst")),
    ]


def test_a_workbook_is_read_cell_by_cell():
    rows = [
        ("My applications", None, None),
        ("Company", "Role", "Applied", "Pay", "When"),
        ("Acme", "Engineer", DAY(2026, 1, 5), 85000.0, datetime.datetime(2026, 1, 5, 9, 30)),
        (None, None, None, None),
        ("Birch", True, None, 0.5),
    ]
    sheet = sheet_of(workbook(("Log", rows), ("Empty", [])))
    assert sheet.name == "Log"
    assert sheet.header == ("Company", "Role", "Applied", "Pay", "When")
    assert [(row.line, row.cells) for row in sheet.rows] == [
        (3, ("Acme", "Engineer", "2026-01-05", "85000", "2026-01-05 09:30:00")),
        (5, ("Birch", "yes", "", "0.5", "")),
    ]


def test_each_visible_sheet_with_a_table_is_one():
    def hide(book):
        book["Secret"].sheet_state = "hidden"

    table = [("Company", "Role"), ("Acme", "Engineer")]
    data = workbook(("One", [("a note",)]), ("Two", table), ("Secret", table), ("Three", table), change=hide)
    assert [sheet.name for sheet in read_sheets(data)] == ["Two", "Three"]


def values_of(row):
    mapping = {"columns": {"company": 0, "role": 1, "stage": 2, "applied_on": 3}, "order": "", "currency": "USD"}
    return entry_of(row, mapping, NO_WORDS, TODAY)


def test_a_formula_is_its_saved_value_and_refused_without_one():
    rows = [HEADER, ("=A1", "Engineer", "Applied", DAY(2026, 1, 5)), ("Acme", "x", "Applied", DAY(2026, 1, 5))]
    data = workbook(("Log", rows))
    refused = values_of(sheet_of(data).rows[0])
    assert refused.refused.startswith("Company: A formula whose value was not saved with it.")
    # As a spreadsheet stores it: with the value that it showed, here a text, and an empty text.
    counted = repacked(
        data, sheet1=lambda xml: re.sub(rb"<c r=\"A2\"[^>]*><f>A1</f><v ?/?>(</v>)?</c>",
                                        b'<c r="A2" t="str"><f>A1</f><v>Birch</v></c>', xml)
    )  # fmt: skip
    assert values_of(sheet_of(counted).rows[0]).values["company"] == "Birch"
    empty = repacked(
        data, sheet1=lambda xml: re.sub(rb"<c r=\"A2\"[^>]*><f>A1</f><v ?/?>(</v>)?</c>",
                                        b'<c r="A2" t="str"><f>A1</f><v></v></c>', xml)
    )  # fmt: skip
    assert values_of(sheet_of(empty).rows[0]).refused == "No company."


def test_an_error_and_an_array_formula_refuse_their_row():
    def change(book):
        book["Log"]["A3"] = ArrayFormula("A3:A3", "=A1:A2")

    rows = [HEADER, ("#REF!", "Engineer", "Applied", DAY(2026, 1, 5)), ("x", "Engineer", "Applied", DAY(2026, 1, 5))]
    found = [values_of(row).refused for row in sheet_of(workbook(("Log", rows), change=change)).rows]
    assert found[0] == "Company: The spreadsheet has an error in it: #REF!."
    assert found[1].startswith("Company: A formula")


def bomb(size=40 * 1024 * 1024):
    return repacked(workbook(("Log", [HEADER])), sheet1=lambda xml: xml + b" " * size)


def million_rows():
    rows = "".join(f'<row r="{n}"/>' for n in range(3, 30_000))
    data = workbook(("Log", [HEADER, ("Acme", "Engineer", "Applied", "")]))
    return repacked(data, sheet1=lambda xml: xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>"))


def far_row():
    data = workbook(("Log", [HEADER, ("Acme", "Engineer", "Applied", "")]))
    return repacked(data, sheet1=lambda xml: xml.replace(
        b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'))  # fmt: skip


def entities():
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    return repacked(workbook(("Log", [HEADER])), sheet1=lambda xml: head + xml.replace(b"Company", b"&b;"))


def zipped(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
BAD = {
    "empty": (b"", "empty"),
    "image": (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "an image, whatever its name says"),
    "zip": (zipped(a="b"), "a zip archive, not a workbook"),
    "empty zip": (b"PK\x05\x06" + b"\0" * 18, "empty zip"),
    "cut workbook": (workbook(("Log", [HEADER]))[:-60], "damaged"),
    "no xml": (repacked(workbook(("Log", [HEADER])), workbook=lambda xml: b"<nonsense"), "damaged"),
    "entities": (entities(), "damaged"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "old": (OLE, "old Excel workbook"),
    "bomb": (bomb(), "unpacks to far more"),
    "small bomb": (bomb(4 * 1024 * 1024), "unpacks to far more"),
    "empty rows": (million_rows(), "more than 20,000 rows"),
    "far row": (far_row(), "more than 20,000 rows"),
    "wide": (workbook(("Log", [tuple(str(n) for n in range(300)), ("a", "b")])), "more than 200 columns"),
    "wide csv": (",".join(map(str, range(300))).encode() + b"\na,b\n", "more than 200 columns"),
    "no table": (workbook(("Log", [("one",), ("two",)])), "There is no table"),
    "only a header": (workbook(("Log", [HEADER])), "There is no table"),
    "only a csv header": (b"Company,Role\n", "nothing below it"),
    "one column": (b"Company\nAcme\n", "There is no table"),
    "too many": (b"Company,Role\n" + b"a,b\n" * (MOST_ROWS + 1), "more than 5,000 rows"),
    "null characters": (b"Company,Role\n\0\0\0,b\n", "not a text file"),
    "many sheets": (workbook(*((f"S{n}", [HEADER, HEADER]) for n in range(21))), "more than 20 sheets"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_log_is_refused_with_a_reason(name):
    data, reason = BAD[name]
    with pytest.raises(NotText, match=re.escape(reason)):
        read_sheets(data)


def test_a_sheet_that_says_it_is_as_large_as_can_be_is_read_as_it_is():
    data = workbook(("Log", [HEADER, ("Acme", "Engineer", "Applied", "")]))
    huge = repacked(data, sheet1=lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml))
    assert len(sheet_of(huge).rows) == 1


def test_long_cells_are_kept_up_to_a_bound_and_sheets_are_packed_as_they_are():
    sheets = read_sheets(f"Company,Role\n{'x' * 12_000},b\na,b,c\n".encode())
    assert len(sheets[0].rows[0].cells[0]) == LONGEST_CELL
    assert "3 cells, where the header has 2" in sheets[0].rows[1].refused
    assert unpacked(packed(sheets)) == sheets


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
    assert found.assumed == (
        "The day of On-site is not in its row: taken as 12 Jan 2026.",
        "The day of Rejected is not in its row: taken as 12 Jan 2026.",
    )


def test_a_stage_with_its_day_assumes_nothing():
    found = entry(stage="Rejected", applied_on="5.1.2026", rejected_on="9.1.2026")
    assert (len(found.steps), found.assumed, found.backwards) == (2, (), "")


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
    assert (found.steps[0].day, found.assumed) == (DAY(2026, 1, 2), ("Its row has no day: 2 Jan 2026, as you said.",))
    assert entry(since="5.1.2026").refused == "Neither a stage nor the day of one."


def test_a_day_to_come_is_no_event():
    found = entry(stage="Applied", applied_on="5.1.2026", onsite_on="3.12.2026")
    assert [step.stage for step in found.steps] == ["applied"]
    assert found.left_out == ("On-site on left out: 3 Dec 2026 has not come yet.",)


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


# --- our own ---------------------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\0"), max_size=60).map(str.strip)
NAME = TEXT.filter(bool)
NOTE = st.lists(st.text(st.sampled_from("=+-@',;\"\t\r\na1\u202e")), max_size=30).map("".join).map(str.strip)
DAYS = st.dates(DAY(2000, 1, 1), TODAY)
STEPS = st.lists(
    st.builds(exchange.Step, st.sampled_from(exchange.STAGES), DAYS, st.just("") | NAME.map(lambda t: t[:40].strip())),
    min_size=1, max_size=6,
).map(lambda found: tuple(sorted(found, key=lambda step: step.day)))  # fmt: skip
AMOUNT = st.none() | st.decimals(0, 50_000, places=2)


@st.composite
def lines(draw):
    low = draw(AMOUNT)
    return exchange.Line(
        id=str(draw(st.uuids())), company=draw(NAME), role=draw(NAME), steps=draw(STEPS),
        link=draw(st.sampled_from(["", "https://example.org/?a=1,2&b=\"'"])), requisition=draw(TEXT),
        role_family=draw(TEXT), channel=draw(st.sampled_from(Application.Channel.values)), resume_version=draw(TEXT),
        place=draw(TEXT), workplace=draw(st.sampled_from(["", "remote"])), salary_low=low,
        salary_high=None if low is None else low + 1, salary_currency="" if low is None else "EUR",
        salary_period=draw(st.sampled_from(["", "year"])), note=draw(NOTE), next_action=draw(TEXT),
        next_action_on=draw(st.none() | DAYS),
    )  # fmt: skip


@given(st.lists(lines(), min_size=1, max_size=4, unique_by=lambda line: line.id))
def test_what_is_written_is_read_back_as_it_was(written):
    sheet = sheet_of(exchange.head() + exchange.written(written))
    found = [own_entry_of(row, sheet.header, TODAY) for row in sheet.rows]
    assert [e.refused for e in found] == [""] * len(written)
    again = [
        exchange.Line(
            id=e.token,
            steps=tuple(exchange.Step(step.stage, step.day, step.own or "") for step in e.steps),
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


@pytest.mark.parametrize("own", ["a\\u0000b", "\\ud800", " blank around "])
def test_a_name_of_a_stage_that_no_database_holds_is_refused(own):
    with pytest.raises(ValueError, match="not as this site writes it"):
        exchange.steps_of(f'[["screen", "2026-01-05", "{own}"]]')


def test_a_day_of_our_own_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="no day between 2000 and 2199"):
        own_values_of({"company": "Acme", "role": "Engineer", "next_action_on": "1999-01-01"})

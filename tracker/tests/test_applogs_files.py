"""Files of application logs: CSV and workbooks to sheets of text; what is refused. Without a database."""

import datetime
import io
import re
import zipfile

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tracker.applogs.entries import entry_of
from tracker.applogs.sheets import LONGEST_CELL, MOST_ROWS, packed, read_sheets, unpacked
from tracker.applogs.words import Words
from tracker.importers.text import NotText
from tracker.tests.log_files import repacked, sheet_of, workbook

TODAY = datetime.date(2026, 6, 1)
DAY = datetime.date
NO_WORDS = Words({}, {}, {})
HEADER = ("Company", "Role", "Status", "Applied on")


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
    columns = {"company": 0, "role": 1, "stage": 2, "applied_on": 3, "salary": 4, "note": 5}
    mapping = {"columns": columns, "order": "", "currency": "USD"}
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


def test_an_error_beside_what_tells_an_application_is_left_out():
    row = ("Acme", "Engineer", "Applied", DAY(2026, 1, 5), "#REF!", "=A1")
    found = values_of(sheet_of(workbook(("Log", [(*HEADER, "Salary", "Notes"), row]))).rows[0])
    assert (found.refused, found.values["company"], found.values.get("note", "")) == ("", "Acme", "")
    assert [line.partition(":")[0] for line in found.left_out] == ["Salary left out", "Note left out"]


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

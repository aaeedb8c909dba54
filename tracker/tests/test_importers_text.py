"""Files as text and as tables: encodings, delimiters, quotation marks, and what is no log at all. No database."""

import csv
import datetime
import io
import random

import pytest

from tracker.importers.text import NotText
from tracker.tests.import_files import DAY, entries_of, looked_into, told

PLAIN = "day,duration,note\n2026-02-02,1h,Grüße\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_found(encoding):
    _, [(_, entry)] = entries_of(PLAIN.encode(encoding))
    assert entry.note == "Grüße"


@pytest.mark.parametrize("text", [PLAIN, PLAIN.replace(",", ";"), PLAIN.replace(",", "\t"), "sep=,\n" + PLAIN,
                                  "\n\n" + PLAIN, PLAIN.replace("\n", "\r\n")])  # fmt: skip
def test_delimiters_are_found(text):
    _, [(_, entry)] = entries_of(text.encode())
    assert told(entry) == [("2026-02-02", 3600, None)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"   \n\n", "empty"),
        (b"PK\x03\x04" + b"x" * 100, "zip archive"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "image"),
        (b"Rar!\x1a\x07\x01\x00" + b"x" * 100, r"packed file \(rar\)"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04" + b"x" * 100, r"packed file \(7z\)"),
        (b"\x00\x01\x02\x03" * 100, "not a text file"),
        (b"RIFF\x24\x10\x00\x00WEBPVP8 , ,\n" + b"a,b,c\n" * 1000, "null characters in it"),
        (b"day,duration\n" + b"2026-02-02,1h\n" * 9000 + b"\x00", "null characters in it"),
        (b"day,duration\n" + random.Random(3).randbytes(9000).replace(b"\0", b","), "not a text file"),
        (b"one column\nof words\n", "no table"),
        (b"x" * 2_000_000, "no table"),
        (b'{"answer": 42}', "no kind that we know"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"days": ' * 50_000, "nested too deeply"),
        (b'{"answer":', "breaks off"),
        (b'{"buckets": }', "not JSON"),
    ],
)
def test_what_is_no_log_is_said_to_be_none(content, reason):
    with pytest.raises(NotText, match=reason), looked_into(content):
        pass


def test_a_row_of_too_many_cells_is_shown_whole():
    with looked_into(b"project,day,duration\nN,2026-02-02,1h,left,\n") as found:
        [row] = found.rows
    assert row.text == "N, 2026-02-02, 1h, left"


def test_one_bad_line_costs_a_line_not_the_file():
    content = b"\n".join([
        b"day,duration", b"2026-02-01,1h", b"y" * 1_100_000, b"2026-02-02,1h", b",".join([b"1"] * 10_000),
        b'2026-02-04,"1h', *[b"2026-02-05,1h"] * 600,
    ])  # fmt: skip
    _, rows = entries_of(content)
    assert rows[1] == (3, "This line is too long for a row, or a quotation mark in it has no partner.")
    assert rows[3] == (5, "10,000 cells, where the header has 2.")
    assert rows[4] == (6, "This line is too long for a row, or a quotation mark in it has no partner.")
    assert len(rows) == 5 + 600
    assert told(rows[-1][1]) == [("2026-02-05", 3600, None)]


TOGGL_HEAD = "Email,Project,Description,Start date,Start time,Duration,Tags\n"


def toggl_of(descriptions):
    days = (DAY - datetime.timedelta(days=n) for n in range(1000))
    rows = (f"a@b.c,Maths,{said},{day},09:00:00,01:00:00,x\n" for said, day in zip(descriptions, days, strict=False))
    return (TOGGL_HEAD + "".join(rows)).encode()


@pytest.mark.parametrize("later", ['"say ""hi"" x"', '"""hi"" twice"', 'a 5"', "no mark"])
def test_a_stray_quotation_mark_costs_its_own_row_and_no_other(later):
    said = ["plain"] * 200
    said[49], said[149] = '"Loops', later
    _, rows = entries_of(toggl_of(said))
    assert [line for line, _ in rows] == list(range(2, 202))
    assert [n for n, (_, entry) in enumerate(rows) if isinstance(entry, str)] == [49]
    assert rows[49][1] == "A quotation mark in this line has no partner."


@pytest.mark.parametrize("row", ['2026-02-03,1h,"open', '2026-02-03,1h,"open\n2026-02-04,1h,next'])
def test_a_quotation_mark_that_the_file_ends_in_is_refused(row):
    _, rows = entries_of(f"day,duration,note\n2026-02-02,1h,fine\n{row}\n".encode())
    assert [isinstance(entry, str) for _, entry in rows] == [False, True, False][: len(rows)]
    assert len(rows) == 2 + row.count("\n")


@pytest.mark.parametrize(
    "note",
    ["two\nlines", "a, b\nc, d, e", 'say "hi"\n"x", "y"', "Monday\n2026-02-03", "\n\n", '"', "last\n",
     "Caught up:\n2026-02-01, 1h, loops\nand more", "one,two\n2026-02-03,1h,three\nfour"],
)  # fmt: skip
@pytest.mark.parametrize("head", ["day,duration,note", "day,duration,note,tags", "note,day,duration"])
def test_a_note_of_several_lines_with_commas_and_quotation_marks_is_one_note(note, head):
    cells = {"day": "2026-02-02", "duration": "1h", "note": note, "tags": "x"}
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([head.split(","), *[[cells[name] for name in head.split(",")]] * 2])
    with looked_into(text.getvalue().encode()) as found:
        rows = list(found.rows)
    assert [row.refused for row in rows] == ["", ""]
    assert {tuple(row.cells) for row in rows} == {tuple(cells[name] for name in head.split(","))}


def test_of_a_row_of_many_cells_only_those_below_the_header_are_looked_at_for_a_day(monkeypatch):
    seen = []
    monkeypatch.setattr("tracker.importers.table.is_day", seen.append)
    row = ",".join(["2026-02-02"] * 5000)
    with looked_into(f'day,duration,note\n{row},"a\nb"\n'.encode()) as found:
        assert [raw.refused for raw in found.rows] == ["5,001 cells, where the header has 3."]
    assert len(seen) <= 3


PLAN = '2026-11-04;2;"Plan:\n2026-11-05;3;done\n{}2026-11-06;1;done"\n'


@pytest.mark.parametrize("between", ["", "not yet sure\n", "\n"])
def test_a_note_that_looks_like_rows_makes_none_and_is_refused_whole(between):
    _, rows = entries_of(f"day;duration;note\n2026-11-03;1h;x\n{PLAN.format(between)}2026-11-07;1h;y\n".encode())
    last = 5 + between.count("\n")
    assert [line for line, _ in rows] == [2, 3, last + 1]
    assert rows[1][1].startswith(f"Lines 3 to {last} may be one note or several rows")
    assert [told(entry)[0][0] for _, entry in (rows[0], rows[2])] == ["2026-11-03", "2026-11-07"]


def test_rows_that_two_stray_marks_hold_together_are_read_where_the_first_goes_on_behind_its_mark():
    head = "day,note,duration\n"
    _, rows = entries_of(f'{head}2026-11-03,"a,1h\n2026-11-04,b,1h\n\n2026-11-05,5",1h\n'.encode())
    assert [(line, isinstance(entry, str)) for line, entry in rows] == [(2, True), (3, False), (5, False)]
    _, rows = entries_of(f'{head}2026-11-03,"a,1h\n2026-11-04,b,c,1h\n2026-11-05,5",1h\n'.encode())
    assert [line for line, _ in rows] == [2]
    assert "None of them was read" in rows[0][1]


def test_a_note_of_several_lines_whose_marks_are_not_doubled_is_still_read():
    _, rows = entries_of(b'day,duration,note\n2026-02-02,1h,"one\nand "two" more"\n2026-02-03,1h,x\n')
    assert [entry.pieces[0].day.day for _, entry in rows] == [2, 3]


def test_a_null_character_in_a_text_that_says_its_encoding_costs_its_row():
    _, rows = entries_of("day,duration\n2026-02-03,1h\0\n2026-02-04,1h\n".encode("utf-16"))
    assert rows[0] == (2, "There is a null character in it.")
    assert told(rows[1][1]) == [("2026-02-04", 3600, None)]


def test_a_few_control_characters_are_no_reason():
    _, [(_, entry)] = entries_of(b"day,duration,note\n2026-02-02,1h,a\x0bb\x1a\x02\n")
    assert told(entry) == [("2026-02-02", 3600, None)]


def test_a_million_rows_of_nothing_are_no_rows():
    with looked_into(b"day,duration\n" + b"\n , \n" * 500_000) as found:
        assert list(found.rows) == []

"""The own format of sessions: what is read back is what was written, whatever stands in a cell."""

import csv
import datetime
import io

from hypothesis import given
from hypothesis import strategies as st

from guide.datasets.files import LEADS, UNSEEN, unescaped
from tracker.exchange import sessions
from tracker.exchange.sessions import COLUMNS, Line, row_of, spell_time, written
from tracker.tests.import_files import read_rows

# No text of PostgreSQL holds a null, none of UTF-8 half a character; csv reads back any other.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=60)
unseen = st.text(st.sampled_from(UNSEEN), max_size=2)
cells = st.one_of(texts, st.tuples(unseen, st.sampled_from([*LEADS, '"', ","]), texts).map("".join))
zones = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"])
instants = st.datetimes(datetime.datetime(2000, 1, 2), datetime.datetime(2199, 12, 30), timezones=st.just(datetime.UTC))
lines = st.builds(
    Line,
    id=st.uuids().map(str),
    day=st.dates(datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)),
    zone=zones,
    seconds=st.integers(1, 90_000),
    activity=st.sampled_from(["study", "interview", "project"]),
    start=st.none() | instants,
    end=st.none() | instants,
    skill=cells,
    skill_title=cells,
    topic=cells,
    counts=st.booleans(),
    tags=st.lists(st.from_regex(r"[=+@'\-]?[a-zé0-9]{1,9}", fullmatch=True), max_size=4).map(tuple),
    resource=cells,
    resource_title=cells,
    link=cells,
    note=cells,
    origin=st.sampled_from(["form", "import"]),
    towards=cells,
    towards_title=cells,
)


def file_of(*rows):
    return sessions.head() + written(rows)


@given(st.lists(lines, max_size=5))
def test_what_is_read_back_is_what_was_written(rows):
    read = read_rows(file_of(*rows))
    assert [[row[name] for name in COLUMNS] for row in read] == [row_of(line) for line in rows]


@given(cells, cells)
def test_two_notes_never_become_the_same_cell(first, second):
    def cell(note):
        line = Line(id="", day=datetime.date(2026, 1, 5), zone="UTC", seconds=1, activity="study", note=note)
        (row,) = csv.reader(io.StringIO(written([line]), newline=""))
        return row[COLUMNS.index("note")]

    assert not cell(first).lstrip(UNSEEN).startswith(tuple(set(LEADS) - {"'"}))
    assert (cell(first) == cell(second)) == (first == second)
    assert unescaped(cell(first)) == first


@given(lines)
def test_start_and_end_are_instants_with_their_offset(line):
    row = dict(zip(COLUMNS, row_of(line), strict=True))
    for name in ("start", "end"):
        instant = getattr(line, name)
        assert (datetime.datetime.fromisoformat(row[name]) if row[name] else None) == instant
    assert int(row["seconds"]) == line.seconds


def test_a_line_in_full():
    nine = datetime.datetime(2026, 7, 1, 9, 30, tzinfo=datetime.UTC)
    line = Line(
        id="7f", day=datetime.date(2026, 7, 1), zone="Europe/Berlin", seconds=5420, activity="study", skill="math",
        skill_title="Math", topic="Linear algebra", counts=True, tags=("calm", "mit-ocw"), resource="work/mit",
        resource_title="MIT", link="https://example.com/", note="=1+1\n“quoted”, \"too\"", origin="timer",
        start=nine, end=nine + datetime.timedelta(seconds=5420), towards="project/4f", towards_title="=A project",
    )  # fmt: skip
    assert file_of(line) == (
        "\ufeffid,day,start,end,zone,seconds,time,activity,skill,skill_title,topic,counts,tags,resource,resource_title,"
        "link,note,origin,towards,towards_title\r\n"
        "7f,2026-07-01,2026-07-01T11:30:00+02:00,2026-07-01T13:00:20+02:00,Europe/Berlin,5420,1:30:20,study,math,Math,"
        'Linear algebra,yes,calm mit-ocw,work/mit,MIT,https://example.com/,"\'=1+1\n“quoted”, ""too""",timer,'
        "project/4f,'=A project\r\n"
    )


def test_time_is_spelt_exactly():
    assert [spell_time(seconds) for seconds in (1, 20, 3600, 90_000)] == ["0:00:01", "0:00:20", "1:00:00", "25:00:00"]

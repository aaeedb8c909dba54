"""JSON of other trackers and our own: broken, of another shape, too large, of another version. No database."""

import io
import json

import pytest

from tracker.importers.files import look_into
from tracker.importers.text import NotText, too_many
from tracker.tests.import_files import BERLIN, entries_of, looked_into, told


def test_a_broken_json_keeps_what_stands_before_the_break():
    _, rows = entries_of(b'{"sessions": [{"day": "2026-02-02", "seconds": 60, "activity": "project"}, {"day"')
    assert told(rows[0][1]) == [("2026-02-02", 60, None)]
    assert rows[1] == (2, "This JSON breaks off before its end.")


def test_wrong_nesting_is_refused_entry_by_entry():
    _, rows = entries_of(b'{"sessions": [3, [], {"day": {}}, {"day": "2026-02-02", "seconds": NaN}]}')
    assert [line for line, _ in rows] == [1, 2, 3, 4]
    assert all(isinstance(reason, str) for _, reason in rows)


@pytest.mark.parametrize(
    "content",
    [
        b'{"data": {"grand_total": {"total_seconds": 60}}}',
        b'{"days": {"2026-11-03": {"grand_total": {"total_seconds": 60}}}}',
        b'{"days": {"2026-11-03": {"projects": [{"name": "p", "total_seconds": 60}]}}}',
        b'{"buckets": [{"id": "w_h", "events": [{"duration": 1, "data": {"app": "a"}}]}]}',
        b'{"sessions": {"one": {"day": "2026-02-02", "seconds": 60}}}',
        b'[{"day": "2026-02-02"}]',
    ],
)
def test_a_json_of_another_shape_under_a_name_that_we_know_is_of_no_kind(content):
    with pytest.raises(NotText, match="no kind that we know"), looked_into(content):
        pass


DUMP_DAY = '{"date": "2026-02-02", "grand_total": {"total_seconds": 60}}'
WATCHED = '{"timestamp": "2026-02-02T10:00:00Z", "duration": 60, "data": {"app": "a"}}'


@pytest.mark.parametrize(
    "content",
    [
        f'{{"data": {{"grand_total": {{}}}}, "days": [{DUMP_DAY}], "days": {{"x": {DUMP_DAY}}}}}',
        f'{{"days": [{DUMP_DAY}], "data": {{"x": {DUMP_DAY}}}, "buckets": {{"w_h": {{"events": [{WATCHED}]}}}}}}',
        f'{{"buckets": {{"w_h": {{"events": [{WATCHED}]}}}}, "days": [{{"projects": [{WATCHED}]}}]}}',
        f'{{"buckets": [{{"events": []}}], "buckets": {{"w_h": {{"events": [{WATCHED}]}}}}, "hostname": "h"}}',
    ],
)
def test_what_hangs_otherwise_beside_a_kind_that_we_know_is_passed_over(content):
    _, rows = entries_of(content.encode())
    assert [told(entry)[0][:2] for _, entry in rows] == [("2026-02-02", 60)]


def json_of(head, part, number, tail):
    return f"{head}{','.join([part] * number)}{tail}".encode()


def a_thousand_of(rows):
    for number, _ in enumerate(rows):
        if number == 1000:
            raise too_many(1000)


PROJECT = '{"name": "p", "grand_total": {"total_seconds": 1}}'
EVENT = '{"timestamp": "2026-02-02T10:00:00Z", "duration": 1, "data": {"app": "a"}}'


@pytest.mark.parametrize(
    ("content", "limit"),
    [
        (json_of('{"sessions": [', "0", 200_000, "]}"), "rows"),
        (json_of('{"data": [', "0", 200_000, "]}"), "files.MOST_ENTRIES"),
        (json_of('{"data": [', "{}", 200_000, "]}"), "wakatime.MOST_ROWS"),
        (json_of('{"days": [{"projects": [', PROJECT, 10_000, '], "date": "2026-02-02"}]}'), "wakatime.MOST_ROWS"),
        (json_of('{"days": [{"heartbeats": [', '{"time": 1770000000}', 20_000, "]}]}"), "wakatime.MOST_MOMENTS"),
        (json_of('{"buckets": {"w_h": {"events": [', EVENT, 6_000, "]}}}"), "activitywatch.MOST_MOMENTS"),
    ],
    ids=["sessions", "nothing", "days", "projects", "heartbeats", "events"],
)
def test_a_json_of_more_than_is_read_is_put_away_when_that_is_seen(monkeypatch, content, limit):
    """It is not gathered first and counted then."""
    if "." in limit:
        monkeypatch.setattr(f"tracker.importers.{limit}", 1000)
    file = io.BytesIO(content)
    with pytest.raises(NotText, match="has more than 1,000"), look_into(file, BERLIN) as found:
        a_thousand_of(found.rows)
    assert file.tell() < len(content) / 2


def test_time_at_the_computer_in_too_many_pieces_is_refused_before_it_takes_hours(monkeypatch):
    monkeypatch.setattr("tracker.importers.activitywatch.MOST_MOMENTS", 1000)
    app = {"timestamp": "2026-02-02T00:00:00Z", "duration": 80_000, "data": {"app": "a"}}
    there = [
        {"timestamp": f"2026-02-02T10:{n // 60:02}:{n % 60:02}Z", "duration": 0.5, "data": {"status": "not-afk"}}
        for n in range(400)
    ]
    content = json.dumps({"buckets": {"a_h": {"events": [app] * 400}, "b_h": {"events": there}}}).encode()
    with pytest.raises(NotText, match="pieces of time"), looked_into(content) as found:
        list(found.rows)


def test_a_day_of_a_dump_may_be_as_long_as_it_likes(monkeypatch):
    monkeypatch.setattr("tracker.importers.tree.LONGEST_VALUE", 1000)
    monkeypatch.setattr("tracker.importers.tree.BLOCK", 100)
    projects = ",".join(f'{{"name": "p{n}", "grand_total": {{"total_seconds": 60}}}}' for n in range(100))
    _, rows = entries_of(f'{{"days": [{{"projects": [{projects}], "date": "2026-02-02"}}]}}'.encode())
    assert len(rows) == 100
    assert told(rows[99][1])[0][:2] == ("2026-02-02", 60)


def test_an_entry_that_is_too_long_is_not_said_to_break_off(monkeypatch):
    monkeypatch.setattr("tracker.importers.tree.LONGEST_VALUE", 1000)
    monkeypatch.setattr("tracker.importers.tree.BLOCK", 100)
    good = '{"day": "2026-02-02", "seconds": 60, "activity": "project"}'
    _, rows = entries_of(f'{{"sessions": [{good}, {{"note": "{"x" * 3000}"}}]}}'.encode())
    assert told(rows[0][1]) == [("2026-02-02", 60, None)]
    assert rows[1][1] == "One entry of this JSON is longer than 2 million characters. What follows it was not read."


@pytest.mark.parametrize("version", ["99", "0", '"1"', "true", "1.5", "null", "{}"])
@pytest.mark.parametrize("order", ["first", "last"])
def test_our_own_json_of_a_version_that_we_do_not_know_is_refused(version, order):
    sessions = '"sessions": [{"day": "2026-02-02", "seconds": 60}]'
    parts = [f'"version": {version}', sessions] if order == "first" else [sessions, f'"version": {version}']
    with (
        pytest.raises(NotText, match="We read version 1"),
        looked_into(f"{{{', '.join(parts)}}}".encode()) as found,
    ):
        list(found.rows)


@pytest.mark.parametrize("version", ['"v1"', "2", "null"])
def test_a_version_of_another_tracker_is_not_ours_to_refuse(version):
    _, rows = entries_of(f'{{"version": {version}, "buckets": {{"w_h": {{"events": [{WATCHED}]}}}}}}'.encode())
    assert [told(entry)[0][:2] for _, entry in rows] == [("2026-02-02", 60)]
    with pytest.raises(NotText, match="no kind that we know"), looked_into(f'{{"version": {version}}}'.encode()):
        pass


@pytest.mark.parametrize(
    "text", ['{"format": "careerguide-sessions", "version": 2, "log": []}',
             '{"version": 2, "format": "careerguide-sessions", "data": []}'],
)  # fmt: skip
def test_a_json_that_says_it_is_ours_is_refused_by_its_version_whatever_is_in_it(text):
    with pytest.raises(NotText, match="version 2 of the format"), looked_into(text.encode()):
        pass

"""When a follow-up is suggested, and the link that drafts its mail: whatever names, addresses and lengths there are."""

import datetime
from types import SimpleNamespace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.follow_ups import LONGEST, Quiet, draft, one_line

TODAY = datetime.date(2026, 3, 20)


def quiet(days, sent=0, after=14):
    since = None if days is None else TODAY - datetime.timedelta(days=days)
    return Quiet.of(SimpleNamespace(quiet_since=since, follow_ups=sent), after, TODAY)


@pytest.mark.parametrize(
    ("days", "sent", "suggested", "enough"),
    [
        (13, 0, False, False),
        (14, 0, True, False),
        (14, 1, True, False),
        (14, 2, False, True),
        (90, 3, False, True),
        (None, 0, False, False),
        (None, 2, False, False),
    ],
)
def test_a_follow_up_is_suggested_after_quiet_days_and_twice_at_most(days, sent, suggested, enough):
    assert (quiet(days, sent).is_suggested, quiet(days, sent).is_enough) == (suggested, enough)


def test_a_word_that_is_dated_ahead_is_no_negative_quiet():
    assert quiet(-3).days == 0


def parts(link):
    """(address, subject, body) as a mail program reads them."""
    split = urlsplit(link)
    asked = parse_qs(split.query, strict_parsing=True)
    assert (split.scheme, set(asked)) == ("mailto", {"subject", "body"})
    return unquote(split.path), asked["subject"][0], asked["body"][0]


def test_the_draft_names_role_and_company_and_when_it_was_sent():
    day = datetime.date(2026, 3, 2)
    said = {"role": "ML Engineer", "company": "Parcelwise", "sender": "Lena", "today": TODAY}
    address, subject, body = parts(draft(**said, address="robin@example.org", name="Robin", applied_on=day))
    assert (address, subject) == ("robin@example.org", "My application: ML Engineer, Parcelwise")
    assert body.startswith("Dear Robin,\r\n\r\nI applied for ML Engineer at Parcelwise, on 2 March.")
    assert body.endswith("Kind regards\r\nLena")
    assert "Dear hiring team," in parts(draft(**said))[2]


HOSTILE = [
    "A&B?cc=all@example.org#x",
    "line\r\nBcc: all@example.org",
    "a\u2028b\x0bc",
    "100 % + more; 'quoted\" <b>",
    "\u202egnp.exe",
    "\N{GRINNING FACE}" * 120,
    "\ud800 alone",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_within_subject_and_body(name):
    link = draft(role=name, company=name, sender=name, today=TODAY, address="r+x&cc=y@example.org", name=name)
    address, subject, body = parts(link)
    assert address == "r+x&cc=y@example.org"
    assert subject.splitlines() == [subject]
    assert len(body.splitlines()) == 8
    assert "\u202e" not in unquote(link)
    assert len(link) <= LONGEST
    assert link.isascii()
    assert not set(link) & set(" \r\n\"'<>")


@given(names=st.lists(st.text(max_size=130), min_size=4, max_size=4), address=st.text(max_size=60))
def test_any_text_gives_a_link_that_is_read_as_what_it_was(names, address):
    role, company, sender, name = names
    link = draft(role=role, company=company, sender=sender, today=TODAY, address=address, name=name)
    assert len(link) <= LONGEST
    if sum(map(len, names)) < 40 and len(address) < 30:
        said = [text.encode("utf-8", "replace").decode() for text in (role, company)]
        assert parts(link)[1] == f"My application: {one_line(said[0])}, {one_line(said[1])}"


def test_one_line_is_cut_with_a_mark():
    assert one_line("x" * 130, 20) == "x" * 19 + "…"
    assert one_line("a\n b\tc") == "a b c"

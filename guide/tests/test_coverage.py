"""Every sentence of the five documents is accounted for: by a record that names the document, or by a reason."""

import re
from functools import cache

import pytest
from django.core.management import CommandError, call_command

from guide.coverage import DIRECTORY, REASONS, Account, Entry, differences, digest, read_accounts, sentences
from guide.documents import name_of, read_fixtures
from guide.tests.test_fixtures import DIRECTORY as FIXTURES

# How many sentences each document has.
SIZES = {
    "untitled-guide": 347,
    "resume-site-2025": 79,
    "resume-site-undated": 52,
    "editorial-staff-2023": 142,
    "hakia-2026": 200,
}


# A digest of each account's digests and places: an edited one is an account of another document.
DIGESTS = {
    "untitled-guide": "9b25febd",
    "resume-site-2025": "c2e5c660",
    "resume-site-undated": "8633ca58",
    "editorial-staff-2023": "56720406",
    "hakia-2026": "5a14f916",
}


@cache
def accounts():
    return {account.source: account for account in read_accounts()}


@cache
def named_by_record():
    """The sources that each record names, in whatever way: a dict of sets by ``kind/slug``."""
    named = {}
    for document in read_fixtures(FIXTURES):
        fields = document.get("fields", {})
        parts = [
            *document.get("citations", []),
            *document.get("statements", []),
            *document.get("figures", []),
            *fields.get("claims", []),
            *fields.get("steps", []),
        ]
        named[name_of(document)] = {part["source"] for part in parts}
    return named


def test_there_is_an_account_of_each_document():
    assert set(accounts()) == set(SIZES)


@pytest.mark.parametrize("source", SIZES)
def test_no_sentence_is_missing_from_the_account(source):
    entries = accounts()[source].entries
    assert len(entries) == SIZES[source]
    places = [entry.at for entry in entries]
    assert places == sorted(set(places))
    for line in {line for line, _ in places}:
        assert [number for at, number in places if at == line] == list(
            range(1, 1 + sum(at == line for at, _ in places))
        )


@pytest.mark.parametrize("source", SIZES)
def test_the_digests_of_the_sentences_are_those_that_were_taken(source):
    entries = accounts()[source].entries
    assert [entry for entry in entries if not re.fullmatch("[0-9a-f]{8}", entry.digest)] == []
    told = " ".join(f"{entry.at[0]}.{entry.at[1]}:{entry.digest}" for entry in entries)
    assert digest(told) == DIGESTS[source]


@pytest.mark.parametrize("source", SIZES)
def test_each_sentence_stands_in_a_record_or_has_a_reason(source):
    for entry in accounts()[source].entries:
        assert bool(entry.records) != bool(entry.reason), entry
        assert not entry.reason or entry.reason in REASONS, entry
        assert entry.says.strip(), entry


@pytest.mark.parametrize("source", SIZES)
def test_the_records_named_there_name_the_document(source):
    named = named_by_record()
    unknown = {name for entry in accounts()[source].entries for name in entry.records if name not in named}
    assert not unknown
    silent = {
        (entry.at, name)
        for entry in accounts()[source].entries
        for name in entry.records
        if source not in named[name] and name != f"source/{source}"
    }
    assert not silent


def test_a_text_is_taken_apart_into_sentences():
    text = "One here. Two in the U.S. market, vs. three.\n\n- Four? Five!\n"
    assert sentences(text) == {
        (1, 1): "One here.",
        (1, 2): "Two in the U.S. market, vs. three.",
        (3, 1): "- Four?",
        (3, 2): "Five!",
    }


def test_differences_between_an_account_and_a_text_are_told():
    entries = [
        Entry((1, 1), digest("One  here."), "one", (), "heading"),
        Entry((1, 2), digest("Other."), "two", (), "heading"),
        Entry((2, 1), digest("Gone."), "three", (), "heading"),
    ]
    told = list(differences(Account("atlas", "atlas.txt", tuple(entries)), "One here. Two.\n\nThree."))
    assert told == [
        "atlas 1.2: another sentence stands there.",
        "atlas 2.1: no such sentence in the source.",
        "atlas 3.1: not accounted for.",
    ]


def test_the_command_says_which_source_is_not_there(tmp_path):
    assert DIRECTORY.is_dir()
    with pytest.raises(CommandError, match="There is no"):
        call_command("check_coverage", str(tmp_path))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.tags import LONGEST, parse_tags, spell_tags


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("#MIT-OCW evening, calm", ["mit-ocw", "evening", "calm"]),
        ("calm,calm; Calm #calm", ["calm"]),
        (" # ,, ##deep ", ["deep"]),
        ("Übung week_3 学", ["übung", "week_3", "学"]),
        ("two\nlines\tand a\u00a0blank", ["two", "lines", "and", "a", "blank"]),
    ],
)
def test_tags_are_read_as_people_type_them(text, names):
    assert parse_tags(text) == names


@pytest.mark.parametrize("text", ["=cmd|calc", "deep c++", "🧮", "c#"])
def test_a_tag_has_letters_and_digits_unless_it_is_there_already(text):
    with pytest.raises(ValueError, match="A tag has letters, digits, - and _"):
        parse_tags(text)
    assert parse_tags(text, text.split()) == parse_tags(text, None) == text.split()


def test_a_tag_is_no_sentence():
    assert parse_tags("x" * LONGEST) == ["x" * LONGEST]
    with pytest.raises(ValueError, match="at most 40 characters"):
        parse_tags("x" * (LONGEST + 1))


@given(st.text(max_size=200))
def test_what_was_read_is_spelt_so_that_it_reads_the_same(text):
    try:
        names = parse_tags(text)
    except ValueError:
        return
    assert sorted(parse_tags(spell_tags(names))) == sorted(names)

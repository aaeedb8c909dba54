"""Words, their terms and typing errors: no database."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.search.excerpts import excerpt, pieces
from guide.search.words import LONGEST, forms_of, normal, one_apart, term, words_of

letters = st.text("abcdeé", min_size=0, max_size=7)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("H-1B visa", ["h", "1b", "h1b", "visa"]),
        ("Self‑taught, naïve", ["self", "taught", "selftaught", "naive"]),
        ("C++, C# and R", ["c++", "c#", "and", "r"]),
        ("a master’s, the firms’ and don't", ["a", "master", "the", "firms", "and", "dont"]),
        ("$133,080 or 5.8 years", ["133080", "or", "5.8", "years"]),
        ("CI/CD (2024–34)", ["ci", "cd", "2024", "34"]),
        ("", []),
        ("\x00 -- '' \u200b", []),
    ],
)
def test_text_as_forms_of_words(text, forms):
    assert forms_of(text) == forms


@pytest.mark.parametrize(
    "forms",
    [
        "certificate certificates certification", "modelling modeling model models",
        "specialisation specialization specialise", "programme programmes program programming",
        "negotiate negotiation negotiating", "analyse analyze", "labour labor", "practise practice",
    ],
)  # fmt: skip
def test_all_forms_of_a_word_have_one_term(forms):
    assert len({term(form) for form in forms.split()}) == 1


@given(st.text())
def test_terms_are_ascii_letters_and_digits_and_fit(text):
    for word in words_of(normal(text)):
        assert set(word.term) <= {*string.ascii_letters, *string.digits}
        assert len(word.form) <= LONGEST


def reference(one, other):
    """Whether one is the other after one insertion, deletion, substitution or swap of neighbours, spelt out."""
    made = {one[:i] + one[i + 1 :] for i in range(len(one))}
    made |= {one[:i] + c + one[i:] for i in range(len(one) + 1) for c in set(other)}
    made |= {one[:i] + c + one[i + 1 :] for i in range(len(one)) for c in set(other)}
    made |= {one[:i] + one[i + 1] + one[i] + one[i + 2 :] for i in range(len(one) - 1)}
    return one != other and other in made


@given(letters, letters)
def test_one_typing_error(one, other):
    assert one_apart(one, other) == one_apart(other, one) == reference(one, other)


def test_excerpt_shows_the_hit_and_cuts_no_word_and_no_mark():
    text = f"{'before ' * 60}the [[hours.programming]] hit{' after' * 60}"
    shown = excerpt(text, {"hit"})
    assert shown.startswith("… before")
    assert "[[hours.programming]] hit" in shown
    assert shown.endswith("after …")


def test_excerpt_takes_the_paragraph_with_the_most_terms_else_the_first():
    assert excerpt("Pay in general.\nPay in California.", {"pay", "california"}) == "Pay in California."
    assert excerpt("One.\nTwo.", {"three"}) == "One."
    assert excerpt("", {"three"}) == ""


@given(st.text(max_size=600), st.sets(st.sampled_from(["a", "b", "1", "x"])))
def test_excerpts_and_pieces_lose_nothing(text, terms):
    text = normal(text)
    assert excerpt(text, terms).removeprefix("… ").removesuffix(" …").strip() in text
    assert "".join(piece.text for piece in pieces(text, terms)) == text


def test_pieces_mark_a_compound_as_a_whole():
    assert [(piece.text, piece.is_hit) for piece in pieces("An H-1B visa", {"h1b"})] == [
        ("An ", False), ("H-1B", True), (" visa", False),
    ]  # fmt: skip

"""Search over all that the fixtures hold: readers find what they look for, and both databases find the same."""

from functools import cache
from itertools import repeat
from random import Random
from types import SimpleNamespace

import pytest
import yaml
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from guide.documents import name_of, read_fixtures
from guide.models import Kind, Record, SearchDocument
from guide.search import engines
from guide.search.entries import entries_of
from guide.search.lexicon import lexicon
from guide.search.query import parse, widened
from guide.search.results import Results
from guide.search.words import SMALL, term
from guide.tests.test_fixtures import DIRECTORY

ASKED = yaml.safe_load((settings.BASE_DIR / "guide" / "tests" / "relevance.yaml").read_text(encoding="utf-8"))
SEARCHED = ("machine learning", "pay", "burnout", "zzzz", "pya")
NOWHERE = ("bias variance trade off", "overfitting", "gdpr", "green card", "variance")  # subjects the guide lacks
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def entries():
    """The terms of every entry by its name, from the documents alone."""
    documents = read_fixtures(DIRECTORY)
    return {entry.figure or name_of(document): entry.terms for document in documents for entry in entries_of(document)}


@pytest.fixture
def whole(whole_guide):
    """What the whole guide answers: names of the best first by query, the words it knows, all that is searched."""
    return answered()


@cache
def answered():
    return SimpleNamespace(
        best={asked["query"]: [card.name for card in Results.of(asked["query"]).cards] for asked in ASKED},
        answers={text: Results.of(text) for text in (*NOWHERE, "h-1b", "H1B", "h1b", "salary")},
        searched=[key or f"{kind}/{slug}" for _, kind, slug, _, key, *_ in SearchDocument.objects.as_cards()],
        published=[record.name for record in Record.objects.published()],
        lexicon=lexicon(),
        warnings=[each.id for each in run_checks(databases=["default"]) if each.id.startswith("guide.")],
        queries={text: queries_of(text, Client()) for text in SEARCHED},
        queries_of_learner=dict(zip(SEARCHED, map(queries_of, SEARCHED, repeat(learning())), strict=True)),
    )


def learning():
    """A browser in which a learner is logged in, until the test ends."""
    from tracker.tests.factories import make_learner

    client = Client()
    client.force_login(make_learner().user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def queries_of(text, client):
    """How many queries the page takes, once what is kept in memory is there."""
    client.get("/guide/search/", {"q": text})
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/guide/search/", {"q": text}).status_code == 200
    return len(captured)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked["query"])
def test_what_a_reader_looks_for_is_among_the_first_three(whole, asked):
    first = whole.best[asked["query"]][:3]
    assert set(first) & set(asked["first"]), first


@pytest.mark.parametrize("text", NOWHERE)
def test_of_what_the_guide_lacks_nothing_is_guessed(whole, text):
    assert [card.name for card in whole.answers[text].cards] == []
    assert whole.answers[text].nearest == ()


def test_a_code_is_the_same_with_and_without_its_hyphen(whole):
    one, *others = ([card.name for card in whole.answers[text].cards] for text in ("h-1b", "H1B", "h1b"))
    assert one
    assert others == [one, one]


def test_pay_comes_before_works_and_certificates(whole):
    kinds = [card.kind for card in whole.answers["salary"].cards]
    assert {*kinds[:6]} == {"pay", "question"}
    assert "advice/one-cloud-certificate" not in {card.name for card in whole.answers["salary"].cards[:20]}


def test_the_list_of_questions_is_long_enough_and_names_what_there_is(entries):
    assert len(ASKED) >= 70
    assert sum(asked.get("typed_wrong", False) for asked in ASKED) >= 22
    assert len({asked["query"] for asked in ASKED}) == len(ASKED)
    assert not {name for asked in ASKED for name in asked["first"]} - entries.keys()
    assert {name.partition("/")[0] for asked in ASKED for name in asked["first"] if "/" in name} == set(Kind)


def test_every_published_record_and_figure_is_searched(whole, entries):
    assert sorted(whole.searched) == sorted(entries)
    assert set(whole.published) <= set(whole.searched)
    assert whole.warnings == []


def test_a_search_takes_few_queries_however_much_it_finds(whole):
    assert max(whole.queries.values()) <= 10, whole.queries
    assert max(whole.queries_of_learner.values()) <= 16, whole.queries_of_learner


def test_one_typing_error_in_a_word_is_repaired(whole):
    """Of words of four letters and more that the guide has, each mistyped at random."""
    random, known = Random(20261121), whole.lexicon
    words = [form for form in known.ordered if len(form) > 4 and form.isalpha() and form not in SMALL]
    typed = {mistyped(word, random): word for word in random.sample(words, 400)}
    # Not a word that the guide has too, nor a small one, which is not looked for.
    wrong = {text: word for text, word in typed.items() if term(text) not in known.terms and text not in SMALL}
    for text, word in wrong.items():
        [group] = parse(f"{text} ", known).groups
        [sought] = known.meant.get((known.forms[word],), (known.forms[word],))
        assert sought in {each for way in group.alternatives for each in way.terms}, text
    assert len(wrong) >= 350  # of 400: the others have the term of a word that the guide has


# --- the same rows on both databases: those that the reference finds -------------------------------------------------


def reference(condition, entries):
    """The names of the entries for which a condition holds, without a database."""

    def holds(terms):
        return all(any(set(alternative) <= terms for alternative in group) for group in condition)

    return {name for name, terms in entries.items() if condition and all(condition) and holds(terms)}


def mistyped(word, random):
    """The word with one typing error."""
    place, letter = random.randrange(len(word)), random.choice(LETTERS)
    swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    rest = word[place + 1 :]
    return random.choice(
        [word[:place] + rest, word[:place] + letter + word[place:], word[:place] + letter + rest, swapped]
    )


def made_up(random, forms):
    """Words of the guide, some of them mistyped, some cut short."""
    words = [random.choice(forms) for _ in range(random.randint(1, 4))]
    changes = [str, str, lambda word: mistyped(word, random), lambda word: word[: random.randint(1, len(word))]]
    return " ".join(random.choice(changes)(word) for word in words)


def test_the_database_finds_what_the_reference_finds(entries, whole_guide):
    known = lexicon()

    def check(text):
        query = parse(text, known)
        for condition in (query.condition, query.any_condition, widened(query, known).condition):
            names = {known.cards[key].name for key in engines.matching(condition)}
            assert names == reference(condition, entries), text

    for asked in ASKED:
        check(asked["query"])

    @hypothesis_settings(max_examples=200, deadline=None, database=None)
    @given(st.randoms(use_true_random=False), st.text(max_size=8))
    def check_many(random, text):
        check(made_up(random, known.ordered))
        check(text)

    check_many()

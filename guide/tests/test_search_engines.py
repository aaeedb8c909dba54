"""Any term that a text can have is found on either database, however much it looks like a number, an address or a sign
to a parser. The rows are written as they are; what is in them is what was made up."""

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guide.models import SearchDocument
from guide.search import engines
from guide.search.words import forms_of, term
from guide.tests.factories import make_skill

FIELDS = ("names", "near", "rest")
# Words that PostgreSQL's parser takes apart or changes.
ODD = ["5e3x", "7e1x2ez", "1e5", "0e0", "00e12", "1e10x1e10", "e5", "5.8", "133,080", "H-1B", "C++", "a.b.c", "x@y.org"]
words = st.text(alphabet="0123456789ex.-+@/_:é'", min_size=1, max_size=8) | st.sampled_from(ODD)
texts = st.lists(words, max_size=5).map(" ".join)


def terms_of(text):
    return [term(form) for form in forms_of(text)]


@pytest.mark.django_db
def test_every_term_of_a_row_is_found_and_no_other(guide):
    skill = make_skill("made-up")

    @settings(max_examples=150, deadline=None, database=None)
    @given(st.tuples(texts, texts, texts), texts)
    @example((" ".join(ODD), "", ""), "5 3x 7 1x2ez e3x x1e10")
    @example(("", " ".join(ODD[:2]), " ".join(ODD[2:])), "")
    @example(("", "", ""), "5e3x")
    def check(fields, others):
        with transaction.atomic():
            engines.forget([skill.pk])
            SearchDocument.objects.of_records([skill.pk]).delete()
            columns = {name: " ".join(terms_of(text)) for name, text in zip(FIELDS, fields, strict=True)}
            row = SearchDocument.objects.create(record_id=skill.pk, **columns)
            engines.take([skill.pk])
            there = {each for text in fields for each in terms_of(text)}
            found = {each for each in there | set(terms_of(others)) if row.pk in engines.matching([[(each,)]])}
        assert found == there

    check()

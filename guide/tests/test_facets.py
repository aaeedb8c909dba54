"""Facets: what is left, how many each choice would leave, and nonsense from an address."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.facets import Facet, narrow
from guide.models import Path
from guide.pace import NOT, PARTLY, WHOLLY, Pace
from guide.practice import Practice, asked_number
from guide.publishing import touch_content
from guide.tests.factories import make_certification, make_law, make_record, make_relation, make_rich_guide, make_skill
from guide.tests.test_sums import edition

COLOUR = Facet("colour", "Colour", lambda item: ((item[0], item[0].upper()),))
SIZES = Facet("size", "Size", lambda item: tuple((size, size) for size in item[1]))
ITEMS = [("red", "sm"), ("red", "m"), ("blue", "l"), ("green", "")]


def counts(narrowed, name):
    field = next(field for field in narrowed.fields if field.name == name)
    return {choice.value: choice.count for choice in field.choices}


def test_without_a_choice_all_are_left_and_counted():
    found = narrow(ITEMS, [COLOUR, SIZES], {})
    assert found.items == ITEMS
    assert counts(found, "colour") == {"red": 2, "blue": 1, "green": 1}
    assert counts(found, "size") == {"s": 1, "m": 2, "l": 1}


def test_a_choice_counts_with_the_choices_made_elsewhere():
    found = narrow(ITEMS, [COLOUR, SIZES], {"size": "m", "colour": "red"})
    assert found.items == [("red", "sm"), ("red", "m")]
    assert counts(found, "colour") == {"red": 2, "blue": 0, "green": 0}
    assert counts(found, "size") == {"s": 1, "m": 2, "l": 0}
    assert [(field.name, choice.label) for field, choice in found.chosen] == [("colour", "RED"), ("size", "m")]


def test_what_no_item_has_narrows_nothing_and_is_told():
    found = narrow(ITEMS, [COLOUR], {"colour": "pi\0nk" * 20})
    assert found.items == ITEMS
    assert len(found.problems) == 1
    assert "\0" not in found.problems[0]
    assert len(found.problems[0]) < 150


def test_a_facet_with_one_choice_is_no_choice():
    assert narrow([("red", "")], [COLOUR, SIZES], {}).fields == ()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text("xyz", max_size=2))), st.sampled_from(["", "a", "b", "q"]))
def test_a_choice_leaves_as_many_as_it_says(items, colour):
    found = narrow(items, [COLOUR, SIZES], {"colour": colour})
    for field in found.fields:
        for choice in field.choices:
            again = narrow(items, [COLOUR, SIZES], {"colour": colour, field.name: choice.value})
            assert len(again.items) == choice.count


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(1, 30))
def test_practice_goes_round_each_question_once(number, seed, total):
    items = [str(n) for n in range(total)]
    met, at = [], Practice.of(items, number, seed, str)
    for _ in items:
        met.append(at.item)
        assert Practice.of(items, at.next, seed, str).previous == at.number
        at = Practice.of(items, at.next, seed, str)
    assert sorted(met) == sorted(items)


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), ("0", 0), (None, 7), ("", 7), ("-1", 7), ("²", 7), ("9" * 10_000, 7), ("1\0", 7)]
)
def test_a_number_from_an_address(text, number):
    assert asked_number(text, 7) == number


def test_hours_a_week_and_the_times_that_they_fit():
    pace = Pace.of(20, edition(1500, 2500))
    assert pace.weeks == (75, 125)
    assert (pace.years.low, pace.years.high) == (edition(1.4).low, edition(2.4).low)
    verdicts = [pace.verdict(edition(*ends, unit="year")) for ends in ((4.5, 5), (1, 2), (0.5, 1))]
    assert verdicts == [WHOLLY, PARTLY, NOT]
    assert pace.verdict(SimpleNamespace(unit="usd")) is None
    assert Pace.of(20, edition(3, unit="count")) is None


@pytest.mark.django_db
def test_laws_are_narrowed_by_whose_and_by_status(client):
    make_law("one", title="First act", jurisdiction="federal")
    second = make_law("two", title="Second act", jurisdiction="state", status="repealed")
    touch_content()
    html = client.get("/guide/laws/?jurisdiction=federal").content.decode()
    assert "First act" in html
    assert "Second act" not in html
    assert "1 of 2" in html
    assert "disabled>Repealed (0)" in html
    assert "Colorado (state)" in client.get(second.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_interview_questions_are_practised_one_at_a_time(client):
    skill = make_skill("design", low=None, title="Design of systems")
    for number in range(4):
        record = make_record("interview", f"question-{number}", group="Design" if number else "Code")
        make_relation(record, "about", skill)
    touch_content()
    html = client.get("/guide/interview-questions/").content.decode()
    assert "Practise, one at a time" in html
    shown = set()
    for number in range(1, 4):
        html = client.get(f"/guide/interview-questions/?group=design&seed=5&practise={number}").content.decode()
        assert f"Question {number} of 3" in html
        assert "Design of systems" in html
        assert ">Question 0<" not in html
        shown |= {n for n in range(4) if f">Question {n}<" in html}
    assert shown == {1, 2, 3}


ADDRESSES = ["laws/", "tools/", "works/", "faqs/", "interview-questions/", "certifications/", "paths/"]
NONSENSE = ["%00", "x" * 10_000, "%F0%9F%98%80", "%ff", "%ED%A0%80", "9" * 5000, "-1", "[]"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_nonsense_in_an_address_narrows_nothing_and_breaks_nothing(client, address):
    make_rich_guide()
    for number in range(2):
        make_law(f"law-{number}", status=["in_force", "repealed"][number])
        make_certification(f"credential-{number}", status=["current", "retired"][number], title=f"Credential {number}")
        for kind in ("interview", "work", "faq", "tool"):
            make_record(kind, f"{kind}-{number}", group=f"Group {number}")
    touch_content()
    names = ("status", "group", "skill", "source", "practise", "seed", "hours", "kind", "start", "about")
    for value in NONSENSE:
        query = "&".join(f"{name}={value}" for name in names)
        assert client.get(f"/guide/{address}?{query}").status_code == 200


@pytest.mark.django_db
def test_paths_by_start_and_by_hours_a_week(client):
    make_rich_guide()
    html = client.get("/guide/paths/?start=school").content.decode()
    assert "1 of 2" in html
    html = client.get("/guide/paths/?hours=20").content.decode()
    assert "75 to 125 weeks" in html
    assert "Self-taught</a>, 2–4 years: fits" in html


def test_choices_stand_in_the_order_of_their_facet():
    found = narrow(ITEMS, [Facet("colour", "Colour", COLOUR.values, order=("green", "blue"))], {})
    assert [choice.value for choice in found.fields[0].choices] == ["green", "blue", "red"]


def test_each_choice_can_be_taken_back_alone():
    found = narrow(ITEMS, [COLOUR, SIZES], {"size": "m", "colour": "red"})
    assert [query for _, _, query in found.removable] == ["size=m", "colour=red"]


def test_what_would_find_nothing_is_not_open_and_what_is_chosen_is():
    found = narrow(ITEMS, [COLOUR, SIZES], {"size": "l", "colour": "red"})
    assert {choice.value: choice.is_open for choice in found.fields[0].choices} == {
        "red": True, "blue": True, "green": False,
    }  # fmt: skip


@pytest.mark.django_db
def test_hours_a_week_are_numeric_and_say_nothing_of_degrees(client):
    make_rich_guide()
    Path.objects.filter(slug="doctorate").update(group="Degree")
    touch_content()
    html = client.get("/guide/paths/?hours=20").content.decode()
    assert "Self-taught</a>, 2–4 years: fits" in html
    assert "Degrees have their own timetable" in html
    assert "Doctorate</a>, 60–84 months" not in html
    assert html.index('value="5"') < html.index('value="10"') < html.index('value="40"')
    assert "remove this" in html

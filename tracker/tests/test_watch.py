"""Every rule with a log just under its threshold and one just over; the empty log; every rule named in the guide."""

import datetime
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerguide.templatetags.interface import hours as spelled
from guide.documents import name_of, read_fixtures
from guide.models.watches import SHAPES, UNITS, Rule
from guide.tests.test_fixtures import DIRECTORY
from tracker.watch import DAY, HOUR, Accepted, Limit, Log, ProjectLog, Sent, hours, percent
from tracker.watch_rules import RULES, look

TODAY = datetime.date(2026, 11, 27)
SKILL, OTHER, PATH = 1, 2, 3
EMPTY = Log(started_on=TODAY)


def days_ago(days):
    return TODAY - days * DAY


def limit(least, span=None):
    span = None if span is None else Decimal(span)
    return Limit(Decimal(least), span, skill=SKILL, skill_title="Programming", other_skill=OTHER, path=PATH)


def project(stage="building", since=10, **fields):
    """``since``: days ago."""
    fields = {"begun_on": days_ago(since), "changed_on": days_ago(since), **fields}
    return ProjectLog(stage=stage, since=days_ago(since), **fields)


def sent(days=0, title="data engineer", channel="board"):
    return Sent(days_ago(days), title, title.title(), channel)


def log(**fields):
    return Log(**{"started_on": days_ago(400), **fields})


def with_hours(*, skill=0, other=0, **fields):
    return log(seconds={SKILL: int(skill * HOUR), OTHER: int(other * HOUR)}, **fields)


WEEKS = {days_ago(55): 20 * HOUR, days_ago(0): 20 * HOUR}  # the first and the last of the days of eight weeks
TENS = tuple(sent(day) for day in (0, 1, 2, 3, 4, 20, 25, 26, 27, 27))
# The rule, its limit, a log that shows the mistake from the threshold on, and one just short of it that does not:
# ``None``: it tells too little, ``False``: it is fine.
CASES = {
    Rule.LITTLE_PROGRAMMING: [
        (limit(10, 100), with_hours(skill=9.9, other=90.1), with_hours(skill=10, other=90), False),
        (limit(10, 100), with_hours(skill=1, other=99), with_hours(skill=1, other=98.9), None),
    ],
    Rule.ONE_SIDED: [
        (limit(80, 50), with_hours(skill=40, other=10), with_hours(skill=39.9, other=10.1), False),
        (limit(80, 50), with_hours(skill=50), with_hours(skill=49.9), None),
    ],
    Rule.UNTOUCHED_LATE: [
        (
            limit(50, 10),
            with_hours(skill=9.9, plan_share=Decimal(50)),
            with_hours(skill=9.9, plan_share=Decimal("49.9")),
            None,
        ),
        (
            limit(50, 10),
            with_hours(skill=9.9, plan_share=Decimal(50)),
            with_hours(skill=10, plan_share=Decimal(50)),
            False,
        ),
    ],
    Rule.NO_CLOUD_CERTIFICATE: [
        (limit(200), with_hours(skill=200), with_hours(skill=199.9), None),
        (limit(200), with_hours(skill=200), with_hours(skill=200, has_cloud_certification=True), False),
    ],
    Rule.TUTORIAL_LOOP: [
        (limit(40, 8), log(by_day=WEEKS), log(by_day={**WEEKS, TODAY: 20 * HOUR - 1}), None),
        (limit(40, 8), log(by_day=WEEKS), log(by_day={days_ago(56): 20 * HOUR, TODAY: 20 * HOUR}), None),
        (
            limit(40, 8),
            log(by_day=WEEKS, projects=(project(since=56),)),
            log(by_day=WEEKS, projects=(project(since=55),)),
            False,
        ),
        (
            limit(40, 8),
            log(by_day=WEEKS, worked_on=days_ago(56)),
            log(by_day=WEEKS, worked_on=days_ago(55)),
            False,
        ),
    ],
    Rule.NO_CODE: [
        (limit(2), log(projects=(project(), project())), log(projects=(project(), project("idea"))), None),
        (limit(2), log(projects=(project(), project())), log(projects=(project(), project(has_code=True))), False),
        (
            limit(2),
            log(projects=(project(), project(criteria=frozenset({"model"})))),
            log(projects=(project(), project(criteria=frozenset({"tests"})))),
            False,
        ),
    ],
    Rule.NOTHING_DEPLOYED: [
        (limit(60), log(projects=(project(since=60),)), log(projects=(project(since=59),)), None),
        (
            limit(60),
            log(projects=(project(since=60),)),
            log(projects=(project(since=60), project("deployed", since=0))),
            False,
        ),
    ],
    Rule.NO_PUBLIC_PROJECT: [
        (limit(1, 13), log(projects=(project(since=90),)), log(projects=(project(since=89),)), None),
        (
            limit(1, 13),
            log(projects=(project("public", since=300, public_on=days_ago(91)),)),
            log(projects=(project("public", since=300, public_on=days_ago(90)),)),
            False,
        ),
    ],
    Rule.NO_MONITORING: [
        (
            limit(2),
            log(projects=(project("deployed"), project("kept"))),
            log(projects=(project("deployed"), project("building"))),
            None,
        ),
        (
            limit(2),
            log(projects=(project("deployed"), project("kept"))),
            log(projects=(project("deployed"), project("kept", criteria=frozenset({"monitoring"})))),
            False,
        ),
    ],
    Rule.NO_PORTFOLIO: [
        (
            limit(180),
            with_hours(skill=1, path=PATH, started_on=days_ago(180)),
            with_hours(skill=1, path=PATH, started_on=days_ago(179)),
            None,
        ),
        (limit(180), with_hours(skill=1, path=PATH), with_hours(skill=1, path=OTHER), None),
        (limit(180), log(path=PATH, projects=(project("idea"),)), log(path=PATH), None),
        (limit(180), log(path=PATH, projects=(project("idea"),)), log(path=PATH, projects=(project(),)), False),
    ],
    Rule.ONE_TITLE: [
        (limit(10), log(sent=(sent(),) * 10), log(sent=(sent(),) * 9), None),
        (
            limit(10),
            log(sent=(*[sent()] * 10, sent(title="else"))),
            log(sent=(*[sent()] * 9, sent(title="else"))),
            False,
        ),
    ],
    Rule.NO_REFERRAL: [
        (limit(20), log(sent=(sent(),) * 20), log(sent=(sent(),) * 19), None),
        (
            limit(20),
            log(sent=(*[sent()] * 20, sent(channel="referral"))),
            log(sent=(*[sent()] * 19, sent(channel="referral"))),
            False,
        ),
    ],
    Rule.NO_PRACTICE: [
        (limit(10, 4), log(sent=TENS), log(sent=(*TENS[:9], sent(28))), None),
        (
            limit(10, 4),
            log(sent=TENS, practised_on=days_ago(28)),
            log(sent=TENS, practised_on=days_ago(27)),
            False,
        ),
    ],
    Rule.UNTRACKED: [
        (limit(60, 5), log(awaiting={days_ago(60): 5}), log(awaiting={days_ago(60): 4}), None),
        (limit(60, 5), log(awaiting={days_ago(60): 5}), log(awaiting={days_ago(60): 4, days_ago(59): 9}), False),
    ],
    Rule.FIRST_OFFER: [
        (
            limit(1),
            log(accepted=Accepted(days_ago(5), days_ago(4), 1)),
            log(accepted=Accepted(days_ago(5), days_ago(3), 1)),
            False,
        ),
        (
            limit(1),
            log(accepted=Accepted(days_ago(5), days_ago(5), 0)),
            log(accepted=Accepted(days_ago(5), days_ago(5), 2)),
            False,
        ),
    ],
}


@cache
def documents():
    return {name_of(each): each for each in read_fixtures(DIRECTORY)}


def watches():
    return {name: document for name, document in documents().items() if document["kind"] == "watch"}


def test_every_rule_of_the_guide_has_its_function_and_its_cases():
    assert set(RULES) == set(Rule.values) == {rule.value for rule in CASES} == {rule.value for rule in SHAPES}


@pytest.mark.parametrize(
    ("rule", "number"), [(rule, number) for rule, cases in CASES.items() for number in range(len(cases))]
)
def test_just_under_and_just_over(rule, number):
    at, over, under, otherwise = CASES[rule][number]

    found = look(rule.value, over, at, TODAY)
    assert found.is_shown
    assert found.says.endswith(".")
    assert found.says[0].isupper() or found.says[0].isdigit()
    other = look(rule.value, under, at, TODAY)
    assert other is None if otherwise is None else not other.is_shown


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("least", ["0", "1", "100"])
def test_an_empty_log_is_silent(rule, least):
    at = limit(least, "1")
    assert look(rule.value, EMPTY, at, TODAY) is None
    assert look(rule.value, replace(EMPTY, path=PATH, started_on=days_ago(900)), at, TODAY) is None


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_tells_its_numbers_in_words(rule):
    shape = SHAPES[rule]
    words = RULES[rule.value].says(limit("40", "8" if shape.span_unit else None), shape)
    assert ("40%" if shape.unit == "percent" else f"40 {UNITS[shape.unit]}") in words
    assert not shape.span_unit or f"8 {UNITS[shape.span_unit]}" in words


@given(st.integers(0, 10**8), st.integers(1, 3000))
def test_hours_are_never_rounded_up_to_a_mark(seconds, mark):
    told = hours(seconds, mark)
    value = Decimal(told.removeprefix("under ").removesuffix(" h").replace(",", ""))
    assert (value >= mark and not told.startswith("under")) == (seconds >= mark * HOUR)
    assert told.startswith("under") or told == hours(seconds) == spelled(seconds)


@given(st.decimals(0, 100, places=4), st.integers(1, 100))
def test_shares_are_never_rounded_up_to_a_mark(share, mark):
    assert (Decimal(percent(share).removesuffix("%")) >= mark) == (share >= mark)


# --- the guide's fixtures ---


def about(document):
    return [each["to"] for each in document["relations"] if each["role"] == "about"]


def test_every_mistake_and_advice_is_watched_for_or_says_why_not():
    known = {name for name, document in documents().items() if document["kind"] in ("mistake", "advice")}
    watched = [name for document in watches().values() for name in about(document)]
    assert sorted(watched) == sorted(known)


def test_every_rule_is_of_the_record_that_its_docstring_names():
    named = {document["fields"]["rule"]: about(document) for document in watches().values() if "fields" in document}
    assert named == {rule: [watched.ask.__doc__] for rule, watched in RULES.items()}


def test_what_no_log_shows_says_why_and_a_threshold_says_whose_it_is():
    for document in watches().values():
        assert document["summary"].endswith(".")
        fields = document.get("fields", {})
        assert document["group"] == ("A log can show it" if fields else "No log shows it")
        if "threshold" in fields:
            assert document["body"].startswith("Our threshold; the source gives none.")
        elif fields:
            assert f"[[{fields['figure']}]]" in document["body"]

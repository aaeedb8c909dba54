"""Invented lives: plausible, bounded, and the same for the same seed."""

import datetime
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.demo import CAST, HABITS, LINNEA, Subject, live, with_plan

LAST = datetime.date(2026, 6, 30)
SUBJECTS = [Subject("programming", ("Python",)), Subject("math", ())]


def a_life(habit="steady", seed=1, days=365):
    first = LAST - datetime.timedelta(days=days - 1)
    return live(
        random.Random(seed), HABITS[habit], first=first, last=LAST, subjects=SUBJECTS, credentials=("cloud-ml",)
    )


def test_the_same_seed_gives_the_same_life():
    assert a_life(seed=7) == a_life(seed=7)
    assert a_life(seed=7) != a_life(seed=8)


def test_a_steady_year_is_a_believable_one():
    life = a_life("steady")

    hours = sum(session.seconds for session in life.sessions) / 3600
    assert 350 < hours < 900
    assert {session.skill for session in life.sessions} == {"programming", "math", None}
    assert any(session.topic == "Python" for session in life.sessions)
    assert len(life.projects) == 4


def test_who_pauses_has_a_gap():
    days = sorted({session.day for session in a_life("paused").sessions})
    assert max(later - earlier for earlier, later in pairwise(days)).days > 100


def test_only_who_applies_has_applications():
    applying = {name for name, habit in HABITS.items() if habit.applies_from is not None}
    assert {name for name in HABITS if a_life(name).applications} == applying


@given(st.sampled_from(sorted(HABITS)), st.integers(0, 1000), st.integers(1, 500))
def test_nothing_happens_outside_the_time_or_longer_than_a_day(habit, seed, days):
    life = a_life(habit, seed, days)

    first = life.started_on
    assert LAST - datetime.timedelta(days=days - 1) <= first <= LAST
    seconds = {}
    for session in life.sessions:
        assert first <= session.day <= LAST
        seconds[session.day] = seconds.get(session.day, 0) + session.seconds
    assert all(0 < total <= 24 * 3600 for total in seconds.values())
    for thing in (*life.projects, *life.certifications, *life.applications):
        happened = [day for _, day in thing.events]
        assert happened == sorted(happened)
        assert all(first <= day <= LAST for day in happened)
        assert all(first <= day <= LAST for _, day in thing.evidence)


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.login)
def test_the_cast_has_habits_and_sections_that_exist(person):
    from tracker.models import Section

    assert person.habit is None or person.habit in HABITS
    assert set(person.sections) <= set(Section.values)


@given(st.integers(0, 1000), st.integers(1, 500))
def test_a_plan_lies_within_the_life_and_is_its_weekly_goal(seed, days):
    life = with_plan(a_life("steady", seed, days), LINNEA, LAST)

    assert [version.day for version in life.plan] == sorted(version.day for version in life.plan)
    assert all(life.started_on <= version.day <= LAST for version in life.plan)
    assert all(0 < version.weekly <= 168 * 3600 for version in life.plan)
    assert life.goals[-1] == (life.plan[-1].day, life.plan[-1].weekly)

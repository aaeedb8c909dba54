"""The funnel's arithmetic: who is counted where, what is left out, and what must hold whatever the log says."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.funnel import MOST_GROUPS, Funnel, Pace, Wait, folded, groups_of, members_of, recent_of, since
from tracker.intervals import Rate
from tracker.sent import STAGES, WITHOUT_OFFERS
from tracker.tests.funnels import TODAY, ago, funnels, many, sent

waits = st.integers(0, 90)


def of(applications, wait=30, offers=True):
    return Funnel.of(applications, wait=wait, offers=offers)


@given(funnels(), waits)
def test_reached_falls_along_the_stages(drawn, wait):
    applications, offers = drawn
    reached = [stage.reached for stage in of(applications, wait, offers).stages]
    assert reached == sorted(reached, reverse=True)
    assert reached[0] == len(applications)


@given(funnels(), waits)
def test_rates_to_later_stages_are_no_higher(drawn, wait):
    applications, offers = drawn
    for _, row in of(applications, wait, offers).conversions:
        for nearer, farther in pairwise(row):
            if farther.rate.of:
                assert farther.rate.share <= nearer.rate.share + 1e-12


@given(funnels(), waits)
def test_every_application_is_counted_once(drawn, wait):
    applications, offers = drawn
    funnel = of(applications, wait, offers)
    assert sum(sum(stage.endings.values()) for stage in funnel.stages) == funnel.sent == len(applications)
    for stage, following in pairwise(funnel.stages):
        assert stage.went_on == following.reached
    assert funnel.stages[-1].went_on == 0
    assert funnel.waits.count + funnel.waits_unknown == funnel.sent
    assert funnel.too_young + funnel.in_talks == sum(each.is_undecided(wait) for each in applications)


@given(funnels(), waits)
def test_what_is_in_a_rate_and_what_is_left_out_are_all_that_came_there(drawn, wait):
    applications, offers = drawn
    funnel = of(applications, wait, offers)
    for start, row in funnel.conversions:
        for each in row:
            assert each.rate.of + each.left_out == funnel.reached(start)
            assert each.rate.hits == funnel.reached(each.end) <= each.rate.of
            assert 0 <= each.rate.low <= each.rate.high <= 1


@given(funnels(), waits, st.sampled_from(["channel", "role_family", "resume_version"]))
def test_groups_make_up_the_whole(drawn, wait, field):
    applications, offers = drawn
    whole = of(applications, wait, offers)
    groups = groups_of(applications, field, today=TODAY, wait=wait, offers=offers)
    assert of(recent_of(applications, TODAY), wait, offers).sent == sum(group.recent.sent for group in groups)
    for number, stage in enumerate(whole.stages):
        parts = [group.funnel.stages[number] for group in groups]
        assert stage.reached == sum(part.reached for part in parts)
        for ending, count in stage.endings.items():
            assert count == sum(part.endings[ending] for part in parts)
        if stage.step:
            assert stage.step.rate.of == sum(part.step.rate.of for part in parts)
            assert stage.step.left_out == sum(part.step.left_out for part in parts)
    assert whole.waits.happened == sum(group.funnel.waits.happened for group in groups)
    for group in groups:
        members = members_of(applications, field, group.key)
        assert of(members, wait, offers) == group.funnel
        assert of(recent_of(members, TODAY), wait, offers) == group.recent


@given(funnels(), waits, st.randoms())
def test_the_order_of_rows_does_not_matter(drawn, wait, rng):
    applications, offers = drawn
    shuffled = list(applications)
    rng.shuffle(shuffled)
    one, other = of(applications, wait, offers), of(shuffled, wait, offers)
    assert (one.stages, one.conversions, one.waits) == (other.stages, other.conversions, other.waits)


@given(funnels(), waits)
def test_a_longer_wait_leaves_out_no_less(drawn, wait):
    applications, offers = drawn
    shorter, longer = of(applications, wait, offers), of(applications, wait + 5, offers)
    for now, then in zip(shorter.steps, longer.steps, strict=True):
        assert then.left_out >= now.left_out
        assert then.rate.hits == now.rate.hits
    assert of(applications, 0, offers).too_young == 0


@given(funnels(offers=False))
def test_without_offers_no_stage_says_of_them(drawn):
    funnel = of(drawn[0], offers=False)
    assert tuple(stage.stage for stage in funnel.stages) == WITHOUT_OFFERS
    assert not any(stage.endings["declined"] or stage.endings["accepted"] for stage in funnel.stages)


def test_a_funnel_by_hand():
    applications = [
        *many(4, ("applied", 90)),  # no answer, long ago
        *many(3, ("applied", 10)),  # too young
        sent(("applied", 80), ("replied", 70), ("rejected", 60)),
        sent(("applied", 80), ("replied", 5)),  # answered, may go on
        sent(("applied", 80), ("onsite", 60), ("rejected", 50)),  # skipped two stages
        sent(("applied", 80), ("rejected", 78)),
        sent(("applied", 20), ("withdrawn", 19)),  # withdrawn before an answer could come
        sent(("applied", 90), ("no_reply", 60)),
    ]
    funnel = of(applications)
    assert [stage.reached for stage in funnel.stages] == [13, 3, 1, 1, 1, 0, 0]
    assert (funnel.too_young, funnel.in_talks) == (4, 1)
    assert [step.rate for step in funnel.steps[:3]] == [Rate(3, 9), Rate(1, 2), Rate(1, 1)]
    assert funnel.conversion("applied", "screen").rate == Rate(1, 8)
    assert funnel.stages[0].still_open == 7
    assert funnel.stages[0].endings == {
        "open": 7, "rejected": 1, "no_reply": 1, "withdrawn": 1, "declined": 0, "accepted": 0,
    }  # fmt: skip
    assert (funnel.waits.happened, funnel.waits.censored) == (4, 9)


def test_the_last_thirty_days_are_those_sent_in_them():
    applications = [sent(("applied", days)) for days in (0, 29, 30, -1)]
    assert [each.sent_on for each in recent_of(applications, TODAY)] == [ago(0), ago(29), ago(-1)]
    assert since(TODAY, 30) == ago(29)


def test_the_last_thirty_days_count_what_came_of_those_sent_in_them_and_of_no_other():
    answered_lately = sent(("applied", 60), ("replied", 2))
    applications = [answered_lately, sent(("applied", 20), ("replied", 10)), *many(2, ("applied", 5))]
    recent = of(recent_of(applications, TODAY), wait=14)
    assert [stage.reached for stage in recent.stages[:2]] == [3, 1]
    assert (recent.steps[0].rate, recent.steps[0].left_out) == (Rate(1, 1), 2)
    assert [stage.still_open for stage in recent.stages[:2]] == [2, 1]
    assert recent.stages[0].days.median == 10


@given(funnels(), waits)
def test_what_is_told_since_the_sending_is_of_each_later_stage(drawn, wait):
    applications, offers = drawn
    funnel = of(applications, wait, offers)
    for stage, conversion in funnel.since_sent:
        assert (conversion.start, conversion.end) == (STAGES[0], stage.stage)
        assert conversion.rate.hits == stage.reached


def answered(days, number=1):
    return many(number, ("applied", days), ("replied", 0))


@pytest.mark.parametrize(
    ("applications", "wait"),
    [
        ([], Wait(30, False, 0)),
        (answered(20, 9), Wait(30, False, 9)),
        (answered(20, 10), Wait(20, True, 10)),
        (answered(2, 10), Wait(14, True, 10)),
        (answered(90, 10), Wait(60, True, 10)),
        ([*answered(15, 15), *answered(40, 5)], Wait(15, True, 20)),
        ([*answered(15, 14), *answered(40, 6)], Wait(40, True, 20)),
        ([*answered(15, 15), *answered(40, 5), *many(200, ("applied", 100))], Wait(15, True, 20)),
    ],
)
def test_the_wait_is_that_of_three_quarters_of_ones_own_answers(applications, wait):
    assert Wait.of(applications) == wait


def test_groups_are_folded_and_named_by_their_usual_spelling():
    applications = [*many(2, ("applied", 9), role_family="Data eng"), sent(("applied", 9), role_family=" data  ENG")]
    applications += many(1, ("applied", 9))
    groups = groups_of(applications, "role_family", today=TODAY, wait=30)
    assert [(group.key, group.name, group.funnel.sent) for group in groups] == [
        ("data eng", "Data eng", 3),
        ("", "", 1),
    ]
    assert folded(" data  ENG") == "data eng"


def test_many_small_groups_are_one():
    applications = [sent(("applied", 9), role_family=f"Role {number:02}") for number in range(30)]
    groups = groups_of(applications, "role_family", today=TODAY, wait=30)
    assert len(groups) == MOST_GROUPS
    assert (groups[-1].joined, groups[-1].funnel.sent) == (19, 19)
    assert not any(group.joined for group in groups[:-1])


@pytest.mark.parametrize(
    ("days", "pace", "weeks"),
    [
        ([0], Pace(1, 1), 20),
        ([6, 6, 0], Pace(3, 1), 7),
        ([7, 0], Pace(2, 2), 20),
        ([100, 55, 56, 1], Pace(2, 8), 80),
        ([100], Pace(0, 8), None),
        ([-3], Pace(1, 1), 20),
    ],
)
def test_the_pace_is_that_of_the_last_weeks(days, pace, weeks):
    found = Pace.of([ago(day) for day in days], TODAY)
    assert (found, found.weeks_for(20)) == (pace, weeks)


def test_there_is_no_pace_before_the_first():
    assert Pace.of([], TODAY) is None


def test_all_stages_of_the_funnel_are_those_of_the_ladder_but_saved():
    assert STAGES == ("applied", "replied", "screen", "technical", "onsite", "offer", "accepted")

"""Every record leads a reader on: what is linked with what, how often, and told by one side only. No database."""

from collections import Counter
from functools import cache

import pytest

from guide.documents import name_of, read_fixtures
from guide.tests.test_fixtures import DIRECTORY

WITHOUT_LINKS = {"source"}  # a source's page gathers all that names it
MAY_STAND_ALONE = {*WITHOUT_LINKS, "term"}
SMALL = {"tool", "faq", "interview", "idea", "point", "advice", "mistake", "network", "activity", "challenge"}
PAGES = {"path", "skill", "education", "role", "law", "authorization", "pay", "outlook", "scenario", "step"}
# Two kinds, in either direction, and how many links there are between them at least.
BETWEEN_KINDS = [
    ("skill", "tool", 45),
    ("skill", "certification", 8),
    ("skill", "step", 35),
    ("step", "tool", 30),
    ("step", "certification", 4),
    ("interview", "skill", 22),
    ("idea", "skill", 12),
    ("idea", "step", 9),
    ("certification", "tool", 9),
    ("certification", "question", 9),
    ("step", "scenario", 8),
    ("step", "question", 9),
    ("path", "education", 20),
    ("stage", "pay", 5),
    ("misconception", "law", 9),
    ("term", "law", 8),
    ("term", "authorization", 5),
]
# Kinds of which every record is linked with one of these; an empty list: with anything.
EACH_OF = [
    ("skill", []),
    ("faq", []),
    ("work", []),
    ("term", []),
    ("interview", ["skill"]),
    ("idea", ["skill", "milestone"]),
    ("watch", ["mistake", "advice"]),
    ("activity", ["skill", "role", "question", "misconception", "milestone"]),
    ("tool", ["skill", "tool"]),
    ("path", ["question"]),
    ("scenario", ["path"]),
    ("process", ["path", "education"]),
    ("education", ["path", "education"]),
    ("law", ["misconception", "work", "authorization", "law"]),
]
LINKS = [
    ("pay/remote", "law/executive-order-11246"),
    ("misconception/remote-pay-is-equal", "law/executive-order-11246"),
    ("outlook/automation", "faq/safe-from-automation"),
    ("pay/mid-career", "stage/senior-engineer"),
    ("pay/senior", "stage/staff-engineer"),
    ("work/georgia-tech-omscs", "education/study-beside-a-job"),
    ("work/cirr-outcomes", "education/bootcamp"),
    ("work/nces-digest", "education/ways-in"),
    ("certification/azure-ai-engineer", "certification/azure-ai-103"),
]
FIRST_STEPS = {
    "scenario/high-school-graduate": "step/editorial-staff-2023-1-research-programmes",
    "scenario/software-engineer": "step/untitled-guide-2-projects",
    "scenario/career-changer": "step/untitled-guide-1-prerequisites",
}


@cache
def documents():
    return {name_of(each): each for each in read_fixtures(DIRECTORY)}


@cache
def told():
    """Every relation: its subject, role and object, the records by name."""
    return [(name, each["role"], each["to"]) for name, doc in documents().items() for each in doc.get("relations", [])]


def kind_of(name):
    return name.split("/", 1)[0]


def linked_with(name):
    return {other for one, _, two in told() for here, other in ((one, two), (two, one)) if here == name}


def test_no_link_is_told_twice():
    pairs = Counter(frozenset((subject, to)) for subject, _, to in told())
    assert [sorted(pair) for pair, count in pairs.items() if count > 1] == []


def test_every_record_leads_on():
    linked = {name for subject, _, to in told() for name in (subject, to)}
    alone = [name for name in documents() if kind_of(name) not in MAY_STAND_ALONE and name not in linked]
    assert alone == []


def test_no_record_but_a_hub_has_a_crowd_of_links():
    """Skills, paths and the like gather what belongs to them; a tool or an answer keeps to what is near."""
    counts = Counter(name for subject, _, to in told() for name in (subject, to) if kind_of(name) in SMALL)
    assert {name: count for name, count in counts.items() if count > 10} == {}


@pytest.mark.parametrize(("one", "two", "fewest"), BETWEEN_KINDS, ids=str)
def test_kinds_are_linked(one, two, fewest):
    found = [link for link in told() if {kind_of(link[0]), kind_of(link[2])} == {one, two}]
    assert len(found) >= fewest


@pytest.mark.parametrize(("kind", "others"), EACH_OF, ids=lambda value: value if isinstance(value, str) else "")
def test_each_of_a_kind_is_linked(kind, others):
    names = [name for name in documents() if kind_of(name) == kind]
    assert names
    missing = [name for name in names if not any(not others or kind_of(to) in others for to in linked_with(name))]
    assert missing == []


@pytest.mark.parametrize(("one", "two"), LINKS)
def test_what_belongs_together_is_linked(one, two):
    assert two in linked_with(one)


def test_every_scenario_has_a_first_step():
    assert {name for name in documents() if kind_of(name) == "scenario"} == set(FIRST_STEPS)


@pytest.mark.parametrize("name", FIRST_STEPS)
def test_a_scenario_leads_to_a_path_and_a_first_step(name):
    scenario = documents()[name]
    path = f"path/{scenario['fields']['path']}"
    assert path in documents()
    assert path in linked_with(name)
    steps = [to for subject, role, to in told() if subject == name and role == "leads_to" and kind_of(to) == "step"]
    assert steps == [FIRST_STEPS[name]]


def test_a_misconception_tells_its_links():
    """The other page shows what is believed of its subject by the links that come in."""
    wrong = [(one, two) for one, _, two in told() if kind_of(two) == "misconception" and kind_of(one) in PAGES]
    assert wrong == []

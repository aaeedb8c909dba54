"""The guide's pages in a browser, with what the fixtures hold: nothing scrolls sideways, and axe finds nothing."""

from itertools import product

import pytest
from django.conf import settings
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, axe, overflow
from guide.documents import read_fixtures
from guide.loading import load

PAGES = [
    "/", "/guide/paths/?kind=&start=&hours=20", "/guide/scenarios/software-engineer/", "/guide/processes/",
    "/guide/interview-questions/?group=&skill=", "/guide/interview-questions/?seed=3&practise=2",
    "/guide/laws/?jurisdiction=state&status=", "/guide/certifications/", "/guide/works/", "/guide/pay/",
    "/guide/outlook/", "/guide/illustrations/", "/guide/questions/", "/guide/questions/hours-in-all/",
    "/guide/figures/hours.total_stated/", "/guide/skills/mlops-and-cloud/",
    "/guide/paths/compare/?a=bachelor&b=bootcamp",
]  # fmt: skip


@pytest.fixture
def real_guide(transactional_db):
    load(documents=read_fixtures(settings.BASE_DIR / "fixtures" / "guide"))


def test_every_page_type_can_be_read(real_guide, open_window):
    """At both sizes in one test, since loading the guide takes seconds."""
    found = {}
    windows = {size: open_window(size) for size in SIZES}
    for (size, page), address in product(windows.items(), PAGES):
        assert page.goto(address).status == 200
        found[size, address] = [*axe(page), *([f"{overflow(page)} px too wide"] if overflow(page) else [])]
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_a_list_is_narrowed_and_questions_practised_without_script(real_guide, open_window):
    page = open_window("phone", javascript=False)
    page.goto("/guide/interview-questions/")
    page.get_by_label("Group").select_option(label="Technical (5)")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**group=technical**")
    page.get_by_role("button", name="Practise, one at a time").click()
    expect(page.get_by_text("Question 1 of 5")).to_be_visible()
    first = page.locator("#practice").inner_text()
    page.get_by_role("button", name="Show another").click()
    expect(page.get_by_text("Question 2 of 5")).to_be_visible()
    assert page.locator("#practice").inner_text() != first
    page.get_by_role("button", name="The one before").click()
    expect(page.get_by_text("Question 1 of 5")).to_be_visible()
    assert page.locator("#practice").inner_text() == first

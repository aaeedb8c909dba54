"""Journeys through the whole app in a browser, at both widths and in both colour schemes."""

import pytest

from careerguide.tests.browser import SCHEMES, SIZES, axe, overflow


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_a_visitor_reads_the_home_page(open_window, guide, size, scheme):
    page = open_window(size, scheme)

    response = page.goto("/")

    assert response.status == 200
    assert overflow(page) == 0
    assert axe(page) == []

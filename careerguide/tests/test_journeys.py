"""Journeys through the whole app in a browser, at both widths and in both colour schemes."""

import pytest

from careerguide.tests.browser import SIZES, fits_and_is_clean


@pytest.mark.parametrize("size", SIZES)
def test_a_visitor_reads_the_home_page(open_window, guide, size):
    page = open_window(size)

    response = page.goto("/")

    assert response.status == 200
    fits_and_is_clean(page)

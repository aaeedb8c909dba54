"""The bar at the top of every page: it holds what it names, whoever is logged in."""

import pytest

from careerguide.tests.browser import SIZES, fits_and_is_clean
from tracker.tests.factories import make_mentorship
from tracker.tests.test_views_dashboard import set_targets

# Room for the placeholder: the width within the padding, less that of the words in the field's own type.
ROOM = """field => {
  const style = getComputedStyle(field), pen = document.createElement("canvas").getContext("2d")
  pen.font = style.font
  return field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    - pen.measureText(field.placeholder).width
}"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mentoring", [False, True])
def test_the_bar_holds_its_rooms_a_long_name_and_the_search(open_window, learner, guide, stranger, size, mentoring):
    set_targets(learner, guide)
    learner.user.name = "Linnea Larkspur of the Long Name"
    learner.user.save()
    if mentoring:
        make_mentorship(stranger, learner.user)
    page = open_window(size, person=learner)
    page.goto("/tracker/forecast/")
    if size == "phone":
        page.get_by_role("button", name="Menu").click()
    assert page.locator(".rooms [aria-current]").all_inner_texts() == ["Forecast"]
    assert page.locator(".seek-small input").evaluate(ROOM) >= 0
    fits_and_is_clean(page)
    edges = "box => [box.getBoundingClientRect().left, box.getBoundingClientRect().right]"
    if size == "desk":
        search, account = (page.locator(f".top {where}").evaluate(edges) for where in (".seek-small", ".account"))
        assert search[1] <= account[0]

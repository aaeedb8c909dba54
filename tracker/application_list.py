"""The read model of the list of applications: what it says of offers is a section of its own."""

from guide.models import Milestone
from tracker.models import Application, Section
from tracker.tracked_list import TrackedPage


def application_page(access, before):
    """The page below the cursor ``before``. For whom offers are not shared with, stages and order are without them."""
    things, counts = Application.objects.all(), Milestone.Counts.APPLICATIONS_SENT
    if access.shows(Section.OFFERS):
        return TrackedPage.of(access, things, "application-list", counts, before)

    since = "stage_without_offers_since"
    page = TrackedPage.of(access, things, "application-list", counts, before, since)
    for application in page.rows:
        application.hide_offers()
    return page

"""Applications as a mentor sees them, with and without the section Offers."""

import datetime
import re

import pytest
from django.utils import timezone

from guide.models import Milestone
from tracker import application_list
from tracker.access import Access
from tracker.actions.stages import move, take_back
from tracker.dashboard import Dashboard
from tracker.funnel_page import Asked, FunnelPage
from tracker.mentees import mentees_of
from tracker.models import Application, Section, Share
from tracker.tests.factories import START, make_application, make_mentorship
from tracker.tracked_list import goal_row
from tracker.watch_log import log_of

SENT = Milestone.Counts.APPLICATIONS_SENT
SAYS_OFFER = re.compile(r"offer|accepted|declined", re.IGNORECASE)


def day(n):
    return START + datetime.timedelta(days=n)


def stepped(learner, company, *stages):
    """An application that came to each of these (stage, day)."""
    (stage, n), *rest = stages
    application = make_application(learner, company=company, stage=stage, happened_on=day(n))
    for later, m in rest:
        move(thing=application, stage=later, happened_on=day(m), by=learner.user)
    return application


@pytest.fixture
def applications(learner):
    stepped(learner, "Accepting", ("applied", 0), ("onsite", 3), ("offer", 40), ("accepted", 50))
    stepped(learner, "Declining", ("screen", 1), ("declined", 30))
    stepped(learner, "Withdrawing", ("screen", 2), ("offer", 5), ("withdrawn", 6))
    stepped(learner, "Waiting", ("technical", 20))
    stepped(learner, "Begun late", ("offer", 4))


def main(log_in, mentor, learner, query="?stage=all"):
    page = log_in(mentor).get(f"/tracker/of/{learner.user.handle}/applications/{query}").text
    return page[page.index("<main") : page.index("</main")]


def companies(page):
    return re.findall(r'<th scope="row">\s*<a [^>]+>([^<]+)<', page)


def stages(page):
    return re.findall(r'data-label="Stage">\s*<span class="st[^>]*>([^<]+)<', page)


def test_with_offers_shared_a_mentor_sees_them(log_in, mentor, learner, applications):
    make_mentorship(learner, mentor, sections=[Section.APPLICATIONS, Section.OFFERS])
    page = main(log_in, mentor, learner)
    assert {"Accepted", "Declined", "Offer", "Withdrawn"} <= set(stages(page))
    assert "got as far as: offer" in page
    assert companies(page) == ["Accepting", "Declining", "Waiting", "Withdrawing", "Begun late"]


def test_without_offers_a_mentor_sees_what_was_before_in_an_order_that_does_not_hint(
    log_in, mentor, learner, applications
):
    make_mentorship(learner, mentor, sections=[Section.APPLICATIONS])
    page = main(log_in, mentor, learner)
    assert not SAYS_OFFER.search(page)
    assert stages(page) == ["Technical", "Withdrawn", "On-site", "On-site", "Screen"]
    assert "got as far as: screen" in page
    assert companies(page) == ["Waiting", "Withdrawing", "Begun late", "Accepting", "Declining"]
    assert re.findall(r'data-label="Last"><time datetime="([^"]+)"', page) == [str(day(n)) for n in (20, 6, 4, 3, 1)]


def test_without_offers_the_pages_go_by_the_same_order(log_in, mentor, learner, applications, monkeypatch):
    monkeypatch.setattr(application_list, "PAGE", 2)
    make_mentorship(learner, mentor, sections=[Section.APPLICATIONS])
    seen, query = [], "?stage=all"
    while query is not None:
        page = main(log_in, mentor, learner, query)
        seen += companies(page)
        older = re.search(r'href="[^"]*applications/(\?[^"]*before=[^"]+)"', page)
        query = older and older[1].replace("&amp;", "&")
        assert str(day(50)) not in page
    assert seen == ["Waiting", "Withdrawing", "Begun late", "Accepting", "Declining"]


def test_offers_alone_open_no_applications(log_in, mentor, learner, applications):
    make_mentorship(learner, mentor, sections=[Section.OFFERS])
    assert log_in(mentor).get(f"/tracker/of/{learner.user.handle}/applications/").status_code == 404


PAGES = ("", "plan/", "applications/?stage=all", "applications/board/", "applications/funnel/", "watch/")


@pytest.fixture
def hinting(learner, guide):
    """Applications of which offers alone say that they were sent, or that they were sent earlier than the rest says."""
    stepped(learner, "Straight", ("saved", 0), ("offer", 40))
    stepped(learner, "Straight on", ("saved", 0), ("offer", 41), ("declined", 43))
    last = stepped(learner, "Refused after all", ("saved", 0), ("offer", 44), ("rejected", 60))
    learner.refresh_from_db()
    return last


def counted(row):
    return row.measured.done if row else None


def test_without_offers_nothing_counts_as_sent_that_offers_alone_say_was(learner, mentor, hinting):
    for sections, sent in (
        ([Section.APPLICATIONS, Section.OFFERS], [day(44), day(41), day(40)]),
        ([Section.APPLICATIONS], [day(60)]),
    ):
        access = Access(learner, mentor, frozenset(sections))
        counts = [row for row in Dashboard.for_access(access).counts if row.measured.goal.counts == SENT]
        assert [counted(row) for row in counts] == [len(sent)]
        assert counted(goal_row(access, SENT)) == len(sent)
        assert counted(FunnelPage.of(access, Asked()).goal) == len(FunnelPage.of(access, Asked()).sent) == len(sent)
        assert [each.applied_on for each in log_of(access).sent] == sent


def test_without_offers_the_list_of_mentees_counts_no_other(mentor, learner, hinting):
    mentorship = make_mentorship(learner, mentor, sections=[Section.APPLICATIONS])
    (mentee,) = mentees_of([mentorship], timezone.now())
    assert mentee.facts == ["1 application sent"]
    Share.objects.create(mentorship=mentorship, section=Section.OFFERS, granted=True, by=learner.user)
    (mentee,) = mentees_of([mentorship], timezone.now())
    assert mentee.facts == ["3 applications sent"]


def test_without_offers_no_page_has_the_days_of_one(log_in, mentor, learner, hinting):
    make_mentorship(learner, mentor, sections=sorted(set(Section.values) - {Section.OFFERS}))
    client = log_in(mentor)
    for page in (*PAGES, f"applications/{hinting.pk}/"):
        answer = client.get(f"/tracker/of/{learner.user.handle}/{page}")
        told = answer.text[answer.text.index("<main") : answer.text.index("</main")]
        assert answer.status_code == 200, page
        for n in (40, 41, 43, 44):
            assert str(day(n)) not in told, page
            assert f"{day(n):%-d %b}" not in told, page


def test_an_offer_taken_back_is_nowhere(learner):
    application = stepped(learner, "Parcelwise", ("screen", 1), ("offer", 2))
    take_back(event=application.events.last(), by=learner.user)
    application.refresh_from_db()
    assert application.stage_without_offers == application.stage == Application.Stage.SCREEN

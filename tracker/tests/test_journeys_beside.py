"""Reading with a pen in hand, in a browser: with and without JavaScript, at both widths and in both schemes."""

import pytest
from playwright.sync_api import expect

from careerguide.tests.browser import SIZES, becomes, fits_and_is_clean, forgive
from guide.tests.factories import make_every_kind
from tracker.actions.learner import set_prior_hours
from tracker.actions.reading import mark_read, save_note
from tracker.actions.targets import ensure_targets
from tracker.models import Certification, Note, ReadMark, StudySession

LAW, SKILL, CREDENTIAL = "/guide/laws/a-law/", "/guide/skills/programming/", "/guide/certifications/cloud-ml/"
PAGES = ["/", LAW, SKILL, CREDENTIAL, "/guide/laws/", "/guide/skills/", "/guide/certifications/", "/guide/milestones/",
         "/guide/mistakes/", "/guide/portfolio-ideas/", "/guide/paths/self-taught/", "/guide/paths/bootcamp/",
         "/tracker/notes/", "/tracker/notes/law/a-law/"]  # fmt: skip


@pytest.fixture
def reader(learner, guide):
    """A learner with targets and prior hours; a guide with a record of every kind."""
    from guide.tests.factories import make_path

    make_path("bootcamp")
    ensure_targets(learner=learner)
    set_prior_hours(learner=learner, prior={guide["programming"]: 90 * 3600}, by=learner.user)
    learner.made = make_every_kind()
    return learner


@pytest.mark.parametrize("size", SIZES)
def test_pages_with_a_record_beside_them_fit_and_are_accessible(open_window, reader, size):
    for kind in ("law", "mistake", "idea"):
        save_note(learner=reader, record=reader.made[kind], text="A long thought. " * 20 + "x" * 80, seen=0)
        if kind != "idea":
            mark_read(learner=reader, record=reader.made[kind])
    page = open_window(size, person=reader)
    for address in PAGES:
        page.goto(address)
        fits_and_is_clean(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_read_a_law_note_a_skill_plan_a_certification(open_window, reader, javascript):
    page = open_window("phone", javascript=javascript, person=reader)
    page.goto(LAW)
    page.get_by_role("button", name="Mark as read").click()
    page.get_by_role("button", name="Mark as unread").wait_for()
    assert ReadMark.objects.count() == 1

    page.goto(SKILL)
    page.get_by_role("link", name="Add a note").click()
    page.get_by_label("Your note").fill("Ask Milo about generators.\nThen read on.")
    page.get_by_role("button", name="Save the note").click()
    page.get_by_text("Ask Milo about generators.").wait_for()
    page.wait_for_url(f"**{SKILL}")
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Ask Milo about generators.").wait_for()
    becomes(page, Note.objects.kept().count, 1)
    fits_and_is_clean(page) if javascript else None

    page.goto(CREDENTIAL)
    page.get_by_role("button", name="Plan this certification").click()
    page.get_by_role("link", name="In your certifications").wait_for()
    assert Certification.objects.get().stage == "planned"

    page.goto("/tracker/notes/")
    page.get_by_role("link", name="Programming", exact=True).click()
    page.wait_for_url(f"**{SKILL}")


@pytest.mark.parametrize("javascript", [True, False])
def test_time_logged_from_a_page_leads_back_to_it(open_window, reader, javascript):
    """And the window, as every one, has nothing to complain of, a breach of the content policy least of all."""
    page = open_window("phone", javascript=javascript, person=reader)
    page.goto(SKILL)
    page.get_by_label("Log time for this skill").fill("lots")
    page.get_by_role("button", name="Log", exact=True).click()
    page.locator('[aria-invalid="true"]').wait_for()
    forgive(page, 422)
    page.get_by_label("Log time for this skill").fill("1h")
    page.get_by_role("button", name="Log", exact=True).click()
    page.get_by_text("Not logged yet").or_(page.get_by_text("Logged 1 h")).first.wait_for()
    page.get_by_role("button", name="Log", exact=True).click()
    page.get_by_text("Logged 1 h of Programming").wait_for()
    page.wait_for_url(f"**{SKILL}")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Deleted 1 h of Programming").wait_for()
    assert not StudySession.objects.kept().exists()


def test_a_note_in_a_list_is_written_in_place_and_refused_in_place(open_window, reader):
    page = open_window(person=reader)
    page.goto("/guide/mistakes/")
    page.get_by_role("link", name="Note on A mistake").click()
    field = page.get_by_label("Your note")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Save the note").click()
    page.get_by_role("alert").wait_for()
    fits_and_is_clean(page)
    forgive(page, 422)
    field.fill("So did I.")
    page.get_by_role("button", name="Save the note").click()
    page.get_by_text("So did I.").wait_for()
    page.get_by_role("button", name="Mark as read").click()
    page.get_by_text("1 of 1 read").wait_for()
    fits_and_is_clean(page)


def test_a_path_is_taken_up_and_taken_back_on_its_page(open_window, reader):
    page = open_window(person=reader)
    page.goto("/guide/paths/bootcamp/")
    page.get_by_role("button", name="Track this path").click()
    page.get_by_text("This is your path").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Track this path").wait_for()

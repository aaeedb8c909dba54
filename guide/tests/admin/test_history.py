import pytest
from django.urls import reverse

from guide.models import Citation, Edition, Revision, Skill
from guide.publishing import publish_edition, save_revision
from guide.tests.factories import make_source


@pytest.fixture
def skill(guide, curator):
    """A skill with two revisions: the second has another title, another value and a citation."""
    skill = guide["math"]
    save_revision(record=skill, by=curator, origin=Revision.Origin.ADMIN)
    Skill.objects.filter(pk=skill.pk).update(title="Later")
    Citation.objects.create(record=skill.record, source=make_source())
    publish_edition(figure=skill.hours_figure, by=curator, low=350)
    save_revision(record=skill, by=curator, origin=Revision.Origin.ADMIN, note="Second thoughts.")
    return skill


def history_url(skill):
    return reverse("admin:guide_skill_history", args=[skill.pk])


def restore_url(skill, number=1):
    return reverse("admin:guide_skill_restore", args=[skill.pk, number])


def test_the_history_tells_who_why_and_what(log_in, curator, skill):
    page = log_in(curator).get(history_url(skill)).content.decode()
    for text in ("Revision 2", "Cato", "Second thoughts.", "title", "Later", "figures hours.math: low", "350"):
        assert text in page
    assert restore_url(skill, 1) in page
    assert restore_url(skill, 2) not in page


def test_restoring_asks_then_appends_a_revision(log_in, curator, skill):
    client = log_in(curator)
    assert client.get(restore_url(skill)).status_code == 200
    assert Revision.objects.filter(record=skill.pk).count() == 2
    response = client.post(restore_url(skill), follow=True)
    assert "Revision 1 is back, as a new revision." in response.content.decode()
    assert Skill.objects.get(pk=skill.pk).title == "Math"
    assert not Citation.objects.filter(record=skill.pk).exists()
    newest = Revision.objects.filter(record=skill.pk).first()
    assert (newest.number, newest.note, newest.author) == (3, "Restored revision 1.", curator)
    assert [(edition.number, edition.low) for edition in Edition.objects.filter(figure=skill.hours_figure)] == [
        (3, 300),
        (2, 350),
        (1, 300),
    ]


def test_what_cannot_be_restored_is_told(log_in, curator, skill):
    revision = Revision.objects.get(record=skill.pk, number=1)
    Revision.objects.filter(pk=revision.pk).update(document={**revision.document, "citations": [{"source": "gone"}]})
    response = log_in(curator).post(restore_url(skill))
    assert response.status_code == 422
    assert "there is no source “gone”" in response.content.decode()
    assert Skill.objects.get(pk=skill.pk).title == "Later"


@pytest.mark.parametrize("make_url", [history_url, restore_url])
def test_history_is_not_for_strangers(log_in, stranger, skill, make_url):
    assert "login" in log_in(stranger).get(make_url(skill)).url


def test_unknown_revisions_and_records_are_not_found(log_in, curator, skill):
    client = log_in(curator)
    assert client.get(restore_url(skill, 99)).status_code == 404
    assert client.get(reverse("admin:guide_skill_history", args=[999999])).status_code == 404

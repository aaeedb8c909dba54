import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from guide.models import ContentVersion, Edition, Revision, Statement
from guide.publishing import publish_edition, restore_revision, save_revision, touch_content
from guide.tests.factories import make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure(guide):
    return guide["math"].hours_figure


def test_a_differing_value_publishes_the_next_edition(figure, curator):
    version = ContentVersion.objects.number()
    edition = publish_edition(figure=figure, by=curator, high=550)
    assert (edition.number, edition.low, edition.high, edition.published_by) == (2, 300, 550, curator)
    assert list(figure.editions.values_list("number", "is_current")) == [(2, True), (1, False)]
    assert ContentVersion.objects.number() == version + 1


def test_the_same_values_publish_nothing(figure, curator):
    version = ContentVersion.objects.number()
    edition = publish_edition(figure=figure, by=curator, low="300.0", source=figure.editions.get().source)
    assert edition.number == 1
    assert ContentVersion.objects.number() == version


def test_another_source_is_another_edition(figure, curator):
    edition = publish_edition(figure=figure, by=curator, source=make_source("other"))
    assert (edition.number, edition.source.slug) == (2, "other")


@pytest.mark.parametrize("values", [{"low": 600}, {"bound": "point"}, {"population": ""}, {"unit": "parsec"}])
def test_values_that_do_not_fit_publish_nothing(figure, curator, values):
    with pytest.raises(ValidationError):
        publish_edition(figure=figure, by=curator, **values)
    assert figure.editions.get().is_current


def test_an_edition_is_never_changed_in_place(figure):
    edition = figure.editions.get()
    edition.low = 1
    for change in (
        edition.save,
        lambda: edition.save(update_fields=["low"]),
        lambda: edition.save(update_fields=["low", "is_current"]),
        lambda: Edition.objects.update(low=1),
        lambda: Edition.objects.bulk_update([edition], ["low"]),
    ):
        with pytest.raises(ValueError, match="never changed in place"), transaction.atomic():
            change()
    assert figure.editions.get().low == 300


def test_revisions_are_numbered_and_bump_the_version(guide, curator):
    version = ContentVersion.objects.number()
    first, second = (
        save_revision(record=guide["math"], by=curator, origin=Revision.Origin.ADMIN, note=note) for note in ("a", "b")
    )
    assert [(r.number, r.note, r.author) for r in (first, second)] == [(1, "a", curator), (2, "b", curator)]
    assert ContentVersion.objects.number() == version + 2
    touch_content()
    assert ContentVersion.objects.number() == version + 3


def test_restoring_keeps_what_is_now_and_what_never_goes(guide, figure, curator):
    first = save_revision(record=guide["math"], by=curator, origin=Revision.Origin.ADMIN)
    publish_edition(figure=figure, by=curator, low=350)
    Statement.objects.create(record=guide["math"].record, role="covers", source=make_source(), text="Calculus.")
    newest = restore_revision(revision=first, by=curator)
    assert newest.document == first.document
    numbers = list(Revision.objects.filter(record=guide["math"].pk).values_list("number", "note"))
    assert numbers == [(3, "Restored revision 1."), (2, "As found before it was written over."), (1, "")]
    assert figure.editions.current().get().low == 300
    assert figure.editions.count() == 3


def test_restoring_leaves_a_figure_that_moved(guide, figure, curator):
    first = save_revision(record=guide["math"], by=curator, origin=Revision.Origin.ADMIN)
    figure.subject = guide["programming"].record
    figure.save()
    restore_revision(revision=first, by=curator)
    figure.refresh_from_db()
    assert figure.subject_id == guide["programming"].pk

from decimal import Decimal

import pytest
from django.urls import reverse

from guide.editions import next_edition
from guide.models import ContentVersion, Edition, Figure, FigurePart, Revision, Verification
from guide.tests.admin.forms import fields_of, send
from guide.tests.factories import make_figure
from tracker.models import Target


@pytest.fixture
def client(log_in, curator):
    return log_in(curator)


@pytest.fixture
def figure(guide):
    return guide["math"].hours_figure


def url_of(figure):
    return reverse("admin:guide_figure_change", args=[figure.pk])


def test_a_curator_corrects_a_figure(client, curator, guide, figure, learner):
    first = figure.editions.get()
    milestone = figure.milestones.get()
    target = Target.objects.create(learner=learner, milestone=milestone, edition=first, answered=first)
    version = ContentVersion.objects.number()

    response = client.post(url_of(figure), {**fields_of(client.get(url_of(figure))), "low": "350"}, follow=True)

    page = response.content.decode()
    assert "Edition 2 is published. What pointed at edition 1 still does." in page
    now, before = figure.editions.all()
    assert (now.number, now.low, now.high, now.is_current, now.published_by) == (2, 350, 500, True, curator)
    assert (before.pk, before.low, before.is_current) == (first.pk, 300, False)
    target.refresh_from_db()
    assert target.edition == first
    assert ContentVersion.objects.number() > version
    revision = Revision.objects.filter(record=guide["math"].pk).first()
    assert revision.document["figures"][0]["low"] == "350"
    assert fields_of(client.get(url_of(figure)))["low"] == "350.000"


def test_wording_changes_without_a_new_edition(client, figure):
    assert send(client, url_of(figure), label="Hours of maths", note="Ours.").status_code == 302
    assert figure.editions.count() == 1
    assert Figure.objects.get(pk=figure.pk).label == "Hours of maths"
    assert Revision.objects.filter(record=figure.subject_id).exists()


def test_a_new_figure_has_its_first_edition(client, guide, figure):
    source = figure.editions.get().source
    response = send(
        client,
        reverse("admin:guide_figure_add"),
        key="cost.books", label="Books", subject=guide["math"].pk, measure="cost", bound="at_most", high="99.5",
        unit="usd", source=source.pk,
    )  # fmt: skip
    assert response.status_code == 302
    edition = Edition.objects.get(figure__key="cost.books")
    assert (edition.number, edition.low, edition.high, edition.population) == (1, None, 99.5, "not stated")


def test_checks_are_appended_and_never_changed(client, curator, figure):
    new = {
        "verifications-TOTAL_FORMS": 1,
        "verifications-0-on": "2026-11-01",
        "verifications-0-outcome": "confirmed",
    }
    assert send(client, url_of(figure), **new).status_code == 302
    check = Verification.objects.get()
    assert check.by == curator
    assert figure.editions.count() == 1
    again = {"verifications-TOTAL_FORMS": 1, "verifications-INITIAL_FORMS": 1, "verifications-0-id": check.pk}
    send(
        client, url_of(figure), **again, **{"verifications-0-on": "2026-11-02", "verifications-0-outcome": "historical"}
    )
    check.refresh_from_db()
    assert check.outcome == "confirmed"


def test_a_figure_that_moves_leaves_a_revision_of_both_records(client, guide, figure):
    send(client, url_of(figure), subject=guide["programming"].pk)
    assert "figures" not in Revision.objects.filter(record=guide["math"].pk).first().document
    assert len(Revision.objects.filter(record=guide["programming"].pk).first().document["figures"]) == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"low": "600"}, "A range has a low and a high value, low first"),
        ({"bound": "at_most"}, "A range has a low and a high value, low first"),
        ({"bound": "point"}, "A range has a low and a high value, low first"),
        ({"low": ""}, "A range has a low and a high value, low first"),
        ({"low": "many"}, "Enter a number."),
        ({"low": "NaN"}, "Enter a number."),
        ({"low": "1e99"}, "Ensure that there are no more than"),
        ({"low": "0.0001"}, "no more than 3 decimal places"),
        ({"bound": "roughly"}, "Select a valid choice"),
        ({"unit": "parsec"}, "Select a valid choice"),
        ({"unit": "year"}, "it is given in hours"),
        ({"counts": "mistake"}, "Only a figure in number announces how many a source lists."),
        ({"low": "-500", "high": "-400"}, "Only a share or a growth can be negative."),
        ({"source": ""}, "This field is required."),
        ({"population": ""}, "This field is required."),
        ({"population": "a\x00b"}, "Null characters are not allowed."),
        ({"label": "x" * 10_000}, "at most 120 characters"),
    ],
)
def test_values_that_do_not_fit_are_told_and_nothing_is_published(client, figure, changes, message):
    response = send(client, url_of(figure), **changes)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert figure.editions.count() == 1


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("Hours Math", "Lower-case words, joined by dots"),
        ("_x", "Lower-case words, joined by dots"),
        ("hours.math", "already exists"),
    ],
)
def test_a_key_is_well_formed_and_unique(client, guide, key, message):
    response = send(
        client, reverse("admin:guide_figure_add"), key=key, label="x", subject=guide["math"].pk, measure="cost"
    )
    assert message in response.content.decode()


def test_old_editions_are_listed_to_read_only(client, figure):
    _, other = make_figure("other", subject=figure.subject, low=1)
    send(client, url_of(figure), low="350")
    fields = fields_of(client.get(url_of(figure)))
    assert not [name for name in fields if name.startswith("editions-") and name.endswith("low")]
    assert other.is_current


def test_what_somebody_saved_meanwhile_is_not_written_over(client, figure, curator, superuser, log_in):
    mine = {**fields_of(client.get(url_of(figure))), "low": "310"}
    other = log_in(superuser)
    other.post(url_of(figure), {**fields_of(other.get(url_of(figure))), "low": "350"})
    log_in(curator)

    page = client.post(url_of(figure), mine).content.decode()

    assert f"{superuser} saved this figure meanwhile" in page
    assert 'value="310"' in page
    assert [edition.low for edition in figure.editions.all()] == [350, 300]


def test_a_check_made_meanwhile_is_in_nobodys_way(client, figure):
    mine = {**fields_of(client.get(url_of(figure))), "low": "310"}
    Verification.objects.create(figure=figure, on="2026-11-21", outcome="confirmed")

    client.post(url_of(figure), mine)

    assert figure.editions.current().get().low == 310


@pytest.mark.parametrize("field", ["subject", "source", "follows"])
@pytest.mark.parametrize("forged", ["9" * 40, "\x00", "-1", "x"])
def test_a_forged_reference_is_told(client, figure, field, forged):
    response = client.post(url_of(figure), {**fields_of(client.get(url_of(figure))), field: forged})

    assert response.status_code == 200
    assert figure.editions.count() == 1


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("follows", "A figure does not follow itself."),
        ("within", "A figure does not hold itself."),
        ("part_rows-0-part", "A figure is no part of itself."),
    ],
)
def test_a_figure_does_not_point_at_itself(client, figure, field, message):
    rows = {"part_rows-TOTAL_FORMS": 1} if field.startswith("part_rows") else {}
    response = send(client, url_of(figure), **rows, **{field: figure.pk})
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not figure.part_rows.exists()


OTHERS = {
    "label": "Other words", "measure": "calendar_time", "statistic": "mean", "position": 7, "note": "Theirs.",
    "reckoned": "share", "counts": "mistake", "counts_group": "Listed", "follows": "other", "within": "other",
    "subject": "programming", "low": "350",
}  # fmt: skip


def test_the_table_of_fields_is_whole(client, figure):
    shown = fields_of(client.get(url_of(figure)))
    own = {field.name for field in Figure._meta.concrete_fields if field.name in shown}
    assert own <= OTHERS.keys()


@pytest.mark.parametrize("field", [*OTHERS, "parts", "order of parts"])
def test_whichever_field_somebody_saved_meanwhile_it_stays(client, guide, figure, field):
    other, _ = make_figure("other", subject=figure.subject, low=1)
    third, _ = make_figure("third", subject=figure.subject, low=1)
    row = FigurePart.objects.create(total=figure, part=third, position=3)
    mine = fields_of(client.get(url_of(figure)))
    if field == "parts":
        FigurePart.objects.create(total=figure, part=other)
    elif field == "order of parts":
        FigurePart.objects.filter(pk=row.pk).update(position=4)
    elif field == "low":
        next_edition(figure, None, {**figure.editions.get().values(), "low": Decimal(350)})
    else:
        keys = {"other": other.pk, "programming": guide["programming"].pk}
        Figure.objects.filter(pk=figure.pk).update(**{field: keys.get(OTHERS[field], OTHERS[field])})

    page = client.post(url_of(figure), mine).content.decode()

    assert "saved this figure meanwhile" in page

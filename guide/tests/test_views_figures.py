"""A figure's permanent address."""

from guide.models import Edition, Figure, Record
from guide.tests import factories


def test_a_figure_says_all_about_itself(rich, client):
    html = client.get("/guide/figures/path.phd/").content.decode()

    for text in ("Doctorate", "60 to 84 months", "Another", "Superseded", "21 November 2026", "How long?", "path.phd"):
        assert text in html


def test_a_correction_shows_both_editions(rich, client):
    old = Edition.objects.get(figure__key="path.phd")
    old.is_current = False
    old.save(update_fields=["is_current"])
    Edition.objects.create(figure=old.figure, number=2, **{**old.values(), "low": 48})

    html = client.get("/guide/figures/path.phd/").content.decode()

    assert html.index("48 to 84 months") < html.index("60 to 84 months")
    assert html.count('<th scope="row">') >= 2


def test_a_figure_of_a_draft_is_not_found(rich, client):
    Record.objects.filter(pk=rich["doctorate"].pk).update(state="draft")
    assert client.get("/guide/figures/path.phd/").status_code == 404


def test_a_figure_that_has_no_value_yet_is_not_found(rich, client):
    """The admin and the fixtures always give one; a row made by hand may not have it."""
    Figure.objects.create(key="path.bare", subject=rich["path"].record, label="Bare", measure="cost")
    assert client.get("/guide/figures/path.bare/").status_code == 404


def test_a_figure_of_a_draft_is_not_named_as_the_older_one(rich, client):
    draft = Record.objects.create(kind="misconception", slug="unfinished", title="Unfinished", state="draft")
    older, _ = factories.make_figure("unfinished.pay", subject=draft, low=1, label="Not to be seen yet")
    Figure.objects.filter(key="path.cost").update(follows=older)
    html = client.get("/guide/figures/path.cost/").content.decode()
    assert "unfinished" not in html
    assert "Not to be seen yet" not in html
    assert "path.phd" in client.get("/guide/figures/path.phd.later/").content.decode()


def test_a_figure_without_checks_says_so(rich, client):
    assert "Nobody has checked it yet." in client.get("/guide/figures/path.cost/").content.decode()


def test_its_own_address(rich, client):
    for figure in Figure.objects.all():
        assert client.get(figure.get_absolute_url()).status_code == 200


def test_a_key_that_is_none(rich, client):
    for key in ("no.such", "UPPER", "-x", "_x", "a..b", "a.", "a-b", "a" * 81):
        assert client.get(f"/guide/figures/{key}/").status_code == 404

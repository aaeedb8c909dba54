"""What is searched follows every write to the guide, in the same transaction."""

from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse

from guide.documents import read_fixtures, to_documents
from guide.loading import load
from guide.models import ContentVersion, Figure, Record, Revision, SearchDocument, Skill
from guide.publishing import change_state, publish_edition, restore_revision, save_revision, save_revisions
from guide.search import engines
from guide.search.index import differing
from guide.search.results import Results
from guide.search.words import term
from guide.tests.admin.forms import send
from guide.tests.factories import make_every_kind, make_figure, make_record, make_rich_guide, make_statement

pytestmark = pytest.mark.django_db
ADMIN = Revision.Origin.ADMIN


def found(text):
    return {card.name for card in Results.of(text).cards}


def holding(word):
    """The rows that the database's own index says hold the word."""
    return engines.matching([[(term(word),)]])


@pytest.fixture
def skill(guide):
    """All of the small guide is searched."""
    save_revisions(keys=Record.objects.values_list("pk", flat=True), by=None, origin=ADMIN)
    return guide["math"]


@pytest.fixture(autouse=True)
def _all_as_it_should_be(db):
    """After every test, whatever it wrote: the index is what the records make of it."""
    yield
    assert differing(to_documents()) == []


def test_a_save_in_the_admin_is_searched(skill, log_in, curator):
    url = reverse("admin:guide_skill_change", args=[skill.pk])
    assert found("tensors") == set()
    new = {"topics-0-name": "Tensors", "topics-0-position": 0, "topics-TOTAL_FORMS": 1}
    assert send(log_in(curator), url, title="Mathematik", **new).status_code == 302
    assert found("tensors") == {"skill/math"}
    assert found("mathematik") == {"skill/math", "hours.math"}  # a figure is found by what it speaks of


def test_a_list_saved_in_the_admin_is_searched(skill, log_in, curator):
    assert "skill/math" in found("math")
    assert send(log_in(curator), reverse("admin:guide_skill_changelist"), **{"form-1-state": "retired"}, _save="Save")
    hidden = Skill.objects.get(state="retired")
    assert found(hidden.title) & {hidden.name, hidden.hours_figure.key} == set()


def test_a_state_changed_by_an_action_is_searched(skill, curator):
    change_state(records=[skill], state="draft", by=curator)
    assert found("math") & {"skill/math", "hours.math"} == set()
    change_state(records=[skill], state="published", by=curator)
    assert found("math") >= {"skill/math", "hours.math"}


def test_a_figure_is_searched_with_its_next_edition(skill, curator):
    figure = skill.hours_figure
    publish_edition(figure=figure, by=curator, low=333, population="astronauts")
    assert found("astronauts") == {"hours.math"} == found("333")


def test_a_figure_that_moves_is_found_once(skill, guide, log_in, curator):
    url = reverse("admin:guide_figure_change", args=[skill.hours_figure.pk])
    assert send(log_in(curator), url, subject=guide["programming"].pk).status_code == 302
    row = SearchDocument.objects.get(figure=skill.hours_figure)
    assert row.record_id == guide["programming"].pk


def test_a_restored_revision_is_searched(skill, curator):
    make_statement(skill, "All about eigenvalues.")
    save_revision(record=skill, by=curator, origin=ADMIN)
    assert found("eigenvalues") == {"skill/math"}
    restore_revision(revision=skill.revisions.numbered(1), by=curator)
    assert found("eigenvalues") == set()


def test_what_is_loaded_is_searched_and_what_is_gone_is_not(tmp_path):
    text = "kind: skill\nslug: one\ntitle: Origami\n"
    (tmp_path / "one.yaml").write_text(text)
    (tmp_path / "two.yaml").write_text(text.replace("one", "two").replace("Origami", "Pottery"))
    load(documents=read_fixtures(tmp_path))
    assert (found("origami"), found("pottery")) == ({"skill/one"}, {"skill/two"})
    (tmp_path / "two.yaml").unlink()
    load(documents=read_fixtures(tmp_path))
    assert found("pottery") == set()


def test_a_load_mends_what_an_older_version_of_the_code_made(tmp_path):
    (tmp_path / "one.yaml").write_text("kind: skill\nslug: one\ntitle: Origami\n")
    load(documents=read_fixtures(tmp_path))
    SearchDocument.objects.all().delete()
    version = ContentVersion.objects.number()
    load(documents=read_fixtures(tmp_path))
    assert found("origami") == {"skill/one"}
    assert ContentVersion.objects.number() == version + 1


def test_a_write_that_is_taken_back_leaves_the_index_as_it_was(skill, curator):
    with transaction.atomic():
        Skill.objects.filter(pk=skill.pk).update(title="Mathematik")
        save_revision(record=skill, by=curator, origin=ADMIN)
        assert holding("mathematik")
        transaction.set_rollback(True)
    assert not holding("mathematik")


def test_drafts_and_their_figures_are_not_searched(skill):
    hidden = make_record("pay", "hidden", title="Hidden zebra", state="draft")
    make_figure("zebra.stripes", subject=hidden, low=3, label="Stripes of a zebra")
    save_revision(record=hidden, by=None, origin=ADMIN)
    assert found("zebra") == set()


def test_every_kind_is_searched():
    make_rich_guide()
    made = make_every_kind()
    save_revisions(keys=Record.objects.values_list("pk", flat=True), by=None, origin=ADMIN)
    for record in made.values():
        assert record.name in found(record.title)
    assert SearchDocument.objects.count() == Record.objects.published().count() + Figure.objects.count()


def test_a_save_takes_few_statements_however_many_figures(skill, django_assert_max_num_queries):
    for number in range(10):
        make_figure(f"many.n{number}", subject=skill.record, low=number)
    with django_assert_max_num_queries(45):
        save_revision(record=skill, by=None, origin=ADMIN)


def test_the_command_finds_and_mends_what_is_stale(skill):
    assert "as it should be" in run("rebuild_search", "--check")
    Skill.objects.filter(pk=skill.pk).update(title="Behind its back")
    with pytest.raises(CommandError, match="differs from 1 records"):
        run("rebuild_search", "--check")
    assert found("behind") == set()
    assert "skill/math\n1 records made anew" in run("rebuild_search")
    assert found("behind") >= {"skill/math"}


def test_the_check_finds_records_that_are_not_searched(skill):
    assert warnings() == []
    SearchDocument.objects.of_records([skill.pk]).delete()
    assert warnings() == ["guide.W001"]
    run("rebuild_search")
    assert warnings() == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL generates its index itself")
def test_the_check_finds_a_table_beside_the_rows_that_is_stale(skill):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE guide_searchindex SET names = 'other' WHERE rowid = (SELECT min(rowid) FROM guide_searchindex)"
        )
    assert warnings() == ["guide.W001"]
    run("rebuild_search")
    assert warnings() == []


def warnings():
    return [each.id for each in run_checks(databases=["default"]) if each.id.startswith("guide.")]


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()

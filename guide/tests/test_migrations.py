"""The way of the guide's tables back to the first form and forward again, with rows in them."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from guide.documents import digest
from guide.models import Figure, Kind, LoadedDocument, Record, Relation, Revision, Statement
from guide.publishing import save_revisions
from guide.tests.factories import (
    make_every_kind,
    make_figure,
    make_law,
    make_relation,
    make_rich_guide,
    make_scenario,
    make_statement,
)

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = [("guide", "0001_initial")]
OLD_KINDS = {"source", "path", "skill", "tool", "certification", "misconception", "question", "milestone"}


def migrate(targets):
    """Returns the models as they are there."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def newest():
    """The newest form's targets, to which the tables are brought back whatever happens."""
    targets = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield targets
    migrate(targets)


@pytest.fixture
def rows(newest):
    """Of every kind a record, with all that the newer form has."""
    made = make_rich_guide() | make_every_kind()
    pay = Record.objects.get(kind=Kind.PAY)
    make_figure("pay.middle", subject=pay, low=100000, unit="usd_year", measure="pay")
    make_statement(made["programming"], role="answer")
    make_relation(made["credential"], "backs", made["programming"])
    make_relation(made["programming"], "related", pay)
    made["credential"].status = "in_force"
    made["credential"].save()
    Record.objects.of_kind(Kind.TOOL).update(group="Containers")
    save_revisions(keys=Record.objects.values_list("pk", flat=True), by=None, origin=Revision.Origin.LOAD)
    LoadedDocument.objects.bulk_create(
        LoadedDocument(kind=kind, slug="some", digest="0" * 64) for kind in (Kind.SKILL, Kind.LAW)
    )
    return made


def load_a_tool(old):
    """A tool that the first form loaded, as ``old`` has its models."""
    document = {"kind": "tool", "slug": "podman", "title": "Podman", "fields": {"group": "Containers"}}
    tool = old.get_model("guide", "Tool").objects.create(kind="tool", slug="podman", title="Podman", group="Containers")
    old.get_model("guide", "Revision").objects.create(record_id=tool.pk, number=1, document=document, origin="load")
    loaded = {"digest": digest(document), "row_digest": digest(document)}
    old.get_model("guide", "LoadedDocument").objects.create(kind="tool", slug="podman", **loaded)
    return tool.pk


def test_back_to_the_first_form_and_forward_again(rows, newest):
    """One way there and back for all that is to be seen on it: each takes a minute."""
    there = {kind: Record.objects.of_kind(kind).count() for kind in OLD_KINDS}
    figures = set(Figure.objects.values_list("key", flat=True))

    old = migrate(FIRST)

    kinds = list(old.get_model("guide", "Record").objects.values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in set(kinds)} == there
    assert set(old.get_model("guide", "Figure").objects.values_list("key", flat=True)) == figures
    assert old.get_model("guide", "Figure").objects.get(key="pay.middle").subject.kind == "source"
    assert set(old.get_model("guide", "Certification").objects.values_list("status", flat=True)) == {"not_verified"}
    assert not old.get_model("guide", "Statement").objects.filter(role="answer").exists()
    assert [row.kind for row in old.get_model("guide", "LoadedDocument").objects.all()] == ["skill"]
    assert set(old.get_model("guide", "Tool").objects.values_list("group", flat=True)) == {"Containers"}
    tool = load_a_tool(old)

    migrate(newest)

    there[Kind.TOOL] += 1
    assert {kind: Record.objects.of_kind(kind).count() for kind in OLD_KINDS} == there
    assert set(Record.objects.of_kind(Kind.TOOL).values_list("group", flat=True)) == {"Containers"}
    assert Revision.objects.filter(record__kind=Kind.TOOL).exclude(record=tool)[0].document["group"] == "Containers"
    assert not Relation.objects.filter(role="backs").exists()
    assert not Statement.objects.filter(role="answer").exists()
    assert {make_law().kind, make_scenario().kind} == {"law", "scenario"}
    record, revision = Record.objects.get(pk=tool), Revision.objects.get(record=tool)
    row = LoadedDocument.objects.get(kind=Kind.TOOL)
    assert (record.kind, record.slug, record.group) == ("tool", "podman", "Containers")
    assert revision.document == {"kind": "tool", "slug": "podman", "title": "Podman", "group": "Containers"}
    assert row.digest == row.row_digest == digest(revision.document)

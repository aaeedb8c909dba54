"""What the database itself refuses, saved past every form."""

import pytest
from django.db import IntegrityError, transaction

from guide.models import (
    Alias,
    Certification,
    Citation,
    ContentVersion,
    Edition,
    Figure,
    LoadedDocument,
    Milestone,
    Path,
    Record,
    Relation,
    Revision,
    Skill,
    Source,
    Statement,
    Topic,
    Verification,
)
from guide.tests.factories import make_relation, make_source, make_statement


def edition(guide, **values):
    figure = Figure.objects.create(key="x", subject=guide["math"].record, label="X", measure="cost")
    defaults = {"figure": figure, "bound": "range", "low": 1, "high": 2, "unit": "hour", "source": make_source()}
    return Edition.objects.bulk_create([Edition(**{**defaults, **values})])


def one_of(guide, model):
    """All rows of the model, of which there is one at least."""
    record = guide["math"].record
    if model is Verification:
        Verification.objects.create(figure=guide["math"].hours_figure, on="2026-11-21", outcome="confirmed")
    elif model is Statement:
        make_statement(record)
    elif model is Relation:
        make_relation(record, "related", guide["programming"])
    elif model is Revision:
        Revision.objects.create(record=record, number=1, document={}, origin="load")
    assert model.objects.exists()
    return model.objects.all()


def twice(model, **values):
    return [model.objects.create(**values) for _ in range(2)]


REFUSED = {
    "record_kind_slug_unique": lambda guide: twice(Record, kind="tool", slug="x", title="X"),
    "record_kind_known": lambda guide: Record.objects.create(kind="spell", slug="x", title="X"),
    "record_state_known": lambda guide: Record.objects.create(kind="tool", slug="x", title="X", state="lost"),
    "record_named": lambda guide: Record.objects.create(kind="tool", slug="x", title=""),
    "record_named_slug": lambda guide: Record.objects.create(kind="tool", slug="", title="X"),
    "source_check_is_dated": lambda guide: Source.objects.create(slug="x", title="X", form="check"),
    "citation_once": lambda guide: twice(Citation, record=guide["math"].record, source=make_source()),
    "statement_says_something": lambda guide: Statement.objects.create(
        record=guide["math"].record, role="covers", source=make_source(), text=""
    ),
    "relation_once": lambda guide: twice(
        Relation, subject=guide["math"].record, role="related", object=guide["programming"].record
    ),
    "relation_not_to_itself": lambda guide: Relation.objects.create(
        subject=guide["math"].record, role="related", object=guide["math"].record
    ),
    "revision_number_unique": lambda guide: twice(
        Revision, record=guide["math"].record, number=1, document={}, origin="load"
    ),
    "topic_once": lambda guide: twice(Topic, skill=guide["math"], name="x"),
    "alias_once": lambda guide: twice(Alias, skill=guide["math"], name="x"),
    "figure_key": lambda guide: twice(Figure, key="x", subject=guide["math"].record, label="X", measure="cost"),
    "edition_number_unique": lambda guide: Edition.objects.create(
        **{**guide["math"].hours_figure.editions.get().values(), "figure": guide["math"].hours_figure},
        number=1,
        is_current=False,
    ),
    "edition_one_current": lambda guide: Edition.objects.create(
        **{**guide["math"].hours_figure.editions.get().values(), "figure": guide["math"].hours_figure}, number=2
    ),
    "range_reversed": lambda guide: edition(guide, low=2, high=1),
    "range_half": lambda guide: edition(guide, high=None),
    "point_with_two": lambda guide: edition(guide, bound="point"),
    "at_most_with_low": lambda guide: edition(guide, bound="at_most"),
    "bound_unknown": lambda guide: edition(guide, bound="roughly"),
    "unit_unknown": lambda guide: edition(guide, unit="parsec"),
    "of_nobody": lambda guide: edition(guide, population=""),
    "nowhere": lambda guide: edition(guide, place=""),
    "never": lambda guide: edition(guide, period=""),
    "record_slug_lower_case": lambda guide: Record.objects.create(kind="tool", slug="Docker", title="X"),
    "record_path_leaves_the_address_of_compare": lambda guide: Path.objects.create(slug="compare", title="X"),
    "figure_key_lower_case": lambda guide: Figure.objects.create(
        key="Hours.x", subject=guide["math"].record, label="X", measure="cost"
    ),
    **{
        f"{model.__name__} {name}": lambda guide, model=model, name=name: one_of(guide, model).update(**{name: "?"})
        for model, names in {
            Figure: ["measure"],
            Verification: ["outcome"],
            Milestone: ["counts", "end"],
            Statement: ["role"],
            Relation: ["role"],
            Revision: ["origin"],
            Certification: ["status"],
            Source: ["form"],
            Skill: ["form"],
            Path: ["includes_search"],
        }.items()
        for name in names
    },
    "milestone_hours_name_a_skill": lambda guide: Milestone.objects.create(
        slug="x", title="X", counts="skill_hours", figure=guide["math"].hours_figure
    ),
    "loaded_document_once": lambda guide: twice(LoadedDocument, kind="tool", slug="x"),
    "content_version_single": lambda guide: ContentVersion.objects.create(pk=2),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(guide, name):
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[name](guide)

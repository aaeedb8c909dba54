"""From the rows to a document."""

from guide.documents.shape import (
    CHECK,
    CITATION,
    CLAIM,
    DIFFERS_BY,
    EDITION,
    FIGURE,
    OWN,
    RECORD,
    SCENARIO_STEP,
    STATEMENT,
    settle,
)
from guide.models import Figure, Kind, Record


def to_document(record):
    """The record's document in normal form, as the database has it now. ``record`` may be of any kind's class."""
    return to_documents([record.pk])[record.pk]


def to_documents(keys=None):
    """Documents by the primary key of their record: of ``keys``, or of all. As many queries for one as for all."""
    records = Record.objects.with_document()
    if keys is not None:
        records = records.with_keys(keys)
    # What a row holds is told as it is, even where the form would refuse it today.
    return {record.pk: settle(raw_document(record), problems=[]) for record in records}


def raw_document(record):
    return {
        "kind": record.kind,
        **values(record, RECORD),
        "fields": raw_own_fields(record),
        "citations": [values(citation, CITATION) for citation in record.citations.all()],
        "statements": [values(statement, STATEMENT) for statement in record.statements.all()],
        "figures": [raw_figure(figure) for figure in record.figures.all()],
        "relations": [{"role": relation.role, "to": relation.object.name} for relation in record.relations.all()],
    }


def raw_own_fields(record):
    row = getattr(record, f"as_{record.kind}", None)
    if row is None:
        return {}
    fields = values(row, OWN[record.kind])
    if record.kind == Kind.SKILL:
        aliases = list(row.aliases.all())
        fields["topics"] = [
            {"name": topic.name, "aliases": [alias.name for alias in aliases if alias.topic_id == topic.pk]}
            for topic in row.topics.all()
        ]
        fields["aliases"] = [alias.name for alias in aliases if alias.topic_id is None]
    elif record.kind == Kind.QUESTION:
        fields["differs_by"] = [name for name, field in DIFFERS_BY.items() if getattr(row, field)]
        fields["claims"] = [values(claim, CLAIM) for claim in row.claims.all()]
    elif record.kind == Kind.SCENARIO:
        fields["steps"] = [values(step, SCENARIO_STEP) for step in row.steps.all()]
    return fields


def raw_figure(figure):
    edition = next(iter(figure.current_editions), None)
    return {
        **values(figure, FIGURE),
        **(values(edition, EDITION) if edition else {}),
        "parts": [row.part.key for row in figure.part_rows.all()],
        "checks": [values(verification, CHECK) for verification in figure.verifications.all()],
    }


def values(row, keys):
    """What the row has under these keys; a row that it points at by its slug or key."""
    return {name: named(getattr(row, name)) for name in keys}


def named(value):
    if isinstance(value, Record):
        return value.slug
    if isinstance(value, Figure):
        return value.key
    return value

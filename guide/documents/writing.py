"""From documents to rows: records first, then what refers to them. Figures change by their next edition only."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from guide.documents.shape import (
    CHECK,
    CITATION,
    CLAIM,
    DIFFERS_BY,
    EDITION,
    FIGURE,
    MODELS,
    OWN,
    RECORD,
    RELATION,
    SCENARIO_STEP,
    STATEMENT,
    DocumentError,
    name_of,
)
from guide.editions import next_edition
from guide.locks import lock_figures, lock_records
from guide.models import (
    Alias,
    Citation,
    Claim,
    Figure,
    FigurePart,
    Kind,
    Milestone,
    Record,
    Relation,
    ScenarioStep,
    Statement,
    Topic,
    Verification,
)

POINTING = ("follows", "within")  # keys of a figure that name another


@transaction.atomic
def write_documents(documents, *, by):
    """Bring the rows of these normalised documents to what they say; all of them or none.

    Nothing that others point at is deleted: a figure that a document no longer has stays as it is, and a check once
    made stays made. Locks in the order of ``guide.locks``. Returns the primary keys of the records that changed: those
    of the documents, and the former subjects of figures that moved. Raises DocumentError, all problems at once.
    """
    writing = Writing(by)
    writing.write(documents)
    if writing.problems:
        raise DocumentError(writing.problems)
    return list(dict.fromkeys(writing.touched))


class Writing:
    """One run: which names stand for which rows, and what went wrong."""

    def __init__(self, by):
        self.by = by
        self.problems = []
        self.touched = []

    def look_up(self, documents):
        """Lock what will be written, the records that figures are to leave included; then see what is there."""
        keys = [figure["key"] for document in documents for figure in document.get("figures", [])]
        known = Record.objects.by_name()
        named = [known[name] for d in documents if (name := (d["kind"], d["slug"])) in known]
        lock_records([*named, *Figure.objects.with_names(keys).subjects()])
        lock_figures(keys)
        self.records = Record.objects.by_name()
        self.figures = {figure.key: figure for figure in Figure.objects.with_current_edition().with_parts()}

    def write(self, documents):
        self.look_up(documents)
        # References are checked by the database when the transaction ends, so names are enough: all records have
        # their keys before anything refers to them.
        for document in documents:
            self.attempt(self.write_record, document, None)
        for document in documents:
            for position, figure in enumerate(document.get("figures", [])):
                self.attempt(self.write_figure, document, figure, position)
        if self.problems:
            return
        for document in documents:
            record = self.records[document["kind"], document["slug"]]
            for write in (self.write_own, self.write_lists):
                self.attempt(write, document, record)
            for figure in document.get("figures", []):
                self.attempt(self.write_edition, document, figure)
        # Once all are written: one milestone may take over what another counted.
        for document in documents:
            if document["kind"] == Kind.MILESTONE and not self.problems:
                self.attempt(self.check_milestone, document, self.records[document["kind"], document["slug"]])

    def attempt(self, write, document, *arguments):
        try:
            write(document, *arguments)
        except (DocumentError, ValidationError) as error:
            found = error.problems if isinstance(error, DocumentError) else error.messages
            self.problems.extend(f"{name_of(document)}: {problem}" for problem in found)

    # --- names ---

    def find(self, kind, slug):
        """The primary key of a record, None for no name. Raises DocumentError for an unknown one."""
        if not slug:
            return None
        if (kind, slug) not in self.records:
            raise DocumentError([f"there is no {kind} “{slug}”."])
        return self.records[kind, slug]

    def find_figure(self, key):
        if not key:
            return None
        if key not in self.figures:
            raise DocumentError([f"there is no figure “{key}”."])
        return self.figures[key].pk

    def values(self, entry, keys):
        """Keyword arguments for a model: what the entry says, defaults for the rest, references as keys of rows."""
        found = {}
        for name, key in keys.items():
            value = entry.get(name, key.default)
            if key.field.is_relation:
                model = key.field.related_model
                found[key.field.attname] = self.find_figure(value) if model is Figure else self.find(model.KIND, value)
            else:
                found[name] = key.field.to_python(value)
        return found

    # --- records ---

    def write_record(self, document, _):
        name = (document["kind"], document["slug"])
        values = self.values(document, RECORD)
        record = Record.objects.named(*name).first() or Record(kind=document["kind"])
        for field, value in values.items():
            setattr(record, field, value)
        record.save()
        self.records[name] = record.pk
        self.touched.append(record.pk)

    def write_own(self, document, pk):
        """The row of a kind with fields of its own."""
        model = MODELS.get(document["kind"])
        if model is None:
            return
        fields = document.get("fields", {})
        record = Record.objects.get(pk=pk)
        row = model(record_id=pk, **{field.attname: getattr(record, field.attname) for field in Record._meta.fields})
        for name, value in self.values(fields, OWN[document["kind"]]).items():
            setattr(row, name, value)
        if document["kind"] == Kind.QUESTION:
            for name, field in DIFFERS_BY.items():
                setattr(row, field, name in fields.get("differs_by", []))
        row._state.adding = False  # so that a constraint on what is unique does not find the row itself
        row.validate_constraints(exclude={"slug"})
        row.save()

    def check_milestone(self, document, pk):
        Milestone.objects.get(pk=pk).clean()

    # --- figures ---

    def write_figure(self, document, entry, position):
        """The figure itself; what points at other figures waits until all are there."""
        values = self.values(entry, {name: key for name, key in FIGURE.items() if name not in POINTING})
        subject = self.records[document["kind"], document["slug"]]
        figure = self.figures.get(entry["key"]) or Figure(key=entry["key"])
        if figure.pk and figure.subject_id != subject:
            self.touched.append(figure.subject_id)
        for name, value in {**values, "subject_id": subject, "position": position}.items():
            setattr(figure, name, value)
        figure.save()
        self.figures[figure.key] = figure

    def write_edition(self, document, entry):
        figure = self.figures[entry["key"]]
        try:
            self.write_pointers(figure, entry)
            next_edition(figure, self.by, self.values(entry, EDITION))
            self.write_checks(figure, entry.get("checks", []))
        except (DocumentError, ValidationError) as error:
            found = error.problems if isinstance(error, DocumentError) else error.messages
            raise DocumentError([f"figure {figure.key}: {problem}" for problem in found]) from error

    def write_pointers(self, figure, entry):
        """What it follows, lies within and is made of."""
        pointers = {f"{name}_id": self.find_figure(entry.get(name)) for name in POINTING}
        if any(getattr(figure, name) != pk for name, pk in pointers.items()):
            for name, pk in pointers.items():
                setattr(figure, name, pk)
            figure.save()
        parts = [self.find_figure(key) for key in entry.get("parts", [])]
        if figure.pk in parts:
            raise DocumentError(["a figure is no part of itself."])
        if [row.part_id for row in figure.part_rows.all()] != parts:
            self.replace(FigurePart, "total_id", figure.pk, [{"part_id": part} for part in parts])

    def write_checks(self, figure, entries):
        made = [
            {name: getattr(row, key.field.attname) for name, key in CHECK.items()} for row in figure.verifications.all()
        ]
        for entry in entries:
            values = self.values(entry, CHECK)
            if {name: values[key.field.attname] for name, key in CHECK.items()} not in made:
                Verification.objects.create(figure=figure, by=self.by, **values)

    # --- lists ---

    def write_lists(self, document, pk):
        """What is listed under the record and pointed at by nothing is written anew; topics keep their rows."""
        self.replace(Citation, "record_id", pk, [self.values(e, CITATION) for e in document.get("citations", [])])
        self.replace(Statement, "record_id", pk, [self.values(e, STATEMENT) for e in document.get("statements", [])])
        self.replace(
            Relation,
            "subject_id",
            pk,
            [
                {**self.values(entry, RELATION), "object_id": self.find(*entry["to"].split("/", 1))}
                for entry in document.get("relations", [])
            ],
        )
        fields = document.get("fields", {})
        if document["kind"] == Kind.QUESTION:
            self.replace(Claim, "question_id", pk, [self.values(entry, CLAIM) for entry in fields.get("claims", [])])
        elif document["kind"] == Kind.SCENARIO:
            steps = [self.values(entry, SCENARIO_STEP) for entry in fields.get("steps", [])]
            self.replace(ScenarioStep, "scenario_id", pk, steps)
        elif document["kind"] == Kind.SKILL:
            self.write_topics(pk, fields)

    def replace(self, model, owner, pk, entries):
        model.objects.filter(**{owner: pk}).delete()
        rows = [model(**{owner: pk}, position=position, **entry) for position, entry in enumerate(entries)]
        model.objects.bulk_create(rows)

    def write_topics(self, skill, fields):
        """Topics keep their rows by name, since logged sessions point at them: one that is logged stays, at the end."""
        entries = fields.get("topics", [])
        topics = {topic.name: topic for topic in Topic.objects.filter(skill=skill)}
        wanted = {entry["name"] for entry in entries}
        Alias.objects.filter(skill=skill).delete()
        for number, topic in enumerate(topic for name, topic in topics.items() if name not in wanted):
            topic.position = len(entries) + number
            topic.save()
            with suppress(ProtectedError):
                topic.delete()
        aliases = [Alias(skill_id=skill, name=name) for name in fields.get("aliases", [])]
        for position, entry in enumerate(entries):
            topic = topics.get(entry["name"]) or Topic(skill_id=skill, name=entry["name"])
            topic.position = position
            topic.save()
            aliases += [Alias(skill_id=skill, topic=topic, name=name) for name in entry.get("aliases", [])]
        Alias.objects.bulk_create(aliases)

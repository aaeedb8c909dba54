"""Loading the fixtures without overwriting what a curator changed."""

from django.db import transaction

from guide.comparison import SETTLED, Comparison, Verdict, judge
from guide.documents import DocumentError, digest, to_documents, write_documents
from guide.locks import lock_records
from guide.models import LoadedDocument, Record, Revision, State
from guide.publishing import append_revisions, keep_unrevised, touch_content
from guide.search.index import rebuild


@transaction.atomic
def load(*, documents, take=(), take_all=False, by=None):
    """Bring the database to what the documents say, except where a curator changed it. Returns the comparisons.

    ``take``: names (``kind/slug``) of records whose fixtures win whatever was done here; ``take_all``: all of them.
    Every record written leaves a revision; a record that the fixtures no longer have is retired if nobody touched it
    here. Loading the same again changes nothing. Raises DocumentError, nothing saved, where a document names what is
    not there or where a name in ``take`` is unknown.
    """
    lock_records()  # what is judged is what is written over: nobody saves in between
    comparisons = compare(documents, set(take), take_all)
    unknown = set(take) - {"/".join(comparison.name) for comparison in comparisons}
    if unknown:
        raise DocumentError([f"--take {name}: neither in the fixtures nor here." for name in sorted(unknown)])
    applied = [comparison for comparison in comparisons if comparison.applied]
    known = Record.objects.by_name()
    keep_unrevised(keys=[known[each.name] for each in applied if each.row is not None], origin=Revision.Origin.LOAD)
    touched = write_documents([each.fixture for each in applied if each.fixture], by=by)
    touched += retire([known[each.name] for each in applied if each.fixture is None and each.row is not None])
    append_revisions(keys=touched, by=by, origin=Revision.Origin.LOAD)
    remember(comparisons)
    untouched = {known[each.name]: each.row for each in comparisons if each.row and known[each.name] not in touched}
    if rebuild(untouched) or touched:  # what is searched may be older than the code that makes it
        touch_content()
    return comparisons


def compare(documents, take, take_all):
    """A Comparison of every record that is in the fixtures, was loaded once, or is here; in the fixtures' order."""
    fixtures = {(document["kind"], document["slug"]): document for document in documents}
    rows = {(document["kind"], document["slug"]): document for document in to_documents().values()}
    loaded = LoadedDocument.objects.digests()
    comparisons = []
    for name in dict.fromkeys([*fixtures, *loaded, *rows]):
        fixture, row = fixtures.get(name), rows.get(name)
        taken = take_all or "/".join(name) in take
        comparisons.append(Comparison(name, fixture, row, judge(fixture, row, loaded.get(name)), taken))
    return comparisons


def retire(keys):
    """Take records out of the lists; nothing is deleted. Returns their primary keys."""
    for record in Record.objects.with_keys(keys):
        record.state = State.RETIRED
        record.save(update_fields=["state", "updated_at"])
    return keys


def remember(comparisons):
    """Note what was loaded: of records just written, and of those that are the same here as in the fixtures."""
    names = Record.objects.by_name()
    applied = {names[each.name]: each for each in comparisons if each.applied and each.name in names}
    written = to_documents(applied)
    for pk, each in applied.items():
        LoadedDocument.objects.note(
            each.name, digest=digest(each.fixture) if each.fixture else "", row_digest=digest(written[pk])
        )
    loaded = LoadedDocument.objects.digests()
    for each in comparisons:
        if each.verdict is Verdict.UNCHANGED and each.fixture and each.row == each.fixture:
            digests = (digest(each.fixture), digest(each.row))
            if loaded.get(each.name) != digests:
                LoadedDocument.objects.note(each.name, digest=digests[0], row_digest=digests[1])


def report(comparisons):
    """The load in words: one line for each record that was written or left, then how many were unchanged."""
    for each in comparisons:
        if each.verdict not in SETTLED:
            yield f"{'/'.join(each.name)}: {each.verdict.words}, {outcome(each)}"
        elif each.verdict is Verdict.ADDED_HERE:
            yield f"{'/'.join(each.name)}: {each.verdict.words}, left as it is"
    unchanged = sum(each.verdict is Verdict.UNCHANGED for each in comparisons)
    yield f"{len(comparisons)} records: {unchanged} unchanged, {sum(each.applied for each in comparisons)} written."


def outcome(comparison):
    """What was done about a record that is not the same here and in the fixtures."""
    if comparison.applied:
        done = "retired" if comparison.fixture is None else "taken from the fixtures"
        return done + kept_figures(comparison)
    if comparison.row is None:
        return "left deleted"
    differing = f" (differs in {'; '.join(comparison.differing)})" if comparison.differing else ""
    return f"left as it is{differing}"


def kept_figures(comparison):
    """A figure is never deleted: what once pointed at it still does."""
    if not comparison.fixture or not comparison.row:
        return ""
    now = {figure["key"] for figure in comparison.fixture.get("figures", [])}
    kept = [figure["key"] for figure in comparison.row.get("figures", []) if figure["key"] not in now]
    return f"; keeps {', '.join(kept)}, which the fixtures no longer have here" if kept else ""

"""Writes to the guide: every change of content leaves a revision, and lets whoever keeps pages know.

All lock in the order of ``guide.locks``; so ``touch_content`` is the last thing that a write does.
"""

from django.db import transaction

from guide.documents import normalise, to_documents, write_documents
from guide.editions import next_edition
from guide.locks import lock_records
from guide.models import ContentVersion, Milestone, Revision
from guide.search.index import index_documents


def touch_content():
    """The content changed: pages kept anywhere are stale. Locks the version's row, so it comes last."""
    ContentVersion.objects.grow()


@transaction.atomic
def publish_edition(*, figure, by, **values):
    """Correct a figure: publish its next edition where one of ``values`` (of ``Edition.VALUES``) differs.

    What pointed at the old edition keeps pointing at it. Returns the current edition, the same one where nothing
    differs. Raises ValidationError where the values do not fit together.
    """
    lock_records([figure.subject_id])
    before = figure.editions.current().first()
    edition = next_edition(figure, by, values)
    if edition != before:
        index_documents(to_documents([figure.subject_id]))
        touch_content()
    return edition


@transaction.atomic
def save_revision(*, record, by, origin, note=""):
    """Append the record as it is now to its revisions. Returns the revision."""
    return save_revisions(keys=[record.pk], by=by, origin=origin, note=note)[0]


@transaction.atomic
def save_revisions(*, keys, by, origin, note=""):
    """Append a revision of each record, given by primary key; the content changed once. Returns the revisions."""
    revisions = append_revisions(keys=keys, by=by, origin=origin, note=note)
    if revisions:
        touch_content()
    return revisions


@transaction.atomic
def append_revisions(*, keys, by, origin, note=""):
    """``save_revisions`` for a write that has more to do: it calls ``touch_content`` itself, at its end.

    With each revision goes what is searched of the record.
    """
    keys = list(keys)
    if not keys:
        return []
    lock_records(keys)  # numbers are given one at a time
    documents = to_documents(keys)
    index_documents(documents)
    numbers = Revision.objects.last_numbers(keys)
    return Revision.objects.bulk_create(
        Revision(record_id=pk, number=numbers.get(pk, 0) + 1, document=document, author=by, origin=origin, note=note)
        for pk, document in documents.items()
    )


@transaction.atomic
def keep_unrevised(*, keys, origin):
    """Before records are written over: lock them, and keep each whose rows are not what its last revision says.

    Changes no content, and so not its version.
    """
    keys = list(keys)
    lock_records(keys)
    last = Revision.objects.last_documents(keys)
    changed = [pk for pk, document in to_documents(keys).items() if last.get(pk) != document]
    return append_revisions(keys=changed, by=None, origin=origin, note="As found before it was written over.")


@transaction.atomic
def restore_revision(*, revision, by):
    """Bring the record back to what an older revision says, as a new revision. Returns the new one.

    Figures get their next edition where a value differs. Figures that came since stay, as do checks; a figure that
    speaks of another record by now stays there. Raises DocumentError where it names what is there no longer.
    """
    record = revision.record
    keep_unrevised(keys=[record.pk], origin=Revision.Origin.ADMIN)
    elsewhere = set(record.figures.model.objects.of_others(record).values_list("key", flat=True))
    document = normalise(revision.document)
    document["figures"] = [figure for figure in document.get("figures", []) if figure["key"] not in elsewhere]
    write_documents([document], by=by)
    note = f"Restored revision {revision.number}."
    return save_revision(record=record, by=by, origin=Revision.Origin.ADMIN, note=note)


@transaction.atomic
def change_state(*, records, state, by):
    """Publish or retire several records. Returns the primary keys of those that changed.

    Raises ValidationError, nothing saved, where two published milestones would count the same.
    """
    changed = []
    for record in lock_records([record.pk for record in records]):
        if record.state != state:
            record.state = state
            record.save(update_fields=["state", "updated_at"])
            changed.append(record.pk)
    for milestone in Milestone.objects.with_keys(changed):
        milestone.clean()
    save_revisions(keys=changed, by=by, origin=Revision.Origin.ADMIN, note=f"{record_state(state)} in the list.")
    return changed


def record_state(state):
    return {"published": "Published", "retired": "Retired", "draft": "Made a draft"}[state]

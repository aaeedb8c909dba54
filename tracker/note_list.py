"""The read model of the list of notes: a bounded page, addressed by the note that it stands below."""

from dataclasses import dataclass

from django.urls import reverse

from tracker.models import Note

PAGE = 25


@dataclass(frozen=True)
class NotePage:
    notes: list  # each with its record, retired or not
    older: str  # address of the next older page, "" on the last
    first: bool

    @classmethod
    def of(cls, access, before):
        """At most 25 notes, the latest begun first, below the one with the key ``before`` (text; nonsense is none)."""
        rows = Note.objects.for_learner(access.learner).kept().with_records()
        below = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
        if below is not None:
            rows = rows.before(below)
        notes = list(rows[: PAGE + 1])
        older = ""
        if len(notes) > PAGE:
            notes.pop()
            older = f"{reverse('tracker:note-list')}?before={notes[-1].pk}"
        return cls(notes, older, below is None)

"""The part of an archive that is for people alone and is never read back."""

import csv
import datetime
import io
import json

from guide.datasets.files import cell
from tracker.exchange.sessions import MARK
from tracker.models import Confirmation, Invitation, Mentorship, Section, Share, StudySession

README = """This is your careerguide record.

tables/    everything that you entered, one file a table, one line a row, in JSON.
           Tracker, Your data, Restore makes the same record of it in another account.
guide.jsonl  what the rows refer to in the guide, and what it said when this was made.
reading/   for you to read, and read back by nothing: your account, who could see
           your record, and your sessions as a spreadsheet (sessions.csv).
           A cell there that begins like a formula is led by an apostrophe.
manifest.json  the format and its version, when this was made, and a digest a file.

Days are your own, instants are UTC, durations are seconds. The format is described
in docs/archive.md of careerguide.
"""

# Of a session: columns of the spreadsheet, with what they are of.
COLUMNS = {
    "day": "day", "started_at": "started_at", "ended_at": "ended_at", "zone": "zone", "seconds": "seconds",
    "activity": "activity", "skill": "skill__title", "topic": "topic__name", "counts": "counts", "note": "note",
    "resource": "resource__title", "link": "link", "origin": "origin", "deleted_at": "deleted_at",
}  # fmt: skip
HEAD = (*COLUMNS, "tags")


def as_text(rows):
    return json.dumps(rows, ensure_ascii=False, indent=1)


def account(learner):
    """Whose record it is."""
    user = learner.user
    yield as_text({"name": user.name, "email": user.email, "since": user.date_joined.isoformat()})


def mentoring(learner):
    """Who could see the record, and the codes that were made, without the codes themselves."""
    mentorships = list(Mentorship.objects.of_learner(learner).with_people().oldest_first())
    shares = Share.objects.history_of(mentorships)
    confirmed = Confirmation.objects.for_learner(learner)
    invitations = Invitation.objects.for_learner(learner).order_by("pk")
    yield as_text(
        {
            "mentors": [
                {
                    "mentor": str(mentorship.mentor),
                    "started_at": moment(mentorship.started_at),
                    "ended_at": moment(mentorship.ended_at),
                    "shares": [
                        {"section": Section(row.section).label, "granted": row.granted, "at": moment(row.recorded_at)}
                        for row in shares.get(mentorship.pk, ())
                    ],
                }
                for mentorship in mentorships
            ],
            "confirmed": [
                {
                    "step": str(row.claim.step),
                    "by": row.name,
                    "on": row.confirmed_on.isoformat(),
                    "withdrawn_at": moment(row.withdrawn_at),
                }
                for row in confirmed
            ],
            "codes": [
                {
                    "sections": invitation.shares,
                    "made_at": moment(invitation.created_at),
                    "used_at": moment(invitation.used_at),
                    "withdrawn_at": moment(invitation.revoked_at),
                }
                for invitation in invitations
            ],
        }
    )


def moment(value):
    return value and value.isoformat()


def sessions_csv(learner):
    """The sessions as CSV, a line at a time, the earliest first; those in the bin say since when they are there."""
    yield MARK + line(HEAD)
    for session, tags in StudySession.objects.for_learner(learner).in_words(*COLUMNS.values()):
        yield line([cell(in_words(value)) for value in session] + [cell(" ".join(tags))])


def in_words(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime.date) else str(value or "")


def line(values):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(values)
    return text.getvalue()

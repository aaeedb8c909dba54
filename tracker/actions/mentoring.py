"""Writing mentoring: invitations, their acceptance, what is shared, the end.

Each takes the lock on the learner's row first, as every write to a record does, so that of two who use one code at
once the second finds it used.
"""

import uuid

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.models import Invitation, Learner, Mentorship, Section, Share
from tracker.models.mentoring import CODE_ALPHABET, CODE_LENGTH

MOST_OPEN = 20


class MentoringError(Exception):
    """What cannot be done; its text is for people, beside the field."""


MISTYPED = "This is not a code of ours. It has eight letters and digits, like K7QM-3FXA: compare it with what was sent."
USED = "This code was used already. Each works once: ask for a new one."
REVOKED = "This code was withdrawn. Ask for a new one."
EXPIRED = "This code has expired. Ask for a new one."
OWN = "This is your own code: give it to your mentor."


def tidy_code(text):
    """What was typed as a code has it: without spaces and hyphens, in capitals; "" if it cannot be one."""
    code = "".join(letter for letter in text.upper() if letter.isalnum())
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else ""


def known(sections):
    """Those of ``sections`` that there are, in their order."""
    return [section for section in Section.values if section in sections]


@transaction.atomic
def invite(*, learner, sections, token, by):
    """Make a code that shares ``sections`` with whoever accepts it.

    The same under one ``token`` is one invitation while its code can be used; else that is no answer, and a new one is.
    """
    learner = Learner.objects.locked(learner)
    invitations = Invitation.objects.for_learner(learner)
    first = invitations.open().with_token(token)
    if first is not None and first.sections == known(sections):
        return first
    if invitations.with_token(token) is not None:
        token = uuid.uuid4()
    if invitations.open().count() >= MOST_OPEN:
        raise MentoringError(f"{MOST_OPEN} codes wait to be used. Withdraw one first.")
    invitation = Invitation.objects.create(learner=learner, sections=known(sections), token=token)
    rollups.touch(learner.pk)
    return invitation


@transaction.atomic
def revoke(*, invitation, by):
    """Withdraw a code that nobody has used. Twice is once."""
    Learner.objects.locked(invitation.learner)
    invitation = Invitation.objects.locked(invitation)
    if invitation.used_at:
        raise MentoringError("This code was used already. End the mentoring instead.")
    if not invitation.revoked_at:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        rollups.touch(invitation.learner_id)
    return invitation


@transaction.atomic
def accept(*, code, user):
    """Become the mentor of whose code it is. Returns the mentorship; the same person may send the code again.

    Raises MentoringError for a code that is mistyped, one's own, used by somebody else, withdrawn or expired.
    """
    tidy = tidy_code(code)
    found = Invitation.objects.with_code(tidy) if tidy else None
    if found is None:
        raise MentoringError(MISTYPED)
    learner = Learner.objects.locked(found.learner)
    invitation = Invitation.objects.locked(found)
    mentorship = Mentorship.objects.open().of_mentor(user).from_invitation(invitation)
    if mentorship is not None:
        return mentorship
    refuse(invitation, learner, user)
    mentorship = Mentorship.objects.create(learner=learner, mentor=user, invitation=invitation)
    Share.objects.bulk_create(
        Share(mentorship=mentorship, section=section, granted=True, by=learner.user)
        for section in known(invitation.sections)
    )
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    user.is_mentor = True
    user.save(update_fields=["is_mentor"])
    rollups.touch(learner.pk)
    return mentorship


def refuse(invitation, learner, user):
    """Raise MentoringError if the code cannot be accepted by this person now."""
    if learner.pk == user.pk:
        raise MentoringError(OWN)
    if invitation.used_at:
        raise MentoringError(USED)
    if invitation.revoked_at:
        raise MentoringError(REVOKED)
    if invitation.expires_at <= timezone.now():
        raise MentoringError(EXPIRED)
    if Mentorship.objects.open().of_mentor(user).of_learner(learner).exists():
        raise MentoringError(f"You mentor {learner.user} already.")


@transaction.atomic
def set_sharing(*, mentorship, sections, by):
    """Share just ``sections`` from now on: a row is appended for what changes, and for nothing else."""
    Learner.objects.locked(mentorship.learner)
    mentorship = Mentorship.objects.with_people().get(pk=mentorship.pk)
    if mentorship.ended_at:
        raise MentoringError("This mentoring has ended.")
    now = Share.objects.granted([mentorship]).get(mentorship.pk, frozenset())
    wanted = set(known(sections))
    changed = [section for section in Section.values if (section in wanted) != (section in now)]
    Share.objects.bulk_create(
        Share(mentorship=mentorship, section=section, granted=section in wanted, by=by) for section in changed
    )
    if changed:
        rollups.touch(mentorship.learner_id)
    return mentorship


@transaction.atomic
def end(*, mentorship, by):
    """End a mentorship, from either side. Twice is once; who ended it first is who ended it."""
    Learner.objects.locked(mentorship.learner)
    mentorship = Mentorship.objects.with_people().get(pk=mentorship.pk)
    if mentorship.ended_at is None:
        mentorship.ended_at, mentorship.ended_by = timezone.now(), by
        mentorship.save(update_fields=["ended_at", "ended_by"])
        rollups.touch(mentorship.learner_id)
    return mentorship

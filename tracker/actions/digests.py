"""The weekly digest: asking for it, ending it, sending it.

A week's digest is a row that is claimed before anything is sent, so that of two processes only one sends it. If the
mail server refuses, the row is let go and the next run tries again, a few times. If a process dies in between, or the
mail server does not say what became of it, the row stays claimed and that week is not sent: at most once, since a
second copy is worse than none.
"""

import datetime
import logging
import smtplib
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tracker.days import DAY, local_day
from tracker.digests import DigestPage, last_week, off_token
from tracker.models import Digest, DigestSubscription, Learner

MOST_ATTEMPTS = 5
UNDO_FOR = datetime.timedelta(hours=1)  # after which a link in an old mail turns nothing on again

REFUSALS = (
    smtplib.SMTPConnectError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    ConnectionRefusedError,
)

logger = logging.getLogger(__name__)


class OutcomeUnknown(Exception):
    """The mail may have been sent or not."""


@transaction.atomic
def subscribe(*, learner, by):
    """A digest every week from now on. Twice is once."""
    learner = Learner.objects.locked(learner)
    subscriptions = DigestSubscription.objects.for_learner(learner)
    return subscriptions.open().first() or DigestSubscription.objects.create(learner=learner, by=by)


@transaction.atomic
def unsubscribe(*, learner):
    """No digest any more. Twice is once. Returns whether there was one to end."""
    learner = Learner.objects.locked(learner)
    return bool(DigestSubscription.objects.for_learner(learner).open().update(ended_at=timezone.now()))


@transaction.atomic
def resume(*, learner):
    """Take back that the digest was ended, within an hour. Returns whether there is one now."""
    learner = Learner.objects.locked(learner)
    subscriptions = DigestSubscription.objects.for_learner(learner)
    if subscriptions.open().exists():
        return True
    ended = subscriptions.ended_since(timezone.now() - UNDO_FOR).first()
    if ended is None:
        return False
    ended.ended_at = None
    ended.save(update_fields=["ended_at"])
    return True


def send_digests(*, now):
    """Send what is due. Returns how many were sent and how many failed. Any number of processes may run it at once."""
    sent = failed = 0
    for learner_id, week in list(due(now)):
        outcome = send(learner_id, week, now)
        sent += outcome is True
        failed += outcome is False
    return sent, failed


def due(now):
    """Pairs of (learner id, first day of the week) whose digest is neither sent nor being sent: two queries.

    A week counts if the learner had asked for it before it was over, and if no day of it was told in another week's.
    """
    settled = Digest.objects.settled_since(now.date() - 22 * DAY, MOST_ATTEMPTS)
    for learner_id, since, zone, week_start in DigestSubscription.objects.to_send():
        week = last_week(now, zone, week_start)
        if week + 6 * DAY >= local_day(since, zone) and (learner_id, week) not in settled:
            yield learner_id, week


def send(learner_id, week, now):
    """Send one. True if it was sent, False if it failed, None if it is not to be sent (any more)."""
    learner = Learner.objects.with_people().with_ids([learner_id]).first()
    if learner is None or not claim(learner, week, now):
        return None
    digest = Digest.objects.for_learner(learner).of_week(week)
    try:
        page = DigestPage.of(learner, week)
        if page.is_worth_a_mail:
            post(message(page))
    except OutcomeUnknown:
        logger.exception("The digest of a week from %s may have been sent or not: it is not sent again.", week)
        return None
    except Exception:  # whatever it is, the others get theirs
        logger.exception("The digest of a week from %s could not be sent.", week)
        digest.update(state=Digest.State.FAILED)
        return False
    digest.update(state=Digest.State.SENT, sent_at=timezone.now())
    return True if page.is_worth_a_mail else None


def post(mail):
    """Hand a mail to the mail server. Raises what hindered it before anything was sent, or the refusal; OutcomeUnknown
    for anything else, such as a line that went dead before the answer."""
    mail.connection = mail.get_connection()
    mail.connection.open()
    try:
        mail.send()
    except REFUSALS:
        raise
    except Exception as error:
        raise OutcomeUnknown from error
    finally:
        with suppress(Exception):  # the answer has been heard
            mail.connection.close()


@transaction.atomic
def claim(learner, week, now):
    """Make the digest of a week this process's to send, unless it is somebody's or was ended since."""
    try:
        learner = Learner.objects.locked(learner)
    except Learner.DoesNotExist:  # deleted just now
        return False
    if not DigestSubscription.objects.for_learner(learner).open().exists():
        return False
    if Digest.objects.for_learner(learner).told_near(week):
        return False
    _, made = Digest.objects.get_or_create(learner=learner, week=week, defaults={"claimed_at": now})
    return made or Digest.objects.claim_again(learner, week, now=now, most_attempts=MOST_ATTEMPTS)


def message(page):
    """The mail, with what a mail program needs to offer one click that ends it (RFC 2369, RFC 8058)."""
    learner = page.access.learner
    off = reverse("digest-off", args=[off_token(learner)])
    return EmailMessage(
        subject=page.subject,
        body=page.text(site=settings.SITE_URL, off=off),
        to=[learner.user.email],
        headers={
            "List-Unsubscribe": f"<{settings.SITE_URL}{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )

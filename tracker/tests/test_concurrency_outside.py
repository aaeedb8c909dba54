"""What leaves and enters a record, by several at once: one feed live, one mail sent, one archive taken in."""

import pytest
from django.core import mail
from django.db import connection

from tracker.actions import addresses
from tracker.actions.archives import restore
from tracker.actions.digests import send_digests, subscribe
from tracker.archives.envelope import ArchiveRefused, opened
from tracker.models import CalendarFeed, Digest, DigestSubscription, StudySession
from tracker.tests.archives import archive_of, fill, upload
from tracker.tests.factories import make_user
from tracker.tests.test_concurrency import at_once
from tracker.tests.test_digests import AFTER, asking

pytestmark = pytest.mark.django_db(transaction=True)


def test_feeds_made_and_renewed_at_once_leave_one_live(learner):
    by = learner.user
    assert len({feed.pk for feed in at_once(*[lambda: addresses.make(CalendarFeed, learner=learner, by=by)] * 4)}) == 1

    feed = CalendarFeed.objects.get()
    renewed = at_once(*[lambda: addresses.renew(address=feed, by=by)] * 4)
    assert len({each.pk for each in renewed}) == 1
    assert CalendarFeed.objects.count() == 2

    at_once(
        lambda: addresses.renew(address=renewed[0], by=by),
        lambda: addresses.restore(address=feed, by=by),
        lambda: addresses.revoke(address=renewed[0], by=by),
        lambda: addresses.restore(address=feed, by=by),
    )
    assert CalendarFeed.objects.live().get() == feed


def test_a_digest_asked_for_at_once_is_asked_for_once(learner):
    at_once(*[lambda: subscribe(learner=learner, by=learner.user)] * 4)
    assert DigestSubscription.objects.count() == 1


def test_a_digest_that_several_send_at_once_is_sent_once(learner, stranger):
    asking(learner)
    asking(stranger)
    outcomes = at_once(*[lambda: send_digests(now=AFTER)] * 4)
    assert sum(sent for sent, _ in outcomes) == 2
    assert len(mail.outbox) == 2
    assert {digest.state for digest in Digest.objects.all()} == {"sent"}


def test_one_that_failed_and_that_several_try_again_at_once_is_sent_once(learner):
    Digest.objects.create(learner=asking(learner), week=AFTER.date().replace(day=2), state="failed")
    outcomes = at_once(*[lambda: send_digests(now=AFTER)] * 4)
    assert sum(sent for sent, _ in outcomes) == 1
    assert len(mail.outbox) == 1


def test_an_archive_that_is_taken_in_twice_at_once_is_there_once(learner, guide):
    data, user = archive_of(fill(learner, guide)), make_user("Nell")
    before = StudySession.objects.count()

    def take_in():
        try:
            with opened(upload(data)) as envelope:
                restore(user=user, envelope=envelope)
        except ArchiveRefused as error:
            return error.problems[0]
        finally:
            connection.close()
        return None

    refused = [problem for problem in at_once(take_in, take_in) if problem]
    assert len(refused) == 1
    assert StudySession.objects.count() == 2 * before

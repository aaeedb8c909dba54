"""Invitations and what comes of them: consent once, by section, until either side ends it."""

import datetime
import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from careerguide.models import User
from tracker.access import shared_sections
from tracker.actions import mentoring
from tracker.actions.mentoring import MentoringError, accept, end, invite, revoke, set_sharing, tidy_code
from tracker.models import Invitation, Learner, Mentorship, Section, Share
from tracker.tests.factories import make_learner, make_mentorship, make_user

HOURS, PLAN = Section.HOURS, Section.PLAN


def invited(learner, sections=(HOURS, PLAN)):
    return invite(learner=learner, sections=sections, token=uuid.uuid4(), by=learner.user)


def test_a_code_accepted_shares_what_was_chosen_and_nothing_else(learner, mentor):
    invitation = invited(learner)
    mentorship = accept(code=invitation.readable, user=mentor)
    assert shared_sections(mentorship) == {HOURS, PLAN}
    assert set(mentorship.shares.values_list("by", flat=True)) == {learner.pk}
    invitation.refresh_from_db()
    assert invitation.used_at
    assert User.objects.get(pk=mentor.pk).is_mentor


@pytest.mark.parametrize("spoil", [str.lower, lambda c: f" {c} ", lambda c: c.replace("-", ""), lambda c: " ".join(c)])
def test_a_code_is_read_however_it_is_written(learner, mentor, spoil):
    assert accept(code=spoil(invited(learner).readable), user=mentor).mentor == mentor


@pytest.mark.parametrize(
    "text", ["", "K7QM", "K7QM-3FXA-9", "K7QM-3FX0", "🙂" * 8, "K7QM-3FX\x00", "ß" * 8, "x" * 10_000]
)
def test_what_cannot_be_a_code_is_none(text):
    assert tidy_code(text) == ""


def refusal(code, user):
    with pytest.raises(MentoringError) as caught:
        accept(code=code, user=user)
    return str(caught.value)


def test_each_refusal_says_why(learner, mentor, stranger):
    assert refusal("K7QM-3FXA", mentor) == mentoring.MISTYPED
    assert refusal("", mentor) == mentoring.MISTYPED
    own = invited(learner)
    assert refusal(own.code, learner.user) == mentoring.OWN
    withdrawn = invited(learner)
    revoke(invitation=withdrawn, by=learner.user)
    assert refusal(withdrawn.code, mentor) == mentoring.REVOKED
    expired = invited(learner)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    assert refusal(expired.code, mentor) == mentoring.EXPIRED
    accept(code=own.code, user=mentor)
    assert refusal(own.code, stranger.user) == mentoring.USED
    assert refusal(invited(learner).code, mentor) == "You mentor Lena already."
    assert Mentorship.objects.count() == 1


def test_the_code_of_somebody_whose_account_is_closed_is_none(learner, mentor):
    invitation = invited(learner)
    User.objects.filter(pk=learner.pk).update(is_active=False)
    assert refusal(invitation.code, mentor) == mentoring.MISTYPED


def test_the_same_person_with_the_same_code_again_gets_the_first_result(learner, mentor):
    code = invited(learner).code
    first = accept(code=code, user=mentor)
    assert accept(code=code, user=mentor) == first
    end(mentorship=first, by=learner.user)
    assert refusal(code, mentor) == mentoring.USED


def test_the_same_invitation_form_twice_is_one_code(learner):
    token = uuid.uuid4()
    fields = {"learner": learner, "token": token, "by": learner.user}
    first = invite(sections=[HOURS, PLAN], **fields)
    assert invite(sections=[PLAN, HOURS], **fields) == first
    other = invite(sections=[PLAN], **fields)
    assert (other == first, other.sections) == (False, [PLAN])


def test_a_code_that_can_no_longer_be_used_is_no_answer_to_the_same_form(learner, mentor):
    token = uuid.uuid4()
    fields = {"learner": learner, "token": token, "by": learner.user, "sections": [HOURS]}
    used = invite(**fields)
    accept(code=used.code, user=mentor)
    withdrawn = revoke(invitation=invite(**{**fields, "token": uuid.uuid4()}), by=learner.user)
    for closed in (used, withdrawn):
        again = invite(**{**fields, "token": closed.token})
        assert again != closed
        assert Invitation.objects.open().get(pk=again.pk).sections == [HOURS]


def test_codes_that_wait_are_bounded(learner):
    for _ in range(mentoring.MOST_OPEN):
        invited(learner)
    with pytest.raises(MentoringError, match="Withdraw one first"):
        invited(learner)


def test_sections_that_there_are_not_are_left_out(learner, mentor):
    mentorship = accept(code=invited(learner, ["salary", HOURS]).code, user=mentor)
    assert shared_sections(mentorship) == {HOURS}


def test_a_used_code_cannot_be_withdrawn_and_withdrawing_twice_is_once(learner, mentor):
    used, open_one = invited(learner), invited(learner)
    accept(code=used.code, user=mentor)
    with pytest.raises(MentoringError):
        revoke(invitation=used, by=learner.user)
    first = revoke(invitation=open_one, by=learner.user).revoked_at
    assert revoke(invitation=open_one, by=learner.user).revoked_at == first


def test_sharing_appends_rows_for_changes_only(learner, mentor):
    mentorship = make_mentorship(learner, mentor, sections=[HOURS, PLAN])
    set_sharing(mentorship=mentorship, sections=[HOURS, Section.OFFERS], by=learner.user)
    assert shared_sections(mentorship) == {HOURS, Section.OFFERS}
    assert list(mentorship.shares.values_list("section", "granted"))[2:] == [("offers", True), ("plan", False)]
    version = Learner.objects.get(pk=learner.pk).version
    set_sharing(mentorship=mentorship, sections=[HOURS, Section.OFFERS], by=learner.user)
    assert mentorship.shares.count() == 4
    assert Learner.objects.get(pk=learner.pk).version == version


def test_either_side_ends_it_and_the_first_stands(learner, mentor):
    mentorship = make_mentorship(learner, mentor)
    assert end(mentorship=mentorship, by=mentor).ended_by == mentor
    assert end(mentorship=mentorship, by=learner.user).ended_by == mentor
    with pytest.raises(MentoringError):
        set_sharing(mentorship=mentorship, sections=[HOURS], by=learner.user)


def test_after_the_end_a_new_code_begins_anew(learner, mentor):
    first = accept(code=invited(learner).code, user=mentor)
    end(mentorship=first, by=learner.user)
    second = accept(code=invited(learner, [PLAN]).code, user=mentor)
    assert second != first
    assert shared_sections(second) == {PLAN}


def test_every_write_makes_a_new_version(learner, mentor):
    versions = [Learner.objects.get(pk=learner.pk).version]

    def act(result):
        versions.append(Learner.objects.get(pk=learner.pk).version)
        return result

    invitation = act(invited(learner))
    mentorship = act(accept(code=invitation.code, user=mentor))
    act(set_sharing(mentorship=mentorship, sections=[], by=learner.user))
    act(end(mentorship=mentorship, by=learner.user))
    assert versions == sorted(set(versions))


def test_the_database_refuses_what_makes_no_sense(learner, mentor):
    mentorship = make_mentorship(learner, mentor)
    invitation = invited(learner)
    for write in (
        lambda: Mentorship.objects.create(learner=learner, mentor=mentor),
        lambda: Mentorship.objects.create(learner=learner, mentor=learner.user),
        lambda: Share.objects.create(mentorship=mentorship, section="salary", granted=True),
        lambda: Invitation.objects.create(learner=learner, code=invitation.code),
        lambda: Invitation.objects.create(learner=learner, token=invitation.token),
        lambda: Invitation.objects.update(used_at=timezone.now(), revoked_at=timezone.now()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_code_at_once_one_gets_it():
    learner = make_learner()
    people = [make_user("Milo"), make_user("Mona")]
    code = invited(learner).code
    start, outcomes = threading.Barrier(2), []

    def act(user):
        try:
            start.wait(10)
            outcomes.append(accept(code=code, user=user).mentor)
        except MentoringError as error:
            outcomes.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert mentoring.USED in outcomes
    assert len(outcomes) == 2
    mentorship = Mentorship.objects.get()
    assert mentorship.mentor in outcomes
    assert shared_sections(mentorship) == {HOURS, PLAN}

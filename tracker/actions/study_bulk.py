"""Writing many sessions at once: all or none, in one transaction under the lock on the learner's row, to be undone.

``sessions`` is always a queryset of the learner's own; what else it holds is the caller's choice. An act takes at most
``MOST`` of them, and so does its undoing.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from guide.models import Topic
from tracker import rollups
from tracker.actions.many import TooMany, Undone
from tracker.actions.study import DayTooLong
from tracker.actions.study_ties import tie_sessions, untie_sessions
from tracker.days import day_seconds
from tracker.models import BulkAct, DayTotal, Learner, StudySession, Tag

MOST = 1_000
Activity = StudySession.Activity


class NoSessions(Exception):
    """There is none of them (any more)."""


@dataclass(frozen=True)
class What:
    """What sessions are of from now on: a skill, with a topic of it or none; or an activity without a skill."""

    skill: object = None
    topic: object = None
    activity: str = Activity.STUDY

    def of(self, session):
        """(skill id, topic id, activity) that the session then has. A kind of time that goes with a skill stays."""
        if self.skill is None:
            return None, None, self.activity
        activity = session.activity if session.skill_id else Activity.STUDY
        return self.skill.pk, self.topic and self.topic.pk, activity


def _taken(sessions):
    """The sessions with their tags, as they are now; their learner's row is locked already."""
    rows = list(sessions.prefetch_related("tags")[: MOST + 1])
    if not rows:
        raise NoSessions
    if len(rows) > MOST:
        raise TooMany
    return rows


def _as_it_is(session):
    """What of a session an act may change, for ``BulkAct.before``."""
    return {
        "skill": session.skill_id,
        "topic": session.topic_id,
        "activity": session.activity,
        "counts": session.counts,
        "project": session.project_id,
        "certification": session.certification_id,
        "tags": sorted(tag.name for tag in session.tags.all()),
    }


def _copy(session):
    """The session as it is counted now, for the rollups."""
    copy = StudySession(learner_id=session.learner_id, day=session.day, seconds=session.seconds)
    copy.skill_id, copy.counts = session.skill_id, session.counts
    return copy


def _write(learner, by, rows, given):
    """Give each of ``rows`` its (skill id, topic id, activity, counts) of ``given``, and move the rollups."""
    out = [_copy(session) for session in rows if session.deleted_at is None]
    alike = {}
    for session in rows:
        alike.setdefault(given[session.pk], []).append(session)
    for (skill, topic, activity, counts), group in alike.items():
        StudySession.objects.with_ids([session.pk for session in group]).update(
            skill=skill, topic=topic, activity=activity, counts=counts, by=by, updated_at=timezone.now()
        )
        for session in group:
            session.skill_id, session.counts = skill, counts
    rollups.shift(learner.pk, out=out, into=[session for session in rows if session.deleted_at is None])


@transaction.atomic
def change_sessions(*, learner, by, token, sessions, what=None, tie=None, add=(), remove=()):
    """Give the kept ones of ``sessions`` a skill or activity (``what``; None leaves it), say which project or
    certification of the learner's they were for (``tie``; None leaves it), add tags and take tags away.

    Returns the BulkAct that undoes it; sent twice, it is the first's. No day changes, so none can overflow. Raises
    NoSessions, TooMany.
    """
    learner = Learner.objects.locked(learner)
    if known := BulkAct.objects.for_learner(learner).with_token(token):
        return known
    rows = _taken(sessions.kept())
    act = BulkAct(learner=learner, verb=BulkAct.Verb.CHANGE, token=token, at=timezone.now(), by=by)
    act.before = {str(session.pk): _as_it_is(session) for session in rows}
    act.given = {"add": sorted(set(add)), "remove": sorted(set(remove) - set(add))}
    if what is not None:
        act.given |= {"skill": what.skill and what.skill.pk, "topic": what.topic and what.topic.pk}
        act.given["activity"] = {str(session.pk): what.of(session)[2] for session in rows}
        changed = [session for session in rows if _is(session) != what.of(session)]
        _write(learner, by, changed, {s.pk: (*what.of(s), _counted_as(s, what)) for s in changed})
    if tie is not None:
        act.given["tie"] = [tie.project, tie.certification]
        tie_sessions(by, dict.fromkeys(rows, (tie.project, tie.certification)))
    _tag(learner, by, rows, dict.fromkeys((s.pk for s in rows), (act.given["add"], act.given["remove"])))
    rollups.touch(learner.pk)
    act.save()
    return act


def _is(session):
    return session.skill_id, session.topic_id, session.activity


def _counted_as(session, what):
    """Whether it counts: as the guide has it now, if the skill or activity is another; else as it was."""
    skill, _, activity = what.of(session)
    stays = (skill, activity) == (session.skill_id, session.activity)
    return session.counts if stays else bool(what.skill and what.skill.counts_to_total)


def _tag(learner, by, rows, wanted):
    """Tags by ``wanted``: (names to add, names to take away) by the session's id. Whose tags change was changed."""
    to_add = {name: [s.pk for s in rows if name in wanted[s.pk][0]] for name in _names(wanted, 0)}
    to_remove = {name: [s.pk for s in rows if name in wanted[s.pk][1]] for name in _names(wanted, 1)}
    link = StudySession.tags.through
    added = [link(studysession_id=pk, tag=tag) for tag in Tag.objects.named(learner, to_add) for pk in to_add[tag.name]]
    link.objects.bulk_create(added, ignore_conflicts=True, batch_size=400)
    for tag in Tag.objects.for_learner(learner).with_names(to_remove):
        tag.sessions.remove(*to_remove[tag.name])
    changed = [session.pk for session in rows if _tags_differ(session, *wanted[session.pk])]
    StudySession.objects.with_ids(changed).update(by=by, updated_at=timezone.now())


def _tags_differ(session, add, remove):
    """Whether it lacks one of the names to add or has one of those to take away, as it was fetched."""
    had = {tag.name for tag in session.tags.all()}
    return not had.issuperset(add) or not had.isdisjoint(remove)


def _names(wanted, place):
    return sorted({name for names in wanted.values() for name in names[place]})


@transaction.atomic
def delete_sessions(*, learner, by, token, sessions):
    """Put the kept ones of ``sessions`` into the bin. Returns the BulkAct that undoes it: sent twice, the first's.

    Raises NoSessions, TooMany.
    """
    learner = Learner.objects.locked(learner)
    if known := BulkAct.objects.for_learner(learner).with_token(token):
        return known
    rows = _taken(sessions.kept())
    act = BulkAct(learner=learner, verb=BulkAct.Verb.DELETE, token=token, at=timezone.now(), by=by)
    act.before = {str(session.pk): {} for session in rows}
    act.save()
    rollups.shift(learner.pk, out=rows)
    StudySession.objects.with_ids([s.pk for s in rows]).update(deleted_at=act.at, by=by, updated_at=act.at)
    return act


@transaction.atomic
def undo_bulk(*, act, by):
    """Take an act back: every session of it is as it was before, but for those that were changed since.

    What was deleted is restored all or not at all: raises DayTooLong for the first day that has filled since. Returns
    what became of them; None if it was undone already.
    """
    learner = Learner.objects.locked(act.learner)
    act = BulkAct.objects.get(pk=act.pk)
    if act.undone_at is not None:
        return None
    rows = list(StudySession.objects.for_learner(learner).with_ids(act.before).prefetch_related("tags"))
    if act.verb == BulkAct.Verb.DELETE:
        together = [session for session in rows if session.deleted_at == act.at]
        _restore(learner, by, together)
        undone = Undone(len(together), act.count - len(together))
    else:
        undone = _give_back(learner, by, act, rows)
    act.undone_at = timezone.now()
    act.save(update_fields=["undone_at"])
    return undone


def _give_back(learner, by, act, rows):
    """Undo a change: the skill, and what it was for, where it is still the one given; the tags whatever else became of
    the session."""
    given, left = {}, set()
    topics = Topic.objects.in_bulk({was["topic"] for was in act.before.values() if was["topic"]})
    if "skill" in act.given:
        for session in rows:
            was, became = act.before[str(session.pk)], act.given["activity"][str(session.pk)]
            if _is(session) != (act.given["skill"], act.given["topic"], became):
                left.add(session.pk)
                continue
            topic = was["topic"] if was["topic"] in topics else None
            given[session.pk] = (was["skill"], topic, was["activity"], was["counts"])
        _write(learner, by, [session for session in rows if session.pk in given], given)
    if "tie" in act.given:
        left |= untie_sessions(by, act, rows)
    back = {session.pk: _tags_back(act, session) for session in rows}
    _tag(learner, by, rows, back)
    rollups.touch(learner.pk)
    gone = act.count - len(rows) + len(left)
    return Undone(act.count - gone, gone)


def _tags_back(act, session):
    """(names to add, names to take away) so that the act's tags are as they were."""
    had = set(act.before[str(session.pk)]["tags"])
    return sorted(had & set(act.given["remove"])), sorted(set(act.given["add"]) - had)


@transaction.atomic
def restore_sessions(*, learner, by, sessions):
    """Take those of ``sessions`` that are in the bin out of it, all or none: raises DayTooLong, NoSessions, TooMany.

    Returns how many.
    """
    learner = Learner.objects.locked(learner)
    rows = _taken(sessions.binned())
    _restore(learner, by, rows)
    return len(rows)


def _restore(learner, by, rows):
    """Count the sessions again, if every day of them can hold them; they were in the bin."""
    added = Counter()
    for session in rows:
        added[session.day] += session.seconds
    there = DayTotal.objects.for_learner(learner).of_days(added).seconds_by_day()
    for session in sorted(rows, key=lambda session: session.day):
        seconds = there.get(session.day, 0)
        if seconds + added[session.day] > day_seconds(session.day, session.zone):
            raise DayTooLong(session.day, seconds)
    StudySession.objects.with_ids([s.pk for s in rows]).update(deleted_at=None, by=by, updated_at=timezone.now())
    rollups.shift(learner.pk, into=rows)


@transaction.atomic
def remove_for_good(*, learner, sessions):
    """Delete those of ``sessions`` that are in the bin for good. They are in no sum. Returns how many."""
    learner = Learner.objects.locked(learner)
    _, deleted = sessions.binned().delete()
    rollups.touch(learner.pk)
    return deleted.get(StudySession._meta.label, 0)

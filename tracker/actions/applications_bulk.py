"""Writing many applications at once: all or none, in one transaction under the lock on the learner's row, to be undone.

``applications`` is always a queryset of the learner's own; what else it holds is the caller's choice.
"""

from django.db import transaction
from django.utils import timezone

from tracker import rollups
from tracker.actions.many import TooMany, Undone
from tracker.days import local_day
from tracker.models import Application, ApplicationAct, ApplicationEvent, Learner
from tracker.recounts import course_of, rollups_of
from tracker.stages import APPLICATION, oddities

MOST = 10_000
AT_ONCE = 400  # rows of one statement
DETAILS = ("channel", "role_family", "resume_version")  # what an act may give to many
Verb = ApplicationAct.Verb


class NoApplications(Exception):
    """There is none of them (any more)."""


class AsItWas(Exception):
    """All of them say so already."""


class Odd(Exception):
    """Some moves are odd, such as backwards or after closing; the argument is how many. They may well be right."""


def _begun(learner, token, applications):
    """(the learner, locked; the act that was done with this token, or None; the rows as they are now)."""
    learner = Learner.objects.locked(learner)
    if known := ApplicationAct.objects.for_learner(learner).with_token(token):
        return learner, known, []
    rows = list(applications[: MOST + 1])
    if not rows:
        raise NoApplications
    if len(rows) > MOST:
        raise TooMany
    return learner, None, rows


def _act(learner, by, token, verb, **fields):
    return ApplicationAct(learner=learner, by=by, token=token, verb=verb, at=timezone.now(), **fields)


# --- to a stage ------------------------------------------------------------------------------------------------------


@transaction.atomic
def move_applications(*, learner, by, token, applications, stage, happened_on, own_stage=None, sure=0):
    """They came to ``stage`` on a day, which the learner may call by an ``own_stage`` of theirs. Those that stand there
    already are left alone.

    Returns the ApplicationAct that undoes it; sent twice, it is the first's. Raises NoApplications, TooMany, AsItWas,
    and Odd, unless as many moves are odd as the learner is ``sure`` of.
    """
    learner, known, rows = _begun(learner, token, applications.with_events())
    if known:
        return known
    courses = {row.pk: course_of(row) for row in rows}
    rows = [row for row in rows if _last(courses[row.pk]) != (stage, happened_on, own_stage and own_stage.pk)]
    if not rows:
        raise AsItWas
    odd = sum(bool(oddities(courses[row.pk].events, APPLICATION, stage, happened_on)) for row in rows)
    if odd and odd != sure:
        raise Odd(odd)
    steps = {row: {"stage": stage, "happened_on": happened_on, "own_stage": own_stage} for row in rows}
    events = _append(learner, by, steps)
    given = {"stage": stage, "on": happened_on.isoformat(), "own_stage": own_stage and own_stage.pk}
    act = _act(learner, by, token, Verb.MOVE, given=given)
    act.before = {str(event.application_id): event.sequence for event in events}
    act.save()
    return act


def _last(course):
    event = course.events[-1]
    return event.stage, event.happened_on, event.own


def _append(learner, by, steps):
    """Append an event to each of these applications (with their events fetched) and settle them. Returns the events.

    ``steps``: by application, what its event says.
    """
    day = local_day(timezone.now(), learner.zone)
    events = []
    for row, step in steps.items():
        sequence = max((event.sequence for event in row.events.all()), default=0) + 1
        events.append(ApplicationEvent(application=row, sequence=sequence, recorded_on=day, by=by, **step))
    ApplicationEvent.objects.bulk_create(events, batch_size=AT_ONCE)
    _settle(learner, list(steps))
    return events


def _settle(learner, rows):
    """Write the rollups that follow from the events anew: on the rows, and on the learner's count."""
    rows = list(Application.objects.with_ids([row.pk for row in rows]).with_events())
    changed, names, delta = [], set(), 0
    for row in rows:
        counted, values = row.counted, rollups_of(row)
        other = {name for name, value in values.items() if getattr(row, name) != value}
        if other:
            for name, value in values.items():
                setattr(row, name, value)
            names |= other
            changed.append(row)
        delta += int(row.counted) - int(counted)
    _write(changed, names)
    rollups.touch(learner.pk, applications_sent=delta)


def _write(rows, names):
    """Write these fields of the rows: those that get the same together."""
    alike = {}
    for row in rows:
        alike.setdefault(tuple(getattr(row, name) for name in sorted(names)), []).append(row.pk)
    if len(alike) > AT_ONCE:
        fields = sorted(name.removesuffix("_id") for name in names)
        Application.objects.bulk_update(rows, fields, batch_size=AT_ONCE)
        Application.objects.with_ids([row.pk for row in rows]).update(updated_at=timezone.now())
        return
    for values, ids in alike.items():
        given = dict(zip(sorted(names), values, strict=True))
        Application.objects.with_ids(ids).update(updated_at=timezone.now(), **given)


def _take_back(learner, by, act, rows):
    """Undo a move: each event that is still the last one is superseded by one that only takes back."""
    steps = {}
    for row in rows:
        event = next((e for e in row.events.all() if e.sequence == act.before[str(row.pk)]), None)
        standing = course_of(row).events
        if event and event.sequence == standing[-1].sequence and len(standing) > 1:
            steps[row] = {"stage": "", "happened_on": event.happened_on, "supersedes": event}
    if steps:
        _append(learner, by, steps)
    return Undone(len(steps), act.count - len(steps))


# --- channel, role family, résumé version ----------------------------------------------------------------------------


@transaction.atomic
def change_applications(*, learner, by, token, applications, **given):
    """Give all of them these fields of ``DETAILS``.

    Returns the ApplicationAct that undoes it; sent twice, it is the first's. Raises NoApplications, TooMany, AsItWas.
    """
    learner, known, rows = _begun(learner, token, applications)
    if known:
        return known
    rows = [row for row in rows if any(getattr(row, name) != value for name, value in given.items())]
    if not rows:
        raise AsItWas
    act = _act(learner, by, token, Verb.CHANGE, given=given)
    act.before = {str(row.pk): {name: getattr(row, name) for name in given} for row in rows}
    act.save()
    Application.objects.with_ids([row.pk for row in rows]).update(updated_at=act.at, **given)
    rollups.touch(learner.pk)
    return act


def _give_back(learner, act, rows):
    """Undo a change, of those fields that still say what the act gave."""
    back, left = [], act.count - len(rows)
    for row in rows:
        if any(getattr(row, name) != value for name, value in act.given.items()):
            left += 1
            continue
        for name, value in act.before[str(row.pk)].items():
            setattr(row, name, value)
        back.append(row)
    _write(back, set(act.given))
    rollups.touch(learner.pk)
    return Undone(len(back), left)


# --- the bin ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def delete_applications(*, learner, by, token, applications):
    """Put them into the bin. Returns the ApplicationAct that undoes it: sent twice, the first's.

    Raises NoApplications, TooMany.
    """
    learner, known, rows = _begun(learner, token, applications)
    if known:
        return known
    act = _act(learner, by, token, Verb.DELETE, before={str(row.pk): {} for row in rows})
    act.save()
    delta = -sum(row.counted for row in rows)
    Application.objects.with_ids([row.pk for row in rows]).update(deleted_at=act.at, updated_at=act.at)
    rollups.touch(learner.pk, applications_sent=delta)
    return act


def _restore(learner, act, rows):
    back = [row for row in rows if row.deleted_at == act.at]
    Application.objects.with_ids([row.pk for row in back]).update(deleted_at=None, updated_at=timezone.now())
    for row in back:
        row.deleted_at = None
    rollups.touch(learner.pk, applications_sent=sum(row.counted for row in back))
    return Undone(len(back), act.count - len(back))


@transaction.atomic
def undo_applications(*, act, by):
    """Take an act back: every application of it is as it was before, but for those that were changed since.

    Returns what became of them; None if it was undone already.
    """
    learner = Learner.objects.locked(act.learner)
    act = ApplicationAct.objects.get(pk=act.pk)
    if act.undone_at is not None:
        return None
    rows = Application.objects.ever_of(learner).with_ids(act.before)
    if act.verb == Verb.MOVE:
        undone = _take_back(learner, by, act, list(rows.with_events()))
    elif act.verb == Verb.CHANGE:
        undone = _give_back(learner, act, list(rows))
    else:
        undone = _restore(learner, act, list(rows))
    act.undone_at = timezone.now()
    act.save(update_fields=["undone_at"])
    return undone

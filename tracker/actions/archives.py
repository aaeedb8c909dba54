"""Taking an archive in: all of it or nothing, into an account whose record has no entry yet."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from tracker import recounts, rollups
from tracker.actions import runs, timer
from tracker.archives.envelope import ArchiveRefused
from tracker.archives.reading import Reading
from tracker.archives.tables import TABLES
from tracker.days import day_seconds, local_day, week_of
from tracker.models import Break, Learner, StudySession, Timer
from tracker.runs import ahead
from tracker.timing import overlap

NOT_EMPTY = (
    "Your record here has entries already, and an archive is not mixed into them. "
    "Restore it in an account without entries; nothing was changed."
)
NO_STAGE = "A project, certification or application is in no stage: its events are missing."
DAY_TOO_LONG = "The sessions of a day are longer than the day."
PIECES_OVERLAP = "timer_pieces: two of them hold the same time."


def entries_in(learner):
    """The names of the tables in which a record has entries, beyond what was chosen when it was begun."""
    tables = [table for table in TABLES if not table.chosen]
    return [table.name for table in tables if table.rows_of(learner).exists() or table.has_others(learner)]


@transaction.atomic
def restore(*, user, envelope):
    """Make the record of the archive in ``envelope`` that of ``user``. Returns the learner. Raises ArchiveRefused.

    What was chosen when an empty record was begun gives way to what the archive says.
    """
    learner = Learner.objects.filter(pk=user.pk).first()
    if learner is not None:
        learner = Learner.objects.locked(learner)
        if entries_in(learner):
            raise ArchiveRefused(NOT_EMPTY)
    Reading(user.pk, envelope, replaces=learner).read_all()
    learner = Learner.objects.get(pk=user.pk)
    check(learner, envelope.tables)
    recount(learner)
    return Learner.objects.get(pk=user.pk)


def check(learner, tables):
    """What must hold between the rows and no constraint says. Raises ArchiveRefused."""
    problems = [
        f"{table.name}: a row names a {left.split('__')[0]} of another {right}."
        for table in tables
        for left, right in table.agree
        if table.disagreeing(learner, left, right)
    ]
    problems += [f"{table.name}: a row is not one of an archive." for table in tables if table.has_others(learner)]
    sessions = StudySession.objects.for_learner(learner).kept()
    if any(seconds > max(day_seconds(day, zone) for zone in zones) for day, seconds, zones in sessions.longest_days()):
        problems.append(DAY_TOO_LONG)
    own = Timer.objects.of(learner)
    if own and overlap([row.piece for row in own.pieces.all()]):
        problems.append(PIECES_OVERLAP)
    if problems:
        raise ArchiveRefused(*problems)


def recount(learner):
    """Make what follows from the rows anew. Raises ArchiveRefused where nothing can follow from them."""
    try:
        with transaction.atomic():
            rollups.rebuild(learner)
    except IntegrityError as error:
        raise ArchiveRefused("The rows come to more than can be.") from error
    try:
        recounts.rebuild(learner)
    except ValueError as error:
        raise ArchiveRefused(NO_STAGE) from error
    recount_runs(Learner.objects.get(pk=learner.pk), until=learner.run_until)


def recount_runs(learner, *, until):
    """The run of weeks came with the archive, since the best one is no sum of the rows and the last need not be known:
    it is counted anew only where it contradicts them. So is what the timer has measured.

    ``until`` is what the archive says of how far the run is known, which the sums made anew have forgotten.
    """
    today = local_day(timezone.now(), learner.zone)
    this_week, _ = week_of(today, learner.week_start)
    begins_a_week = until is None or (until <= this_week and (this_week - until).days % 7 == 0)
    learner.run_until = until if begins_a_week else None
    since = learner.run_until or this_week
    spans = ahead(Break.objects.for_learner(learner).declared().spans(), since)
    learner.breaks_ahead = [[first.isoformat(), last.isoformat()] for first, last in spans]
    learner.save(update_fields=["breaks_ahead", "run_until"])
    if not begins_a_week or runs.differences(learner):
        runs.keep_run(learner=learner, today=today)
    if timer.differences(learner):
        timer.rebuild(learner)

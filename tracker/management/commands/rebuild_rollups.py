from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from tracker import recounts, rollups
from tracker.actions import runs, timer
from tracker.days import local_day
from tracker.models import Learner


@transaction.atomic
def differences_of(learner):
    """Where the rollups differ from the rows, in words. Under the lock, or a write between would look like one."""
    learner = Learner.objects.locked(learner)
    return [
        *rollups.Sums.kept(learner).differences(rollups.Sums.counted(learner)),
        *recounts.Standings.kept(learner).differences(recounts.Standings.counted(learner)),
        *runs.differences(learner),
        *timer.differences(learner),
    ]


class Command(BaseCommand):
    help = "Compare every learner's rollups with the rows that they sum, and rebuild those that differ."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Only compare; exit 1 if anything differs.")

    def handle(self, *, check, verbosity, **options):
        learners = wrong = 0
        for learner in Learner.objects.select_related("user").iterator(chunk_size=500):
            learners += 1
            differences = differences_of(learner)
            if not differences:
                continue
            wrong += 1
            self.stdout.write(f"{learner.user.handle}: " + "; ".join(differences))
            if not check:
                rollups.rebuild(learner)
                recounts.rebuild(learner)
                timer.rebuild(learner)
                runs.keep_run(learner=learner, today=local_day(timezone.now(), learner.zone))
        summary = f"{learners} learners, {wrong} with rollups that differ from their rows"
        if check and wrong:
            raise CommandError(summary + ".")
        self.stdout.write(summary + (", rebuilt." if wrong else "."))

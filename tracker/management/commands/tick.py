from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.actions.upkeep import complete_targets, empty_bins


class Command(BaseCommand):
    help = "Do all that is due: bins, targets for new milestones, expired log-ins. For cron; safe to repeat."

    def handle(self, *, verbosity, **options):
        sessions, notes = empty_bins(now=timezone.now())
        targets = complete_targets()
        call_command("clearsessions")
        if verbosity:
            self.stdout.write(
                f"What left the bins for good: {sessions} sessions, {notes} notes. "
                f"Targets added: {targets}. Expired log-ins dropped."
            )

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.actions.upkeep import empty_bins


class Command(BaseCommand):
    help = "Do all that is due: empty the bins, drop expired log-ins. For cron, every hour or day; safe to repeat."

    def handle(self, *, verbosity, **options):
        done = [f"sessions that left the bin for good: {empty_bins(now=timezone.now())}"]
        call_command("clearsessions")
        done.append("expired log-ins dropped")
        if verbosity:
            self.stdout.write(f"Tick: {', '.join(done)}.")

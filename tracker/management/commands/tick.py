from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.actions.digests import send_digests
from tracker.actions.expiries import expire_certifications
from tracker.actions.runs import keep_runs
from tracker.actions.upkeep import clear_imports, complete_targets, empty_bins, empty_tracked_bins, forget_timers


class Command(BaseCommand):
    help = (
        "Do all that is due: bins, left files, new milestones' targets, runs of weeks, certifications that ran out, "
        "digests, expired log-ins. "
        "For cron; safe to repeat."
    )

    def handle(self, *, verbosity, **options):
        now = timezone.now()
        sessions, notes = empty_bins(now=now)
        tracked = empty_tracked_bins(now=now)
        files = clear_imports(now=now)
        targets, runs = complete_targets(), keep_runs(now=now)
        forget_timers(now=now)
        expired = expire_certifications(now=now)  # before the digests that tell of it
        digests, _ = send_digests(now=now)
        call_command("clearsessions")
        if verbosity:
            self.stdout.write(
                f"What left the bins for good: {sessions} sessions, {notes} notes, {tracked} of "
                f"projects, certifications and applications. "
                f"Targets added: {targets}. Runs of weeks brought up to date: {runs}. Digests sent: {digests}. "
                f"Certifications that ran out: {expired}. Files never imported, deleted: {files}. "
                "Expired log-ins dropped."
            )

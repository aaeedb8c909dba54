from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.actions.digests import send_digests


class Command(BaseCommand):
    help = "Send the weekly digests that are due. For cron; safe to repeat, and for two at once. tick does it too."

    def handle(self, *, verbosity, **options):
        sent, failed = send_digests(now=timezone.now())
        if verbosity:
            self.stdout.write(f"Digests sent: {sent}. Failed, to be tried again: {failed}.")

"""Compare what is searched with the records, and make anew what differs. Every write keeps it up to date by itself."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from guide.locks import lock_records
from guide.publishing import touch_content
from guide.search.index import rebuild


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Only compare; exit 1 if anything differs.")

    @transaction.atomic
    def handle(self, *, check, **options):
        lock_records()  # a write between would look like a difference
        wrong = rebuild()
        for name in wrong:
            self.stdout.write(name)
        if check and wrong:
            raise CommandError(f"The search index differs from {len(wrong)} records.")  # and nothing is saved
        if wrong:
            touch_content()
        self.stdout.write(f"{len(wrong)} records made anew." if wrong else "The search index is as it should be.")

"""Load fixtures/guide/ (form: docs/fixtures.md); never overwrites what a curator changed, unless told to."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from guide.documents import DocumentError, read_fixtures
from guide.loading import load, report


class Command(BaseCommand):
    help = "Load the guide from its fixtures. What was changed here is told and left, unless --take names it."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Tell what would be done; save nothing.")
        parser.add_argument("--directory", type=Path, default=settings.BASE_DIR / "fixtures" / "guide")
        parser.add_argument(
            "--take", nargs="+", default=[], metavar="KIND/SLUG", help="Records whose fixtures win over changes here."
        )
        parser.add_argument("--take-all", action="store_true", help="The fixtures win over all changes here.")

    def handle(self, *, check, directory, take, take_all, verbosity, **options):
        try:
            documents = read_fixtures(directory)
            with transaction.atomic():
                comparisons = load(documents=documents, take=take, take_all=take_all)
                transaction.set_rollback(check)
        except DocumentError as error:
            raise CommandError(f"Nothing was saved.\n{error}") from error
        if verbosity:
            for line in report(comparisons):
                self.stdout.write(line)
            if check:
                self.stdout.write("Checked only: nothing was saved.")

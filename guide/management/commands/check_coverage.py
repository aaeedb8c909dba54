"""Compare the account of the sentences with the sources themselves, where somebody has them."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from guide.coverage import differences, read_accounts


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, help="Where the sources are, under the names that they came with.")

    def handle(self, *, directory, **options):
        problems = []
        for account in read_accounts():
            path = directory / account.file
            if not path.is_file():
                raise CommandError(f"There is no {path}.")
            problems += differences(account, path.read_text(encoding="utf-8"))
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("Every sentence is accounted for.")

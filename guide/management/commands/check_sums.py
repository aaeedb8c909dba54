"""List every stated number that should come out, and whether it does: parts, announced counts, wider figures."""

from django.core.management.base import BaseCommand

from guide.findings import findings
from guide.templatetags.figures import short


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        found = findings().all
        for finding in found:
            stated = f"{finding.edition.figure.key} ({short(finding.edition)})"
            self.stdout.write(f"{finding.verdict}: {stated}: {finding.remark}")
        out = sum(finding.comes_out for finding in found)
        self.stdout.write(f"{len(found)} looked at: {out} come out, {len(found) - out} do not.")

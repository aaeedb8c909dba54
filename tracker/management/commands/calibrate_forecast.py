import pathlib

from django.core.management.base import BaseCommand, CommandError

from tracker.calibration.baselines import BASELINES
from tracker.calibration.forecasting import forecast
from tracker.calibration.habits import DEVELOPMENT, EVALUATION
from tracker.calibration.report import table, verdict
from tracker.calibration.scoring import score

MODELS = {"forecast": forecast, **BASELINES}


class Command(BaseCommand):
    help = (
        "How often a forecast's 80 % band holds the true date, and how wide it is, on simulated learners of several "
        "habits. Everything follows from a frozen seed; no database is needed."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--learners", type=int, default=400, metavar="N", help="Of each habit.")
        parser.add_argument("--out", type=pathlib.Path, metavar="FILE", help="Where to write the table, in Markdown.")
        parser.add_argument(
            "--development", action="store_true", help="Other learners than those that the docs report, for tuning."
        )

    def handle(self, *, learners, out, development, **options):
        if learners < 1:
            raise CommandError("--learners is 1 or more.")
        seed = DEVELOPMENT if development else EVALUATION
        scores = {name: score(model, learners, seed) for name, model in MODELS.items()}
        text = table(scores)
        if out:
            out.write_text(f"{text}\n")
        self.stdout.write(text)
        for name, cells in scores.items():
            self.stdout.write(f"{name}: {verdict(cells)}")

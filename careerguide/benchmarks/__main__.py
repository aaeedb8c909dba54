"""``python -m careerguide.benchmarks``: see the package."""

import argparse
import json
import os
import platform
import statistics
import sys
import time
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import django


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m careerguide.benchmarks", description="Measure the pages.")
    parser.add_argument("--out", type=Path, help="Write the JSON there, not to the standard output.")
    parser.add_argument("--demo", action="store_true", help="Also time demo_data: 1,000 learners, a year each.")
    parser.add_argument("--quick", action="store_true", help="A few seconds, for looking whether it runs.")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
    django.setup()

    from django.conf import settings

    if not settings.EMBEDDED:
        sys.exit("Benchmarks run in the embedded mode; DATABASE_URL may name any engine.")
    with temporary_database():
        result = measure(quick=options.quick, demo=options.demo)
    text = json.dumps(result, indent=2)
    if options.out:
        options.out.write_text(text + "\n")
        sys.stdout.write(summary(result))
    else:
        sys.stdout.write(text + "\n")


@contextmanager
def temporary_database():
    """A database of our own on the configured engine, with the guide in it; dropped at the end."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import override_settings, setup_databases, teardown_databases

    from careerguide.management.commands.quickstart import collect_static

    file = settings.DATA_DIR / "benchmark.sqlite3"
    name = str(file) if connection.vendor == "sqlite" else f"benchmark_{connection.settings_dict['NAME']}"
    connection.settings_dict["TEST"]["NAME"] = name
    collect_static()
    with redirect_stdout(sys.stderr):  # Django remarks that the cache's table is there; the output is to be JSON
        made = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_guide", verbosity=0)
        with override_settings(ROOT_URLCONF="careerguide.benchmarks.urls"):
            yield
    finally:
        teardown_databases(made, verbosity=0)


def measure(*, quick=False, demo=False):
    """The whole result as a dict that JSON can carry; ``quick`` takes no care to be exact."""
    from careerguide.benchmarks.goals import Bench, measure_goals
    from careerguide.benchmarks.pace import Pace

    bench = Bench(Pace(0.005, 1), (30, 60, 90), (30, 60)) if quick else Bench()
    goals = measure_goals(bench)
    references = {name: round(statistics.median(times), 1) for name, times in sorted(bench.references.items())}
    result = {"about": about(bench), "references_us": references, "goals": goals}
    if demo:
        result["demo_data"] = demo_data(*(10, 30) if quick else (1000, 365))
    return result


def about(bench):
    from django.db import connection

    return {
        "engine": connection.vendor,
        "engine_version": ".".join(map(str, connection.get_database_version())),
        "python": platform.python_version(),
        "django": django.get_version(),
        "processors": os.cpu_count(),
        "rounds": bench.pace.rounds,
        "seconds_a_round": bench.pace.seconds,
        "sessions": list(bench.sizes),
        "applications": list(bench.searches),
    }


def demo_data(learners, days):
    """How long ``demo_data`` takes. The goal is two minutes for a thousand learners and a year."""
    from django.core.management import call_command

    began = time.perf_counter()
    call_command("demo_data", learners=learners, days=days, seed=1, until=None, verbosity=0)
    return {"learners": learners, "days": days, "seconds": round(time.perf_counter() - began, 1), "limit": 120}


def summary(result):
    """A few lines for people."""
    lines = [f"{result['about']['engine']}: " + ", ".join(f"{k} {v} µs" for k, v in result["references_us"].items())]
    for name, goal in result["goals"].items():
        lines.append(f"{name} {'holds' if goal['holds'] else 'FAILS'}: {goal['goal']}")
        lines += [f"    {m['what']}: {m['value']} of {round(m['limit'], 2)} {m['unit']}" for m in goal["measures"]]
    if "demo_data" in result:
        lines.append("demo_data: {seconds} s for {learners} learners, {days} days".format(**result["demo_data"]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

"""The rules of the house, kept by reading the repository itself."""

import ast
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
APPS = ("careerguide", "guide", "tracker")
# Rooms that are handed rows and never choose them.
ROOMS_WITHOUT_QUERIES = ("views", "forms", "admin", "templatetags")
CHOOSING = {"filter", "exclude", "annotate", "aggregate", "alias", "extra", "raw"}


def name_of(path):
    return str(path.relative_to(ROOT))


PURE_ROOMS = ("applogs", "calibration", "demo", "importers", "pictures")
# What follows from rows: plain values in, plain values out, and the day is an argument.
PURE = (
    "guide/ages.py", "guide/changes.py", "guide/citing.py", "guide/comparison.py", "guide/datasets/files.py",
    "guide/documents/differences.py", "guide/facets.py", "guide/pace.py", "guide/pictures.py", "guide/practice.py",
    "guide/scales.py", "guide/search/entries.py", "guide/search/excerpts.py", "guide/search/query.py",
    "guide/search/ranking.py", "guide/search/words.py", "guide/sums.py", "tracker/amounts.py",
    "tracker/application_filters.py", "tracker/calendars.py", "tracker/claims.py", "tracker/clock.py",
    "tracker/days.py", "tracker/duplicates.py", "tracker/durations.py", "tracker/exchange/applications.py",
    "tracker/exchange/sessions.py", "tracker/follow_ups.py", "tracker/forecast.py", "tracker/forecast_picture.py",
    "tracker/funnel.py", "tracker/futures.py", "tracker/heard.py", "tracker/histories.py", "tracker/intervals.py",
    "tracker/losses.py", "tracker/pasted.py", "tracker/plans.py", "tracker/portfolio.py", "tracker/progress.py",
    "tracker/quickline.py", "tracker/runs.py", "tracker/sent.py", "tracker/shares.py", "tracker/spans.py",
    "tracker/stages.py", "tracker/survival.py", "tracker/tags.py", "tracker/timing.py", "tracker/trends.py",
    "tracker/typed_days.py", "tracker/vocabulary.py", "tracker/weeks.py",
    *(name_of(path) for room in PURE_ROOMS for path in sorted((ROOT / "tracker" / room).glob("*.py"))),
)  # fmt: skip
IMPURE_IMPORTS = re.compile(
    r"django\.(db|http|conf|shortcuts|core\.cache)\b|django\.utils\.timezone|(guide|tracker)\.querysets"
)
CLOCKS = {"today", "now", "utcnow", "localdate"}
ROOMS_THAT_ARE_NO_ROOMS = {"utils", "helpers", "misc", "common", "core", "services"}


def modules(*folders):
    """Python files of the apps, but for migrations; only those in ``folders`` of an app, if any are named."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            room = path.relative_to(ROOT / app).parts[0].removesuffix(".py")
            if "migrations" not in path.parts and (not folders or room in folders):
                yield path


def tree_of(path):
    return ast.parse(path.read_text(), filename=name_of(path))


def imported(tree):
    """Dotted names of all that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def templates():
    return sorted(path for path in ROOT.glob("**/templates/**/*.html") if ".venv" not in path.parts)


def markup(path):
    """A template's text without its comments."""
    text = path.read_text()
    text = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", "", text, flags=re.DOTALL)
    return re.sub(r"{#.*?#}", "", text)


def choices_of_rows(tree):
    """Lines on which rows are chosen: calls of a queryset's methods, but for ``register.filter``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHOOSING:
            on = node.func.value
            if not (isinstance(on, ast.Name) and on.id == "register"):
                yield node.lineno


def test_no_migration_is_pending(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.parametrize("path", [*modules(*ROOMS_WITHOUT_QUERIES)], ids=name_of)
def test_rooms_that_are_handed_rows_do_not_choose_them(path):
    assert list(choices_of_rows(tree_of(path))) == []


def test_the_reading_of_syntax_trees_sees_a_choice():
    assert list(choices_of_rows(ast.parse("Skill.objects.published().filter(pk=1)"))) == [1]
    assert list(choices_of_rows(ast.parse("@register.filter(name='day')\ndef day(value): ..."))) == []


def test_the_guide_does_not_know_the_tracker():
    found = [name_of(path) for path in (ROOT / "guide").rglob("*.py") if "tracker" in set(roots(tree_of(path)))]
    assert [name for name in found if "/tests/" not in name] == []


def roots(tree):
    return (name.partition(".")[0] for name in imported(tree))


@pytest.mark.parametrize("name", PURE)
def test_what_follows_from_rows_is_pure(name):
    tree = tree_of(ROOT / name)

    assert [found for found in imported(tree) if IMPURE_IMPORTS.match(found)] == []
    clocks = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    assert clocks == [], "the day is an argument"


def test_no_fragment_extends():
    extending = [name_of(path) for path in templates() if path.name.startswith("_") and "{% extends" in markup(path)]
    assert extending == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("style attribute", r"<[^>]*\sstyle\s*="),
        ("style element", r"<style\b"),
        ("inline script", r"<script(?![^>]*\bsrc\s*=)[^>]*>"),
        ("handler attribute", r"<[^>]*\son[a-z]+\s*="),
        ("javascript address", r"javascript:"),
    ],
)
def test_templates_obey_the_content_policy(what, pattern):
    breaches = [name_of(path) for path in templates() if re.search(pattern, markup(path), re.IGNORECASE)]
    assert breaches == [], what


def test_every_room_is_named_for_what_it_keeps():
    named = {path for app in APPS for path in (ROOT / app).rglob("*") if "vendor" not in path.parts}
    assert [name_of(path) for path in named if path.stem in ROOMS_THAT_ARE_NO_ROOMS] == []


def test_html_is_marked_safe_in_no_view_model_or_form():
    """Strings become HTML in templates. The one sanitiser is the exception."""
    marking = [
        name_of(path)
        for path in modules()
        if "tests" not in path.parts
        and "templatetags" not in path.parts
        and any(name.endswith((".mark_safe", ".SafeString")) for name in imported(tree_of(path)))
    ]
    assert [name for name in marking if name != "guide/markup.py"] == []

"""The README is true: its commands, log-ins, variables and named files exist. So do the files that docs/ links."""

import re
import shlex
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import get_commands

from careerguide.demo import DEMO_PASSWORD
from careerguide.management.commands.quickstart import LOG_INS
from tracker.actions.cast import email_of
from tracker.demo import CAST

ROOT = settings.BASE_DIR
README = (ROOT / "README.md").read_text()


def command(name):
    """The line under ``<!-- name -->``, as .ci/run reads it."""
    return re.search(rf"<!-- {name} -->\n```\n(.+)\n```\n", README)[1]


@pytest.mark.parametrize(("name", "end"), [("run", "manage.py quickstart"), ("test", "-m pytest")])
def test_the_two_commands_are_one_line_each_and_install_from_a_lock(name, end):
    line = command(name)
    [lock] = [word for word in shlex.split(line) if word.endswith(".lock")]

    assert line.startswith("python3 -m venv .venv && ")
    assert line.endswith(end)
    assert "--require-hashes" in line
    assert "--hash=sha256:" in (ROOT / lock).read_text()


def test_every_command_of_manage_py_exists():
    named = set(re.findall(r"manage\.py ([a-z_]+)", README))
    assert named <= set(get_commands())
    assert {"quickstart", "load_guide", "demo_data", "tick", "rebuild_rollups"} <= named


def test_every_command_can_be_pasted():
    lines = [
        line for block in re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL) for line in block.split("\n")
    ]
    assert {line.split()[0] for line in lines if line} <= {"python3", ".venv/bin/python", ".venv/bin/gunicorn", "uv"}
    assert not re.findall(r"(?<!\.venv/bin/python )manage\.py [a-z]", README)


def test_without_the_packages_manage_py_says_what_to_do():
    done = subprocess.run(
        [sys.executable, "-S", ROOT / "manage.py", "tick"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("This Python has no Django.")


def test_the_demo_log_ins_are_listed():
    assert f"`{DEMO_PASSWORD}`" in README
    for person in CAST:
        if person.login in LOG_INS:
            assert f"| `{email_of(person)}` | {person.name}, {person.what} |" in README
        else:
            assert f"`{person.login}@" in README


def test_every_variable_is_one_that_the_settings_read():
    read = (ROOT / "careerguide" / "settings.py").read_text()
    for name in re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE):
        assert f'"{name}"' in read, name


def links():
    """Pairs of a page's folder and the file that the page links."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in sorted(set(re.findall(r"\]\(([^)#:]+)\)", page.read_text()))):
            yield pytest.param(page.parent, target, id=f"{page.name}: {target}")


@pytest.mark.parametrize(("folder", "target"), [*links()])
def test_every_file_that_is_linked_exists(folder, target):
    assert (folder / target).exists()


def test_the_locks_name_no_address():
    for lock in ROOT.glob("*.lock"):
        assert "://" not in lock.read_text(), lock.name

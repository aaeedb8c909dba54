"""quickstart: a database with guide and demo people, twice the same, refused where it must be, and really served."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from careerguide.demo import DEMO_DOMAIN, DEMO_PASSWORD
from careerguide.management.commands import quickstart
from careerguide.models import User
from careerguide.tests.kept import kept
from careerguide.tests.test_settings import PRODUCTION, environment, run
from guide.models import Edition, Record
from tracker.demo import CAST
from tracker.models import Learner, Mentorship, Share, StudySession


def told(*options):
    """Run it to the end: what it says."""
    out = StringIO()
    call_command("quickstart", "--no-serve", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def start(db, settings, tmp_path):
    """Run it within the test's database, static files going to a folder of the test's."""
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    return told


@kept
def started(whole_guide):
    """What it said where it has run once."""
    with TemporaryDirectory() as name, override_settings(DATA_DIR=Path(name), STATIC_ROOT=Path(name, "static")):
        return told()


def numbers():
    return [model.objects.count() for model in (User, Learner, StudySession, Mentorship, Share, Record, Edition)]


def test_quickstart_prepares_everything_and_names_the_log_ins(started, client):
    assert DEMO_PASSWORD in started
    for name in ("learner", "mentor", "curator", "root"):
        assert f"{name}@{DEMO_DOMAIN}" in started
    assert User.objects.count() == len(CAST)
    login = {"login": f"learner@{DEMO_DOMAIN}", "password": DEMO_PASSWORD}
    assert client.post("/accounts/login/", login).status_code == 302
    learner = Learner.objects.get(user__email=f"learner@{DEMO_DOMAIN}")
    assert learner.sessions > 200
    plan = client.get("/tracker/plan/").context["page"]
    assert plan.proposal.gap > 0, "there is something to see at first sight"
    assert plan.plan.weekly_seconds == learner.goal_seconds
    assert Mentorship.objects.filter(mentor__email=f"mentor@{DEMO_DOMAIN}").count() == 6


def test_quickstart_twice_doubles_nothing_and_loses_nothing(started, start):
    learner = User.objects.get(email=f"learner@{DEMO_DOMAIN}")
    learner.set_password("their own now")
    learner.name = "Renamed"
    learner.save()
    Mentorship.objects.get(learner_id=learner.pk).delete()
    before = numbers()

    start()

    assert numbers() == before
    learner.refresh_from_db()
    assert learner.name == "Renamed"
    assert learner.check_password("their own now")


def test_quickstart_without_demo_people(whole_guide, start):
    said = start("--no-demo")

    assert DEMO_PASSWORD not in said
    assert not User.objects.exists()
    assert "Guide … ready" in said


def test_quickstart_is_refused_in_production(start, settings):
    settings.EMBEDDED = False

    with pytest.raises(CommandError, match="own machine"):
        start()


def test_a_taken_port_is_refused_before_anything_is_done(db):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=rf"port {port}.*--port \d+"):
            call_command("quickstart", f"--port={port}", stdout=StringIO())
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("host", "exposed"),
    [("127.0.0.1", False), ("127.0.0.2", False), ("localhost", False), ("::1", False),
     ("0.0.0.0", True), ("192.0.2.7", True), ("box.example", True)],
)  # fmt: skip
def test_only_loopback_is_not_exposed(host, exposed):
    assert quickstart.exposed(host) is exposed
    assert ("192.0.2.7" in quickstart.hosts_answered("192.0.2.7")) is True
    assert "*" not in quickstart.hosts_answered(host)


def test_serving_to_the_network_warns_of_the_public_password(started, start, monkeypatch):
    became = {}
    monkeypatch.setattr(os, "execve", lambda path, command, environment: became.update(environment, command=command))
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    out = StringIO()

    call_command("quickstart", "--host=0.0.0.0", f"--port={free_port()}", stdout=out)

    assert "password is public" in out.getvalue()
    assert became["ALLOWED_HOSTS"].startswith("localhost,127.0.0.1,[::1]")
    assert "--no-control-socket" in became["command"]


@pytest.mark.parametrize(
    ("options", "shown"), [([], "127.0.0.1"), (["--host=localhost"], "localhost"), (["--host=127.0.0.2"], "127.0.0.2")]
)
def test_the_address_told_is_the_one_that_is_served(monkeypatch, options, shown):
    """And without options the README's; whoever follows a cookie from one name to another is logged out."""
    became = {}
    monkeypatch.setattr(os, "execve", lambda path, command, environment: became.update(environment, command=command))
    for name in ("ALLOWED_HOSTS", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    out = StringIO()
    command = quickstart.Command(stdout=out)

    parser = command.create_parser("manage.py", "quickstart")
    command.serve(parser.parse_args(options).host, 8000, warn=False)

    assert f"careerguide is at http://{shown}:8000/\n" in out.getvalue()
    assert shown in became["ALLOWED_HOSTS"].split(",")
    assert f"{shown}:8000" in became["command"]
    assert became["SITE_URL"] == f"http://{shown}:8000"
    assert ("SITE_URL=" in out.getvalue()) == (shown != "127.0.0.1"), "which mails link to by themselves"
    assert "<http://127.0.0.1:8000/>" in (quickstart.settings.BASE_DIR / "README.md").read_text()


def test_static_files_are_collected_only_when_one_has_changed(whole_guide, start, tmp_path, monkeypatch):
    start("--no-demo")
    collected = []
    monkeypatch.setattr(quickstart, "call_command", lambda name, **options: collected.append(name))

    quickstart.collect_static()
    assert collected == []
    (tmp_path / "static-digest").write_text("something else")
    quickstart.collect_static()
    assert collected == ["collectstatic"]


# --- in a process of its own -----------------------------------------------------------------------------------------


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetched(address):
    """Status and text of an answer; None while nothing answers."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return None


def test_quickstart_serves_and_production_refuses_that_database(tmp_path):
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "quickstart", f"--port={port}"],
            cwd=quickstart.settings.BASE_DIR,
            env=environment(tmp_path),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + 300  # a bound for a busy machine; .ci/run looks at the minute
        while fetched(f"{site}/healthz") != (200, "ok"):
            assert server.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
            time.sleep(0.2)
        status, home = fetched(f"{site}/")
        stylesheet = home.partition('rel="stylesheet" href="')[2].partition('"')[0]

        assert status == 200
        assert fetched(f"{site}/guide/")[0] == 200
        assert stylesheet.startswith("/static/")
        assert fetched(site + stylesheet)[0] == 200
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)

    refused = run(tmp_path, "-c", "import careerguide.wsgi", **PRODUCTION)
    assert refused.returncode != 0
    assert f"learner@{DEMO_DOMAIN}" in refused.stderr

"""The two ways of running, each in a process of its own, since settings are read once."""

import json
import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from careerguide.checks import demo_passwords
from careerguide.demo import DEMO_DOMAIN, DEMO_PASSWORD, refuse_demo_passwords
from tracker.tests.factories import make_user

PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "for a test only: eight-and-forty letters, and two more",
    "ALLOWED_HOSTS": "careerguide.example",
    "EMAIL_URL": "smtp://mail.example:25",
}
OURS = (
    *PRODUCTION,
    "DEBUG",
    "DATABASE_URL",
    "DATA_DIR",
    "DJANGO_SETTINGS_MODULE",
    "TRUSTED_PROXY_COUNT",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
)


def environment(tmp_path, **variables):
    """This environment with just these variables of ours; everything is kept in ``tmp_path``."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "DATA_DIR": str(tmp_path / "data"), "PYTHONWARNINGS": "ignore", **variables}


def run(tmp_path, *arguments, **variables):
    """Run Python at the top of the project in that environment."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment(tmp_path, **variables),
        capture_output=True,
        text=True,
        timeout=120,
    )


def setting(tmp_path, *names, **environment):
    """The values of settings, as JSON carries them."""
    code = f"import json; from careerguide import settings as s; print(json.dumps([getattr(s, n) for n in {names!r}]))"
    result = run(tmp_path, "-c", code, **environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_embedded_answers_to_this_machine_only_and_hides_errors(tmp_path):
    hosts, debug, verification = setting(tmp_path, "ALLOWED_HOSTS", "DEBUG", "ACCOUNT_EMAIL_VERIFICATION")

    assert set(hosts) == {"localhost", "127.0.0.1", "[::1]"}
    assert debug is False
    assert verification == "optional"


def test_debug_is_on_only_if_asked_for(tmp_path):
    assert setting(tmp_path, "DEBUG", DEBUG="true") == [True]


def test_embedded_makes_a_secret_once_and_for_its_owner_only(tmp_path):
    first = setting(tmp_path, "SECRET_KEY")
    second = setting(tmp_path, "SECRET_KEY")

    assert first == second
    assert len(first[0]) >= 50
    assert stat.S_IMODE((tmp_path / "data" / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_sqlite_is_set_up_for_concurrent_writers(tmp_path):
    code = """
import json, django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    names = ("journal_mode", "foreign_keys", "busy_timeout")
    values = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
print(json.dumps([*values, connection.transaction_mode]))
"""
    result = run(tmp_path, "-c", code, DJANGO_SETTINGS_MODULE="careerguide.settings")

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == ["wal", 1, 20000, "IMMEDIATE"]


def test_postgresql_keeps_its_connections(tmp_path):
    [database] = setting(tmp_path, "DATABASE", DATABASE_URL="postgres://somebody@127.0.0.1/somewhere")

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["CONN_MAX_AGE"] is None
    assert database["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL"])
def test_production_refuses_to_start_without(tmp_path, missing):
    given = {name: value for name, value in PRODUCTION.items() if name != missing}

    result = run(tmp_path, "manage.py", "check", **given)

    assert result.returncode != 0
    assert f"MODE=production needs {missing}" in result.stderr


def test_an_unknown_mode_is_refused(tmp_path):
    result = run(tmp_path, "manage.py", "check", MODE="staging")

    assert result.returncode != 0
    assert "MODE is either" in result.stderr


def test_production_passes_the_deployment_checks(tmp_path):
    result = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_production_confirms_addresses(tmp_path):
    assert setting(tmp_path, "ACCOUNT_EMAIL_VERIFICATION", "DEBUG", **PRODUCTION) == ["mandatory", False]


class TestDemoPasswords:
    @pytest.fixture
    def demo_account(self, db):
        return make_user("Demo", email=f"somebody@{DEMO_DOMAIN}", password=DEMO_PASSWORD)

    def test_production_refuses_the_printed_password(self, demo_account, settings):
        settings.EMBEDDED = False

        with pytest.raises(ImproperlyConfigured, match=demo_account.email):
            refuse_demo_passwords()
        [problem] = demo_passwords(None, databases=["default"])
        assert demo_account.email in problem.msg

    def test_another_password_will_do(self, demo_account, settings):
        settings.EMBEDDED = False
        demo_account.set_password("something else entirely")
        demo_account.save()

        refuse_demo_passwords()
        assert demo_passwords(None, databases=["default"]) == []

    def test_embedded_allows_it(self, demo_account):
        refuse_demo_passwords()
        assert demo_passwords(None, databases=["default"]) == []


def test_production_never_shows_errors(tmp_path):
    assert setting(tmp_path, "DEBUG", **PRODUCTION, DEBUG="true") == [False]
    assert setting(tmp_path, "DEBUG", DEBUG="true") == [True]


def test_production_refuses_a_short_secret(tmp_path):
    result = run(tmp_path, "-c", "import careerguide.settings", **{**PRODUCTION, "SECRET_KEY": "x"})
    assert "at least fifty characters" in result.stderr


@pytest.mark.parametrize("name", ["EMAIL_URL", "DATABASE_URL", "TRUSTED_PROXY_COUNT", "ALLOWED_HOSTS", "DEBUG"])
def test_an_empty_variable_is_as_none(tmp_path, name):
    wanted = ("ALLOWED_HOSTS", "EMAIL_BACKEND", "DEBUG")
    assert setting(tmp_path, *wanted, **{name: ""}) == setting(tmp_path, *wanted)


def test_production_does_not_start_while_it_cannot_ask_the_database(tmp_path):
    nowhere = {**PRODUCTION, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    result = run(tmp_path, "-c", "import careerguide.wsgi", **nowhere)
    assert result.returncode != 0
    assert "OperationalError" in result.stderr

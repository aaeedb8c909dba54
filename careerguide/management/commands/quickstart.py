"""From a fresh checkout to a running site on one's own machine."""

import datetime
import hashlib
import ipaddress
import os
import socket
import sys

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from careerguide.demo import DEMO_PASSWORD
from tracker.actions.cast import email_of, settle_cast
from tracker.demo import CAST

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
LOG_INS = ("learner", "mentor", "curator", "root")
WORKERS, THREADS = 2, 4


class Command(BaseCommand):
    help = (
        "Prepare everything and serve it on this machine: database, static files, guide, demo people. Safe to run "
        "again: nothing is doubled, nothing that somebody entered is lost."
    )

    def add_arguments(self, parser):
        parser.add_argument("--no-demo", action="store_true", help="Without demo people.")
        parser.add_argument("--no-serve", action="store_true", help="Prepare only.")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 to be seen from a phone in the same network.")

    def handle(self, *, no_demo, no_serve, port, host, **options):
        if not settings.EMBEDDED:
            raise CommandError("quickstart is for one's own machine. The README says how production is set up.")
        if not no_serve:
            refuse_taken_port(host, port)

        self.step("Database", lambda: call_command("migrate", verbosity=0, interactive=False))
        self.step("Static files", collect_static)
        self.step("Guide", lambda: call_command("load_guide", verbosity=0))
        if not no_demo:
            yesterday = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=1)
            self.step("Demo people", lambda: settle_cast(last=yesterday))
        self.step("What is due", lambda: call_command("tick", verbosity=0))

        if not no_demo:
            self.print_log_ins()
        if not no_serve:
            self.serve(host, port, warn=not no_demo)

    def step(self, name, do):
        self.stdout.write(f"{name} … ", ending="")
        self.stdout.flush()
        do()
        self.stdout.write("ready")

    def print_log_ins(self):
        self.stdout.write(f"\nLog in with the password {DEMO_PASSWORD} (unless it was changed) as")
        for person in CAST:
            if person.login in LOG_INS:
                self.stdout.write(f"  {email_of(person):24} {person.name}, {person.what}")
        self.stdout.write("These people are invented, and so is all that they entered.")

    def serve(self, host, port, *, warn):
        """Become gunicorn: the process is replaced, so that stopping it stops the server."""
        hosts = hosts_answered(host)
        shown = next(name for name in hosts if name not in LOOPBACK_NAMES) if exposed(host) else host
        site = f"http://{in_url(shown)}:{port}"
        self.stdout.write(f"\ncareerguide is at {self.style.SUCCESS(f'{site}/')}")
        if site != settings.SITE_URL:
            self.stdout.write(f"Mails that another command sends link to it with SITE_URL={site} in the environment.")
        if exposed(host) and warn:
            self.stdout.write(
                self.style.WARNING(
                    "Whoever is in your network can open it, and log in as the people above, the superuser among "
                    "them: their password is public. Use --no-demo with an account of your own for more than a try."
                )
            )
        self.stdout.write("Press Ctrl+C to stop.")
        self.stdout.flush()
        environment = {
            **os.environ,
            "ALLOWED_HOSTS": os.environ.get("ALLOWED_HOSTS") or ",".join(map(in_url, hosts)),
            "SITE_URL": os.environ.get("SITE_URL") or site,
        }
        os.execve(sys.executable, gunicorn_command(host, port), environment)  # noqa: S606  (no shell is meant)


def gunicorn_command(host, port):
    return [
        sys.executable, "-m", "gunicorn", "careerguide.wsgi", "--chdir", str(settings.BASE_DIR),
        "--bind", f"{in_url(host)}:{port}", "--worker-class", "gthread", "--workers", str(WORKERS),
        "--threads", str(THREADS), "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip


def refuse_taken_port(host, port):
    """Raise CommandError if nothing can listen there; the message names a port that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            with socket.socket() as other:
                other.bind(("127.0.0.1", 0))
                free = other.getsockname()[1]
            raise CommandError(
                f"Cannot listen on {host}, port {port} ({error}). Is it running already? Another port: "
                f".venv/bin/python manage.py quickstart --port {free}"
            ) from error


def exposed(host):
    """Whether others than this machine can reach ``host``."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host not in LOOPBACK_NAMES


def in_url(host):
    return f"[{host}]" if ":" in host else host


def hosts_answered(host):
    """The names under which the site answers: this machine's own, and its addresses in the network if it is exposed."""
    if not exposed(host):
        return list(dict.fromkeys([*LOOPBACK_NAMES, host]))
    if host not in ("0.0.0.0", "::"):  # noqa: S104  (what was asked for)
        return [*LOOPBACK_NAMES, host]
    return [*LOOPBACK_NAMES, *network_addresses(), socket.gethostname()]


def network_addresses():
    """This machine's address in its network, as far as the system says: nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address kept for documentation: it only makes the system choose
        except OSError:
            return []
        return [probe.getsockname()[0]]


def collect_static():
    """Collect and compress the static files, unless none has changed since the last time."""
    digest = static_digest()
    kept = settings.DATA_DIR / "static-digest"
    if kept.exists() and kept.read_text() == digest and settings.STATIC_ROOT.exists():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    kept.write_text(digest)


def static_digest():
    """A digest over name, size and time of every static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=None):
            found = os.stat(storage.path(name))
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()

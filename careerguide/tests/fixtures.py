"""pytest's fixtures, shared by all apps. Loaded as a plugin (pyproject.toml), since no conftest stands at the top.

One cast everywhere: a learner (Lena), her mentor (Milo), a stranger (Stella), a curator (Cato), a superuser (Sol).
"""

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from careerguide.tests.kept import kept

# How fast the machine is says nothing of what is tested.
hypothesis_settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any machine")

pytest_plugins = ["careerguide.tests.browser"]


@pytest.fixture(scope="session", autouse=True)
def _nobody_stays_connected(request, django_db_blocker):
    """Connections end with their request, and at the end PostgreSQL is rid of the last: it drops no database in use.

    A window that closes may leave a request of its page under way in a thread of the live server.
    """
    from django.db import connection, connections

    connections.settings["default"]["CONN_MAX_AGE"] = 0
    postgresql = connection.vendor == "postgresql"
    if postgresql:
        request.getfixturevalue("django_db_setup")  # set up before, and so torn down after, this
    yield
    if postgresql:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def _emptied():
    """After a test of transactions the database is emptied by ``emptied``: Django's own way takes seconds."""
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


def emptied(case=None):
    """Delete all rows, save those that ``migrate`` leaves in every database: permissions and the curators' group.

    Django would delete those too, and make them again. No test of transactions changes them.
    """
    from django.contrib.auth.models import Group, Permission
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction

    left = {model._meta.db_table for model in (ContentType, Permission, Group, Group.permissions.through)}
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with transaction.atomic(), connection.cursor() as cursor:  # foreign keys are checked at its end
        for table in set(tables) - left:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608  (our models')


@pytest.fixture(autouse=True)
def _fast_and_separate(settings):
    """Tests hash passwords fast, serve unhashed static names and share no cache between workers."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in settings.CACHES
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    from django.core.cache import caches

    for name in settings.CACHES:
        caches[name].clear()

    from guide.kept import KeptByVersion

    KeptByVersion.forget_all()


@kept
def guide():
    """A small guide: see ``guide.tests.factories.make_guide``."""
    from guide.tests.factories import make_guide

    return make_guide()


@kept
def rich():
    """A guide with more of everything: see ``guide.tests.factories.make_rich_guide``."""
    from guide.tests.factories import make_rich_guide

    return make_rich_guide()


@kept
def every_kind(rich):
    """The rich guide with a record of every kind."""
    from guide.tests.factories import make_every_kind

    return rich | make_every_kind()


@kept(together=True)
def whole_guide():
    """All that the fixtures hold."""
    from django.conf import settings

    from guide.documents import read_fixtures
    from guide.loading import load

    load(documents=read_fixtures(settings.BASE_DIR / "fixtures" / "guide"))


@kept
def learner(guide):
    """Lena, who keeps a record of her own."""
    from tracker.tests.factories import make_learner

    return make_learner()


@pytest.fixture
def mentor(db):
    from tracker.tests.factories import make_user

    return make_user("Milo")


@pytest.fixture
def stranger(guide):
    """Somebody else with a record of their own."""
    from tracker.tests.factories import make_learner, make_user

    return make_learner(make_user("Stella"))


@pytest.fixture
def curator(db):
    from tracker.tests.factories import make_curator

    return make_curator()


@pytest.fixture
def superuser(db):
    from tracker.tests.factories import make_superuser

    return make_superuser()


@pytest.fixture
def log_in(client):
    """Log somebody in: ``log_in(person)`` gives a client that acts as them."""

    def as_person(person):
        client.force_login(
            getattr(person, "user", person), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return as_person


HTMX = {"HX-Request": "true"}


@pytest.fixture
def htmx():
    """Headers of a request by htmx."""
    return HTMX

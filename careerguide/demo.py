"""The demo people of the quickstart: fictional, with a password that is printed, and so never allowed in production."""

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

DEMO_DOMAIN = "demo.example"
DEMO_PASSWORD = "careerguide-demo"  # noqa: S105  (printed on purpose; production refuses it)


def accounts_with_demo_password():
    """Active demo accounts that the printed password opens: a list of users."""
    from careerguide.models import User

    demo = User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", is_active=True)
    demo = demo.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)  # those of demo_data, by the thousand
    return [user for user in demo if user.check_password(DEMO_PASSWORD)]


def refuse_demo_passwords():
    """Raise ImproperlyConfigured in production while a demo account has the printed password."""
    if settings.EMBEDDED:
        return
    from careerguide.models import User

    if User._meta.db_table not in connection.introspection.table_names():
        return  # not migrated yet: nobody can log in
    found = accounts_with_demo_password()
    if found:
        raise ImproperlyConfigured(
            "MODE=production refuses demo accounts with the printed password: "
            + ", ".join(user.email for user in found)
        )

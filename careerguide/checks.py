"""System checks of the project."""

from django.conf import settings
from django.core.checks import Critical, Tags, register


@register(Tags.database)
def demo_passwords(app_configs, databases, **kwargs):
    """In production no demo account may keep the password that the quickstart prints."""
    from careerguide.demo import accounts_with_demo_password

    if settings.EMBEDDED or not databases:
        return []
    return [
        Critical(
            f"{user.email} is a demo account with the printed password.",
            hint="Delete it or give it another password.",
            id="careerguide.C001",
        )
        for user in accounts_with_demo_password()
    ]

"""What every database of careerguide holds besides its tables: the curators' group and the shared cache's table."""

from django.core.management import call_command

CURATORS = "Curators"
# A curator adds, changes and looks; content is retired, never deleted, so no curator may delete.
CURATOR_ACTIONS = ("add", "change", "view")


def prepare(app_config, using, verbosity, **kwargs):
    """After ``migrate``: bring the curators' group to its permissions and create the cache table. Idempotent."""
    if app_config.label != "guide":
        return
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    create_permissions(app_config, verbosity=0, using=using)
    group, _ = Group.objects.using(using).get_or_create(name=CURATORS)
    group.permissions.set(
        Permission.objects.using(using).filter(
            content_type__app_label="guide",
            codename__regex=f"^({'|'.join(CURATOR_ACTIONS)})_",
        )
    )
    call_command("createcachetable", database=using, verbosity=0)

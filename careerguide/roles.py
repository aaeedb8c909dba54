"""What every database of careerguide holds besides its tables: the curators' group and the shared cache's table."""

from django.core.management import call_command

CURATORS = "Curators"
# A curator adds, changes and looks; content is retired, never deleted, so no curator may delete.
CURATOR_ACTIONS = ("add", "change", "view")
# Written by saving, loading and publishing only: a curator looks at what became of it.
CURATOR_READS = ("edition", "revision", "loadeddocument", "contentversion", "searchdocument")
# Appended, never edited.
CURATOR_APPENDS = ("verification",)


def prepare(app_config, using, verbosity, **kwargs):
    """After ``migrate``: bring the curators' group to its permissions and create the cache table. Idempotent."""
    if app_config.label != "guide":
        return
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    create_permissions(app_config, verbosity=0, using=using)
    group, _ = Group.objects.using(using).get_or_create(name=CURATORS)
    permissions = Permission.objects.using(using).filter(content_type__app_label=app_config.label)
    group.permissions.set(permissions.filter(codename__in=curator_codenames(app_config)))
    call_command("createcachetable", database=using, verbosity=0)


def curator_codenames(app_config):
    """What a curator may do with each of the guide's models: a list of permissions' code names."""
    names = []
    for model in app_config.get_models():
        name = model._meta.model_name
        actions = ("view",) if name in CURATOR_READS else CURATOR_ACTIONS
        actions = [action for action in actions if not (name in CURATOR_APPENDS and action == "change")]
        names += [f"{action}_{name}" for action in actions]
    return names

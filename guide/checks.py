"""System checks of the guide."""

from django.core.checks import Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, connections


@register(Tags.database)
def search_index(app_configs, databases, **kwargs):
    """Every published record is searched. Coarse and quick; ``rebuild_search --check`` compares all of it."""
    from guide.models import Record, SearchDocument
    from guide.search import engines

    if DEFAULT_DB_ALIAS not in (databases or ()) or not _is_migrated(SearchDocument):
        return []
    missing, stale = Record.objects.not_searched().count(), engines.stale()
    if not missing and not stale:
        return []
    return [
        Warning(
            f"The search index is stale: {missing} published records are not in it, {stale} rows differ.",
            hint="Run manage.py rebuild_search.",
            id="guide.W001",
        )
    ]


def _is_migrated(model):
    return model._meta.db_table in connections[DEFAULT_DB_ALIAS].introspection.table_names()

"""The one order in which writes to the guide lock rows, so that no two of them wait for each other for ever.

Records by primary key, then figures by key, then what was loaded, and last the version of the content, which every
write changes. Whoever writes locks all its records at once, before anything else. Keys of rows do not change, so that
the locks leave rows free that only point at a locked one. SQLite has one writer at a time and needs none.
"""

from guide.models import Figure, Record


def lock_records(keys=None):
    """Lock the records with these primary keys, or all. Returns them as they are now, in the order of their keys."""
    records = Record.objects.all() if keys is None else Record.objects.with_keys(keys)
    return list(records.locked())


def lock_figures(keys):
    """Lock the figures with these keys; after their records."""
    return list(Figure.objects.with_names(keys).locked())

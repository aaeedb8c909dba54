"""A database that refuses to write only for now, told from one that is at fault."""

from django.db import OperationalError

# SQLite waited for its one writer in vain; PostgreSQL gave a lock up, or broke a deadlock.
BUSY = {"40P01", "40001", "55P03", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"}


def is_busy(error):
    """Whether the database refused to write only for now."""
    cause = error.__cause__ if isinstance(error, OperationalError) else None
    return bool({getattr(cause, "sqlstate", None), getattr(cause, "sqlite_errorname", None)} & BUSY)

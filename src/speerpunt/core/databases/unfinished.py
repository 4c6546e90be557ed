"""Up to which moment nothing is still being written."""

from datetime import datetime, timedelta

from django.db import connection, transaction

# Between the moment that something is dated and the moment that it is being written.
SETTLED_AFTER = timedelta(seconds=10)
OLDEST_WRITER = """
    SELECT min(xact_start) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
    AND backend_type = 'client backend'
"""


def settled_until(now: datetime) -> datetime:
    """What is dated up to this moment and not in sight now, never will be.

    On PostgreSQL a long transaction shows what it wrote only at its end, dated earlier. On SQLite one writes at a
    time, so whose turn it is has seen the others end.
    """
    settled = now - SETTLED_AFTER
    if connection.vendor != "postgresql":
        with transaction.atomic():
            return settled
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_WRITER)
        oldest = cursor.fetchone()[0]
    return settled if oldest is None else min(settled, oldest)

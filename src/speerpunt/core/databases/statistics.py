"""What the database knows of its tables when it chooses how to answer."""

from django.db import connection

# Of every table, also of those that nobody asked for in this connection, those that changed much.
OF_WHAT_CHANGED = 0x10002


def refresh_statistics() -> None:
    """PostgreSQL does this by itself.

    Without it SQLite takes an index on the collective for a good way to find ten rows by number, and reads thousands.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA optimize={OF_WHAT_CHANGED}")

"""Which SQLite library to trust with a database in WAL mode."""

import importlib
import sqlite3
import sys

from django.core.exceptions import ImproperlyConfigured

FIRST_WITH_WAL = (3, 7, 0)
FIRST_REPAIRED = (3, 51, 3)
# Older release lines that got the repair too: the first safe release of each.
REPAIRED_LINES = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}

ADVICE = (
    "SQLite {version} can damage a database that several processes write to. "
    "Speerpunt does not start on it. Install SQLite 3.51.3 or newer, or the package pysqlite3, "
    "or use PostgreSQL: set SPEERPUNT_DATABASE_URL."
)


def is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this release is free of the defect that corrupts a database in WAL mode."""
    repaired_from = REPAIRED_LINES.get(version[:2], FIRST_REPAIRED)
    return version < FIRST_WITH_WAL or version >= repaired_from


def use_safe_library() -> None:
    """Let `import sqlite3` mean the library bundled in pysqlite3 when the system's is unsafe.

    For the whole process and for good: two copies of SQLite that open the same file in one process
    drop each other's locks.
    """
    if is_safe(sqlite3.sqlite_version_info):
        return
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        refuse_unsafe(sqlite3.sqlite_version_info)
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = bundled.dbapi2


def refuse_unsafe(version: tuple[int, int, int]) -> None:
    """Stop before the first connection when the library could damage the database."""
    if not is_safe(version):
        raise ImproperlyConfigured(ADVICE.format(version=".".join(map(str, version))))

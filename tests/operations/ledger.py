"""What the database holds in the end, read past the product."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.db.utils import ConnectionHandler

from speerpunt.config.databases import database_from_environment

EACH = """
    SELECT o.name, COUNT(DISTINCT o.id), COUNT(h.id)
    FROM members_organisation o
    LEFT JOIN core_historyevent h
        ON h.target_model = 'members.organisation' AND h.target_id = o.id AND h.verb = 'created'
    WHERE o.kind = 'enterprise'
    GROUP BY o.name
"""
# Not what SQLite keeps for itself, such as its statistics.
TABLES = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
COLUMNS = """
    SELECT table_name || '.' || column_name, data_type || is_nullable || COALESCE(column_default, '')
        || COALESCE(character_maximum_length, 0) || is_identity
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid <> 0
    UNION ALL SELECT tgrelid::regclass || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""


@dataclass
class Ledger:
    """For each organisation how often it is there, and how many lines of history say that it was made."""

    rows: dict[str, tuple[int, int]]
    integrity: str

    def lost(self, kept: list[str]) -> list[str]:
        return [name for name in kept if name not in self.rows]

    def torn_or_doubled(self) -> dict[str, tuple[int, int]]:
        return {name: counts for name, counts in self.rows.items() if counts != (1, 1)}


def read_ledger(var: Path, database_url: str) -> Ledger:
    entry = database_from_environment(var, {"SPEERPUNT_DATABASE_URL": database_url})
    connection = ConnectionHandler({"default": entry})["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute(EACH)
            rows = {name: (there, told) for name, there, told in cursor.fetchall()}
            return Ledger(rows, _integrity(cursor, connection.vendor))
    finally:
        connection.close()


def ask(var: Path, database_url: str, question: str) -> list[tuple[Any, ...]]:
    """Past the product."""
    entry = database_from_environment(var, {"SPEERPUNT_DATABASE_URL": database_url})
    connection = ConnectionHandler({"default": entry})["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.close()


def shape_of(var: Path, url: str) -> dict[str, list[str]]:
    """Tables, columns in any order, constraints, indexes and guards."""
    found = ask(var, url, COLUMNS if url else TABLES)
    return {name: sorted(text.replace(")", ",").split(",")) for name, text in found}


def _integrity(cursor, vendor: str) -> str:
    if vendor != "sqlite":
        return "ok"  # PostgreSQL itself was not killed
    return cursor.execute("PRAGMA integrity_check").fetchone()[0]


@contextmanager
def own_database(server_url: str) -> Iterator[str]:
    """A new database on a PostgreSQL server, for as long as it is used. Without a server: SQLite."""
    if not server_url:
        yield ""
        return
    name = f"operations_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

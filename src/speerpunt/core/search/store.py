"""Where the tokens stand: a full-text table of SQLite, or a column of PostgreSQL with an inverted index.

Both only say which entries hold a token. Nothing else is asked of them, so both answer the same.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections

from ..models import SearchEntry

AT_ONCE = 200

# An entry that goes takes its tokens along, whoever deletes it. Made anew after every migrate, like the guards.
SQLITE = (
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS core_searchtokens USING fts5(
        tokens, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars ':'"
    )
    """,
    """
    CREATE TRIGGER IF NOT EXISTS search_entry_gone AFTER DELETE ON core_searchentry
    BEGIN DELETE FROM core_searchtokens WHERE rowid = OLD.id; END
    """,
)
POSTGRESQL = (
    "CREATE TABLE IF NOT EXISTS core_searchtokens (entry_id bigint PRIMARY KEY, tokens text[] NOT NULL)",
    """
    CREATE INDEX IF NOT EXISTS core_searchtokens_tokens ON core_searchtokens USING gin (tokens)
    WITH (gin_pending_list_limit = 1024)
    """,
    """
    CREATE OR REPLACE FUNCTION search_entry_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'TRUNCATE' THEN TRUNCATE core_searchtokens;
        ELSE DELETE FROM core_searchtokens WHERE entry_id = OLD.id; END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE OR REPLACE TRIGGER search_entry_gone AFTER DELETE ON core_searchentry
    FOR EACH ROW EXECUTE FUNCTION search_entry_gone()
    """,
    """
    CREATE OR REPLACE TRIGGER search_entries_gone AFTER TRUNCATE ON core_searchentry
    FOR EACH STATEMENT EXECUTE FUNCTION search_entry_gone()
    """,
)


def install_search_after_migrate(using: str, **_kwargs: Any) -> None:
    chosen = connections[using]
    if SearchEntry._meta.db_table not in chosen.introspection.table_names():
        return
    with chosen.cursor() as cursor:
        for statement in SQLITE if chosen.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)


def keep_tokens(tokens_by_entry: Iterable[tuple[int, str]]) -> None:
    """Tokens of new entries, with a space between."""
    statement = "INSERT INTO core_searchtokens (rowid, tokens) VALUES (%s, %s)"
    if connection.vendor == "postgresql":
        statement = "INSERT INTO core_searchtokens (entry_id, tokens) VALUES (%s, string_to_array(%s, ' '))"
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(tokens_by_entry))


def forget_for_good() -> None:
    """SQLite only marks what is deleted, until it puts its tokens together: done here, for a person is erased."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO core_searchtokens (core_searchtokens) VALUES ('optimize')")


def holders_of(tokens: Sequence[str]) -> dict[str, list[int]]:
    """Entries that hold each token; of whichever kind, and whoever may see them."""
    found: dict[str, list[int]] = {}
    ask = _ask_postgresql if connection.vendor == "postgresql" else _ask_sqlite
    for start in range(0, len(tokens), AT_ONCE):
        for token, holders in ask(tokens[start : start + AT_ONCE]):
            found[token] = json.loads(holders) if holders else []
    return found


def _ask_sqlite(tokens: Sequence[str]) -> list[tuple[str, str]]:
    one = "SELECT %s, json_group_array(rowid) FROM core_searchtokens WHERE core_searchtokens MATCH %s"
    asked = [each for token in tokens for each in (token, f'"{token}"')]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(tokens)), asked)
        return list(cursor.fetchall())


def _ask_postgresql(tokens: Sequence[str]) -> list[tuple[str, str]]:
    """Asked per token, so that the planner always takes the index."""
    statement = (
        "SELECT asked, (SELECT json_agg(entry_id)::text FROM core_searchtokens WHERE tokens @> ARRAY[asked]) "
        "FROM unnest(%s::text[]) AS asked"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(tokens)])
        return list(cursor.fetchall())


def ids_in_order(rows: Any) -> list[int]:
    """The ids of a queryset in its order, as one value: a row of Python for each would cost more than the query."""
    try:
        inner, values = rows.values("id").query.sql_with_params()
    except EmptyResultSet:
        return []
    listed = "json_agg(id)::text" if connection.vendor == "postgresql" else "json_group_array(id)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {listed} FROM ({inner}) AS found", values)  # noqa: S608 - Django's own SQL
        found = cursor.fetchone()[0]
    return json.loads(found) if found else []

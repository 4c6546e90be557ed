"""Where the tokens stand: a full-text table of SQLite, or a column of PostgreSQL with an inverted index.

Both only say which entries hold a token. Nothing else is asked of them, so both answer the same.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

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
    # The tokens themselves stand apart, so that the rows that a search reads lie close together.
    "ALTER TABLE core_searchtokens SET (toast_tuple_target = 128)",
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


def put_together() -> None:
    """SQLite adds each change as a piece of its own, and only marks what is deleted. Put together, what is erased is
    really gone, and a search reads a third of what it would read in many pieces."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO core_searchtokens (core_searchtokens) VALUES ('optimize')")


class Lookup(NamedTuple):
    """Which entries hold a token. Those that hold `but_not` are known already, and may be left out."""

    token: str
    but_not: str = ""


def holders_of(lookups: Sequence[Lookup]) -> dict[Lookup, list[int]]:
    """Entries that hold each token; of whichever kind, and whoever may see them."""
    found: dict[Lookup, list[int]] = {}
    ask = _ask_postgresql if connection.vendor == "postgresql" else _ask_sqlite
    for start in range(0, len(lookups), AT_ONCE):
        some = lookups[start : start + AT_ONCE]
        found.update(zip(some, ask(some), strict=True))
    return found


def _ask_sqlite(lookups: Sequence[Lookup]) -> Iterator[list[int]]:
    one = "SELECT json_group_array(rowid) FROM core_searchtokens WHERE core_searchtokens MATCH %s"
    asked = [f'"{token}" NOT "{but_not}"' if but_not else f'"{token}"' for token, but_not in lookups]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(asked)), asked)
        return (json.loads(entries) for (entries,) in cursor.fetchall())


def _ask_postgresql(lookups: Sequence[Lookup]) -> Iterator[list[int]]:
    """Asked per token, so that the planner always takes the index."""
    statement = (
        "SELECT (SELECT string_agg(int8send(entry_id), '') FROM core_searchtokens WHERE tokens @> ARRAY[asked]) "
        "FROM unnest(%s::text[]) WITH ORDINALITY AS lookup(asked, place) ORDER BY place"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [[token for token, _but_not in lookups]])
        return (_numbers(entries or b"") for (entries,) in cursor.fetchall())


def _numbers(sent: bytes) -> list[int]:
    """As PostgreSQL sends them: of 64 bits each, the highest first."""
    numbers = array("q", bytes(sent))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tolist()

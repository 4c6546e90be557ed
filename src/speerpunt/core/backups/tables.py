"""Rows as lines of JSON, the same from either database, and in again.

The models are those of the migrations that the rows were written under, not those of the program, so that an older
archive comes in as it was; `migrate` brings it up to date afterwards.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from .archive import ArchiveProblem

# Made again from the rest, or of this machine and moment only.
LEFT_OUT = {
    "sessions.session",
    "core.recurringwork",
    "core.searchentry",
    "core.searchmark",
    "core.searchword",
}
AT_ONCE = 500
Migrations = list[tuple[str, str]]


@contextmanager
def snapshot() -> Iterator[None]:
    """Whatever is read within was there at one moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        # Django would begin with a lock on writing. In WAL mode a reader keeps what it sees without one.
        cursor.execute("BEGIN DEFERRED")
        try:
            (answer,) = cursor.execute("PRAGMA quick_check(1)").fetchone()
            if answer != "ok":
                raise ArchiveProblem(_("The database is damaged. Run: speerpunt doctor"))
            yield
        finally:
            cursor.execute("ROLLBACK")


def applied_migrations() -> Migrations:
    loader = MigrationExecutor(connection).loader
    return sorted(key for key in loader.applied_migrations if key in loader.graph.nodes)


def pending_migrations(applied: Migrations) -> Migrations:
    return sorted(MigrationExecutor(connection).loader.graph.nodes.keys() - {*applied})


def unknown_migrations(migrations: Migrations) -> Migrations:
    """What an archive of a newer version has gone through, and this version knows nothing of."""
    known = MigrationExecutor(None).loader.graph.nodes  # type: ignore[arg-type]
    return [key for key in migrations if key not in known]


def models_at(migrations: Migrations) -> list[type[Model]]:
    """Every table that is kept, as it was after these migrations."""
    state = MigrationExecutor(connection).loader.project_state(migrations)
    found = state.apps.get_models(include_auto_created=True)
    kept = [each for each in found if each._meta.managed and not each._meta.proxy]
    return sorted(
        (each for each in kept if each._meta.label_lower not in LEFT_OUT),
        key=lambda each: each._meta.db_table,
    )


def fields_of(model: type[Model]) -> list["Field[Any, Any]"]:
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def rows_of(model: type[Model]) -> Iterator[bytes]:
    names = [field.attname for field in fields_of(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(type(value).__name__)


def last_ids(models: Iterable[type[Model]]) -> dict[str, int]:
    """The highest number that each table ever gave out: the next row must not get one that the history knows."""
    found = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return dict(cursor.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        for model in models:
            sequence = _sequence_of(cursor, model)
            if sequence:
                cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - a name of our own
                last, is_called = cursor.fetchone()
                found[model._meta.db_table] = last if is_called else 0
    return found


def _sequence_of(cursor: Any, model: type[Model]) -> str:
    table, key = model._meta.db_table, model._meta.pk
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', key.column])
    return cursor.fetchone()[0] or ""


def fill_tables(
    models: Iterable[type[Model]],
    columns: dict[str, list[str]],
    lines_of: Callable[[type[Model]], Iterator[list[Any]]],
    ids: dict[str, int],
    progress: Callable[[int], Any],
) -> None:
    """All rows or none; the database sees to it that what they refer to is there."""
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            for model in models:
                _fill(model, columns[model._meta.db_table], lines_of(model), progress)
            connection.check_constraints()
            for model in models:
                _go_on_from(model, ids.get(model._meta.db_table, 0))
    finally:
        connection.enable_constraint_checking()


def _fill(
    model: type[Model], columns: list[str], lines: Iterator[list[Any]], progress: Callable[[int], Any]
) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    fields = fields_of(model)
    if [field.column for field in fields] != columns:
        raise ArchiveProblem(_("This archive is of another version of Speerpunt. Nothing was changed."))
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - what migrations put there comes from the archive
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own only
        while some := list(islice(lines, AT_ONCE)):
            cursor.executemany(statement, [_stored(fields, row) for row in some])
            progress(len(some))


def _stored(fields: list["Field[Any, Any]"], row: list[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(_read(field, value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def _read(field: "Field[Any, Any]", value: Any) -> Any:
    kind = getattr(field, "target_field", field).get_internal_type()
    if value is None or kind == "JSONField":
        return value
    return base64.b64decode(value) if kind == "BinaryField" else field.to_python(value)


def _go_on_from(model: type[Model], last: int) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT COUNT(*) FROM sqlite_sequence WHERE name = %s", [table])
            if cursor.fetchone()[0]:
                cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [last, table])
            elif last:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            return
        sequence = _sequence_of(cursor, model)
        if sequence:
            key = connection.ops.quote_name(model._meta.pk.column)
            highest = f"(SELECT COALESCE(MAX({key}), 0) FROM {connection.ops.quote_name(table)})"  # noqa: S608
            cursor.execute(
                f"SELECT setval(%s, GREATEST({highest}, %s, 1), GREATEST({highest}, %s) > 0)",
                [sequence, last, last],
            )

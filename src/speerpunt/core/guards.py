"""Database triggers that keep rows of one collective from pointing at rows of another.

Scopes guard what is read; these guard what is written, whoever writes it. They are made anew after
every migrate, because SQLite drops the triggers of a table that Django rebuilds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

from django.apps import apps
from django.db import connections, models

from .models import CollectiveModel, HistoryEvent, LinkedModel
from .registry import subjects

MESSAGE_COLLECTIVE = "a row may not refer to another collective"
MESSAGE_MOVED = "a row may not move to another collective"
MESSAGE_SUBJECT = "this hangs on nothing of its own collective"
MESSAGE_HISTORY = "the history is only added to"
MESSAGE_FROZEN = "this is frozen and stays as it is"


@dataclass(frozen=True)
class Guard:
    """One trigger: before `events` on `table`, refuse the row when `condition` holds."""

    table: str
    subject: str
    events: tuple[str, ...]
    condition: str
    message: str
    holds: tuple[str, str] | None = None

    def name(self, event: str) -> str:
        """A stable name within PostgreSQL's 63 characters."""
        digest = blake2s(f"{self.table}.{self.subject}".encode(), digest_size=5).hexdigest()
        return f"guard_{event.split(maxsplit=1)[0].lower()}_{digest}_{self.table}"[:60]


def collective_models() -> list[type[CollectiveModel]]:
    return [model for model in apps.get_models() if issubclass(model, CollectiveModel)]


def expected_guards() -> list[Guard]:
    """Every guard that this version of the models asks for."""
    guards = list(_history_guards())
    for model in collective_models():
        guards.append(_fixed_collective(model))
        guards.extend(_reference_guards(model))
        guards.extend(_link_guards(model))
        guards.extend(_frozen_guards(model))
        guards.extend(_refusals(model))
        if issubclass(model, LinkedModel):
            guards.append(_subject_guard(model))
    return sorted(guards, key=lambda guard: (guard.table, guard.subject))


def _history_guards() -> Iterator[Guard]:
    table = HistoryEvent._meta.db_table
    yield Guard(table, "append-only", ("UPDATE", "DELETE"), "OLD.id IS NOT NULL", MESSAGE_HISTORY)


def _fixed_collective(model: type[models.Model]) -> Guard:
    condition = "NEW.collective_id <> OLD.collective_id"
    return Guard(model._meta.db_table, "collective", ("UPDATE",), condition, MESSAGE_MOVED)


def _is_guarded(field: "models.Field[Any, Any]") -> bool:
    target = field.related_model
    return (
        isinstance(field, models.ForeignKey)
        and isinstance(target, type)
        and issubclass(target, CollectiveModel)
    )


def _reference_guards(model: type[models.Model]) -> Iterator[Guard]:
    for field in model._meta.local_fields:
        if _is_guarded(field):
            condition = (
                f"NEW.{field.column} IS NOT NULL AND "
                f"{_collective_of(field, f'NEW.{field.column}')} <> NEW.collective_id"
            )
            yield Guard(
                model._meta.db_table, field.column, ("INSERT", "UPDATE"), condition, MESSAGE_COLLECTIVE
            )


def _link_guards(model: type[models.Model]) -> Iterator[Guard]:
    """Tables that Django makes for a many-to-many field have no collective of their own."""
    for relation in model._meta.local_many_to_many:
        through = relation.remote_field.through
        if through is None or not through._meta.auto_created:
            continue
        ends = [field for field in through._meta.local_fields if _is_guarded(field)]
        if len(ends) == 2:
            first, second = (_collective_of(end, f"NEW.{end.column}") for end in ends)
            condition = f"{first} <> {second}"
            yield Guard(through._meta.db_table, "ends", ("INSERT", "UPDATE"), condition, MESSAGE_COLLECTIVE)


def _frozen_guards(model: type[CollectiveModel]) -> Iterator[Guard]:
    """What a model says about itself in `frozen`."""
    if model.frozen is None:
        return
    table, (path, moment) = model._meta.db_table, model.frozen.since
    columns = [model._meta.get_field(name).column for name in model.frozen.fields]
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    is_frozen = _has_come(model, path, moment)
    yield Guard(table, "frozen", ("UPDATE",), f"({changed}) AND {is_frozen}", MESSAGE_FROZEN)
    yield Guard(table, "frozen", ("DELETE",), is_frozen, MESSAGE_FROZEN)


def _refusals(model: type[CollectiveModel]) -> Iterator[Guard]:
    table = model._meta.db_table
    for refusal in model.refusals:
        yield Guard(table, refusal.subject, refusal.events, refusal.condition, refusal.message, refusal.holds)


def _has_come(model: type[models.Model], path: tuple[str, ...], moment: str) -> str:
    """Along foreign keys from the row to the table in which the moment stands, which may be its own."""
    if not path:
        return f"OLD.{model._meta.get_field(moment).column} IS NOT NULL"
    row, tables = "OLD", []
    conditions = []
    for step, name in enumerate(path):
        field = model._meta.get_field(name)
        model = field.related_model
        tables.append(f"{model._meta.db_table} step_{step}")
        conditions.append(f"step_{step}.id = {row}.{field.column}")
        row = f"step_{step}"
    column = model._meta.get_field(moment).column
    where = " AND ".join([*conditions, f"{row}.{column} IS NOT NULL"])
    return f"EXISTS (SELECT 1 FROM {', '.join(tables)} WHERE {where})"  # noqa: S608 - names of our own only


def _subject_guard(model: type[models.Model]) -> Guard:
    """A generic link is a foreign key to whichever kind of subject it names."""
    kinds = " OR ".join(_hangs_on(subject.model) for subject in subjects())
    condition = f"NEW.object_id IS NOT NULL AND NOT ({kinds})"
    return Guard(model._meta.db_table, "object_id", ("INSERT", "UPDATE"), condition, MESSAGE_SUBJECT)


def _hangs_on(model: type[models.Model]) -> str:
    # Names of our own tables and columns only.
    kind = (
        "(SELECT kind.id FROM django_content_type kind WHERE "  # noqa: S608
        f"kind.app_label = '{model._meta.app_label}' AND kind.model = '{model._meta.model_name}')"
    )
    row = (
        f"EXISTS (SELECT 1 FROM {model._meta.db_table} guarded WHERE guarded.id = NEW.object_id "  # noqa: S608
        "AND guarded.collective_id = NEW.collective_id)"
    )
    return f"(NEW.content_type_id = {kind} AND {row})"


def _collective_of(field: "models.Field[Any, Any]", value: str) -> str:
    table = field.related_model._meta.db_table  # type: ignore[union-attr]
    # Names of our own tables and columns only.
    return f"(SELECT guarded.collective_id FROM {table} guarded WHERE guarded.id = {value})"  # noqa: S608


def present_guards(alias: str = "default") -> set[str]:
    """Names of the guard triggers that the database has."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%%'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'guard_%%'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def remove_guards(alias: str = "default") -> None:
    connection = connections[alias]
    with connection.cursor() as cursor:
        for table, name in _present_by_table(connection):
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _present_by_table(connection: Any) -> list[tuple[str, str]]:
    query = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%%'"
    if connection.vendor == "postgresql":
        query = (
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgname LIKE 'guard_%%'"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def install_guards(alias: str = "default") -> None:
    """Make the database's guards exactly those that the models ask for."""
    connection = connections[alias]
    create = _create_on_sqlite if connection.vendor == "sqlite" else _create_on_postgresql
    remove_guards(alias)
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in expected_guards():
            if guard.table in existing:
                for event in guard.events:
                    for statement in create(guard, event):
                        cursor.execute(statement)


def _create_on_sqlite(guard: Guard, event: str) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER {guard.name(event)} BEFORE {event} ON {guard.table} "
        f"WHEN {guard.condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
    )


def _create_on_postgresql(guard: Guard, event: str) -> Iterator[str]:
    name = guard.name(event)
    result = "OLD" if event == "DELETE" else "NEW"
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {_holding(guard)}"
        f"IF {guard.condition} THEN RAISE EXCEPTION '{guard.message}' USING ERRCODE = '23514'; END IF; "
        f"RETURN {result}; END $$"
    )
    yield f"CREATE TRIGGER {name} BEFORE {event} ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def _holding(guard: Guard) -> str:
    """On SQLite writers take turns anyhow."""
    if guard.holds is None:
        return ""
    table, column = guard.holds
    return f"PERFORM 1 FROM {table} WHERE id = NEW.{column} FOR UPDATE; "


def install_guards_after_migrate(using: str, **told: Any) -> None:
    """Once the tables are as they will be. Emptying the database says so too, without a plan: then nothing is altered."""
    if "plan" in told:
        install_guards(using)


def remove_guards_before_migrate(using: str, plan: Any = (), **_kwargs: Any) -> None:
    """SQLite refuses to make a table anew while a trigger of another one names it. They come back afterwards."""
    if plan and connections[using].vendor == "sqlite":
        remove_guards(using)

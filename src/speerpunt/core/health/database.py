"""Whether the database is whole, and keeps what the guards promise."""

from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from ..backups.tables import applied_migrations, pending_migrations
from ..guards import collective_models, expected_guards, present_guards
from ..models import CollectiveModel, LinkedModel
from ..registry import subjects
from .finding import Finding, some


def check_migrations() -> Iterator[Finding]:
    pending = pending_migrations(applied_migrations())
    if pending:
        yield Finding(
            "migrations",
            _("The database is not up to date: %(names)s.")
            % {"names": some(f"{app}.{name}" for app, name in pending)},
            _("Run: speerpunt migrate"),
        )


def check_library() -> Iterator[Finding]:
    """Speerpunt does not start on an unsafe SQLite; this says so should somebody have put another one under it."""
    if connection.vendor != "sqlite":
        return
    from ..databases.sqlite3.library import is_safe

    with connection.cursor() as cursor:
        (version,) = cursor.execute("SELECT sqlite_version()").fetchone()
        (mode,) = cursor.execute("PRAGMA journal_mode").fetchone()
    if not is_safe(tuple(int(number) for number in version.split("."))):
        yield Finding(
            "sqlite_unsafe",
            _("SQLite %(version)s can damage the database.") % {"version": version},
            _("Install SQLite 3.51.3 or newer, or the package pysqlite3."),
        )
    if not connection.is_in_memory_db() and mode != "wal":
        yield Finding(
            "sqlite_mode",
            _("The database is in mode %(mode)s, not in WAL.") % {"mode": mode},
            _(
                "Start the server once; it sets the mode. On a network disk this cannot work: use a local disk."
            ),
        )


def check_integrity() -> Iterator[Finding]:
    check = _damage_on_sqlite if connection.vendor == "sqlite" else _damage_on_postgresql
    damage = list(check())
    if damage:
        yield Finding(
            "integrity",
            _("The database is damaged: %(places)s.") % {"places": some(damage)},
            _("Stop the server, keep a copy of the files as they are, and restore the last good backup."),
        )


def _damage_on_sqlite() -> Iterator[str]:
    with connection.cursor() as cursor:
        for (line,) in cursor.execute("PRAGMA integrity_check(20)").fetchall():
            if line != "ok":
                yield line


def _damage_on_postgresql() -> Iterator[str]:
    """Every row and every long value of our own tables is read once; and the indexes where amcheck is there for us."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            try:
                with transaction.atomic():
                    cursor.execute(f"SELECT COUNT(md5(t::text)) FROM {name} t")  # noqa: S608 - names of our own
            except DatabaseError as problem:
                yield f"{table}: {str(problem).splitlines()[0]}"
        yield from _damaged_indexes(cursor)


def _damaged_indexes(cursor: Any) -> Iterator[str]:
    cursor.execute(
        "SELECT has_function_privilege(oid, 'execute') FROM pg_proc WHERE proname = 'bt_index_check' AND pronargs = 1"
    )
    if cursor.fetchone() != (True,):
        return
    cursor.execute(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_am a ON a.oid = c.relam "
        "WHERE c.relkind = 'i' AND a.amname = 'btree' AND c.relnamespace = 'public'::regnamespace"
    )
    for (index,) in cursor.fetchall():
        try:
            with transaction.atomic():
                cursor.execute("SELECT bt_index_check(%s::regclass)", [index])
        except DatabaseError as problem:
            yield f"{index}: {str(problem).splitlines()[0]}"


def check_foreign_keys() -> Iterator[Finding]:
    """PostgreSQL keeps these itself, unless somebody switched its triggers off."""
    dangling = list(_dangling())
    if dangling:
        yield Finding(
            "foreign_keys",
            _("Rows refer to rows that are not there: %(places)s.") % {"places": some(dangling)},
            _("Restore the last good backup, or ask who maintains Speerpunt; do not remove rows by hand."),
        )


def _dangling() -> Iterator[str]:
    if connection.vendor == "sqlite":
        try:
            connection.check_constraints()
        except IntegrityError as problem:
            yield str(problem)
        return
    for model, field in _foreign_keys():
        if field.db_constraint:
            count = _count(
                f'SELECT COUNT(*) FROM "{model._meta.db_table}" one WHERE one."{field.column}" IS NOT NULL '  # noqa: S608
                f'AND NOT EXISTS (SELECT 1 FROM "{field.related_model._meta.db_table}" other '
                f'WHERE other."{field.target_field.column}" = one."{field.column}")'
            )
            if count:
                yield f"{model._meta.db_table}.{field.column}"


def _foreign_keys() -> Iterator[tuple[type[Model], "ForeignKey[Any, Any]"]]:
    from django.apps import apps

    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for field in model._meta.local_fields:
                if isinstance(field, ForeignKey):
                    yield model, field


def check_guards() -> Iterator[Finding]:
    expected = {guard.name(event): guard for guard in expected_guards() for event in guard.events}
    missing = sorted(
        {f"{guard.table}.{guard.subject}" for name, guard in expected.items() if name not in present_guards()}
    )
    if missing:
        yield Finding(
            "guards",
            _("Guards between collectives are missing: %(names)s.") % {"names": some(missing)},
            _("Run: speerpunt check --repair"),
        )


def check_collectives() -> Iterator[Finding]:
    """Every reference that a guard watches, asked of the rows themselves: a guard that was away saw nothing."""
    crossed = [*_crossed_references(), *_crossed_links(), *_crossed_subjects()]
    if crossed:
        yield Finding(
            "crossed",
            _("Rows of one collective refer to rows of another: %(places)s.") % {"places": some(crossed)},
            _("Look at these rows and take the reference out, then run: speerpunt check --repair"),
        )


def _is_kept_apart(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, CollectiveModel)


def _crossed_references() -> Iterator[str]:
    for model in collective_models():
        for field in model._meta.local_fields:
            if isinstance(field, ForeignKey) and _is_kept_apart(field.related_model):
                table, other = model._meta.db_table, field.related_model._meta.db_table
                yield from _named(
                    f"{table}.{field.column}",
                    f'SELECT one.id FROM "{table}" one JOIN "{other}" other ON other.id = one."{field.column}" '  # noqa: S608
                    "WHERE other.collective_id <> one.collective_id",
                )


def _crossed_links() -> Iterator[str]:
    for model in collective_models():
        for relation in model._meta.local_many_to_many:
            through = relation.remote_field.through
            ends = [field for field in through._meta.local_fields if isinstance(field, ForeignKey)]
            if through._meta.auto_created and all(_is_kept_apart(end.related_model) for end in ends):
                first, second = ends
                table = through._meta.db_table
                yield from _named(
                    table,
                    f'SELECT link.id FROM "{table}" link '  # noqa: S608
                    f'JOIN "{first.related_model._meta.db_table}" one ON one.id = link."{first.column}" '
                    f'JOIN "{second.related_model._meta.db_table}" other ON other.id = link."{second.column}" '
                    "WHERE one.collective_id <> other.collective_id",
                )


def _crossed_subjects() -> Iterator[str]:
    hangs = " OR ".join(
        f"(kind.app_label = '{subject.model._meta.app_label}' AND kind.model = '{subject.model._meta.model_name}' "  # noqa: S608
        f'AND EXISTS (SELECT 1 FROM "{subject.model._meta.db_table}" other '
        "WHERE other.id = one.object_id AND other.collective_id = one.collective_id))"
        for subject in subjects()
    )
    for model in collective_models():
        if issubclass(model, LinkedModel):
            table = model._meta.db_table
            yield from _named(
                f"{table}.object_id",
                f'SELECT one.id FROM "{table}" one JOIN django_content_type kind ON kind.id = one.content_type_id '  # noqa: S608
                f"WHERE one.object_id IS NOT NULL AND NOT ({hangs})",
            )


def _named(place: str, query: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"{query} ORDER BY 1 LIMIT 20")
        for (number,) in cursor.fetchall():
            yield f"{place} {number}"


def _count(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])

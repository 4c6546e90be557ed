"""Where an archive is restored: it must hold nothing, and half a restore is taken away before another begins."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.utils.translation import gettext as _

from ..registry import stored_files
from .archive import ArchiveProblem

# What an installation makes by itself before anybody uses it.
BY_ITSELF = {
    "contenttypes.contenttype",
    "auth.permission",
    "core.installation",
    "core.recurringwork",
    "sessions.session",
}


def mark() -> Path:
    """Is there from the first change until a restore is whole; meanwhile nothing is served."""
    return Path(settings.VAR) / "restoring"


def is_half_restored() -> bool:
    return mark().exists()


def refuse_occupied() -> None:
    """Half a restore is ours to take away; anything else is somebody's."""
    if mark().exists():
        return
    there = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.label_lower in BY_ITSELF or meta.db_table not in there or not meta.managed:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(meta.db_table)} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                raise ArchiveProblem(
                    _("The database holds something already (%(table)s). Restore into an empty one.")
                    % {"table": meta.db_table}
                )
    for kept in stored_files():
        if has_files(kept.storage):
            raise ArchiveProblem(
                _("The storage of papers holds files already. Restore into an empty one, or move them away.")
            )


def has_files(alias: str) -> bool:
    try:
        folders, files = storages[alias].listdir("")
    except FileNotFoundError:
        return False
    return bool(files) or any(_walk(alias, folder) for folder in folders)


def _walk(alias: str, folder: str) -> list[str]:
    """Names of files below a folder; empty folders hold nothing."""
    folders, files = storages[alias].listdir(folder)
    found = [f"{folder}/{name}".lstrip("/") for name in files]
    for name in folders:
        found += _walk(alias, f"{folder}/{name}".lstrip("/"))
    return found


def names_in(alias: str) -> list[str]:
    try:
        return _walk(alias, "")
    except FileNotFoundError:
        return []


def clear() -> None:
    """Every table and file, after `refuse_occupied` found none that holds anything."""
    for kept in stored_files():
        for name in names_in(kept.storage):
            storages[kept.storage].delete(name)
    drop = _drop_on_sqlite if connection.vendor == "sqlite" else _drop_on_postgresql
    drop()


def _drop_on_sqlite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS core_searchtokens")  # with the tables behind it
    connection.disable_constraint_checking()
    try:
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)}")
    finally:
        connection.enable_constraint_checking()


def _drop_on_postgresql() -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")

"""Everything that an installation holds goes into one file, and comes out of it."""

import hmac
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from ..backups import ground, tables
from ..backups.archive import CHUNK, Archive, ArchiveProblem, NewArchive, opened, room_in
from ..backups.mark import backup_marked
from ..databases.laying import lay_tables
from ..models import Collective, OutgoingMail
from ..registry import StoredFiles, stored_files
from .erasures import erase_again, keep_erasures, noted_erasures, read_erasure
from .search_index import reindex

KEPT_IN_MEMORY = 32 * 1024 * 1024


@dataclass
class Report:
    """What went in or came out."""

    rows: int = 0
    files: int = 0
    digest: str = ""
    # Places of files that rows tell of, and that are not there or are not what they were.
    missing: list[str] = field(default_factory=list)
    erased: int = 0
    has_same_key: bool = True


Step = Callable[[str, int], Callable[[int], Any]]


def silent_step(_what: str, _total: int) -> Callable[[int], Any]:
    return lambda _count: None


def key_digest() -> str:
    """Tells one secret key from another, and nothing of either."""
    return hmac.new(settings.SECRET_KEY.encode(), b"speerpunt backup", sha256).hexdigest()


def make_backup(place: Path, step: Step = silent_step) -> Report:
    """While everybody works on. First the rows, as they were at one moment, then the files that they tell of."""
    migrations = tables.applied_migrations()
    if tables.pending_migrations(migrations):
        raise ArchiveProblem(_("The database is not up to date. Run: speerpunt migrate"))
    report = Report()
    with NewArchive(place) as archive, backup_marked():
        models = tables.models_at(migrations)
        with tables.snapshot(), scopes_disabled():
            made_at = datetime.now(UTC)
            told = _write_rows(archive, models, step, report)
            known = [(kept, list(kept.known())) for kept in stored_files()]
            ids = tables.last_ids(models)
        for kept, places in known:
            _write_files(archive, kept, places, step("files", len(places)), report)
        for name, content in noted_erasures():
            archive.add(f"erasures/{name}", [content])
        report.digest = archive.finish(
            {
                "speerpunt": version("speerpunt"),
                "made_at": made_at.isoformat(),
                "database": connection.vendor,
                "migrations": migrations,
                "tables": told,
                "last_ids": ids,
                "missing": report.missing,
                "key": key_digest(),
            }
        )
    return report


def _write_rows(
    archive: NewArchive, models: list[type[Model]], step: Step, report: Report
) -> dict[str, dict[str, Any]]:
    told = {}
    counts = {model: model._base_manager.count() for model in models}
    advance = step("rows", sum(counts.values()))
    for model in models:
        archive.add(f"tables/{model._meta.db_table}.jsonl", _counted(tables.rows_of(model), advance))
        columns = [field.column for field in tables.fields_of(model)]
        told[model._meta.db_table] = {"columns": columns, "rows": counts[model]}
        report.rows += counts[model]
    return told


def _counted(lines: Iterable[bytes], advance: Callable[[int], Any]) -> Iterator[bytes]:
    for line in lines:
        yield line
        advance(1)


def _write_files(
    archive: NewArchive,
    kept: StoredFiles,
    places: list[tuple[str, str]],
    advance: Callable[[int], Any],
    report: Report,
) -> None:
    """Each with what was made of it. What is not there is told, and keeps the rest from nothing."""
    beside: dict[str, list[str]] = {}
    for name in ground.names_in(kept.storage):
        beside.setdefault(name.partition("-")[0], []).append(name)
    for place, digest in places:
        for name in beside.get(place, []):
            with suppress(FileNotFoundError):  # made anew at this very moment
                archive.add(_part_name(kept, name), _bytes_of(kept.storage, name), is_packed=True)
        written = archive.parts.get(_part_name(kept, place))
        if written is None or (digest and written["sha256"] != digest):
            report.missing.append(place)
        report.files += written is not None
        advance(1)


def _part_name(kept: StoredFiles, name: str) -> str:
    return f"files/{kept.storage}/{name}"


def _bytes_of(storage: str, name: str) -> Iterator[bytes]:
    with storages[storage].open(name) as file:
        yield from file.chunks(CHUNK)


def restore_backup(
    place: Path, step: Step = silent_step, *, digest: str = "", erasures: Path | None = None
) -> Report:
    """Into a database and a storage that hold nothing; who was erased after the backup is erased again."""
    with opened(place, room=room_in(settings.VAR)) as archive:
        if digest and digest != archive.digest:
            raise ArchiveProblem(_("This is not the archive with that digest. Nothing was changed."))
        migrations = [(app, name) for app, name in archive.manifest["migrations"]]
        if tables.unknown_migrations(migrations):
            raise ArchiveProblem(
                _("This archive comes from a newer Speerpunt. Install that one first. Nothing was changed.")
            )
        noted = [*_erasures_in(archive), *(_erasures_at(erasures) if erasures else ())]
        ground.refuse_occupied()
        ground.mark().touch(mode=0o600)
        ground.clear()
        keep_erasures(noted)
        report = Report(digest=archive.digest, missing=list(archive.manifest["missing"]))
        _read_files(archive, step, report)
        _read_rows(archive, migrations, step, report)
        report.has_same_key = archive.manifest["key"] == key_digest()
    _bring_up_to_date(step, report)
    ground.mark().unlink()
    return report


def _erasures_in(archive: Archive) -> Iterator[Any]:
    for name in archive.parts("erasures"):
        yield read_erasure(b"".join(archive.chunks(name)))


def _erasures_at(place: Path) -> list[Any]:
    """A folder with the list, or a newer archive."""
    try:
        if place.is_dir():
            return [read_erasure(file.read_bytes()) for file in sorted(place.glob("*.json"))]
    except ValueError as problem:
        raise ArchiveProblem(_("This is no list of erasures. Nothing was changed.")) from problem
    with opened(place) as other:
        return list(_erasures_in(other))


def _read_files(archive: Archive, step: Step, report: Report) -> None:
    names = archive.parts("files")
    advance = step("files", len(names))
    for name in names:
        _folder, storage, place = name.split("/", 2)
        with SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as copy:
            for chunk in archive.chunks(name):
                copy.write(chunk)
            copy.seek(0)
            storages[storage].save(place, File(copy))
        report.files += "-" not in place
        advance(1)


def _read_rows(archive: Archive, migrations: tables.Migrations, step: Step, report: Report) -> None:
    told = archive.manifest["tables"]
    report.rows = sum(table["rows"] for table in told.values())
    lay_tables(migrations)
    models = tables.models_at(migrations)
    if {model._meta.db_table for model in models} != {*told}:
        raise ArchiveProblem(_("This archive is of another version of Speerpunt. Nothing was changed."))

    def lines_of(model: type[Model]) -> Iterator[list[Any]]:
        return archive.lines(f"tables/{model._meta.db_table}.jsonl")

    columns = {table: found["columns"] for table, found in told.items()}
    tables.fill_tables(models, columns, lines_of, archive.manifest["last_ids"], step("rows", report.rows))


def _bring_up_to_date(step: Step, report: Report) -> None:
    """Migrations of a newer version, guards, who was erased since, and the index of search."""
    call_command("migrate", verbosity=0)
    report.erased = erase_again()
    # What waited then may have gone out since: the office decides whether it goes once more.
    OutgoingMail.objects.filter(due_at__isnull=False).update(
        due_at=None, problem=_("It waited in a backup that was restored.")
    )
    collectives = list(Collective.objects.all())
    advance = step("search", len(collectives))
    for collective in collectives:
        with scope(collective=collective):
            reindex(collective)
        advance(1)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Nothing of who was erased stays in pages that are free.
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

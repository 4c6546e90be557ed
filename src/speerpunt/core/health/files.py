"""Whether every row finds its bytes, and whether those are what they were."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.utils import timezone
from django.utils.translation import gettext as _

from ..backups.archive import room_in
from ..backups.ground import names_in
from ..registry import StoredFiles, stored_files
from .finding import Finding, some

CHUNK = 1024 * 1024
# Swept up a day later by the worker; still there after two days, nobody sweeps.
SWEPT_UP_AFTER = timedelta(days=2)
LEAST_ROOM = 512 * 1024 * 1024
OF_THE_OWNER_ONLY = ("secret_key", "files", "erasures", "mail", "incoming", "speerpunt.sqlite3")


def check_files(*, with_digests: bool = False) -> Iterator[Finding]:
    for kept in stored_files():
        yield from _check(kept, with_digests=with_digests)


def _check(kept: StoredFiles, *, with_digests: bool) -> Iterator[Finding]:
    there = set(names_in(kept.storage))
    known = list(kept.known())
    missing = [place for place, _digest in known if place not in there]
    if missing:
        yield Finding(
            "files_missing",
            _("Rows tell of files that are not there: %(places)s.") % {"places": some(missing)},
            _("Take these files out of the last backup and put them back at the same place."),
        )
    orphans = _orphans(storages[kept.storage], there, {place for place, _digest in known})
    if orphans:
        yield Finding(
            "files_orphaned",
            _("Files of which no row tells were not swept up: %(places)s.") % {"places": some(orphans)},
            _("See to it that a worker runs: speerpunt work"),
        )
    if with_digests:
        yield from _damaged(kept.storage, [pair for pair in known if pair[0] in there])


def _orphans(storage: Storage, there: set[str], known: set[str]) -> list[str]:
    long_ago = timezone.now() - SWEPT_UP_AFTER
    unknown = sorted(name for name in there if name.partition("-")[0].removesuffix(".new") not in known)
    return [name for name in unknown if storage.get_modified_time(name) < long_ago]


def _damaged(alias: str, known: list[tuple[str, str]]) -> Iterator[Finding]:
    damaged = [place for place, digest in known if digest and _digest_of(alias, place) != digest]
    if damaged:
        yield Finding(
            "files_damaged",
            _("Files are not what they were: %(places)s.") % {"places": some(damaged)},
            _("Take these files out of the last backup and put them back at the same place."),
        )


def _digest_of(alias: str, place: str) -> str:
    digest = sha256()
    with storages[alias].open(place) as file:
        for chunk in file.chunks(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def check_modes() -> Iterator[Finding]:
    """What others who have an account on this machine could read. The folder itself keeps them out, or each thing in it."""
    var = Path(settings.VAR)
    if not _is_open(var):
        return
    opened = [name for name in OF_THE_OWNER_ONLY if (var / name).exists() and _is_open(var / name)]
    if opened:
        yield Finding(
            "modes",
            _("Everybody on this machine can read %(names)s in %(folder)s.")
            % {"names": some(opened), "folder": var},
            _("Run: chmod 700 %(folder)s") % {"folder": var},
        )


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def check_room() -> Iterator[Finding]:
    room = room_in(settings.VAR)
    if room < LEAST_ROOM:
        yield Finding(
            "room",
            _("The disk has %(megabytes)d MB left.") % {"megabytes": room // 1024**2},
            _("Make room before it is full: then nothing can be saved."),
        )

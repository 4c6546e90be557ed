"""Where the bytes are: a storage of Django's, by default a folder on the disk.

Bytes are written for good before a row tells of them. Bytes of which no row tells are swept up a day later.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import file_digest
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils import timezone

from speerpunt.core.backups.mark import backup_goes_on

ALIAS = "documents"
PUBLISHED = "-published"
FRESH = timedelta(days=1)
CHUNK = 1024 * 1024


class DurableStorage(FileSystemStorage):
    """Gives a file its name only once its bytes are on the disk for good."""

    def _save(self, name: str, content: "File[Any]") -> str:
        place = Path(self.path(name))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = place.with_name(f"{place.name}.new")
        try:
            with open(draft, "xb", opener=_for_its_owner) as file:
                file.writelines(content.chunks(CHUNK))
                file.flush()
                os.fsync(file.fileno())
            draft.replace(place)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _settle(place.parent)
        return name


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _settle(folder: Path) -> None:
    """The name itself survives a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def storage() -> Storage:
    return storages[ALIAS]


def digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write_file(collective_id: int, path: Path) -> str:
    """Returns its place, which tells nothing of what it is."""
    name = token_hex(20)
    with path.open("rb") as file:
        return storage().save(f"{collective_id}/{name[:2]}/{name}", File(file))


def write_beside(place: str, suffix: str, content: bytes) -> None:
    """What was made of a file lies beside it; made anew it takes the place of the one before."""
    storage().delete(f"{place}{suffix}")
    storage().save(f"{place}{suffix}", ContentFile(content))


def preview_suffix(page: int) -> str:
    return f"-page-{page}"


@contextmanager
def local_path(place: str) -> Iterator[Path]:
    """The file as a path of this machine, wherever the storage has it."""
    try:
        on_disk: Path | None = Path(storage().path(place))
    except NotImplementedError:
        on_disk = None
    if on_disk is not None:
        yield on_disk
        return
    with tempfile.NamedTemporaryFile(dir=temporary_folder()) as copy, storage().open(place) as file:
        for chunk in file.chunks(CHUNK):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def temporary_folder() -> Path:
    """On the disk of the data: the memory of a small machine is no place for files."""
    folder = Path(settings.VAR) / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def remove_file(place: str) -> None:
    """With all that was made of it. While a backup is made it stays, and is swept up on another day."""
    if backup_goes_on():
        return
    folder, _slash, name = place.rpartition("/")
    for found in _listed(folder):
        if found in {name, f"{name}.new"} or found.startswith(f"{name}-"):
            storage().delete(f"{folder}/{found}")


def _listed(folder: str) -> list[str]:
    try:
        return storage().listdir(folder)[1]
    except FileNotFoundError:
        return []


def places_of_old_files() -> Iterator[str]:
    """Of every file that is not of today, without what was made of it."""
    seen = set()
    for place in _walk(""):
        original = place.partition("-")[0].removesuffix(".new")
        if original not in seen and storage().get_modified_time(place) < timezone.now() - FRESH:
            seen.add(original)
            yield original


def _walk(folder: str) -> Iterator[str]:
    try:
        folders, files = storage().listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}".lstrip("/")
    for name in folders:
        yield from _walk(f"{folder}/{name}".lstrip("/"))

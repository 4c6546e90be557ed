"""The file itself: a zip whose last bytes are the digest of all before them, with a manifest that names each part.

It opens with any zip program. What is read here was perhaps damaged, cut short or made by somebody else, so
nothing in it is believed before all of it has been looked at.
"""

import json
import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from django.utils.translation import gettext as _

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
DIGEST_LENGTH = 64
LARGEST_MANIFEST = 256 * 1024 * 1024
PART = re.compile(
    r"tables/[a-z][a-z0-9_]{0,79}\.jsonl|files/[a-z]{1,20}(/[A-Za-z0-9_-]{1,80}){1,6}|erasures/[a-z0-9.-]{1,120}\.json"
)
# The same bytes for the same contents: no part has a date of its own.
NO_DATE = (1980, 1, 1, 0, 0, 0)


class ArchiveProblem(Exception):
    """Why an archive cannot be made or used; in words for who asked."""


class NewArchive:
    """Written beside its place, and put there only when it is whole and on the disk for good."""

    def __init__(self, place: Path) -> None:
        self._place, self._draft = place, place.with_name(f".{place.name}.new")
        self.parts: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        if self._place.exists():
            raise ArchiveProblem(_("%(file)s is there already. Choose another name.") % {"file": self._place})
        self._draft.unlink(missing_ok=True)
        handle = os.open(self._draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=4)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if kind is None:
            return
        with suppress(ValueError, OSError):
            self._zip.close()
        with suppress(OSError):
            self._file.close()
        self._draft.unlink(missing_ok=True)

    def add(self, name: str, chunks: Iterable[bytes], *, is_packed: bool = False) -> None:
        """`is_packed`: it would hardly become smaller."""
        entry = zipfile.ZipInfo(name, NO_DATE)
        entry.external_attr = (stat.S_IFREG | 0o600) << 16
        entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        digest, size = sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as out:
            for chunk in chunks:
                out.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.parts[name] = {"size": size, "sha256": digest.hexdigest()}

    def finish(self, manifest: dict[str, Any]) -> str:
        """Returns the digest of the whole."""
        told = json.dumps({"format": FORMAT, **manifest, "parts": self.parts}, ensure_ascii=False, indent=1)
        self.add(MANIFEST, [told.encode()])
        self._zip.comment = b"0" * DIGEST_LENGTH
        self._zip.close()
        size = self._file.seek(0, os.SEEK_END) - DIGEST_LENGTH
        digest = _digest_of(self._file, size)
        self._file.seek(size)
        self._file.write(digest.encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._draft.replace(self._place)
        _settle(self._place.parent)
        return digest


class Archive:
    """One that was looked at as a whole: `opened` gives no other."""

    def __init__(self, file: zipfile.ZipFile, manifest: dict[str, Any], digest: str) -> None:
        self._zip, self.manifest, self.digest = file, manifest, digest

    @property
    def size(self) -> int:
        return sum(part["size"] for part in self.manifest["parts"].values())

    def parts(self, folder: str) -> list[str]:
        return [name for name in self.manifest["parts"] if name.startswith(f"{folder}/")]

    def chunks(self, name: str) -> Iterator[bytes]:
        """Never more than was announced, and nothing else than was announced."""
        announced = self.manifest["parts"][name]
        digest, left = sha256(), announced["size"]
        with self._zip.open(name) as file:
            while chunk := file.read(min(CHUNK, left + 1)):
                left -= len(chunk)
                if left < 0:
                    raise ArchiveProblem(damaged())
                digest.update(chunk)
                yield chunk
        if left or digest.hexdigest() != announced["sha256"]:
            raise ArchiveProblem(damaged())

    def lines(self, name: str) -> Iterator[Any]:
        """A part of one JSON value per line."""
        rest = b""
        for chunk in self.chunks(name):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from map(json.loads, whole)


def damaged() -> str:
    return _("This archive is damaged or not whole. Nothing was changed. Take another one.")


class opened:  # noqa: N801 - reads as a function: `with opened(file) as archive`
    """The archive in a file, after all of it was looked at; else an `ArchiveProblem`."""

    def __init__(self, place: Path, *, room: int | None = None) -> None:
        self._place, self._room = place, room

    def __enter__(self) -> Archive:
        self._file = self._place.open("rb")
        try:
            return self._looked_at()
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            KeyError,
            TypeError,
            EOFError,
            OSError,
        ) as problem:
            self._file.close()
            raise ArchiveProblem(damaged()) from problem
        except BaseException:
            self._file.close()
            raise

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def _looked_at(self) -> Archive:
        digest = _checked_digest(self._file)
        archive_zip = zipfile.ZipFile(self._file)
        archive = Archive(archive_zip, _manifest(archive_zip), digest)
        if self._room is not None and archive.size > self._room:
            raise ArchiveProblem(_("There is no room here for what is in this archive. Nothing was changed."))
        for name in archive.manifest["parts"]:
            for _chunk in archive.chunks(name):
                pass
        return archive


def _checked_digest(file: BinaryIO) -> str:
    size = file.seek(0, os.SEEK_END) - DIGEST_LENGTH
    if size <= 0:
        raise ArchiveProblem(damaged())
    file.seek(size)
    announced = file.read(DIGEST_LENGTH)
    digest = _digest_of(file, size)
    if announced != digest.encode():
        raise ArchiveProblem(damaged())
    return digest


def _manifest(file: zipfile.ZipFile) -> dict[str, Any]:
    entries = file.infolist()
    names = {entry.filename for entry in entries}
    found = file.getinfo(MANIFEST)
    if found.file_size > LARGEST_MANIFEST or len(names) != len(entries):
        raise ArchiveProblem(damaged())
    with file.open(found) as content:
        manifest: dict[str, Any] = json.loads(content.read(LARGEST_MANIFEST))
    if manifest["format"] != FORMAT:
        raise ArchiveProblem(_("This archive is of another version of Speerpunt. Nothing was changed."))
    parts = manifest["parts"]
    if names != {*parts, MANIFEST} or not all(map(PART.fullmatch, parts)):
        raise ArchiveProblem(damaged())
    if any(type(part["size"]) is not int or part["size"] < 0 for part in parts.values()):
        raise ArchiveProblem(damaged())
    return manifest


def _digest_of(file: BinaryIO, size: int) -> str:
    digest = sha256()
    file.seek(0)
    while size:
        chunk = file.read(min(CHUNK, size))
        if not chunk:
            break
        digest.update(chunk)
        size -= len(chunk)
    return digest.hexdigest()


def _settle(folder: Path) -> None:
    """The name itself survives a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def room_in(folder: Path) -> int:
    return shutil.disk_usage(folder).free

"""A folder tree that comes in as one zip: which files can be taken from it, and which not and why."""

import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from speerpunt.core.cage import Bounds, ask, made_whole
from speerpunt.core.filenames import LONGEST_NAME, UNSHOWN, composed, is_reserved, same_name, trimmed

from ..enums import EXTENSIONS, extension_of
from ..problems import FileProblem, saying_which
from .contents import CAGED, MOST_MEGABYTES

MEBIBYTE = 1024 * 1024
MOST_TOTAL = 4_000  # MB
MOST_DEPTH = 20
LONGEST_PATH = 1_000
LISTING = Bounds(seconds=5, mebibytes=200, made=1)
NESTED = {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".cab", ".iso", ".jar"}
# What systems leave behind by themselves.
LITTER = {".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", "icon\r"}
LITTER_FOLDERS = {"__macosx", ".trashes", ".spotlight-v100", ".fseventsd", "$recycle.bin", "@eadir"}
LITTER_STARTS = ("._", "~$", ".~lock.")


@dataclass(frozen=True)
class ArchivedFile:
    folder: tuple[str, ...]
    name: str
    size: int
    modified: datetime | None
    # Where its bytes lie.
    place: dict[str, int] = field(repr=False)


@dataclass(frozen=True)
class RefusedEntry:
    # As it stands in the archive, fit to be shown.
    path: str
    problem: FileProblem


@dataclass(frozen=True)
class Archive:
    path: Path
    folders: list[tuple[str, ...]]
    files: list[ArchivedFile]
    refused: list[RefusedEntry]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)

    def extract(self, file: ArchivedFile, to: Path) -> None:
        """Put the bytes of one file at `to`. Raises `FileProblem` when they are not what the archive says."""
        bounds = Bounds(seconds=5, mebibytes=100, made=file.size // MEBIBYTE + 1)
        with saying_which(file.name), made_whole(to) as made:
            ask(f"{CAGED}.archive:extract", self.path, bounds=bounds, into=made, size=file.size, **file.place)


def read_archive(path: Path, name: str = "") -> Archive:
    """What is in the zip at `path`. Raises `FileProblem` when the zip as a whole is not to be trusted."""
    name = name or path.name
    with saying_which(name):
        told = ask(f"{CAGED}.archive:contents", path, bounds=LISTING).told
    reading = _Reading(path)
    for entry in sorted(told, key=lambda entry: entry["body"]):
        reading.take(entry)
    if reading.archive.size > MOST_TOTAL * 1_000_000:
        raise FileProblem("too_large", name, limit=MOST_TOTAL)
    return reading.archive


class _Reading:
    """Sorts entries into what is taken and what is not; no two of them get the same place."""

    def __init__(self, path: Path) -> None:
        self.archive = Archive(path, [], [], [])
        # By what a file system may take for the same: files are taken once, folders are shared.
        self.files: set[tuple[str, ...]] = set()
        self.folders: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}

    def take(self, entry: dict[str, Any]) -> None:
        try:
            parts = parts_of(entry["name"])
            if not parts or is_litter(parts):
                return
            _check_kind_of_entry(entry, parts[-1])
            if is_folder(entry):
                self._folder(parts)
            else:
                self._file(entry, parts)
        except FileProblem as problem:
            self.archive.refused.append(RefusedEntry(shown_path(entry["name"]), problem))

    def _folder(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """The folder as it was written first, with those above it."""
        key = tuple(map(same_name, parts))
        if key not in self.folders:
            if key in self.files:
                raise FileProblem("twice", parts[-1])
            above = self._folder(parts[:-1])
            self.folders[key] = (*above, parts[-1])
            self.archive.folders.append(self.folders[key])
        return self.folders[key]

    def _file(self, entry: dict[str, Any], parts: tuple[str, ...]) -> None:
        *folder, name = parts
        _check_file(entry, name)
        key = tuple(map(same_name, parts))
        if key in self.files or key in self.folders:
            raise FileProblem("twice", name)
        place = {key: entry[key] for key in ("body", "packed", "method", "checksum")}
        found = ArchivedFile(
            self._folder(tuple(folder)), name, entry["size"], moment_of(*entry["modified"]), place
        )
        self.files.add(key)
        self.archive.files.append(found)


def parts_of(path: str) -> tuple[str, ...]:
    """The folders and the name in a path of an archive. Raises `FileProblem` when it is not one below the archive."""
    shown = shown_path(path)
    if UNSHOWN.search(path):
        raise FileProblem("hidden_signs", shown)
    path = composed(path).replace("\\", "/")
    if path.startswith("/") or path[1:2] == ":":
        raise FileProblem("leads_outside", shown)
    parts = tuple(part for part in path.split("/") if part not in {"", "."})
    if any(not trimmed(part) for part in parts):
        raise FileProblem("leads_outside", shown)
    parts = tuple(trimmed(part) for part in parts)
    if any(is_reserved(part) for part in parts):
        raise FileProblem("reserved_name", shown)
    is_long = any(len(part.encode()) > LONGEST_NAME for part in parts) or len(path) > LONGEST_PATH
    if is_long or len(parts) > MOST_DEPTH:
        raise FileProblem("long_name", shown)
    return parts


def shown_path(path: str) -> str:
    text = UNSHOWN.sub("�", path)
    return text if len(text) <= 120 else f"{text[:58]}…{text[-58:]}"


def is_litter(parts: tuple[str, ...]) -> bool:
    *folders, name = (part.lower() for part in parts)
    return name in LITTER or name.startswith(LITTER_STARTS) or not LITTER_FOLDERS.isdisjoint([*folders, name])


def is_folder(entry: dict[str, Any]) -> bool:
    return entry["name"].endswith(("/", "\\")) or stat.S_ISDIR(entry["mode"])


def moment_of(day: int, clock: int) -> datetime | None:
    """A zip tells the local time of its writer, to two seconds."""
    try:
        naive = datetime(  # noqa: DTZ001 - made aware below
            1980 + (day >> 9), day >> 5 & 15, day & 31, clock >> 11, clock >> 5 & 63, min(clock % 32 * 2, 59)
        )
    except ValueError:
        return None
    return timezone.make_aware(naive)


def _check_kind_of_entry(entry: dict[str, Any], name: str) -> None:
    kind = stat.S_IFMT(entry["mode"])
    if kind == stat.S_IFLNK:
        raise FileProblem("is_link", name)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise FileProblem("is_device", name)


def _check_file(entry: dict[str, Any], name: str) -> None:
    if entry["is_encrypted"]:
        raise FileProblem("password", name)
    if not entry["is_readable"]:
        raise FileProblem("damaged", name)
    if entry["size"] == 0:
        raise FileProblem("empty", name)
    if extension_of(name) in NESTED:
        raise FileProblem("nested", name)
    if extension_of(name) not in EXTENSIONS:
        raise FileProblem("unknown_kind", name)
    if entry["size"] > MOST_MEGABYTES * 1_000_000:
        raise FileProblem("too_large", name, limit=MOST_MEGABYTES)

"""A folder as one zip, written as it goes out: however large the folder, little of it is in memory."""

import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.utils import timezone

from speerpunt.core.filenames import safe_name, same_name, unique_name

from ..enums import EXTENSIONS, FileKind, extension_of

BITE = 256 * 1024
EARLIEST, LATEST = 1980, 2107  # years that a zip can tell
OTHERS_READ = 0o100644 << 16
FOLDER = (0o40755 << 16) | 0x10


@dataclass(frozen=True)
class Paper:
    """A file that goes into the zip, as it is called in its folder."""

    folder: tuple[str, ...]
    name: str
    modified: datetime
    # Gives its bytes when its turn comes.
    open: Callable[[], AbstractContextManager[IO[bytes]]]


def archive_stream(papers: Iterable[Paper], folders: Iterable[tuple[str, ...]] = ()) -> Iterator[bytes]:
    """The bytes of the zip, piece by piece. `folders` are those that are there also when they are empty."""
    sink = _Sink()
    places = _Places()
    with zipfile.ZipFile(sink, "w", allowZip64=True) as archive:
        for folder in folders:
            for place in places.new_folders(folder):
                archive.writestr(_folder_entry(place), b"")
        for paper in papers:
            for place in places.new_folders(paper.folder):
                archive.writestr(_folder_entry(place), b"")
            entry = _entry(places.of(paper), paper)
            with paper.open() as content, archive.open(entry, "w", force_zip64=True) as target:
                while bite := content.read(BITE):
                    target.write(bite)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


def write_archive(papers: Iterable[Paper], into: IO[bytes], folders: Iterable[tuple[str, ...]] = ()) -> None:
    for piece in archive_stream(papers, folders):
        into.write(piece)


class _Sink:
    """What the zip writes, until it is taken. It cannot go back, so sizes come behind each entry."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


class _Places:
    """Gives each folder and paper a name of its own that every system can write."""

    def __init__(self) -> None:
        self.folders: dict[tuple[str, ...], str] = {(): ""}
        self.taken: dict[str, set[str]] = {}

    def new_folders(self, folder: tuple[str, ...]) -> Iterator[str]:
        for depth in range(1, len(folder) + 1):
            part = folder[:depth]
            if part not in self.folders:
                self.folders[part] = self._free(self.folders[part[:-1]], part[-1]) + "/"
                yield self.folders[part]

    def of(self, paper: Paper) -> str:
        return self._free(self.folders[paper.folder], paper.name)

    def _free(self, above: str, name: str) -> str:
        here = self.taken.setdefault(above, set())
        found = unique_name(safe_name(name), here)
        here.add(same_name(found))
        return above + found


def _entry(place: str, paper: Paper) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(place, _local(paper.modified))
    entry.external_attr = OTHERS_READ
    entry.create_system = 3
    # Text is squeezed; what is packed already would only cost time.
    is_text = EXTENSIONS.get(extension_of(place), (FileKind.OTHER, ""))[0] == FileKind.TEXT
    entry.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
    entry.extra = _to_the_second(paper.modified)
    return entry


def _folder_entry(place: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(place, _local(timezone.now()))
    entry.external_attr = FOLDER
    entry.create_system = 3
    return entry


def _local(moment: datetime) -> tuple[int, int, int, int, int, int]:
    local = timezone.localtime(moment)
    if local.year < EARLIEST:
        return (EARLIEST, 1, 1, 0, 0, 0)
    return (min(local.year, LATEST), local.month, local.day, local.hour, local.minute, local.second)


def _to_the_second(moment: datetime) -> bytes:
    """The moment in universal time: the other field tells the time of the clock here, in steps of two seconds."""
    seconds = min(max(int(moment.timestamp()), 0), 0x7FFFFFFF)
    return struct.pack("<HHBI", 0x5455, 5, 1, seconds)

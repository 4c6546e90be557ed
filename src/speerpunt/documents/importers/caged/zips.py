"""The table of contents of a zip, read strictly: what two programs would read differently is refused.

Python's own reader is lenient (it takes bytes before, between and after the entries, and entries that share bytes), and
hostile files live on that leniency.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from speerpunt.core.caged import Refusal

END, END_64, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
IN_64 = 0xFFFFFFFF
STORED, DEFLATED = 0, 8
LONGEST_COMMENT = 65_535
ENCRYPTED, SIZES_AFTER, UTF_8 = 0x1, 0x8, 0x800
BITE = 256 * 1024


@dataclass(slots=True)
class Entry:
    name: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    start: int
    system: int
    attributes: int
    modified: tuple[int, int]
    extra: bytes
    # Where its packed bytes begin; known once its own header was read.
    body: int = 0

    @property
    def is_encrypted(self) -> bool:
        return bool(self.flags & (ENCRYPTED | 0x2040))

    @property
    def is_readable(self) -> bool:
        return self.method in {STORED, DEFLATED} and not self.is_encrypted


def entries_of(source: IO[bytes], *, most: int) -> list[Entry]:
    """Every entry in the order of its bytes, after all of them were found to lie apart from each other."""
    length = source.seek(0, 2)
    count, start, size, end = _directory(source, length)
    if count > most:
        raise Refusal("too_much")
    source.seek(start)
    entries = list(_central(source.read(size), count))
    entries.sort(key=lambda entry: entry.start)
    _check_apart(source, entries, start)
    if end != length or (entries and entries[0].start != 0):
        raise Refusal("two_in_one")
    return entries


def unpacked(source: IO[bytes], entry: Entry, *, most: int) -> Iterator[bytes]:
    """The bytes of an entry, bite by bite; refused when it is not what its entry says, or more than `most`."""
    checksum = size = 0
    for bite in _bites(source, entry):
        size += len(bite)
        if size > most or size > entry.size:
            raise Refusal("too_much")
        checksum = zlib.crc32(bite, checksum)
        yield bite
    if size != entry.size or checksum != entry.checksum:
        raise Refusal("damaged_part", part=shown(entry.name))


def ends_as_zip(content: bytes) -> bool:
    """Whether another program would take this for a zip: its end, with a table of contents before it.

    The four signs alone may stand in any file by chance.
    """
    place = content.rfind(END, max(0, len(content) - LONGEST_COMMENT - 22))
    if place < 0 or len(content) < place + 22:
        return False
    (size,) = struct.unpack_from("<I", content, place + 12)
    return 0 < size <= place and content[place - size : place - size + 4] == CENTRAL


def shown(name: bytes) -> str:
    return name.decode("utf-8", "replace")


def _bites(source: IO[bytes], entry: Entry) -> Iterator[bytes]:
    source.seek(entry.body)
    left = entry.packed
    if entry.method == STORED:
        while left:
            bite = source.read(min(BITE, left))
            left -= len(bite)
            yield bite
            if not bite:
                return
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while left and not inflater.eof:
            packed = source.read(min(BITE, left))
            left -= len(packed)
            while packed and not inflater.eof:
                yield inflater.decompress(packed, BITE)
                packed = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as problem:
        raise Refusal("damaged_part", part=shown(entry.name)) from problem


def _directory(source: IO[bytes], length: int) -> tuple[int, int, int, int]:
    """Count of entries, start and size of the directory, and where the whole zip ends."""
    reach = min(length, LONGEST_COMMENT + 22)
    source.seek(length - reach)
    tail = source.read(reach)
    place = tail.rfind(END)
    if place < 0 or len(tail) < place + 22:
        raise Refusal("damaged")
    disk, first_disk, here, count, size, start, comment = struct.unpack_from("<HHHHIIH", tail, place + 4)
    at = length - reach + place
    end = at + 22 + comment
    if 0xFFFF in {here, count} or IN_64 in {size, start}:
        here, count, size, start, at = _directory_64(source, at)
        disk = first_disk = 0
    if disk or first_disk or here != count:
        raise Refusal("damaged")
    if start + size != at:
        raise Refusal("two_in_one")
    if end > length:
        raise Refusal("damaged")
    return count, start, size, end


def _directory_64(source: IO[bytes], at: int) -> tuple[int, int, int, int, int]:
    source.seek(max(0, at - 20))
    locator = source.read(20)
    if not locator.startswith(LOCATOR_64) or len(locator) != 20:
        raise Refusal("damaged")
    (place,) = struct.unpack_from("<Q", locator, 8)
    if place > at:
        raise Refusal("damaged")
    source.seek(place)
    record = source.read(56)
    if not record.startswith(END_64) or len(record) != 56:
        raise Refusal("damaged")
    (own_size,) = struct.unpack_from("<Q", record, 4)
    if place + 12 + own_size != at - 20:
        raise Refusal("two_in_one")
    here, count, size, start = struct.unpack_from("<QQQQ", record, 24)
    return here, count, size, start, place


def _central(directory: bytes, count: int) -> Iterator[Entry]:
    place = 0
    for _each in range(count):
        if directory[place : place + 4] != CENTRAL or len(directory) < place + 46:
            raise Refusal("damaged")
        (made_by, _needs, flags, method, clock, day, checksum, packed, size, name, extra, comment) = (
            struct.unpack_from("<HHHHHHIIIHHH", directory, place + 4)
        )
        _disk, _inside, attributes, start = struct.unpack_from("<HHII", directory, place + 34)
        named = directory[place + 46 : place + 46 + name]
        more = directory[place + 46 + name : place + 46 + name + extra]
        if IN_64 in {size, packed, start}:
            size, packed, start = _sizes_64(more, size, packed, start)
        yield Entry(
            named, flags, method, checksum, packed, size, start, made_by >> 8, attributes, (day, clock), more
        )
        place += 46 + name + extra + comment
    if place != len(directory):
        raise Refusal("two_in_one")


def _sizes_64(extra: bytes, *values: int) -> tuple[int, int, int]:
    """The sizes that do not fit in four bytes stand in a field of their own, in this order."""
    numbers = field_of(extra, 0x0001) or b""
    told = iter(struct.unpack(f"<{len(numbers) // 8}Q", numbers[: len(numbers) // 8 * 8]))
    try:
        size, packed, start = (next(told) if value == IN_64 else value for value in values)
    except (StopIteration, RuntimeError) as problem:
        raise Refusal("damaged") from problem
    return size, packed, start


def field_of(extra: bytes, wanted: int) -> bytes | None:
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        if kind == wanted:
            return extra[place + 4 : place + 4 + size]
        place += 4 + size
    return None


def _check_apart(source: IO[bytes], entries: list[Entry], directory: int) -> None:
    """Each entry's own header says the same, and it ends before the next begins."""
    ends = [*(entry.start for entry in entries), directory][1:]
    for entry, until in zip(entries, ends, strict=True):
        source.seek(entry.start)
        header = source.read(30)
        if len(header) != 30 or not header.startswith(LOCAL):
            raise Refusal("damaged")
        flags, method = struct.unpack_from("<HH", header, 6)
        name, extra = struct.unpack_from("<HH", header, 26)
        is_same = source.read(name) == entry.name and method == entry.method
        if not is_same or (flags ^ entry.flags) & (ENCRYPTED | SIZES_AFTER):
            raise Refusal("two_in_one")
        entry.body = entry.start + 30 + name + extra
        gap = until - entry.body - entry.packed
        if gap < 0:
            raise Refusal("too_much")
        if gap > (24 if entry.flags & SIZES_AFTER else 0):
            raise Refusal("two_in_one")

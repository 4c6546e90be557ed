"""A zip of a folder tree: its table of contents, and the bytes of one entry. Nothing is unpacked to a name."""

from typing import IO, Any

from .zips import UTF_8, Entry, entries_of, field_of, unpacked

MOST_ENTRIES = 20_000
UNICODE_PATH = 0x7075
# What people in this country type, most of all in small letters. A wrong table of letters gives other signs.
OFTEN = frozenset("áàâäçéèêëíïñóòôöúùûü")
SELDOM = frozenset("ãåìîõýÿøæœßÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝØÆŒ€–—‘’“”°½²³µ§")
OLD_TABLES = ("cp437", "cp850", "cp1252")


def contents(source: IO[bytes], _made: IO[bytes]) -> list[dict[str, Any]]:
    return [_told(entry) for entry in entries_of(source, most=MOST_ENTRIES)]


def extract(source: IO[bytes], made: IO[bytes], *, size: int, **where: int) -> None:
    entry = Entry(
        name=b"", flags=0, size=size, start=0, system=0, attributes=0, modified=(0, 0), extra=b"", **where
    )
    for bite in unpacked(source, entry, most=size):
        made.write(bite)


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "name": name_of(entry),
        "mode": entry.attributes >> 16,
        "attributes": entry.attributes & 0xFFFF,
        "is_encrypted": entry.is_encrypted,
        "is_readable": entry.is_readable,
        "modified": entry.modified,
        "size": entry.size,
        "packed": entry.packed,
        "method": entry.method,
        "checksum": entry.checksum,
        "body": entry.body,
    }


def name_of(entry: Entry) -> str:
    """As its writer meant it; few programs say in which table of letters they write."""
    told = field_of(entry.extra, UNICODE_PATH)
    if told and len(told) > 5:
        return told[5:].decode("utf-8", "replace")
    try:
        return entry.name.decode()
    except UnicodeDecodeError:
        if entry.flags & UTF_8:
            return entry.name.decode("utf-8", "replace")
    return max((entry.name.decode(table, "replace") for table in OLD_TABLES), key=_likeness)


def _likeness(name: str) -> int:
    return sum(3 if sign in OFTEN else 1 if sign in SELDOM else -1 for sign in name if not sign.isascii())

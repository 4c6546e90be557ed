"""Kinds that are kept and given back as they came: only that they are what their name says."""

from typing import IO

from speerpunt.core.caged import Refusal

from .office import MOST_PARTS, OLE_FILE
from .zips import ends_as_zip, entries_of

OPEN_TYPES = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
    ".odp": b"application/vnd.oasis.opendocument.presentation",
}
# The folders in which old Office kept macros.
MACROS = ("_VBA_PROJECT".encode("utf-16-le"), "_VBA_PROJECT_CUR".encode("utf-16-le"))
OPEN_MACROS = (b"basic/", b"scripts/")


def inspect(source: IO[bytes], _made: IO[bytes], *, extension: str) -> None:
    if extension in OPEN_TYPES:
        _inspect_open_document(source, OPEN_TYPES[extension])
    else:
        _inspect_old_office(source)


def _inspect_old_office(source: IO[bytes]) -> None:
    content = source.read()
    if not content.startswith(OLE_FILE):
        raise Refusal("not_what_it_says")
    if any(macro in content for macro in MACROS):
        raise Refusal("macros", part="VBA")
    if ends_as_zip(content):
        raise Refusal("two_in_one")


def _inspect_open_document(source: IO[bytes], media_type: bytes) -> None:
    """Its first entry tells its kind, unpacked, so that it stands at the same place in every such file."""
    if not source.read(4).startswith(b"PK\x03\x04"):
        raise Refusal("not_what_it_says")
    entries = entries_of(source, most=MOST_PARTS)
    if any(entry.is_encrypted for entry in entries):
        raise Refusal("password")
    source.seek(entries[0].body if entries else 0)
    if (
        not entries
        or entries[0].name != b"mimetype"
        or source.read(len(media_type) + 1)[: entries[0].size] != media_type
    ):
        raise Refusal("not_what_it_says")
    for entry in entries:
        if entry.name.lower().startswith(OPEN_MACROS) and entry.size:
            raise Refusal("macros", part=entry.name.decode("utf-8", "replace"))

"""Word, Excel and PowerPoint files: a zip of XML, looked through before anything in it is believed."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import IO
from urllib.parse import unquote
from xml.parsers import expat

from speerpunt.core.caged import Refusal

from .zips import Entry, entries_of, shown, unpacked

MEBIBYTE = 1024 * 1024
MOST_PARTS = 4_000
MOST_UNPACKED = 200 * MEBIBYTE
MOST_XML = 24 * MEBIBYTE  # of one part
MOST_ALL_XML = 48 * MEBIBYTE
MOST_MARKS = 2_500_000  # angle brackets in all XML together: each element costs its reader memory
MOST_RATIO = 200
# Below this a ratio says nothing: an empty sheet squeezes well.
SMALL = 2 * MEBIBYTE

OLE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN_PARTS = {
    ".docx": (b"word/document.xml", b"wordprocessingml.document.main+xml"),
    ".xlsx": (b"xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
    ".pptx": (b"ppt/presentation.xml", b"presentationml.presentation.main+xml"),
}
TYPES = b"[content_types].xml"
# How XML can begin, whatever the part is called.
XML_STARTS = (
    b"<",
    b" ",
    b"\t",
    b"\r",
    b"\n",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x00<",
    b"\x00\x00",
)
MACROS = re.compile(
    rb"vbaproject|vbadata|macroenabled|/macrosheets/|/activex/|attachedtoolbars", re.IGNORECASE
)
NOT_OFFICE = re.compile(
    rb"\.(?:html?|mht(?:ml)?|svgz?|js|jse|vbs?|vbe|wsf|hta|exe|dll|com|scr|bat|cmd|ps1|lnk|jar|class|msi|rtf|url|sct|iqy)$",
    re.IGNORECASE,
)
PACKED_FILE = "Ole10Native".encode("utf-16-le")
RELATION = re.compile(rb"<[^>]*?\bTargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
TARGET = re.compile(rb"""\bTarget\s*=\s*(?:"([^"]*)"|'([^']*)')""")
KIND = re.compile(rb"""\bType\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# A field may be cut in pieces: what starts it, its pieces, or all of it at once.
FIELD = re.compile(
    rb"(fldCharType\s*=\s*[\"']begin)|<(?:\w+:)?instrText[^>]*>([^<]*)|(\binstr\s*=\s*[\"'][^\"']*)"
)
ASKS_A_PROGRAM = re.compile(rb"^[\s\"]*DDE(?:AUTO)?\b", re.MULTILINE | re.IGNORECASE)
ASKS_IN_A_SHEET = re.compile(rb"<(?:\w+:)?ddeLink\b")


def inspect(source: IO[bytes], _made: IO[bytes], *, extension: str) -> None:
    _refuse_other_kinds(source)
    entries = entries_of(source, most=MOST_PARTS)
    _check_sizes(entries, source.seek(0, 2))
    main, main_type = MAIN_PARTS[extension]
    names = [entry.name.lower() for entry in entries]
    if main not in names or TYPES not in names:
        raise Refusal("not_what_it_says")
    if len(set(names)) != len(names):
        raise Refusal("two_in_one")
    looked = _Looked()
    for entry in entries:
        _check_name(entry)
        looked.through(source, entry)
    if main_type not in looked.types.lower():
        raise Refusal("not_what_it_says")


def _refuse_other_kinds(source: IO[bytes]) -> None:
    head = source.read(1024)
    if head.startswith(OLE_FILE):
        content = head + source.read()
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Refusal("password" if is_locked else "not_what_it_says")
    if not head.startswith(b"PK\x03\x04"):
        raise Refusal("not_what_it_says")
    if b"%PDF-" in head:
        raise Refusal("two_in_one")


def _check_sizes(entries: list[Entry], packed: int) -> None:
    if any(entry.is_encrypted for entry in entries):
        raise Refusal("password")
    if not all(entry.is_readable for entry in entries):
        raise Refusal("damaged")
    unpacked_size = sum(entry.size for entry in entries)
    if unpacked_size > MOST_UNPACKED or unpacked_size > max(SMALL, MOST_RATIO * packed):
        raise Refusal("too_much")


def _check_name(entry: Entry) -> None:
    part = shown(entry.name)
    if MACROS.search(b"/" + entry.name):
        raise Refusal("macros", part=part)
    if NOT_OFFICE.search(entry.name):
        raise Refusal("holds_file", part=part)


class _Looked:
    """What was seen of all parts together."""

    def __init__(self) -> None:
        self.xml = self.marks = 0
        self.types = b""

    def through(self, source: IO[bytes], entry: Entry) -> None:
        bites = (bite for bite in unpacked(source, entry, most=MOST_UNPACKED) if bite)
        first = next(bites, b"")
        if is_xml(entry, first):
            self._through_xml(entry, first, bites)
        else:
            self._through_bytes(entry, first, bites)

    def _through_bytes(self, entry: Entry, first: bytes, bites: Iterator[bytes]) -> None:
        """To the end, where the checksum is looked at."""
        is_object = first.startswith(OLE_FILE)
        end = b""
        for bite in _chained(first, bites):
            if is_object and PACKED_FILE in end + bite:
                raise Refusal("holds_file", part=shown(entry.name))
            end = bite[-len(PACKED_FILE) :]

    def _through_xml(self, entry: Entry, first: bytes, bites: Iterator[bytes]) -> None:
        part = shown(entry.name)
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_declarations(part)
        content = bytearray()
        try:
            for bite in _chained(first, bites):
                self.xml += len(bite)
                self.marks += bite.count(b"<")
                if len(content) > MOST_XML or self.xml > MOST_ALL_XML or self.marks > MOST_MARKS:
                    raise Refusal("too_much")
                parser.Parse(bite, False)
                content += bite
            parser.Parse(b"", True)
        except expat.ExpatError as problem:
            if is_called_xml(entry):
                raise Refusal("damaged_part", part=part) from problem
            # It only began like XML, as a font may; to the end, where its checksum is looked at.
            self._through_bytes(entry, b"", bites)
            return
        self._check_said(entry.name.lower(), part, bytes(content))

    def _check_said(self, name: bytes, part: str, content: bytes) -> None:
        if b"\x00" in content[:4]:
            content = content.decode("utf-16").encode()
        if name == TYPES:
            self.types = content
            if MACROS.search(content):
                raise Refusal("macros", part=part)
        elif name.endswith(b".rels"):
            _check_relations(content, part)
        elif ASKS_IN_A_SHEET.search(content) or ASKS_A_PROGRAM.search(_fields(content)):
            raise Refusal("runs", part=part)


def _fields(content: bytes) -> bytes:
    """What the fields of a text ask, each on a line of its own."""
    return b"".join(
        b"\n" if begin else piece or b"\n" + whole.partition(b"=")[2].strip(b" \"'")
        for begin, piece, whole in FIELD.findall(content)
    )


def is_xml(entry: Entry, first: bytes) -> bool:
    return is_called_xml(entry) or first.startswith(XML_STARTS)


def is_called_xml(entry: Entry) -> bool:
    return entry.name.lower().endswith((b".xml", b".rels", b".vml"))


def _check_relations(content: bytes, part: str) -> None:
    """A link that a reader clicks may lead anywhere; what the program fetches by itself may not."""
    for relation in RELATION.findall(content):
        kind, target = _attribute(KIND, relation), _attribute(TARGET, relation)
        if not kind.lower().endswith(b"/hyperlink") and leads_elsewhere(shown(target)):
            raise Refusal("fetches", part=shown(target) or part)


def leads_elsewhere(target: str) -> bool:
    """To another machine; a path on the writer's own disk leads nowhere here."""
    path = unquote(unescape(target)).strip().replace("\\", "/").lower()
    scheme, colon, rest = path.partition(":")
    if not colon or "/" in scheme:
        return path.startswith("//")
    if scheme == "file":
        return rest.startswith("//") and (not rest.startswith("///") or rest.startswith("////"))
    return len(scheme) > 1


def _attribute(pattern: re.Pattern[bytes], relation: bytes) -> bytes:
    found = pattern.search(relation)
    return (found[1] or found[2] or b"") if found else b""


def _refuse_declarations(part: str) -> Callable[..., None]:
    def refuse(*_declared: object) -> None:
        raise Refusal("declares", part=part)

    return refuse


def _chained(first: bytes, bites: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from bites

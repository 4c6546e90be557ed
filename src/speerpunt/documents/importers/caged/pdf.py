"""PDF: what it is and whether it does something by itself; the text of its pages, by PDFium."""

import ctypes
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from speerpunt.core.caged import Refusal

from .zips import ends_as_zip

MOST_PAGES = 5_000
MOST_PACKED_OBJECTS = 64 * 1024 * 1024
MOST_AFTER_END = 1_024
MOST_ATTACHED = 100
MOST_ON_A_PAGE = 2_000
LONGEST_REMARK = 100_000  # bytes
# What an invoice or a report carries along. Whoever opens it does so in his own program, by his own choice.
ATTACHED = {
    ".pdf",
    ".docx",
    ".xlsx",
    ".pptx",
    ".odt",
    ".ods",
    ".txt",
    ".csv",
    ".xml",
    ".json",
    ".jpg",
    ".jpeg",
    ".png",
}


def _name(word: str) -> str:
    """The name in a PDF, each letter of which may be written as a number."""
    return "/" + "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)


RUNS = re.compile(f"(?:{_name('JavaScript')}|{_name('Launch')})(?![A-Za-z0-9])".encode())
PACKED_OBJECTS = re.compile(f"{_name('ObjStm')}(?![A-Za-z0-9])".encode())
OTHER_PACKING = re.compile(rb"/(?:LZW|ASCIIHex|ASCII85|RunLength|Crypt)Decode|/Filter\s*\[\s*/\w+\s*/")
PAGE_TAGS = re.compile(rb"<(?:html|script|svg|!doctype)", re.IGNORECASE)


def inspect(source: IO[bytes], _made: IO[bytes], *, extension: str) -> None:
    content = source.read()
    _check_edges(content)
    for piece in _objects(content):
        found = RUNS.search(piece)
        if found:
            raise Refusal("runs", part=found[0].decode("latin-1"))
    document = opened(content)
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        raise Refusal("runs", part="JavaScript")
    _check_attached(document)
    if not 0 < len(document) <= MOST_PAGES:
        raise Refusal("too_much" if len(document) else "damaged")


def read(source: IO[bytes], made: IO[bytes], *, most: int) -> None:
    document = opened(source.read())
    told = 0
    for index in range(len(document)):
        text = _text_of(document, index)
        made.write(text[: most + 1 - told].encode("utf-8", "ignore") + b"\n\n")
        made.flush()
        told += len(text) + 2
        if told > most:
            return


def _text_of(document: pdfium.PdfDocument, index: int) -> str:
    """The text as a reader would read it; a page that is broken has none."""
    try:
        page = document[index]
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return ""
    try:
        # PDFium's own sign for a hyphen at which a word was broken.
        words = str(text.get_text_range()).replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\x02", "")
        return "\n".join([words, *_written_on(page)])
    finally:
        text.close()
        page.close()


def _written_on(page: pdfium.PdfPage) -> Iterator[str]:
    """What somebody filled in, and remarks: they lie on the page, not in it."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MOST_ON_A_PAGE)):
        each = raw.FPDFPage_GetAnnot(page.raw, index)
        if each:
            yield from filter(None, (_string(each, key) for key in (b"V", b"Contents")))
            raw.FPDFPage_CloseAnnot(each)


def _string(annotation: Any, key: bytes) -> str:
    length = min(raw.FPDFAnnot_GetStringValue(annotation, key, None, 0), LONGEST_REMARK)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "ignore")


def opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as problem:
        said = str(problem).lower()
        raise Refusal("password" if "password" in said or "security" in said else "damaged") from problem


def _check_edges(content: bytes) -> None:
    """It begins and ends as a PDF, and as nothing else."""
    if not content[:32].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        raise Refusal("not_what_it_says")
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Refusal("damaged")
    rest = content[end + 5 :].strip(b"\x00\r\n\t ")
    if len(rest) > MOST_AFTER_END or PAGE_TAGS.search(rest) or PAGE_TAGS.search(content[:256]):
        raise Refusal("two_in_one")
    if ends_as_zip(content):
        raise Refusal("two_in_one")


def _objects(content: bytes) -> Iterator[bytes]:
    """The file itself, and every stream in which objects are packed."""
    yield content
    left = MOST_PACKED_OBJECTS
    for found in PACKED_OBJECTS.finditer(content):
        start = content.find(b"stream", found.end(), found.end() + 2_000)
        if start < 0:
            continue
        before = content[max(0, found.start() - 300) : start]
        if OTHER_PACKING.search(before[before.rfind(b"obj") + 1 :]):
            raise Refusal("two_in_one")
        start += 6
        start += len(content[start : start + 2]) - len(content[start : start + 2].lstrip(b"\r\n"))
        unpacked = _inflated(content, start, left)
        left -= len(unpacked)
        if left <= 0:
            raise Refusal("too_much")
        yield unpacked


def _inflated(content: bytes, start: int, most: int) -> bytes:
    """A stream that is not packed, or packed under a lock, stays closed."""
    end = content.find(b"endstream", start)
    try:
        return zlib.decompressobj().decompress(
            memoryview(content)[start : end if end > 0 else len(content)], most
        )
    except zlib.error:
        return b""


def _check_attached(document: pdfium.PdfDocument) -> None:
    count = raw.FPDFDoc_GetAttachmentCount(document.raw)
    if count > MOST_ATTACHED:
        raise Refusal("too_much")
    for index in range(count):
        name = str(document.get_attachment(index).get_name())
        if PurePosixPath(name.lower()).suffix not in ATTACHED:
            raise Refusal("holds_file", part=name)

"""The characters of a PDF, read by PDFium inside the cage (`core.cage`), which ends it when it takes too much.

A page of two kilobytes can draw itself a thousand million times, and no look at the file tells so beforehand. This
file is loaded alone, so that it imports nothing of ours: a PDF comes in, one line of JSON a page goes out.
"""

import ctypes
import json
import math
import re
import resource
import time
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST_PAGES = 600
MOST_CHARACTERS = 800_000
SECONDS_A_PAGE = 2
MOST_SECONDS = 60
BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
SIGN_FONT = re.compile(rb"wingdings|symbol|dingbats|webdings", re.IGNORECASE)
BOLD_WEIGHT = 600
HYPHENS_AT_LINE_END = {2, 0xFFFE}  # PDFium's own signs for a hyphen that breaks a word

Told = dict[str, Any]


def pages_of(content: bytes) -> Iterator[Told]:
    """Each page with its height and characters; the last line tells the problem where there is one."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as problem:
        said = str(problem).lower()
        yield {"problem": "protected" if "password" in said or "security" in said else "other"}
        return
    if len(document) > MOST_PAGES:
        yield {"problem": "pages"}
        return
    characters = 0
    for index in range(len(document)):
        _limit_time()
        told = _page(document, index)
        yield told
        characters += len(told.get("characters", ()))
        if characters > MOST_CHARACTERS:
            yield {"problem": "large"}
        if "problem" in told or characters > MOST_CHARACTERS:
            return


def _page(document: pdfium.PdfDocument, index: int) -> Told:
    try:
        page = document[index]
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return {"problem": "page", "number": index + 1}
    try:
        placed = list(_placed(text, float(page.get_height())))
    finally:
        text.close()
        page.close()
    return {"height": float(document.get_page_size(index)[1]), "characters": placed}


class _Type(NamedTuple):
    """The type that a piece of text is set in."""

    size: float
    bold: bool
    signs: bool
    turned: bool


def _placed(text: pdfium.PdfTextPage, height: float) -> Iterator[tuple[Any, ...]]:
    """Sign, left, right, baseline, size, bold, turned."""
    types: dict[int, _Type] = {}
    box = raw.FS_RECTF()
    across, up = ctypes.c_double(), ctypes.c_double()
    for index in range(min(raw.FPDFText_CountChars(text.raw), MOST_CHARACTERS + 1)):
        sign = _sign(raw.FPDFText_GetUnicode(text.raw, index))
        if not sign or (raw.FPDFText_IsGenerated(text.raw, index) == 1 and not sign.strip()):
            continue
        raw.FPDFText_GetLooseCharBox(text.raw, index, box)
        raw.FPDFText_GetCharOrigin(text.raw, index, across, up)
        kind = _type_of(text, index, types)
        shown = "•" if kind.signs and sign.strip() else sign
        yield shown, box.left, box.right, height - up.value, kind.size, kind.bold, kind.turned


def _sign(code: int) -> str:
    if code in HYPHENS_AT_LINE_END:
        return "-"
    if code in {0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC}:
        return "•"
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return " " if code in {0x09, 0x0A, 0x0D} else ""
    return chr(code)


def _type_of(text: pdfium.PdfTextPage, index: int, known: dict[int, _Type]) -> _Type:
    piece = raw.FPDFText_GetTextObject(text.raw, index)
    address = ctypes.cast(piece, ctypes.c_void_p).value or 0
    if address not in known or not address:
        known[address] = _measured(text, index)
    return known[address]


def _measured(text: pdfium.PdfTextPage, index: int) -> _Type:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text.raw, index, matrix)
    scale = math.hypot(matrix.b, matrix.d) or 1.0
    buffer = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text.raw, index, buffer, 200, ctypes.c_int())
    weight = raw.FPDFText_GetFontWeight(text.raw, index)
    return _Type(
        size=round(abs(raw.FPDFText_GetFontSize(text.raw, index)) * scale, 1) or 1.0,
        bold=bool(BOLD_NAME.search(buffer.value)) or weight >= BOLD_WEIGHT,
        signs=bool(SIGN_FONT.search(buffer.value)),
        turned=abs(matrix.b) > abs(matrix.a),
    )


def _limit_time() -> None:
    """Some seconds for the page that comes, of those that the cage allows; after them the kernel ends the process."""
    until = min(math.ceil(time.process_time()) + SECONDS_A_PAGE, MOST_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (until, MOST_SECONDS))


def tell(source: IO[bytes], made: IO[bytes]) -> None:
    for told in pages_of(source.read()):
        made.write(json.dumps(told).encode() + b"\n")

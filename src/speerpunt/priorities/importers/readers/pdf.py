"""PDF: the characters of each page with place, size and weight, by PDFium; the lines come from `pdf_layout`."""

import ctypes
import math
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from ..lines import Line
from ..problem import (
    DAMAGED,
    NOT_THIS_TYPE,
    PROTECTED,
    SCANNED,
    TOO_MANY_PAGES,
    UNPACKS_TOO_LARGE,
    DocumentProblem,
)
from .pdf_layout import Character, lines_of_page
from .pdf_streams import StreamProblem, check_streams
from .running import mark_running_lines

MOST_PAGES = 600
MOST_CHARACTERS = 800_000
BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
SIGN_FONT = re.compile(rb"wingdings|symbol|dingbats|webdings", re.IGNORECASE)
BOLD_WEIGHT = 600
HYPHENS_AT_LINE_END = {2, 0xFFFE}  # PDFium's own signs for a hyphen that breaks a word

ONE_AT_A_TIME = threading.Lock()  # PDFium is not made for several threads


def read_pdf(name: str, content: bytes) -> list[Line]:
    if b"%PDF-" not in content[:1024]:
        raise DocumentProblem(NOT_THIS_TYPE, name=name, type=".pdf")
    _refuse_bomb(name, content)
    with ONE_AT_A_TIME:
        document = _opened(name, content)
        try:
            return _lines(name, document)
        finally:
            document.close()


def _refuse_bomb(name: str, content: bytes) -> None:
    try:
        check_streams(content)
    except StreamProblem as problem:
        raise DocumentProblem(UNPACKS_TOO_LARGE, name=name) from problem


def _opened(name: str, content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as problem:
        if "password" in str(problem).lower() or "security" in str(problem).lower():
            raise DocumentProblem(PROTECTED, name=name) from problem
        raise DocumentProblem(NOT_THIS_TYPE, name=name, type=".pdf") from problem
    if len(document) > MOST_PAGES:
        document.close()
        raise DocumentProblem(TOO_MANY_PAGES, name=name, limit=MOST_PAGES)
    return document


def _lines(name: str, document: pdfium.PdfDocument) -> list[Line]:
    lines: list[Line] = []
    edges = []
    characters = 0
    for number in range(1, len(document) + 1):
        page = _characters(name, document, number)
        characters += len(page)
        if characters > MOST_CHARACTERS:
            raise DocumentProblem(UNPACKS_TOO_LARGE, name=name)
        height = float(document.get_page_size(number - 1)[1])
        found, at_edge = lines_of_page(page, number=number, height=height, first=len(lines))
        lines += found
        edges += at_edge
    if not lines:
        raise DocumentProblem(SCANNED, name=name)
    return mark_running_lines(lines, edges)


def _characters(name: str, document: pdfium.PdfDocument, number: int) -> list[Character]:
    try:
        page = document[number - 1]
        text = page.get_textpage()
    except pdfium.PdfiumError as problem:
        raise DocumentProblem(DAMAGED, name=name, part=f"p. {number}") from problem
    try:
        return list(_placed(text, float(page.get_height())))
    finally:
        text.close()
        page.close()


@dataclass(frozen=True, slots=True)
class _Type:
    """The type that a piece of text is set in."""

    size: float
    bold: bool
    signs: bool
    turned: bool


def _placed(text: pdfium.PdfTextPage, height: float) -> Iterator[Character]:
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
        yield Character(
            sign="•" if kind.signs and sign.strip() else sign,
            left=box.left,
            right=box.right,
            baseline=height - up.value,
            size=kind.size,
            bold=kind.bold,
            turned=kind.turned,
        )


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

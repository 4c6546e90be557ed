"""PDF: the characters of each page with place, size and weight, by PDFium; the lines come from `pdf_layout`."""

import json
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from speerpunt.core.cage import Bounds, CageProblem, ask

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
from . import pdf_apart
from .pdf_layout import Character, lines_of_page
from .pdf_streams import StreamProblem, check_streams
from .running import mark_running_lines

MEBIBYTE = 1024 * 1024
MOST_MEBIBYTES = 192  # on top of the file itself
MOST_TOLD = 128


def read_pdf(name: str, content: bytes) -> list[Line]:
    if b"%PDF-" not in content[:1024]:
        raise DocumentProblem(NOT_THIS_TYPE, name=name, type=".pdf")
    _refuse_bomb(name, content)
    lines: list[Line] = []
    edges = []
    for number, told in enumerate(_pages(name, content), start=1):
        if "problem" in told:
            raise _problem(name, told)
        page = [Character(*placed) for placed in told["characters"]]
        found, at_edge = lines_of_page(page, number=number, height=told["height"], first=len(lines))
        lines += found
        edges += at_edge
    if not lines:
        raise DocumentProblem(SCANNED, name=name)
    return mark_running_lines(lines, edges)


def _refuse_bomb(name: str, content: bytes) -> None:
    try:
        check_streams(content)
    except StreamProblem as problem:
        raise DocumentProblem(UNPACKS_TOO_LARGE, name=name) from problem


def _pages(name: str, content: bytes) -> Iterator[dict[str, Any]]:
    """As `pdf_apart` tells them. When the kernel ended it, the file asked for too much."""
    bounds = Bounds(
        seconds=pdf_apart.MOST_SECONDS,
        mebibytes=MOST_MEBIBYTES + 2 * len(content) // MEBIBYTE,
        made=MOST_TOLD,
    )
    with TemporaryFile() as upload, TemporaryFile() as told:
        upload.write(content)
        try:
            ask(f"{pdf_apart.__file__}:tell", upload, bounds=bounds, into=told)
        except CageProblem as problem:
            raise DocumentProblem(UNPACKS_TOO_LARGE, name=name) from problem
        told.seek(0)
        yield from map(json.loads, told)


def _problem(name: str, told: dict[str, Any]) -> DocumentProblem:
    if told["problem"] == "protected":
        return DocumentProblem(PROTECTED, name=name)
    if told["problem"] == "pages":
        return DocumentProblem(TOO_MANY_PAGES, name=name, limit=pdf_apart.MOST_PAGES)
    if told["problem"] == "page":
        return DocumentProblem(DAMAGED, name=name, part=f"p. {told['number']}")
    if told["problem"] == "large":
        return DocumentProblem(UNPACKS_TOO_LARGE, name=name)
    return DocumentProblem(NOT_THIS_TYPE, name=name, type=".pdf")

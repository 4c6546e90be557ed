"""Plain text and Markdown: characters from bytes, and lines with the hints that typing gives."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import PurePath

from ..lines import MOST_LINES, Line, Role
from ..problem import HIDDEN_CHARACTER, NOT_THIS_TYPE, TOO_LONG, UNKNOWN_CHARACTERS, DocumentProblem
from .running import Edge, mark_lone_page_numbers, mark_running_lines

LINE_END = re.compile(r"\r\n|\n|\r")
HASH_HEADING = re.compile(r" {0,3}(#{1,6})\s+\S")
UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,}|~+)\s*$")
RULE = re.compile(r"[\s\-=_*~·.]{3,}$")
TABLE_RULE = re.compile(r"[\s|:+=\-]{3,}$")
WHOLLY_BOLD = re.compile(r"\s*(\*\*|__)(?P<inner>[^*_].*?)(\1)[:.]?\s*$")
OTHER_FILES = (
    b"MZ",
    b"PK",
    b"%PDF",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
)
TAB_STOP = 4
LEAST_WRAPPED = 3
NARROWEST_WRAP = 40
WIDEST_WRAP = 160  # longer lines were not wrapped by hand or by a page

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(name: str, content: bytes) -> list[Line]:
    text = decode(name, content)
    # With room for empty lines, which do not count; more would only be read to be refused.
    if text.count("\n") > 3 * MOST_LINES or text.count("\r") > 3 * MOST_LINES:
        raise DocumentProblem(TOO_LONG, name=name, limit=MOST_LINES)
    return lines_of_text(text)


def decode(name: str, content: bytes) -> str:
    """UTF-8 or UTF-16 as the bytes say, else the Windows code page of Western Europe."""
    if content.startswith(OTHER_FILES) and b"\0" in content[:2000]:
        raise DocumentProblem(NOT_THIS_TYPE, name=name, type=PurePath(name).suffix)
    text = _decoded(name, content)
    _refuse_hidden_characters(name, text)
    return text


def _decoded(name: str, content: bytes) -> str:
    encoding = _said_encoding(content)
    if encoding is None:
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            encoding = "cp1252"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise DocumentProblem(UNKNOWN_CHARACTERS, name=name, line=line) from problem


def _said_encoding(content: bytes) -> str | None:
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return encoding
    sample = content[:4000]
    if sample[1::2].count(0) > 0.4 * len(sample) / 2:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.4 * len(sample) / 2:
        return "utf-16-be"
    return None


def _refuse_hidden_characters(name: str, text: str) -> None:
    found = re.search(r"[\x00\ud800-\udfff]", text)
    if found:
        line = len(LINE_END.findall(text, 0, found.start())) + 1
        character = f"U+{ord(found.group()):04X}"
        raise DocumentProblem(HIDDEN_CHARACTER, name=name, line=line, character=character)


def lines_of_text(text: str) -> list[Line]:
    lines = _with_underlines(_with_room(_typed_lines(text)))
    return mark_lone_page_numbers(mark_running_lines(lines, _page_edges(lines)))


def _page_edges(lines: list[Line]) -> Iterator[Edge]:
    """The first and last two lines of each page, where form feeds tell the pages."""
    for page, members in groupby(enumerate(lines), key=lambda pair: pair[1].page):
        indexes = [index for index, _line in members]
        if page:
            yield from (Edge(index, ("top", order)) for order, index in enumerate(indexes[:2]))
            yield from (Edge(index, ("bottom", order)) for order, index in enumerate(indexes[:1:-1][:2]))


def _typed_lines(text: str) -> Iterator[Line]:
    page, gap = 1, True
    has_pages = "\f" in text
    for number, raw in enumerate(LINE_END.split(text), start=1):
        page, gap = page + raw.count("\f"), gap or "\f" in raw
        if not raw.strip():
            gap = True
            continue
        yield _typed_line(raw.replace("\f", ""), number, gap=gap, page=page if has_pages else 0)
        gap = False


def _typed_line(raw: str, number: int, *, gap: bool, page: int) -> Line:
    expanded = raw.expandtabs(TAB_STOP)
    heading = HASH_HEADING.match(raw)
    emphasis = WHOLLY_BOLD.match(raw)
    return Line(
        text=raw.rstrip(),
        source_line=number,
        page=page,
        gap=gap,
        indent=len(expanded) - len(expanded.lstrip()),
        heading_level=len(heading.group(1)) if heading else None,
        bold=emphasis is not None and emphasis.group(1) not in emphasis.group("inner"),
        cells=_cells(raw),
        role=_role(raw),
    )


def _role(raw: str) -> Role:
    if RULE.match(raw) or ("|" in raw and "-" in raw and TABLE_RULE.match(raw)):
        return Role.RULE
    return Role.ROW if _cells(raw) else Role.BODY


def _cells(raw: str) -> tuple[str, ...]:
    bare = raw.strip()
    if bare.startswith("|") and bare.count("|") > 1:
        return tuple(cell.strip() for cell in bare.strip("|").split("|"))
    return ()


def _with_room(lines: Iterable[Line]) -> list[Line]:
    """Say per line how much room was left: to where the document wraps, else to the widest line of its stretch."""
    measured: list[Line] = []
    stretches = [
        [line for _number, line in members]
        for _stretch, members in groupby(_numbered_stretches(lines), key=lambda pair: pair[0])
    ]
    wrap = _wrap_width(stretches)
    for stretch in stretches:
        widest = (
            max(wrap, *(_width(line) for line in stretch))
            if len(stretch) > 1
            else max(wrap, _width(stretch[0]))
        )
        for line in stretch:
            room = float(widest - _width(line)) if widest <= WIDEST_WRAP else None
            measured.append(replace(line, room=room))
    return measured


def _wrap_width(stretches: list[list[Line]]) -> int:
    """The width at which the document wraps its lines, or 0 when its lines do not show one."""
    broken = sorted(
        _width(line)
        for stretch in stretches
        for line, after in pairwise(stretch)
        if line.role is Role.BODY and after.text.lstrip()[:1].islower()
    )
    if len(broken) < LEAST_WRAPPED:
        return 0
    width = broken[int(0.85 * len(broken))]
    return width if NARROWEST_WRAP <= width <= WIDEST_WRAP else 0


def _numbered_stretches(lines: Iterable[Line]) -> Iterator[tuple[int, Line]]:
    stretch = 0
    for line in lines:
        stretch += line.gap
        yield stretch, line


def _width(line: Line) -> int:
    return len(line.text.expandtabs(TAB_STOP))


def _with_underlines(lines: list[Line]) -> list[Line]:
    """A short line with a row of = or - right under it is a heading."""
    for place, line in enumerate(lines[1:], start=1):
        above = lines[place - 1]
        if line.role is Role.RULE and not line.gap and above.gap and above.role is Role.BODY:
            drawn = UNDERLINE.match(line.text)
            if drawn and _width(above) <= 90 and above.heading_level is None:
                level = 1 if drawn.group(1)[0] == "=" else 2
                lines[place - 1] = replace(above, heading_level=level)
    return lines

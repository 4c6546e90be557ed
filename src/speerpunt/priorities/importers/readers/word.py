"""Word documents (.docx): every paragraph, table row, text box, note, header and footer as lines."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count, islice
from typing import IO

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart
from lxml.etree import XMLSyntaxError, _Element

from ..lines import MOST_LINES, Line, Role
from ..problem import DAMAGED, NOT_THIS_TYPE, OLD_OR_PROTECTED, UNPACKS_TOO_LARGE, DocumentProblem
from .word_numbering import Numbering
from .word_styles import Style, Styles, is_on, numbering_of, size_of, value_of

OLE_FILE = b"\xd0\xcf\x11\xe0"
LARGEST_UNPACKED = 60_000_000
LARGEST_PART = 8_000_000  # of XML; pictures may be larger
MOST_MARKS = 800_000  # angle brackets in all XML together: each element costs memory, however short it is
BITE = 1_000_000
MOST_DEPTH = 25  # of tables in tables and text boxes in text boxes
# How XML can begin, whatever the part is called: a name says nothing of how it will be read.
XML_STARTS = (b"<", b" ", b"\t", b"\r", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00", b"\x4c")
MOST_PARTS = 5_000
LONGEST_ROW_LABEL = 60
TWIPS_PER_CHARACTER = 120
SETTLED = 1000.0  # Word wraps by itself, so a paragraph ends where its writer wanted it

LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr")}
ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SIGNS = {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:cr"): "\n"}
WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:smartTag"), qn("w:customXml")}


def read_word(name: str, content: bytes) -> list[Line]:
    _refuse_hostile(name, content)
    try:
        document = Document(io.BytesIO(content))
    except (KeyError, ValueError, XMLSyntaxError, PackageNotFoundError) as problem:
        raise DocumentProblem(NOT_THIS_TYPE, name=name, type=".docx") from problem
    try:
        return list(islice(_Reading.of(name, document.part).lines(), MOST_LINES + 1))
    except (KeyError, ValueError, XMLSyntaxError, AttributeError) as problem:
        raise DocumentProblem(DAMAGED, name=name, part="word/document.xml") from problem


def _refuse_hostile(name: str, content: bytes) -> None:
    if content.startswith(OLE_FILE):
        raise DocumentProblem(OLD_OR_PROTECTED, name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_large(name, parts)
            broken = _broken_part(name, archive, parts)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
        raise DocumentProblem(NOT_THIS_TYPE, name=name, type=".docx") from problem
    if broken:
        raise DocumentProblem(DAMAGED, name=name, part=broken)
    if "word/document.xml" not in {part.filename for part in parts}:
        raise DocumentProblem(NOT_THIS_TYPE, name=name, type=".docx")


def _refuse_large(name: str, parts: list[zipfile.ZipInfo]) -> None:
    largest = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or largest > LARGEST_PART or unpacked > LARGEST_UNPACKED:
        raise DocumentProblem(UNPACKS_TOO_LARGE, name=name)


def _broken_part(name: str, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str:
    """The first part that is not whole. On the way it refuses XML that would grow too large once it is read."""
    marks = 0
    for part in parts:
        try:
            with archive.open(part) as packed:
                first = packed.read(BITE)
                if not first.startswith(XML_STARTS):
                    _read_through(packed)
                    continue
                if part.file_size > LARGEST_PART:
                    raise DocumentProblem(UNPACKS_TOO_LARGE, name=name)
                marks += first.count(b"<") + sum(
                    bite.count(b"<") for bite in iter(lambda: packed.read(BITE), b"")
                )
        except zipfile.BadZipFile:
            return part.filename
        if marks > MOST_MARKS:
            raise DocumentProblem(UNPACKS_TOO_LARGE, name=name)
    return ""


def _read_through(packed: IO[bytes]) -> None:
    """To the end, where its checksum is looked at."""
    while packed.read(BITE):
        pass


@dataclass(slots=True)
class _Piece:
    text: str
    bold: bool
    size: float


@dataclass(slots=True)
class _Reading:
    name: str
    part: DocumentPart
    styles: Styles
    numbering: Numbering
    page: int = 1
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def of(cls, name: str, part: DocumentPart) -> "_Reading":
        return cls(name, part, Styles.of(part.styles.element), Numbering.of(_related(part, RT.NUMBERING)))

    def lines(self) -> Iterator[Line]:
        for line in self._story(self.part.element.body):
            yield replace(line, source_line=next(self.numbers))
        for relation in (RT.FOOTNOTES, RT.ENDNOTES):
            for line in self._notes(_related(self.part, relation)):
                yield replace(line, source_line=next(self.numbers), role=Role.NOTE)
        for line in self._running():
            yield replace(line, source_line=next(self.numbers), role=Role.RUNNING)

    def _story(self, container: _Element, depth: int = 0) -> Iterator[Line]:
        if depth > MOST_DEPTH:
            raise DocumentProblem(UNPACKS_TOO_LARGE, name=self.name)
        for child in container:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child, depth)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child, depth)
            elif child.tag in WRAPPERS:
                yield from self._story(child, depth + 1)

    def _paragraph(self, paragraph: _Element, depth: int) -> Iterator[Line]:
        properties = paragraph.find(qn("w:pPr"))
        style = self.styles.of_paragraph(properties)
        pieces = list(self._pieces(paragraph, style))
        if any(piece.text.strip() for piece in pieces):
            yield from _split(self._line(pieces, properties, style))
        for box in _outermost_boxes(paragraph):
            yield from self._story(box, depth + 1)

    def _line(self, pieces: list[_Piece], properties: _Element | None, style: Style) -> Line:
        inked = [piece for piece in pieces if piece.text.strip()]
        numbering = numbering_of(properties) or style.numbering
        marker, depth = self._marker(numbering, style)
        return Line(
            text="".join(piece.text for piece in pieces),
            source_line=0,
            page=self.page,
            gap=True,
            indent=_indent(properties),
            room=SETTLED,
            heading_level=_outline_level(properties, style),
            contents_level=style.contents_level,
            list_level=depth,
            marker=marker,
            size=max(piece.size for piece in inked),
            bold=all(piece.bold for piece in inked),
            role=Role.CAPTION if style.is_caption else Role.NOTE if style.is_note else Role.BODY,
        )

    def _marker(self, numbering: tuple[str, int] | None, style: Style) -> tuple[str, int | None]:
        if numbering is None or numbering[0] == "0":
            return (
                ("•", style.list_level) if style.list_level is not None and numbering is None else ("", None)
            )
        marker = self.numbering.marker(*numbering)
        depth = max(numbering[1], style.list_level or 0)
        return marker, depth if marker else None

    def _pieces(self, element: _Element, style: Style) -> Iterator[_Piece]:
        """The text of a paragraph in order, without what was deleted and without text boxes."""
        for child in element:
            if child.tag == qn("w:r"):
                properties = child.find(qn("w:rPr"))
                bold, size = is_on(properties, "w:b"), size_of(properties)
                text = "".join(self._signs(child))
                yield _Piece(text, bool(style.bold if bold is None else bold), size or style.size)
            elif child.tag not in LEFT_OUT and child.tag != ALTERNATIVE:
                yield from self._pieces(child, style)

    def _signs(self, run: _Element) -> Iterator[str]:
        for child in run:
            if child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag == qn("w:br"):
                self.page += child.get(qn("w:type")) == "page"
                yield "\n"
            elif child.tag == qn("w:lastRenderedPageBreak"):
                self.page += 1
            elif child.tag == qn("w:sym"):
                yield _symbol(child)
            else:
                yield SIGNS.get(child.tag, "")

    def _table(self, table: _Element, depth: int) -> Iterator[Line]:
        rows = list(table.iter(qn("w:tr"))) if table.find(f".//{qn('w:tbl')}") is None else []
        if not rows or self._is_layout(rows):
            for cell in _outermost(table, qn("w:tc")):
                yield from self._story(cell, depth + 1)
            return
        read = [[list(self._story(cell, depth + 1)) for cell in row.iter(qn("w:tc"))] for row in rows]
        for cells in read:
            yield from _labelled(cells) if _is_form(read) else self._row(cells)

    def _row(self, cells: list[list[Line]]) -> Iterator[Line]:
        inked = [line for cell in cells for line in cell]
        if inked:
            texts = tuple("; ".join(" ".join(line.text.split()) for line in cell) for cell in cells)
            bold = all(line.bold for line in inked)
            yield replace(
                inked[0], text=" | ".join(texts), cells=texts, bold=bold, role=Role.ROW, gap=True, marker=""
            )

    def _is_layout(self, rows: list[_Element]) -> bool:
        """Designers pour whole pages into tables: then the cells are read one after the other."""
        cells = [list(row.iter(qn("w:tc"))) for row in rows]
        fullest = max((len(list(cell.iter(qn("w:p")))) for row in cells for cell in row), default=0)
        has_headings = any(
            self.styles.of_paragraph(paragraph.find(qn("w:pPr"))).heading_level is not None
            for row in rows
            for paragraph in row.iter(qn("w:p"))
        )
        return max(len(row) for row in cells) < 2 or has_headings or (len(rows) < 3 and fullest > 2)

    def _notes(self, root: _Element | None) -> Iterator[Line]:
        if root is not None:
            for note in root:
                if note.get(qn("w:type")) is None:
                    yield from self._story(note)

    def _running(self) -> Iterator[Line]:
        seen: set[str] = set()
        for relation in self.part.rels.values():
            if relation.reltype in {RT.HEADER, RT.FOOTER} and not relation.is_external:
                for line in self._story(relation.target_part.element):
                    if line.text not in seen:
                        seen.add(line.text)
                        yield line


def _is_form(rows: list[list[list[Line]]]) -> bool:
    """Two columns, short words in the first and whole lists in the second: each row is a label with what it says."""
    if any(len(cells) != 2 or len(cells[0]) > 1 for cells in rows):
        return False
    labels = [cells[0][0].text for cells in rows if cells[0]]
    are_short = bool(labels) and all(len(label) <= LONGEST_ROW_LABEL for label in labels)
    return are_short and any(len(cells[1]) > 1 for cells in rows)


def _labelled(cells: list[list[Line]]) -> Iterator[Line]:
    """ "Doel" beside one sentence becomes "Doel: ..."; beside a list it leads that list in."""
    label, said = cells
    if not label:
        yield from said
    elif len(said) == 1:
        yield replace(label[0], text=f"{label[0].text.rstrip(' :')}: {said[0].text}", bold=False)
    else:
        yield replace(label[0], text=f"{label[0].text.rstrip(' :')}:") if said else label[0]
        yield from said


def _related(part: DocumentPart, relation: str) -> _Element | None:
    try:
        related = part.part_related_by(relation)
    except KeyError:
        return None
    return parse_xml(related.blob)


def _outermost(element: _Element, tag: str) -> Iterator[_Element]:
    for child in element:
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


def _outermost_boxes(paragraph: _Element) -> Iterator[_Element]:
    for child in paragraph:
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag != ALTERNATIVE:
            yield from _outermost_boxes(child)


def _split(line: Line) -> Iterator[Line]:
    """A line break inside a paragraph starts a new line, which is no new paragraph."""
    texts = [text for text in line.text.replace("\x0b", "\n").split("\n") if text.strip()]
    for order, text in enumerate(texts):
        if order:
            yield replace(line, text=text, gap=False, marker="", list_level=None, room=None)
        else:
            yield replace(line, text=text)


def _outline_level(properties: _Element | None, style: Style) -> int | None:
    said = value_of(properties, "w:outlineLvl")
    if said is not None:
        return int(said) + 1 if int(said) < 9 else None
    return style.heading_level


def _indent(properties: _Element | None) -> float:
    found = None if properties is None else properties.find(qn("w:ind"))
    if found is None:
        return 0.0
    left = found.get(qn("w:left")) or found.get(qn("w:start")) or "0"
    return max(float(left), 0.0) / TWIPS_PER_CHARACTER


def _symbol(symbol: _Element) -> str:
    code = int(symbol.get(qn("w:char"), "20"), 16)
    return "•" if 0xE000 <= code <= 0xF8FF else chr(code)

"""Minutes as a Word document: real styles, headings and tables, so that it can be worked on."""

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .minutes_content import ItemContent, LineContent, MinutesContent

DEEP, MUTE = RGBColor(0x0E, 0x2A, 0x47), RGBColor(0x52, 0x62, 0x6F)
TINT, LINE = "F2F6FA", "DBE2E8"
WIDTHS = (Cm(1.6), Cm(3.4), Cm(11.2))
HEADINGS = (("Title", 26), ("Subtitle", 14), ("Heading 1", 15), ("Heading 2", 12))
# Every word processor has it, or one with the same widths.
LETTER = "Calibri"


def minutes_as_docx(content: MinutesContent) -> bytes:
    document = Document()
    _dress(document, content)
    document.add_paragraph(content.title, style="Title")
    document.add_paragraph(content.meeting, style="Subtitle")
    _quiet(document.add_paragraph(f"{content.when} · {content.state}"))
    for name, value in content.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(value)
    for item in content.items:
        _add_item(document, item, content.nothing)
    if not content.items:
        _quiet(document.add_paragraph(content.nothing))
    if content.corrections:
        document.add_heading(content.corrections_title, level=1)
        for heading, text in content.corrections:
            document.add_heading(heading, level=2)
            document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _dress(document: Any, content: MinutesContent) -> None:
    """The styles of the document, its language, and what its file tells of itself."""
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = LETTER, Pt(11)
    for name, size in HEADINGS:
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = LETTER, Pt(size), DEEP
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL" if content.language == "nl" else "en-GB")
    styles["Normal"].element.get_or_add_rPr().append(language)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.header.paragraphs[0].text = f"{content.collective} · {content.body} · {content.state}"
    _add_page_number(section.footer.paragraphs[0], content)
    properties = document.core_properties
    properties.title, properties.author = f"{content.title}, {content.meeting}", content.collective
    properties.language, properties.comments = content.language, ""


def _add_page_number(paragraph: Any, content: MinutesContent) -> None:
    page, of = content.page_words
    for words, name in ((f"{page} ", "PAGE"), (f" {of} ", "NUMPAGES")):
        paragraph.add_run(words)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        paragraph._p.append(field)


def _add_item(document: Any, item: ItemContent, nothing: str) -> None:
    document.add_heading(f"{item.number}. {item.title}", level=1)
    if item.note:
        _quiet(document.add_paragraph(item.note))
    if item.question:
        document.add_paragraph().add_run(item.question).italic = True
    for interest in item.interests:
        document.add_paragraph(interest)
    if not item.lines:
        _quiet(document.add_paragraph(nothing))
        return
    table = document.add_table(rows=0, cols=3)
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    for line in item.lines:
        _add_line(table, line)


def _add_line(table: Any, line: LineContent) -> None:
    row = table.add_row()
    for cell, width in zip(row.cells, WIDTHS, strict=True):
        cell.width = width
        _edge(cell, TINT if line.kind == "decision" else "")
    time, label, text = (cell.paragraphs[0] for cell in row.cells)
    _quiet(time, line.time)
    label.add_run(line.label).bold = line.kind != "note"
    text.add_run(line.text).bold = line.kind == "decision"
    if line.details:
        _quiet(row.cells[2].add_paragraph(), line.details)


def _quiet(paragraph: Any, text: str = "") -> None:
    if text:
        paragraph.add_run(text)
    for run in paragraph.runs:
        run.font.color.rgb, run.font.size = MUTE, Pt(9.5)


def _edge(cell: Any, fill: str) -> None:
    """A hairline above, and a plane for what was decided."""
    properties = cell._tc.get_or_add_tcPr()
    borders, top = OxmlElement("w:tcBorders"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "4"), ("color", LINE)):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties.append(borders)
    if fill:
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), fill)
        properties.append(shading)

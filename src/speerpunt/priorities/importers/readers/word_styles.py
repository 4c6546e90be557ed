"""What a Word style says of its paragraphs: heading level, list, size, weight. Styles inherit from each other."""

import re
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

HEADING_NAME = re.compile(r"(?:heading|kop|titre|überschrift)\s*([1-9])$", re.IGNORECASE)
CONTENTS_NAME = re.compile(r"(?:toc|inhopg|inhoudsopgave)\s*([1-9])$", re.IGNORECASE)
LIST_NAME = re.compile(
    r"(?:list bullet|list number|lijstopsom\w*|lijstnummering|lijst)\s*([1-9])?\b", re.IGNORECASE
)
TITLE_NAMES = {"title", "titel"}
CAPTION_NAMES = {"caption", "bijschrift"}
NOTE_NAMES = {"footnote text", "endnote text", "voetnoottekst", "eindnoottekst"}
BODY_OUTLINE = 9
LONGEST_CHAIN = 20


@dataclass(slots=True)
class Style:
    name: str = ""
    heading_level: int | None = None
    contents_level: int | None = None
    list_level: int | None = None
    numbering: tuple[str, int] | None = None  # list definition and depth
    size: float = 0.0
    bold: bool | None = None
    is_caption: bool = False
    is_note: bool = False


@dataclass(slots=True)
class Styles:
    by_id: dict[str, Style] = field(default_factory=dict)
    normal: Style = field(default_factory=Style)

    @classmethod
    def of(cls, root: _Element) -> "Styles":
        elements = {each.get(qn("w:styleId"), ""): each for each in root.iter(qn("w:style"))}
        styles = cls()
        defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        size = size_of(defaults) or 10.0
        for style_id, element in elements.items():
            style = styles.by_id[style_id] = _inherited(style_id, elements)
            style.size = style.size or size
            is_default = element.get(qn("w:default")) == "1"
            if is_default and element.get(qn("w:type")) == "paragraph":
                styles.normal = style
        styles.normal.size = styles.normal.size or size
        return styles

    def of_paragraph(self, properties: _Element | None) -> Style:
        return self.by_id.get(value_of(properties, "w:pStyle") or "", self.normal)


def _inherited(style_id: str, elements: dict[str, _Element]) -> Style:
    style = Style()
    for element in _chain(style_id, elements):
        _fill(style, element)
    return style


def _chain(style_id: str, elements: dict[str, _Element]) -> list[_Element]:
    chain: list[_Element] = []
    while style_id in elements and len(chain) < LONGEST_CHAIN:
        chain.append(elements[style_id])
        style_id = value_of(elements[style_id], "w:basedOn") or ""
    return chain


def _fill(style: Style, element: _Element) -> None:
    """Take from a style what the styles that are based on it leave open."""
    name = (value_of(element, "w:name") or "").strip()
    style.name = style.name or name
    properties, run = element.find(qn("w:pPr")), element.find(qn("w:rPr"))
    style.size = style.size or size_of(run)
    style.bold = is_on(run, "w:b") if style.bold is None else style.bold
    style.numbering = style.numbering or numbering_of(properties)
    _fill_from_name(style, name)
    outline = value_of(properties, "w:outlineLvl")
    if style.heading_level is None and outline is not None and int(outline) < BODY_OUTLINE:
        style.heading_level = int(outline) + 1


def _fill_from_name(style: Style, name: str) -> None:
    heading, contents, listed = HEADING_NAME.match(name), CONTENTS_NAME.match(name), LIST_NAME.match(name)
    if style.heading_level is None and (heading or name.casefold() in TITLE_NAMES):
        style.heading_level = int(heading.group(1)) if heading else 0
    if contents:
        style.contents_level = style.contents_level or int(contents.group(1))
    if listed:
        style.list_level = int(listed.group(1) or 1) - 1 if style.list_level is None else style.list_level
    style.is_caption = style.is_caption or name.casefold() in CAPTION_NAMES
    style.is_note = style.is_note or name.casefold() in NOTE_NAMES


def value_of(parent: _Element | None, tag: str) -> str | None:
    found = None if parent is None else parent.find(qn(tag))
    return None if found is None else found.get(qn("w:val"))


def is_on(run_properties: _Element | None, tag: str) -> bool | None:
    """A switch such as bold: on, off, or not said."""
    found = None if run_properties is None else run_properties.find(qn(tag))
    if found is None:
        return None
    return found.get(qn("w:val"), "1") not in {"0", "false", "off", "none"}


def size_of(run_properties: _Element | None) -> float:
    half_points = value_of(run_properties, "w:sz")
    return float(half_points) / 2 if half_points else 0.0


def numbering_of(properties: _Element | None) -> tuple[str, int] | None:
    found = None if properties is None else properties.find(qn("w:numPr"))
    number_id = value_of(found, "w:numId")
    if number_id is None:
        return None
    return number_id, int(value_of(found, "w:ilvl") or 0)

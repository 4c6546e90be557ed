"""Blocks: lines that are one heading, one entry of a list, one paragraph, one row."""

from dataclasses import dataclass, field
from enum import StrEnum

from ..lines import Line, Role
from .numbering import Number
from .wording import is_capitals, words_of

HeadingClass = tuple[str, object]  # what headings of one rank have in common


class Form(StrEnum):
    """What a block is in the build of the document, whatever it is about."""

    TEXT = "text"
    ITEM = "item"
    HEADING = "heading"
    ROW = "row"
    CONTENTS = "contents"
    CAPTION = "caption"
    NOTE = "note"
    RULE = "rule"
    RUNNING = "running"


NO_LINE = Line(text="", source_line=0, gap=True)  # where an inferred block starts
ASIDE = frozenset({Form.CAPTION, Form.NOTE, Form.RULE, Form.RUNNING})  # may stand in the middle of a sentence
FORM_OF_ROLE = {
    Role.ROW: Form.ROW,
    Role.RULE: Form.RULE,
    Role.NOTE: Form.NOTE,
    Role.CAPTION: Form.CAPTION,
    Role.RUNNING: Form.RUNNING,
}


@dataclass(slots=True, eq=False)
class Block:
    lines: list[Line]
    text: str  # joined; with its number, without its bullet
    form: Form = Form.TEXT
    bullet: str = ""
    number: Number | None = None
    depth: int | None = None  # as a list style says
    entry: int | None = None  # of the contents list, when this is the heading that it names
    heading_class: HeadingClass | None = None
    rank: tuple[float, float] = (0.0, 0.0)
    certainty: float = 0.9  # that form and place are right
    is_listed: bool = False  # one of several numbered lines right under each other
    is_inset: bool = False  # interrupts a sentence
    is_inferred: bool = False  # no line of the source says it
    parts: list[str] = field(default_factory=list)  # of the text while lines are being joined

    @property
    def first(self) -> Line:
        return self.lines[0] if self.lines else NO_LINE

    @property
    def gap(self) -> bool:
        return self.first.gap

    @property
    def indent(self) -> float:
        return self.first.indent

    @property
    def page(self) -> int:
        return self.first.page

    @property
    def size(self) -> float:
        return max((line.size for line in self.lines), default=0.0)

    @property
    def is_bold(self) -> bool:
        inked = [line.bold for line in self.lines if line.role is not Role.RULE]
        return bool(inked) and all(inked)

    @property
    def level(self) -> int | None:
        return self.first.heading_level

    @property
    def is_capitals(self) -> bool:
        return is_capitals(self.text)

    @property
    def word_count(self) -> int:
        return len(words_of(self.text))

    @property
    def title(self) -> str:
        """The text behind the number."""
        return self.text[self.number.length :].strip() if self.number else self.text

    @property
    def is_content(self) -> bool:
        return self.form in {Form.TEXT, Form.ITEM, Form.ROW}

"""What every reader delivers: the lines of a document in reading order, with what its layout says of them."""

from dataclasses import dataclass
from enum import StrEnum

MOST_LINES = 20_000  # of one document: some four hundred pages


class Role(StrEnum):
    """What the layout alone tells about a line."""

    BODY = "body"
    ROW = "row"  # of a table
    RULE = "rule"  # drawn with characters: an underline, the second line of a Markdown table
    NOTE = "note"  # at the foot of a page or of the document
    CAPTION = "caption"
    RUNNING = "running"  # repeated on many pages, and page numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as the source has it. A hint that the source does not give keeps its empty value."""

    text: str
    source_line: int  # counted from 1: in a text file as an editor counts, elsewhere in reading order
    page: int = 0
    column: int = 0
    gap: bool = False  # white space, a page or a paragraph ends before it
    indent: float = 0.0  # in characters
    room: float | None = None  # how many characters would still have fitted behind it
    heading_level: int | None = None  # 0 is the title of the document
    contents_level: int | None = None
    list_level: int | None = None
    marker: str = ""  # bullet or number that a list style draws, so that the text does not hold it
    size: float = 0.0  # in points
    bold: bool = False
    cells: tuple[str, ...] = ()
    role: Role = Role.BODY

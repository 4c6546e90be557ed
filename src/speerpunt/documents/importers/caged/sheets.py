"""Excel: each sheet with its name, its cells as they are shown, its remarks."""

from typing import IO

from .number_formats import BUILT_IN, shown_number
from .parts import Attributes, Bounded, Package, Words, words_of

WORKBOOK = "xl/workbook.xml"
BESIDE = ("xl/comments", "xl/threadedComments/", "xl/drawings/drawing")
MOST_PIECES = 20_000


def read(source: IO[bytes], made: IO[bytes], *, most: int) -> None:
    package = Package(source)
    bounded = Bounded(made, most)
    book = _Book(package)
    for title, part in book.sheets:
        if not bounded.write(f"{title}\n"):
            return
        if not _Sheet(book, bounded).read(part):
            return
    for name in [name for start in BESIDE for name in package.names(start) if name.endswith(".xml")]:
        if not bounded.write(words_of(package, name) + "\n"):
            return


class _Book:
    """What all sheets share: texts, ways of writing a number, the first day."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.sheets: list[tuple[str, str]] = []
        self.counts_from_1904 = False
        self.texts = _shared_texts(package)
        self.formats = _formats(package)
        related = package.related(WORKBOOK)

        def start(element: str, said: Attributes) -> None:
            if element == "sheet":
                relation = next((value for key, value in said.items() if key.endswith(":id")), "")
                self.sheets.append((said.get("name", ""), related.get(relation, "")))
            elif element == "workbookPr":
                self.counts_from_1904 = said.get("date1904") in {"1", "true"}

        package.walk(WORKBOOK, start)

    def text(self, kind: str, style: str, value: str) -> str:
        if kind == "s":
            number = int(value) if value.isdecimal() else -1
            return self.texts[number] if 0 <= number < len(self.texts) else ""
        if kind in {"str", "inlineStr", "e", "d"}:
            return value
        if kind == "b":
            return {"1": "WAAR", "0": "ONWAAR"}.get(value, value)
        return self._number(style, value)

    def _number(self, style: str, value: str) -> str:
        place = int(style) if style.isdecimal() else 0
        code = self.formats[place] if place < len(self.formats) else "General"
        try:
            return shown_number(float(value), code, counts_from_1904=self.counts_from_1904)
        except (ValueError, OverflowError):
            return value


class _Sheet:
    """Cells come by as a stream; each row is one line."""

    def __init__(self, book: _Book, bounded: Bounded) -> None:
        self.book = book
        self.bounded = bounded
        self.has_room = True
        self.kind = self.style = ""
        self.value: list[str] | None = None
        self.inline = Words()
        self.row: list[str] = []

    def read(self, part: str) -> bool:
        self.book.package.walk(part, self._start, end=self._end, text=self._text)
        return self.has_room

    def _start(self, element: str, said: Attributes) -> None:
        if element == "c":
            self.kind, self.style = said.get("t", "n"), said.get("s", "0")
            self.inline = Words()
            self.value = None
        elif element == "v":
            self.value = []
        else:
            self.inline.start(element, said)

    def _text(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)
        else:
            self.inline.text(text)

    def _end(self, element: str) -> None:
        if not self.has_room:
            return
        if element == "c":
            told = self.inline.all() if self.kind == "inlineStr" else "".join(self.value or ())
            shown = self.book.text(self.kind, self.style, told)
            self.value = None
            if shown:
                self.row.append(shown)
            if len(self.row) >= MOST_PIECES:
                self._write_row()
        elif element == "row":
            self._write_row()
        elif element != "v":
            self.inline.end(element)

    def _write_row(self) -> None:
        if self.row:
            self.has_room = self.bounded.write("\t".join(self.row) + "\n")
            self.row = []


def _shared_texts(package: Package) -> list[str]:
    texts: list[str] = []
    words = Words()

    def end(element: str) -> None:
        words.end(element)
        if element == "si":
            texts.append(words.all())
            words.pieces = [[]]

    package.walk("xl/sharedStrings.xml", words.start, end=end, text=words.text)
    return texts


def _formats(package: Package) -> list[str]:
    """How the number of each style of cell is written."""
    own: dict[str, str] = {}
    found: list[str] = []
    within: list[str] = []

    def start(element: str, said: Attributes) -> None:
        within.append(element)
        if element == "numFmt":
            own[said.get("numFmtId", "")] = said.get("formatCode", "General")
        elif element == "xf" and "cellXfs" in within:
            number = said.get("numFmtId", "0")
            found.append(own.get(number) or BUILT_IN.get(number, "General"))

    package.walk("xl/styles.xml", start, end=lambda _element: within.pop())
    return found

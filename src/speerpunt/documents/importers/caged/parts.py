"""The text in the XML of Office files, read as a stream: nothing of it is kept but the words."""

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from .zips import Entry, entries_of, unpacked

MOST_PARTS = 4_000
MOST_PART = 64 * 1024 * 1024

Attributes = dict[str, str]


class Package:
    """An Office file as parts by name, and from each part the parts that it refers to."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.entries: dict[str, Entry] = {
            entry.name.decode("utf-8", "replace"): entry for entry in entries_of(source, most=MOST_PARTS)
        }

    def names(self, start: str) -> list[str]:
        return sorted((name for name in self.entries if name.startswith(start)), key=_in_order)

    def walk(
        self, name: str, start: Callable[[str, Attributes], object], **handlers: Callable[..., object]
    ) -> None:
        """Call `start` for each element of the part, and `end` and `text` where given; by local names."""
        if name not in self.entries:
            return
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda element, attributes: start(_local(element), attributes)
        if "end" in handlers:
            parser.EndElementHandler = lambda element: handlers["end"](_local(element))
        if "text" in handlers:
            parser.CharacterDataHandler = handlers["text"]
        for bite in unpacked(self.source, self.entries[name], most=MOST_PART):
            parser.Parse(bite, False)
        parser.Parse(b"", True)

    def related(self, name: str) -> dict[str, str]:
        """Where the relations of a part lead, by their id."""
        folder, _, own = name.rpartition("/")
        found: dict[str, str] = {}

        def start(element: str, said: Attributes) -> None:
            if element == "Relationship" and said.get("TargetMode") != "External":
                found[said.get("Id", "")] = _joined(folder, said.get("Target", ""))

        self.walk(f"{folder}/_rels/{own}.rels", start)
        return found


def _local(element: str) -> str:
    return element.rpartition(":")[2]


def _in_order(name: str) -> tuple[int, str]:
    number = "".join(sign for sign in name.rpartition("/")[2] if sign.isdecimal())
    return int(number[:9] or 0), name


def _joined(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts = folder.split("/")
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


class Words:
    """Collects words as lines: one a paragraph, one a row of a table; what was taken out is left out."""

    TEXT = frozenset({"t", "text"})
    LEFT_OUT = frozenset({"del", "moveFrom", "pPr", "rPr", "Fallback", "rPh", "sectPr"})
    # A text box stands in the middle of a paragraph, a cell in the middle of a row: each has lines of its own.
    APART = frozenset({"txbxContent", "tc"})
    SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}

    def __init__(self) -> None:
        self.pieces: list[list[str]] = [[]]
        self.boxes: list[str] = []
        self.hidden = self.shown = 0

    def start(self, element: str, _attributes: Attributes) -> None:
        if self.hidden or element in self.LEFT_OUT:
            self.hidden += 1
        elif element in self.APART:
            self.pieces.append([])
        elif element in self.TEXT:
            self.shown += 1
        elif element in self.SIGNS:
            self.pieces[-1].append(self.SIGNS[element])

    def text(self, text: str) -> None:
        if self.shown and not self.hidden:
            self.pieces[-1].append(text)

    def end(self, element: str) -> None:
        if self.hidden:
            self.hidden -= 1
        elif element in self.TEXT:
            self.shown -= 1
        elif element == "tc":
            self._end_cell()
        elif element == "txbxContent":
            self.boxes.append("".join(self.pieces.pop()))
        elif element in {"p", "tr"}:
            self.pieces[-1].append("\n")
            if len(self.pieces) == 1:
                self.pieces[-1] += self.boxes
                self.boxes = []

    def _end_cell(self) -> None:
        cell = "".join(self.pieces.pop()).strip()
        self.pieces[-1].append(f"{cell}\t")

    def all(self) -> str:
        return "".join([*(piece for level in self.pieces for piece in level), *self.boxes])


def words_of(package: Package, name: str) -> str:
    words = Words()
    package.walk(name, words.start, end=words.end, text=words.text)
    return words.all()


class Bounded:
    """Writes texts until they are enough; the reader outside cuts to the sign."""

    def __init__(self, made: IO[bytes], most: int) -> None:
        self.made = made
        self.left = most + 1

    def write(self, text: str) -> bool:
        """False when there is room for no more."""
        self.made.write(text[: self.left].encode("utf-8", "ignore"))
        self.left -= len(text)
        return self.left > 0

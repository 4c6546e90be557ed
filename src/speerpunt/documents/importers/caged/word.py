"""Word: the text itself, then notes, headers, footers and remarks."""

from typing import IO

from .parts import Bounded, Package, words_of

BODY = "word/document.xml"
BESIDE = (
    "word/footnotes",
    "word/endnotes",
    "word/header",
    "word/footer",
    "word/comments.xml",
    "word/diagrams/data",
)


def read(source: IO[bytes], made: IO[bytes], *, most: int) -> None:
    package = Package(source)
    bounded = Bounded(made, most)
    beside = [name for start in BESIDE for name in package.names(start) if name.endswith(".xml")]
    for name in [BODY, *beside]:
        if not bounded.write(words_of(package, name) + "\n"):
            return

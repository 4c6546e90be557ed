"""The one way in: a file of any kind that we know becomes lines."""

from collections.abc import Callable
from pathlib import PurePath

from .lines import MOST_LINES, Line
from .problem import EMPTY, TOO_LARGE, TOO_LONG, UNKNOWN_TYPE, DocumentProblem
from .readers.text import read_text

LARGEST_MB = {".docx": 25, ".pdf": 25, ".md": 5, ".txt": 5}


def read_pdf(name: str, content: bytes) -> list[Line]:
    from .readers import pdf  # PDFium, for who brings a PDF

    return pdf.read_pdf(name, content)


def read_word(name: str, content: bytes) -> list[Line]:
    from .readers import word  # python-docx, for who brings a document

    return word.read_word(name, content)


READERS: dict[str, Callable[[str, bytes], list[Line]]] = {
    ".docx": read_word,
    ".pdf": read_pdf,
    ".md": read_text,
    ".txt": read_text,
}


def read_document(name: str, content: bytes) -> list[Line]:
    """The lines of a plan that was uploaded. Raises `DocumentProblem` with a sentence for the person who did."""
    kind = PurePath(name).suffix.lower()
    if kind not in READERS:
        raise DocumentProblem(UNKNOWN_TYPE, name=name)
    if len(content) > LARGEST_MB[kind] * 1_000_000:
        raise DocumentProblem(TOO_LARGE, name=name, limit_mb=LARGEST_MB[kind])
    if not content.strip():
        raise DocumentProblem(EMPTY, name=name)
    lines = READERS[kind](name, content)
    if not lines:
        raise DocumentProblem(EMPTY, name=name)
    if len(lines) > MOST_LINES:
        raise DocumentProblem(TOO_LONG, name=name, limit=MOST_LINES)
    return lines

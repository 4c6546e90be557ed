"""What stands in a file, in words: also in one that is packed or compressed."""

import io
import zipfile
from typing import Any

from pypdf import PdfReader


def words_in(answer: Any) -> str:
    """Of the answer of a server, with what it says of the file."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers} {words_of(content)}"


def words_of(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return _words_of_pdf(PdfReader(io.BytesIO(content)))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(f"{name} {words_of(packed.read(name))}" for name in packed.namelist())
    return content.decode(errors="replace")


def _words_of_pdf(pdf: PdfReader) -> str:
    pages = " ".join(page.extract_text() for page in pdf.pages)
    return f"{pages} {pdf.metadata} {pdf.outline} {pdf.xmp_metadata}"

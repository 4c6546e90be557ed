"""Text files: which letters the bytes stand for, and that they are text and nothing else."""

import codecs
import re
from typing import IO

from speerpunt.core.caged import Refusal

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What a browser, a shell or another program would take for its own, whatever the name says.
NOT_PLAIN = re.compile(
    r"\s*(?:#!|%PDF-|\{\\rtf|<\?(?:php|xml)|<!doctype|MIME-Version:|"
    r"<(?:html|head|body|script|svg|math|iframe|frame|style|title|meta|link|base|object|embed|form)\b)",
    re.IGNORECASE,
)
# Markdown may begin with these.
MARKED_UP = re.compile(
    r"\s*<(?:!--|(?:table|div|font|img|a|p|b|i|br|center|h[1-6]|span|ul|ol)\b)", re.IGNORECASE
)
NOT_A_SIGN = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
LOOKED_AT = 1024


def inspect(source: IO[bytes], _made: IO[bytes], *, extension: str) -> None:
    text = decoded(source.read())
    found = NOT_A_SIGN.search(text)
    if found:
        raise Refusal("not_text", line=text.count("\n", 0, found.start()) + 1)
    beginning = text[:LOOKED_AT]
    if NOT_PLAIN.match(beginning) or (extension != ".md" and MARKED_UP.match(beginning)):
        raise Refusal("not_what_it_says")
    if not text.strip():
        raise Refusal("empty")


def read(source: IO[bytes], made: IO[bytes], *, most: int) -> None:
    made.write(decoded(source.read())[: most + 1].encode("utf-8", "replace"))


def decoded(content: bytes) -> str:
    """UTF-8 when it is, UTF-16 when it says so at its beginning, else what Windows wrote in this country."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")

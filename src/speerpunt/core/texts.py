"""What every text that comes in goes through, and how search sees it."""

import re
import unicodedata

# Signs that nobody can see, and that not every database or spreadsheet takes.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def folded(text: str) -> str:
    """Text as search sees it: no case, no accents."""
    if text.isascii():  # most is, and thousands of rows are folded at once
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def with_plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")

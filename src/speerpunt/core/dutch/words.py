"""The words of a text, in the spellings in which somebody may look for them."""

import re
from collections.abc import Iterator

# A number with points and commas, or letters and digits that hang together by hyphens and apostrophes.
WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[-'’‑][^\W_]+)*")
PLAIN = re.compile(r"[^\W_]+")
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
# What is written apart or together: "2312 AB" and "2312ab", "N 206" and "N206".
POSTCODE = re.compile(r"\b([1-9]\d{3}) ?([a-z]{2})\b")
CODE = re.compile(r"\b([a-z])[ -]?(\d{1,3})\b")
LONGEST = 40


def words_of(text: str) -> set[str]:
    """All words of a folded text; of "e-bike" both its pieces and "ebike"."""
    found: set[str] = set()
    for match in set(WORD.findall(text)):
        found.update(spellings(match))
    found.update(first + second for pattern in (POSTCODE, CODE) for first, second in pattern.findall(text))
    return {word for word in found if len(word) <= LONGEST and (len(word) > 1 or word.isdecimal())}


def spellings(written: str) -> Iterator[str]:
    """One word as it stands in a text, and its pieces."""
    if written.isalnum():
        yield written
    elif written[0].isdecimal() and THOUSANDS.fullmatch(written):
        yield written.partition(",")[0].replace(".", "")
    else:
        pieces = PLAIN.findall(written)
        yield from pieces
        if not written[0].isdecimal():
            yield "".join(pieces)

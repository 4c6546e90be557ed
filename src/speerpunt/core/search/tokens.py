"""How a text is read for the index: each word as it is written, its stem, and the parts of a compound.

A token says where a word stands and how it was read, so that one look-up answers one question, and the order of the
results is ours, not that of a database.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2s

from ..dutch import STOP_WORDS, folded, parts_of, stem, words_of
from ..registry import SearchText

# Changes when texts are read differently: then every entry is made anew.
READING = "2"
# Letters that stand before a word in a token: where it stands, and whether it is the word, its stem or a part.
TITLE, NAMES, TEXT = "abc", "def", "ghi"
# What each is worth. Where a word stands weighs more than how it matches.
POINTS = {
    **dict(zip(TITLE, (60.0, 56.0, 50.0), strict=True)),
    **dict(zip(NAMES, (40.0, 37.0, 33.0), strict=True)),
    **dict(zip(TEXT, (20.0, 18.0, 15.0), strict=True)),
}
LONGEST_TITLE = 99
FIRST_DAY = date(2000, 1, 1)
DAYS = 100_000
KEPT_WORDS = 131_072
FEWEST_SUGGESTED_LETTERS = 3


@dataclass(frozen=True)
class Reading:
    """One text as the index keeps it."""

    tokens: str
    words: str
    rank: int
    digest: str


@lru_cache(maxsize=KEPT_WORDS)
def forms_of(word: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Its stem, the parts that it is made of, and their stems."""
    parts = parts_of(word)
    return stem(word), parts, tuple(stem(part) for part in parts)


def token(collective_id: int, mark: str, word: str) -> str:
    return f"{collective_id}:{mark}{word}"


def read_text(text: SearchText, collective_id: int) -> Reading:
    marked: set[str] = set()
    words: set[str] = set()
    title = words_of(folded(text.title))
    _take(title, TITLE, marked, words)
    _take(words_of(folded(text.names)), NAMES, marked, words)
    _take(words_of(folded(text.text)) - STOP_WORDS, TEXT, marked, words)
    return Reading(
        tokens=" ".join(f"{collective_id}:{each}" for each in sorted(marked)),
        words=" ".join(sorted(words)),
        rank=_rank(len(title), text.day),
        digest=digest_of(text),
    )


def _take(found: set[str], marks: str, marked: set[str], words: set[str]) -> None:
    written, stemmed, part_of = marks
    for word in found:
        root, parts, part_roots = forms_of(word)
        marked.add(written + word)
        # A word that is its own stem is looked for as it is written (`asking.lookups_of`).
        if root != word:
            marked.add(stemmed + root)
        marked.update(part_of + each for each in part_roots)
        if word not in STOP_WORDS and len(word) >= FEWEST_SUGGESTED_LETTERS:
            words.add(word)
        words.update(parts)


def _rank(title_words: int, day: date | None) -> int:
    age = DAYS - 1 if day is None else DAYS - 1 - min(max((day - FIRST_DAY).days, 0), DAYS - 1)
    return min(title_words, LONGEST_TITLE) * DAYS + age


def digest_of(text: SearchText) -> str:
    said = "\0".join((READING, text.title, text.names, text.text, text.url, str(text.day or "")))
    return blake2s(said.encode(), digest_size=16).hexdigest()

"""Words: clean text from a source line, broken words joined, keys for comparing."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SOFT_HYPHEN = "\u00ad"
HYPHENS = "-\u2010\u2011"
SIGNS = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\t": " ", "\ufeff": None, "\u200b": None, "\u200c": None,
        "\u200d": None, "\u2060": None, "\u2011": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl",
        "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ",
    }
)  # fmt: skip
STRONG = re.compile(r"\*\*|(?<![A-Za-z0-9])__|__(?![A-Za-z0-9])")
EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_]{1,300}?)(?<=[^\s*_])\1(?![\w*])")
PICTURE = re.compile(r"!\[([^\]]{0,300}+)\]\([^)\s]*+[^)]{0,300}+\)")
LINK = re.compile(r"\[([^\]]{1,300}+)\]\([^)\s]{0,300}+[^)]{0,100}+\)")
BREAK = re.compile(r"<br\s*/?>|</?(?:b|i|u|strong|em|sup|sub|span)>", re.IGNORECASE)
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
SPACES = re.compile(r"\s+")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
PLAIN_WORD = re.compile(r"[a-z0-9]+")
LONGEST_TITLE = 120

OPEN_WORDS = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "of",
        "van",
        "voor",
        "met",
        "op",
        "in",
        "aan",
        "te",
        "tot",
        "om",
        "dat",
        "die",
        "als",
        "door",
        "bij",
        "naar",
        "uit",
        "over",
        "onder",
        "tussen",
        "zonder",
        "binnen",
        "buiten",
        "per",
        "naast",
        "tegen",
        "via",
        "zoals",
        "hun",
        "haar",
        "onze",
        "ons",
        "uw",
        "deze",
        "dit",
        "wordt",
        "worden",
        "is",
        "zijn",
        "heeft",
        "hebben",
        "kan",
        "kunnen",
        "wij",
        "we",
        "niet",
        "meer",
        "er",
        "ook",
        "maar",
        "want",
        "evenals",
        "inclusief",
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "for",
        "with",
        "on",
        "at",
        "to",
        "by",
        "from",
        "that",
        "which",
        "as",
        "is",
        "are",
        "be",
        "their",
        "our",
        "into",
    ]
)  # a sentence does not end with these
STOP_WORDS = OPEN_WORDS | frozenset(
    [
        "the",
        "this",
        "these",
        "deze",
        "andere",
        "alle",
        "al",
        "nog",
        "dan",
        "wat",
        "hoe",
        "welke",
        "waar",
        "i.s.m.",
        "e.d.",
    ]
)
LINKING = {"en", "of", "and", "or", "tot", "t/m", "en/of"}  # "stuur- en werkgroep" keeps its hyphen


def clean(text: str) -> str:
    """The words of a line: without marks of Markdown, doubled space, signs that do not show."""
    text = text.translate(SIGNS)
    if "[" in text:
        text = LINK.sub(r"\1", PICTURE.sub(r"\1", text))
    if "*" in text or "_" in text:
        text = EMPHASIS.sub(r"\2", STRONG.sub("", text))
    if "<" in text:
        text = BREAK.sub(" ", text)
    if "\\" in text:
        text = ESCAPED.sub(r"\1", text)
    return SPACES.sub(" ", text).strip()


def without_soft_hyphens(text: str) -> str:
    return text.replace(SOFT_HYPHEN, "")


def joined(before: str, after: str, known: frozenset[str] | set[str]) -> str:
    """Two lines as one; `known` are the words of the document, by which a hyphen at the end is kept or dropped."""
    if not before or not after:
        return before or after
    if before.endswith(SOFT_HYPHEN):
        return before[:-1] + after
    if before[-1] in HYPHENS and before[-2:-1].isalnum():
        return _joined_at_hyphen(before, after, known)
    if before.endswith("/") and before[-2:-1].isalnum():
        return before + after
    return f"{before} {after}"


def _joined_at_hyphen(before: str, after: str, known: frozenset[str] | set[str]) -> str:
    first = after.split(" ", 1)[0].casefold()
    if first.strip(",") in LINKING:
        return f"{before} {after}"
    head = before[:-1].rsplit(" ", 1)[-1].casefold().strip("('\"‘“")
    tail = first.strip(".,;:!?)'\"’”")
    keeps = f"{head}-{tail}" in known or not after[0].islower() or not before[-2].islower()
    if f"{head}{tail}" in known:
        keeps = False
    return (before if keeps else before[:-1]) + after


def words_of(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand inside lines: not the last, which may be half a word."""
    return frozenset(word for text in texts for word in words_of(text)[:-1] if len(word) > 3)


def key(text: str) -> str:
    """For comparing titles: no case, accents, punctuation or doubled space."""
    return _short_key(text) if len(text) <= LONGEST_TITLE else _key(text)


def _key(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(PLAIN_WORD.findall("".join(sign for sign in bare if not unicodedata.combining(sign))))


_short_key = lru_cache(maxsize=10_000)(_key)


def is_capitals(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= 4 and sum(sign.isupper() for sign in letters) >= 0.9 * len(letters)


def last_word(text: str) -> str:
    return text.rsplit(" ", 1)[-1].casefold().strip("'\"‘’“”(")

"""What a visitor sees of a hit: its title and a piece of its text with the words marked, and why it was found.

Made from the text that the index read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from ..dutch import STOP_WORDS, folded
from ..registry import SearchText
from .asking import Term
from .tokens import forms_of

SNIPPET_SIGNS = 220
MOST_PLACES = 60
MOST_REASONS = 3
# So much of a text is looked at; all of it, when nothing stands there.
FIRST_SIGNS = 20_000
WRITTEN = re.compile(r"[^\W_]+")
AFTER_A_SENTENCE = re.compile(r"(?<=[.!?])\n")
DOUBLE_VOWEL = re.compile(r"([aeou])\1")
SHORTEST_FRAGMENT = 3

Piece = tuple[str, bool]


class Place(NamedTuple):
    """Where a word of the question stands in a text; whole, or only a part of the compound that was asked."""

    start: int
    end: int
    term: int
    is_whole: bool


@dataclass(frozen=True)
class Shown:
    """Pieces of text, each with whether it is marked."""

    title: list[Piece]
    snippet: list[Piece]
    # The words as they are written there, without doubles.
    in_title: list[str]
    in_names: list[str]
    in_text: list[str]


class Marker:
    """Finds the words of a question in texts."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = terms
        # Spellings and stems, and which term each is of; whole, and parts of it.
        self._written: dict[str, int] = {}
        self._roots: dict[str, int] = {}
        self._part_roots: dict[str, int] = {}
        self._compounds: list[tuple[frozenset[str], int]] = []
        for number, term in reversed(list(enumerate(terms))):
            self._take(term, number)

    def _take(self, term: Term, number: int) -> None:
        self._written.update(dict.fromkeys([*term.words, *term.pieces], number))
        for word in term.words:
            root, _parts, part_roots = forms_of(word)
            self._roots[root] = number
            if part_roots:
                self._compounds.append((frozenset(part_roots), number))
                self._part_roots.update(dict.fromkeys(part_roots, number))

    def show(self, text: SearchText) -> Shown:
        """Where a word stands whole, its parts are not marked beside it."""
        title = text.title or _beginning(text.text)
        fields = (title, text.names, text.text)
        places = [self.places(each) for each in fields]
        whole = {place.term for each in places for place in each if place.is_whole}
        told = [[place for place in each if place.is_whole or place.term not in whole] for each in places]
        in_title, in_names, in_text = told
        return Shown(
            title=_pieces(title, in_title),
            snippet=_snippet(text.text, in_text),
            in_title=_words(title, in_title),
            in_names=_words(text.names, in_names),
            in_text=_words(text.text, in_text),
        )

    def places(self, text: str) -> list[Place]:
        """The first places where words of the question stand."""
        first = _same_length(text[:FIRST_SIGNS])
        found = list(islice(self._matches(self._around_fragments(first)), MOST_PLACES))
        if not found and len(text) > FIRST_SIGNS:
            found = list(islice(self._matches(self._around_fragments(_same_length(text))), MOST_PLACES))
        return found or list(islice(self._matches(WRITTEN.finditer(first)), MOST_PLACES))

    def _matches(self, words: Iterable[re.Match[str]]) -> Iterator[Place]:
        for match in words:
            word = match[0]
            if word in self._written:
                yield Place(match.start(), match.end(), self._written[word], is_whole=True)
            elif word not in STOP_WORDS:
                yield from self._by_root(match)

    def _by_root(self, match: re.Match[str]) -> Iterator[Place]:
        root, _parts, part_roots = forms_of(match[0])
        roots = {root, *part_roots}
        whole = [self._roots[each] for each in roots if each in self._roots]
        whole += [number for parts, number in self._compounds if parts <= roots]
        parts = [self._part_roots[each] for each in roots if each in self._part_roots]
        if whole or parts:
            yield Place(match.start(), match.end(), min(whole or parts), bool(whole))

    def _around_fragments(self, plain: str) -> Iterator[re.Match[str]]:
        """Whole words in which a fragment stands that every form of an asked word has."""
        end = 0
        for found in self._fragments.finditer(plain):
            start = found.start()
            if start < end:
                continue
            while start > end and plain[start - 1].isalnum():
                start -= 1
            word = WRITTEN.match(plain, start)
            if word is not None:
                end = word.end()
                yield word

    @cached_property
    def _fragments(self) -> re.Pattern[str]:
        asked = {word for term in self.terms for word in (*term.words, *term.pieces)}
        asked |= {part for word in asked for part in forms_of(word)[1]}
        return re.compile("|".join(sorted({re.escape(_fragment(word)) for word in asked})))


def _fragment(word: str) -> str:
    """Up to a vowel that may be doubled, or without its last letters."""
    doubled = DOUBLE_VOWEL.search(word, SHORTEST_FRAGMENT - 1)
    length = doubled.start() + 1 if doubled else len(word) - 2
    return word[: max(length, min(SHORTEST_FRAGMENT, len(word)))]


class _Plain(dict[int, str]):
    """Signs without case and accents, as far as that is one sign again: places stay the same."""

    def __missing__(self, sign: int) -> str:
        plain = folded(chr(sign))
        self[sign] = plain if len(plain) == 1 else chr(sign)
        return self[sign]


_PLAIN = _Plain()


def _same_length(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_PLAIN)


def _pieces(text: str, places: Iterable[Place]) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    for place in places:
        found += [(text[at : place.start], False), (text[place.start : place.end], True)]
        at = place.end
    found.append((text[at:], False))
    return [piece for piece in found if piece[0]]


def _snippet(text: str, places: Sequence[Place]) -> list[Piece]:
    """The piece of the text that holds most words of the question; its beginning where it holds none."""
    start = _around(text, _best_start(places))
    end = _word_end(text, start + SNIPPET_SIGNS)
    within = [
        place._replace(start=place.start - start, end=place.end - start)
        for place in places
        if start <= place.start and place.end <= end
    ]
    pieces = [(_on_one_line(piece), mark) for piece, mark in _pieces(text[start:end], within)]
    before = [("… ", False)] if start else []
    after = [(" …", False)] if end < len(text) else []
    return [*before, *pieces, *after] if pieces else []


def _on_one_line(piece: str) -> str:
    return AFTER_A_SENTENCE.sub(" ", piece).replace("\n", " · ")


def _best_start(places: Sequence[Place]) -> int:
    def terms_from(first: Place) -> int:
        return len({each.term for each in places if 0 <= each.start - first.start < SNIPPET_SIGNS - 60})

    best = max(places, key=lambda place: (terms_from(place), -place.start), default=None)
    return best.start if best else 0


def _around(text: str, place: int) -> int:
    """Some words before, from the beginning of a sentence or a word."""
    if place < 60:
        return 0
    line = text.rfind("\n", place - 60, place)
    if line >= 0:
        return line + 1
    space = text.find(" ", place - 60, place)
    return space + 1 if space >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - 30, place)
    return space if space >= 0 else place


def _words(text: str, places: Iterable[Place]) -> list[str]:
    return list(_without_doubles(text[place.start : place.end] for place in places))[:MOST_REASONS]


def _without_doubles(words: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for word in words:
        if word.casefold() not in seen:
            seen.add(word.casefold())
            yield word


def _beginning(text: str) -> str:
    """For what has no title of its own."""
    first = text.strip().partition("\n")[0]
    return first if len(first) <= 80 else first[: first.rfind(" ", 0, 80)] + " …"

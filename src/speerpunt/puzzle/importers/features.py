"""Features of a GeoJSON file, one at a time, however many there are.

The file is read as if each byte were a sign: what JSON is made of is ASCII, so where a feature begins and ends is found
without decoding its texts, and counted in bytes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import IO, Any

PIECE_BYTES = 1 << 20
# One feature, or one other thing in the file. Of the real ones none is over 100 kB.
MOST_BYTES = 8 << 20
BLANK = " \t\n\r"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class NoFeatures(ValueError):
    """This is no collection of features; the message says why."""


@dataclass(frozen=True)
class Span:
    """Where a feature stands in the file. In `outline` only what is ASCII can be trusted."""

    start: int
    length: int
    outline: Any

    def read(self, file: IO[bytes]) -> Any:
        return read_span(file, self.start, self.length)


def read_span(file: IO[bytes], start: int, length: int) -> Any:
    file.seek(start)
    try:
        return json.loads(file.read(length).decode())
    except ValueError as problem:
        raise NoFeatures("a text in it is no UTF-8") from problem


def feature_spans(file: IO[bytes]) -> Iterator[Span]:
    """Every feature in the order of the file, of which a small part is held.

    Raises:
        NoFeatures: this is no JSON, there are no features in it, or one of them is larger than any could be.
    """
    text = _Text(file)
    text.demand("{")
    has_features = False
    for name in _members(text, "}"):
        text.demand(":")
        if name == "features" and not has_features:
            has_features = True
            text.demand("[")
            yield from _elements(text)
        else:
            text.value()
    if text.sign():
        raise NoFeatures("something follows after its end")
    if not has_features:
        raise NoFeatures("there are no features in it")


def _elements(text: "_Text") -> Iterator[Span]:
    for start, outline in _values(text, "]"):
        yield Span(start, text.place - start, outline)


def _members(text: "_Text", end: str) -> Iterator[Any]:
    for _start, name in _values(text, end):
        yield name


def _values(text: "_Text", end: str) -> Iterator[tuple[int, Any]]:
    """What stands between commas, until the end."""
    if text.sign() == end:
        text.demand(end)
        return
    while True:
        text.sign()
        yield text.place, text.value()
        if text.sign() == end:
            text.demand(end)
            return
        text.demand(",")


class _Text:
    """A window on the file that moves along."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.window = ""
        self.at = 0
        head = file.read(len(BYTE_ORDER_MARK))
        # Where in the file the window begins.
        self.begin = len(head) if head == BYTE_ORDER_MARK else 0
        self.decode = JSONDecoder().raw_decode

    @property
    def place(self) -> int:
        return self.begin + self.at

    def sign(self) -> str:
        """The next one that is not blank; nothing at the end."""
        while True:
            while self.at < len(self.window):
                if self.window[self.at] not in BLANK:
                    return self.window[self.at]
                self.at += 1
            if not self._widen(PIECE_BYTES):
                return ""

    def demand(self, sign: str) -> None:
        if self.sign() != sign:
            raise NoFeatures("this is no JSON of features")
        self.at += 1

    def value(self) -> Any:
        self.sign()
        wanted = PIECE_BYTES
        while True:
            try:
                found, end = self.decode(self.window, self.at)
                # A number that touches the end of the window may go on behind it.
                if end < len(self.window) or not self._widen(wanted):
                    self.at = end
                    return found
            except JSONDecodeError as problem:
                if len(self.window) - self.at > MOST_BYTES or not self._widen(wanted):
                    raise NoFeatures("this is no JSON, or a part of it is too large") from problem
            except (ValueError, RecursionError) as problem:  # a number or a nesting beyond all reason
                raise NoFeatures("this is no JSON") from problem
            wanted *= 2

    def _widen(self, wanted: int) -> bool:
        self.file.seek(self.begin + len(self.window))  # somebody may have looked elsewhere
        more = self.file.read(wanted)
        self.begin, self.window, self.at = self.place, self.window[self.at :] + more.decode("latin-1"), 0
        return bool(more)

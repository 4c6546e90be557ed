"""A look inside the packed streams of a PDF, in small bites, before PDFium unpacks each of them in one go."""

import base64
import re
import zlib
from collections.abc import Iterator

LARGEST_STREAM = 40_000_000
LARGEST_PICTURE = 150_000_000
LARGEST_TOTAL = 120_000_000  # of streams that are no pictures
MOST_TEXT = 600_000  # bytes of strings in one stream: some two hundred full pages
BITE = 65_536
UNPACKED_BITE = 1_000_000
SAMPLE = 20_000  # of a stream in ASCII85, which is slow to read
MOST_LAYERS = 4

STREAM = re.compile(rb"stream\r?\n")
PICTURE = re.compile(rb"/Subtype\s*/Image")
ASCII85 = re.compile(rb"/(?:ASCII85Decode|A85)\b")
STRINGS = re.compile(rb"\([^()]*\)|<[0-9A-Fa-f\s]+>")
ZLIB = b"\x78"


class StreamProblem(Exception):
    """A stream grows beyond all use."""


def check_streams(content: bytes) -> None:
    """Raise `StreamProblem` when the streams of this PDF unpack to more than a plan needs."""
    total = 0
    for found in STREAM.finditer(content):
        start = found.end()
        dictionary = content[max(0, start - 600) : start]
        if PICTURE.search(dictionary):
            _Budget(LARGEST_PICTURE).spend_on(_bites(content, start))
        elif ASCII85.search(dictionary):
            total += _estimated(content, start)
        else:
            total += _Budget(LARGEST_STREAM).spend_on(_bites(content, start))
        if total > LARGEST_TOTAL:
            raise StreamProblem


class _Budget:
    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.spent = 0

    def spend_on(self, packed: Iterator[bytes]) -> int:
        """Unpack a stream, and what was packed inside it, as far as the budget goes."""
        text = 0
        for bite in self._unpacked(packed, MOST_LAYERS):
            text += sum(map(len, STRINGS.findall(bite))) if b"Tj" in bite or b"TJ" in bite else 0
            if text > MOST_TEXT:
                raise StreamProblem
        return self.spent

    def _unpacked(self, bites: Iterator[bytes], layers: int) -> Iterator[bytes]:
        first = next(bites, b"")
        whole = _chained(first, bites)
        is_packed = first.startswith(ZLIB) and layers
        yield from self._unpacked(self._inflated(whole), layers - 1) if is_packed else whole

    def _inflated(self, bites: Iterator[bytes]) -> Iterator[bytes]:
        unpacker = zlib.decompressobj()
        try:
            for packed in bites:
                rest = packed
                while rest and not unpacker.eof:
                    yield self._spent(unpacker.decompress(rest, UNPACKED_BITE))
                    rest = unpacker.unconsumed_tail
                if unpacker.eof:
                    return
        except zlib.error:
            return

    def _spent(self, bite: bytes) -> bytes:
        self.spent += len(bite)
        if self.spent > self.limit:
            raise StreamProblem
        return bite


def _chained(first: bytes, bites: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from bites


def _bites(content: bytes, start: int) -> Iterator[bytes]:
    """A packed stream says itself where it ends; another ends at its keyword."""
    is_packed = content.startswith(ZLIB, start)
    end = -1 if is_packed else content.find(b"endstream", start)
    end = len(content) if end < 0 else end
    for place in range(start, end, BITE):
        yield content[place : min(place + BITE, end)]


def _estimated(content: bytes, start: int) -> int:
    """What a stream in ASCII85 becomes, judged by its beginning."""
    end = content.find(b"~>", start)
    length = (end if end >= 0 else len(content)) - start
    sample = b"".join(content[start : start + min(length, SAMPLE)].split())
    try:
        packed = base64.a85decode(sample[: len(sample) - len(sample) % 5])
    except ValueError:
        return length
    spent = _Budget(LARGEST_STREAM).spend_on(iter([packed]))
    estimated = spent * max(length, 1) // max(len(sample), 1)
    if estimated > LARGEST_STREAM:
        raise StreamProblem
    return estimated

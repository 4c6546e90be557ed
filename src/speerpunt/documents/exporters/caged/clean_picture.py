"""Pictures without what tells where, when, by whom and with what: their dots are not touched, only the rest is left out.

Kept are the colour profile and which side is up.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import IO

from PIL import Image

from speerpunt.core.caged import PILLOW, Refusal, have_ready

have_ready(*PILLOW)
Image.preinit()
Image.MAX_IMAGE_PIXELS = None

ORIENTATION = 0x0112
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {
    *(
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"cICP",
        b"mDCV",
        b"cLLI",
    ),
    *(b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
}
WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_HAS_EXIF, WEBP_HAS_XMP = 0x08, 0x04
JPEG_JFIF, JPEG_SCAN, JPEG_END, JPEG_COMMENT = 0xE0, 0xDA, 0xD9, 0xFE
JPEG_ALONE = {0x01, *range(0xD0, 0xD9)}
GIF_EXTENSION, GIF_IMAGE, GIF_END = 0x21, 0x2C, 0x3B
GIF_GRAPHICS, GIF_APPLICATION = 0xF9, 0xFF


def clean(source: IO[bytes], made: IO[bytes]) -> None:
    for piece in cleaned(source.read()):
        made.write(piece)


def cleaned(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    if content.startswith(PNG_START):
        return _png(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    if content.startswith((b"GIF87a", b"GIF89a")):
        return _gif(content)
    raise Refusal("damaged")


def _exif_of(content: bytes) -> bytes:
    """Only which side is up, where that is not the first line; empty when there is nothing to tell."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            turned = picture.getexif().get(ORIENTATION)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError):
        return b""
    if turned not in range(2, 9):
        return b""
    # One field in the smallest form that EXIF has.
    return b"MM\x00*\x00\x00\x00\x08\x00\x01" + struct.pack(">HHIHH", ORIENTATION, 3, 1, turned, 0) + bytes(4)


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Segments up to the end of the picture; what some phones hang behind it is left out."""
    exif = _exif_of(content)
    yield content[:2]
    for marker, start, end in _segments(content):
        if exif and marker != JPEG_JFIF:
            yield b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\x00\x00" + exif
            exif = b""
        if marker == JPEG_SCAN:
            yield content[start : _end_of_scan(content, end)]
        elif _is_kept_in_jpeg(marker, content[start + 4 : end]):
            yield content[start:end]
    yield b"\xff\xd9"


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """The marker of each, where it starts and where it ends."""
    place = 2
    while place + 1 < len(content):
        marker = content[place + 1]
        if content[place] != 0xFF:
            raise Refusal("damaged")
        if marker == JPEG_END:
            return
        if marker == 0xFF:
            place += 1
            continue
        length = 0 if marker in JPEG_ALONE else struct.unpack_from(">H", content, place + 2)[0]
        yield marker, place, place + 2 + length
        place += 2 + length
        if marker == JPEG_SCAN:
            place = _end_of_scan(content, place)


def _is_kept_in_jpeg(marker: int, said: bytes) -> bool:
    if marker == JPEG_COMMENT:
        return False
    if 0xE0 <= marker <= 0xEF:
        starts = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
        return marker in starts and said.startswith(starts[marker])
    return True


def _end_of_scan(content: bytes, start: int) -> int:
    """Where the next marker stands: in the dots themselves an FF is followed by a zero or a counter."""
    place = start
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 >= len(content):
            return len(content)
        following = content[place + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            place += 2
        elif following == 0xFF:
            place += 1
        else:
            return place


def _png(content: bytes) -> Iterator[bytes]:
    yield PNG_START
    exif = _exif_of(content)
    place = len(PNG_START)
    while place + 12 <= len(content):
        (size,) = struct.unpack_from(">I", content, place)
        kind = content[place + 4 : place + 8]
        if kind == b"IDAT" and exif:
            yield _png_chunk(b"eXIf", exif)
            exif = b""
        if kind in PNG_KEPT:
            yield _without_name_of_profile(content[place : place + 12 + size], kind)
        place += 12 + size
        if kind == b"IEND":
            return


def _without_name_of_profile(chunk: bytes, kind: bytes) -> bytes:
    if kind != b"iCCP":
        return chunk
    _name, zero, rest = chunk[8:-4].partition(b"\x00")
    return _png_chunk(b"iCCP", b"icc" + zero + rest)


def _png_chunk(kind: bytes, said: bytes) -> bytes:
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


def _webp(content: bytes) -> Iterator[bytes]:
    exif = _exif_of(content)
    chunks = list(_webp_chunks(content, has_exif=bool(exif)))
    if exif:
        chunks.append(_riff(b"EXIF", exif))
    body = b"WEBP" + b"".join(chunks)
    yield _riff(b"RIFF", body)


def _webp_chunks(content: bytes, *, has_exif: bool) -> Iterator[bytes]:
    place, end = 12, min(len(content), 8 + struct.unpack_from("<I", content, 4)[0])
    while place + 8 <= end:
        kind = content[place : place + 4]
        (size,) = struct.unpack_from("<I", content, place + 4)
        said = content[place + 8 : place + 8 + size]
        if kind == b"VP8X":
            flags = said[0] & ~(WEBP_HAS_EXIF | WEBP_HAS_XMP) | (WEBP_HAS_EXIF if has_exif else 0)
            said = bytes([flags]) + said[1:]
        if kind in WEBP_KEPT:
            yield _riff(kind, said)
        place += 8 + size + size % 2


def _riff(kind: bytes, said: bytes) -> bytes:
    return kind + struct.pack("<I", len(said)) + said + bytes(len(said) % 2)


def _gif(content: bytes) -> Iterator[bytes]:
    place = 13 + _colours(content[10])
    yield content[:place]
    while place < len(content):
        kind = content[place]
        if kind == GIF_END:
            yield bytes([GIF_END])
            return
        if kind == GIF_IMAGE:
            end = _end_of_blocks(content, place + 10 + _colours(content[place + 9]) + 1)
            yield content[place:end]
        elif kind == GIF_EXTENSION:
            label = content[place + 1]
            end = _end_of_blocks(content, place + 2)
            # A counter of rounds is all that an application may tell.
            is_rounds = label == GIF_APPLICATION and content[place + 3 : place + 14] == b"NETSCAPE2.0"
            if label == GIF_GRAPHICS or is_rounds:
                yield content[place:end]
        else:
            raise Refusal("damaged")
        place = end
    yield bytes([GIF_END])


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(content: bytes, place: int) -> int:
    while content[place]:
        place += 1 + content[place]
    return place + 1

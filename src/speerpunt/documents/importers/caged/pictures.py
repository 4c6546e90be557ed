"""Pictures: what they are and how large, told by their headers; no dot is unpacked."""

import io
import warnings
from typing import IO

from PIL import Image

from speerpunt.core.caged import PILLOW, Refusal, have_ready

from .zips import ends_as_zip

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}
# A photo is made smaller while it is unpacked; the others come to stand in memory whole.
MOST_PIXELS = {"JPEG": 100_000_000, "PNG": 36_000_000, "WEBP": 36_000_000, "GIF": 36_000_000}
LONGEST_SIDE = 30_000
have_ready(*PILLOW)
Image.preinit()
Image.MAX_IMAGE_PIXELS = None  # ours are stricter
warnings.simplefilter("ignore")


def inspect(source: IO[bytes], _made: IO[bytes], *, extension: str) -> None:
    content = source.read()
    wanted = FORMATS[extension]
    picture = opened(content)
    if picture.format != wanted:
        raise Refusal("not_what_it_says")
    check_size(picture)
    if ends_as_zip(content) or b"<script" in content[:1024].lower():
        raise Refusal("two_in_one")


def opened(content: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content), formats=sorted(MOST_PIXELS))
    except Exception as problem:
        raise Refusal("not_what_it_says") from problem


def check_size(picture: Image.Image) -> None:
    most = MOST_PIXELS[picture.format or "PNG"]
    width, height = picture.size
    if width * height > most or max(width, height) > LONGEST_SIDE:
        raise Refusal("too_many_pixels", limit=most // 1_000_000)

"""Draws one page, or a picture upright and small enough, and nothing that told of who made it."""

import io
import warnings
from typing import IO

import pypdfium2 as pdfium
from PIL import Image, ImageCms, ImageOps

from speerpunt.core.caged import PILLOW, Refusal, have_ready

FORMATS = ["GIF", "JPEG", "PNG", "WEBP"]
MOST_TIMES_HIGHER = 4
QUALITY = 82
TALLEST = 16_000  # WebP knows no more
COLOURS = ImageCms.createProfile("sRGB")
have_ready(*PILLOW)
Image.preinit()
Image.MAX_IMAGE_PIXELS = None  # looked at when the file came in
warnings.simplefilter("ignore")


def count_pages(source: IO[bytes], _made: IO[bytes]) -> int:
    return len(_opened(source.read()))


def draw_page(source: IO[bytes], made: IO[bytes], *, page: int, width: int) -> None:
    document = _opened(source.read())
    if not 1 <= page <= len(document):
        raise Refusal("no_such_page", page=page)
    sheet = document[page - 1]
    across, down = sheet.get_size()
    scale = min(width / max(across, 1.0), width * MOST_TIMES_HIGHER / max(down, 1.0))
    drawn = sheet.render(scale=scale, may_draw_forms=False, draw_annots=True).to_pil()
    _save(drawn.convert("RGB"), made)


def draw_picture(source: IO[bytes], made: IO[bytes], *, page: int, width: int) -> None:
    if page != 1:
        raise Refusal("no_such_page", page=page)
    picture = Image.open(io.BytesIO(source.read()), formats=FORMATS)
    profile = picture.info.get("icc_profile")
    # A photo is unpacked at a half, a quarter or an eighth of its size already.
    picture.draft("RGB", (width, width))
    picture = _upright(picture)
    picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((width, width * MOST_TIMES_HIGHER))
    _save(_in_common_colours(picture, profile), made)


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except (SyntaxError, ValueError, TypeError, KeyError, OverflowError):
        return picture  # which side is up is told in a way that nobody can read


def _in_common_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """A screen takes a picture without a profile for sRGB."""
    if not profile:
        return picture
    try:
        told = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, told, COLOURS, outputMode=picture.mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _save(picture: Image.Image, made: IO[bytes]) -> None:
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=QUALITY, method=2)
    made.write(out.getvalue())


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as problem:
        raise Refusal("damaged") from problem

"""Several PDFs bound to one: a bookmark per part, a number on each page, nothing that runs and nothing of who made it.

The parts come one behind the other in one file. Each was cleaned before; what remains in it is only what is seen.
"""

import io
from typing import IO, Any

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.errors import DependencyError, PdfReadError
from pypdf.generic import NameObject, TextStringObject

from speerpunt.core.caged import PILLOW, Refusal, have_ready

have_ready(
    *PILLOW,
    *(f"pypdf.{part}" for part in ("_configuration", "_page", "filters", "types", "xmp")),
    *(f"pypdf.generic.{part}" for part in ("_image_xobject", "_font", "_fit", "_outline")),
    "pypdf._crypt_providers._fallback",
)

MARGIN = 20.0  # points between the number and the edge
LARGEST_SIDE = 14_400.0  # points; more is no page


def count(source: IO[bytes], _made: IO[bytes]) -> int:
    return len(_opened(source.read()).pages)


def bind(
    source: IO[bytes],
    made: IO[bytes],
    *,
    parts: list[dict[str, Any]],
    bookmarks: list[dict[str, Any]],
    title: str,
) -> int:
    """`parts`: how many bytes each has; the first is the agenda, the last holds the numbers. Returns the pages."""
    readers = [_opened(source.read(part["size"])) for part in parts]
    agenda, papers, numbers = readers[0], readers[1:-1], readers[-1]
    writer = PdfWriter(clone_from=agenda)
    for reader in papers:
        for page in reader.pages:
            _without_structure(page)
            writer.add_page(page)
    _number(writer, numbers)
    _bookmark(writer, bookmarks)
    _say_what_it_is(writer, title, is_mixed=bool(papers))
    writer.write(made)
    return len(writer.pages)


def _opened(content: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        is_shut = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as problem:
        raise Refusal("password") from problem
    except PdfReadError as problem:
        raise Refusal("damaged") from problem
    if is_shut:
        raise Refusal("password")
    return reader


def _without_structure(page: Any) -> None:
    """Its numbers would point into the structure of the agenda; notes and links lead out of it."""
    for key in ("/StructParents", "/Annots", "/AA", "/B", "/Metadata", "/PieceInfo", "/Thumb"):
        if key in page:
            del page[NameObject(key)]


def _number(writer: PdfWriter, numbers: PdfReader) -> None:
    """Below on the right as the page is seen, whichever way it is turned."""
    for page, stamp in zip(writer.pages, numbers.pages, strict=True):
        box = page.cropbox
        if 0 < float(box.width) <= LARGEST_SIDE and 0 < float(box.height) <= LARGEST_SIDE:
            page.merge_transformed_page(stamp, _corner(page, float(stamp.mediabox.width)))


def _corner(page: Any, across: float) -> Transformation:
    box, turned = page.cropbox, int(page.rotation) % 360
    left, bottom, right, top = (float(each) for each in (box.left, box.bottom, box.right, box.top))
    places = {
        90: (right - MARGIN / 2, top - across - MARGIN),
        180: (left + across + MARGIN, top - MARGIN / 2),
        270: (left + MARGIN / 2, bottom + across + MARGIN),
    }
    return (
        Transformation()
        .rotate(turned)
        .translate(*places.get(turned, (right - across - MARGIN, bottom + MARGIN / 2)))
    )


def _bookmark(writer: PdfWriter, bookmarks: list[dict[str, Any]]) -> None:
    if "/Outlines" in writer.root_object:
        del writer.root_object[NameObject("/Outlines")]
    above: Any = None
    for each in bookmarks:
        is_below = each["level"] > 0
        made = writer.add_outline_item(each["title"], each["page"], parent=above if is_below else None)
        above = above if is_below else made
    writer.page_mode = "/UseOutlines"


def _say_what_it_is(writer: PdfWriter, title: str, *, is_mixed: bool) -> None:
    """With papers of others in it the whole cannot vouch for what its agenda keeps to."""
    if is_mixed and "/Metadata" in writer.root_object:
        del writer.root_object[NameObject("/Metadata")]
    writer.metadata = None
    writer.add_metadata({"/Title": TextStringObject(title)})

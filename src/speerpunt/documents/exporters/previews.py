"""Pictures of the pages of a file, drawn in the cage: what a browser gets never holds a byte of the upload."""

from pathlib import Path

from speerpunt.core.cage import Bounds, ask, ask_for_bytes

from ..enums import FileKind
from ..problems import FileProblem, saying_it_is_kept

MEDIA_TYPE = "image/webp"
DEFAULT_WIDTH = 1000
WIDTHS = range(40, 2401)
COUNTING = Bounds(seconds=5, mebibytes=160, made=1)
DRAWING = Bounds(seconds=10, mebibytes=320, made=16)
CAGED = "speerpunt.documents.exporters.caged.drawing"
DRAWERS = {FileKind.PDF: f"{CAGED}:draw_page", FileKind.PICTURE: f"{CAGED}:draw_picture"}


def preview_count(path: Path, kind: FileKind) -> int:
    """How many pages can be seen of a file that was inspected."""
    if kind == FileKind.PDF:
        with saying_it_is_kept(path.name):
            return int(ask(f"{CAGED}:count_pages", path, bounds=COUNTING).told)
    return int(kind.has_preview)


def preview_image(path: Path, kind: FileKind, page: int, width: int = DEFAULT_WIDTH) -> bytes:
    """One page (the first is 1) as WebP (`MEDIA_TYPE`), at most `width` wide. Raises `FileProblem` when it has none."""
    if kind not in DRAWERS:
        raise FileProblem("no_preview", path.name)
    width = min(max(width, WIDTHS.start), WIDTHS.stop - 1)
    with saying_it_is_kept(path.name):
        return ask_for_bytes(DRAWERS[kind], path, bounds=DRAWING, page=page, width=width)

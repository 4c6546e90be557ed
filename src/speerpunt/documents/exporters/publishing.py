"""A copy that strangers get: what is seen stays, who made it and with what goes.

What stays, because it is seen or because nobody can know that it should go: the text itself, hidden or not; layers and
earlier wording that somebody left in it; names that were typed. Tracked changes and remarks stay without their writer.
"""

import shutil
from pathlib import Path

from speerpunt.core.cage import Bounds, ask, made_whole

from ..enums import FileKind
from ..problems import FileProblem, saying_it_is_kept

CLEANING = Bounds(seconds=60, mebibytes=640, made=64)
CAGED = "speerpunt.documents.exporters.caged"
CLEANERS = {
    FileKind.PDF: f"{CAGED}.clean_pdf:clean",
    FileKind.WORD: f"{CAGED}.clean_office:clean",
    FileKind.SHEET: f"{CAGED}.clean_office:clean",
    FileKind.SLIDES: f"{CAGED}.clean_office:clean",
    FileKind.PICTURE: f"{CAGED}.clean_picture:clean",
}


def without_metadata(path: Path, kind: FileKind, to: Path) -> None:
    """Write the copy at `to`. Raises `FileProblem` when that cannot be done; then nothing stands there."""
    if kind == FileKind.OTHER:
        raise FileProblem("not_for_everybody", path.name)
    with saying_it_is_kept(path.name), made_whole(to) as made:
        if kind == FileKind.TEXT:
            with path.open("rb") as source:
                shutil.copyfileobj(source, made)
        else:
            ask(CLEANERS[kind], path, bounds=CLEANING, into=made)

"""What strangers get: the file without what stands behind it, made once and kept beside it."""

import tempfile
from pathlib import Path

from ..enums import FileKind
from ..models import StoredFile
from ..services.storage import PUBLISHED, local_path, storage, temporary_folder, write_beside
from .publishing import without_metadata


def published_place(stored: StoredFile) -> str:
    """Made at the first fetch when it is not there yet. Raises `FileProblem` when it cannot be made."""
    place = f"{stored.place}{PUBLISHED}"
    if not storage().exists(place):
        with (
            local_path(stored.place) as path,
            tempfile.TemporaryDirectory(dir=temporary_folder()) as folder,
        ):
            copy = Path(folder) / "copy"
            without_metadata(path, FileKind(stored.kind), copy)
            write_beside(stored.place, PUBLISHED, copy.read_bytes())
    return place

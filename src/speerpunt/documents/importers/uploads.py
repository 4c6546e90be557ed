"""An uploaded file as a path that can be looked at."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..services.documents import CheckedFile
from ..services.names import plain_name
from ..services.storage import temporary_folder
from .contents import inspect_file


@contextmanager
def path_of(upload: Any) -> Iterator[Path]:
    """A small upload is only in memory."""
    if hasattr(upload, "temporary_file_path"):
        yield Path(upload.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(dir=temporary_folder()) as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


@contextmanager
def checked_upload(upload: Any) -> Iterator[CheckedFile]:
    """Raises `FileProblem` when it is not kept."""
    with path_of(upload) as path:
        name = plain_name(upload.name)
        yield CheckedFile(name, inspect_file(path, name), path)

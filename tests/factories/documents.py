import tempfile
from pathlib import Path
from typing import Any

from django_scopes import scope

from speerpunt.core.models import Collective, CollectiveModel, User
from speerpunt.documents.enums import FileKind
from speerpunt.documents.models import Document, Folder
from speerpunt.documents.services.documents import CheckedFile, take_in
from speerpunt.documents.services.files import keep_reading
from speerpunt.documents.services.folders import add_folder, first_folder_of

from .core import next_number


def make_folder(
    collective: Collective, parent: Folder | None = None, *, on: CollectiveModel | None = None, **fields: Any
) -> Folder:
    """One of the collective, one below another, or the first one of a row."""
    with scope(collective=collective):
        if on is not None:
            parent = first_folder_of(on, by=None)
            if not fields:
                return parent
        fields.setdefault("name", f"Map {next_number()}")
        return add_folder(collective, parent=parent, by=None, **fields)


def make_document(
    folder: Folder,
    name: str = "",
    content: bytes = b"",
    *,
    text: str | None = "",
    by: User | None = None,
    beside: tuple[Document, ...] = (),
    **fields: Any,
) -> Document:
    """With its bytes on disk; `text` is what was read in them, None says that it still waits."""
    name = name or f"stuk {next_number()}.txt"
    content = content or f"Inhoud van {name} {next_number()}".encode()
    with scope(collective=folder.collective), tempfile.TemporaryDirectory() as place:
        path = Path(place) / "bytes"
        path.write_bytes(content)
        kind = fields.pop("kind", FileKind.TEXT)
        taken = take_in(folder, CheckedFile(name, kind, path), by=by, beside=beside, **fields)
        if text is not None and taken.version is not None:
            keep_reading(
                taken.version.stored,
                text=text or content.decode(errors="replace").replace("\x00", ""),
                previews=[],
            )
        return Document.objects.select_related("folder", "current__stored").get(pk=taken.document.pk)

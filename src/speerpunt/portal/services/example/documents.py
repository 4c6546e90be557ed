"""Papers of an example, with their files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from speerpunt.core.enums import Visibility
from speerpunt.core.models import CollectiveModel
from speerpunt.documents.enums import EXTENSIONS, extension_of
from speerpunt.documents.models import Document, Folder
from speerpunt.documents.services.documents import CheckedFile, take_in
from speerpunt.documents.services.folders import add_folder, first_folder_of
from speerpunt.documents.services.reading import read_later

from .identities import AreaReference, BodyReference, ProjectReference
from .loading import Loading

FOLDER = "documents"


@dataclass(frozen=True)
class DocumentRow:
    file: str
    title: str
    project: ProjectReference | None = None
    area: AreaReference | None = None
    body: BodyReference | None = None
    folder: str = ""
    visibility: Visibility | None = None
    note: str = ""


def add_documents(loading: Loading, rows: Sequence[DocumentRow], place: Path | None) -> None:
    """A paper that is there already, in the trash too, stays as people made it; a title of twice is a version."""
    there = set(Document.objects.values_list("folder", "name"))
    fresh: dict[int, Document] = {}
    taken = []
    for row in rows if place is not None else ():
        assert place is not None
        folder = _folder(loading, row)
        path = place / FOLDER / row.file
        name = f"{row.title}{path.suffix}"
        if (folder.pk, name) not in there:
            file = CheckedFile(name, EXTENSIONS[extension_of(row.file)][0], path)
            beside = [each for each in fresh.values() if each.folder_id == folder.pk]
            came = take_in(folder, file, by=None, beside=beside, visibility=_narrowed(row), note=row.note)
            fresh[came.document.pk] = came.document
            taken.append(came)
    loading.fresh[Document] += list(fresh.values())
    read_later(loading.collective, taken, by=None)


def _narrowed(row: DocumentRow) -> str:
    """In a folder of the collective the folder says it, for all that is in it."""
    return row.visibility or "" if _target_kind(row) else ""


def _target_kind(row: DocumentRow) -> bool:
    return bool(row.project or row.area or row.body)


def _folder(loading: Loading, row: DocumentRow) -> Folder:
    target = _target(loading, row)
    first = first_folder_of(target, by=None) if target is not None else None
    if first is not None and not row.folder:
        return first
    found: Folder | None = Folder.objects.filter(
        parent=first, name=row.folder, object_id=first.object_id if first else None
    ).first()
    return found or add_folder(
        loading.collective,
        parent=first,
        name=row.folder,
        by=None,
        visibility="" if first is not None else row.visibility or "",
    )


def _target(loading: Loading, row: DocumentRow) -> CollectiveModel | None:
    if row.project:
        return loading.projects[row.project]
    if row.area:
        return loading.areas[row.area]
    return loading.bodies[row.body] if row.body else None

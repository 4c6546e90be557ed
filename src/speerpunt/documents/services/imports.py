"""A tree of files from a zip: kept to be looked at, reviewed, then taken over as a whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record
from speerpunt.core.services.jobs import enqueue_job

from ..enums import ImportState
from ..models import Document, Folder, FolderImport
from ..queries.visible import documents_visible_to, folders_visible_to
from .documents import Taken, put_document, put_version
from .files import WrittenFile
from .folders import add_folder
from .names import plain_name
from .problem import DocumentProblem
from .storage import remove_file, write_file

LOOK_JOB = "documents.look_at_tree"
IMPORT_JOB = "documents.import_tree"


def keep_archive(folder: Folder, path: Path, *, file_name: str, by: User) -> FolderImport:
    """Written to disk, and looked at behind the scenes."""
    place = write_file(folder.collective_id, path)
    with transaction.atomic():
        kept = FolderImport.objects.create(
            collective_id=folder.collective_id,
            folder=folder,
            file_name=plain_name(file_name),
            place=place,
            requested_by=by,
        )
        enqueue_job(
            LOOK_JOB, collective=folder.collective, by=by, subject=kept.file_name, folder_import=kept.pk
        )
    return kept


@transaction.atomic
def keep_entries(folder_import: FolderImport, entries: list[dict[str, Any]]) -> None:
    _become(folder_import, ImportState.REVIEW, entries=entries)


@transaction.atomic
def refuse_archive(folder_import: FolderImport, problem: str) -> None:
    """As a whole; it is not kept."""
    _forget_archive(folder_import)
    _become(folder_import, ImportState.REFUSED, problem=problem[:400], place="")


def _become(folder_import: FolderImport, state: ImportState, **values: Any) -> None:
    folder_import.state = state
    for name, value in values.items():
        setattr(folder_import, name, value)
    folder_import.save(update_fields=["state", *values])


def _forget_archive(folder_import: FolderImport) -> None:
    place = folder_import.place
    if place:
        transaction.on_commit(lambda: remove_file(place))


@transaction.atomic
def drop_import(folder_import: FolderImport) -> None:
    _forget_archive(folder_import)
    folder_import.delete()


@dataclass
class TakenOver:
    """What came of it."""

    taken: list[Taken] = field(default_factory=list)
    folders: int = 0

    def as_outcome(self, refused: int) -> dict[str, int]:
        new = sum(each.is_new for each in self.taken)
        same = sum(each.version is None for each in self.taken)
        return {
            "new": new,
            "versions": len(self.taken) - new - same,
            "same": same,
            "refused": refused,
            "folders": self.folders,
        }


@transaction.atomic
def take_over(
    folder_import: FolderImport, files: Iterable[tuple[str, WrittenFile]], *, by: User
) -> TakenOver:
    """All files with their path in the tree, or none. A second time they are there already."""
    fresh = (
        FolderImport.objects.select_for_update(of=("self",)).select_related("folder").get(pk=folder_import.pk)
    )
    if fresh.state != ImportState.REVIEW:
        raise DocumentProblem(_("These files were taken over already."))
    tree = _Tree(fresh.folder, by)
    for path, file in files:
        *above, name = path.split("/")
        tree.put(above, name, file)
    refused = sum(bool(entry["problem"]) for entry in fresh.entries)
    _forget_archive(fresh)
    _become(fresh, ImportState.DONE, outcome=tree.came.as_outcome(refused), place="")
    record(fresh.folder, Verb.IMPORTED, by=by, note=fresh.file_name)
    return tree.came


class _Tree:
    """The folders and papers below one folder that somebody sees, growing."""

    def __init__(self, top: Folder, by: User) -> None:
        self.top, self.by, self.came = top, by, TakenOver()
        below = folders_visible_to(by).filter(path__startswith=top.path)
        self.folders = {(each.parent_id, each.name.casefold()): each for each in below}
        papers = documents_visible_to(by).filter(folder__in=below).select_related("current")
        self.papers: dict[tuple[int, str], Document] = {
            (each.folder_id, each.name.casefold()): each for each in papers
        }

    def put(self, above: list[str], name: str, file: WrittenFile) -> None:
        folder = self._folder(above)
        present = self.papers.get((folder.pk, name.casefold()))
        if present is not None:
            taken = put_version(present, file, file_name=name, by=self.by)
        else:
            taken = put_document(folder, file, name=name, by=self.by)
            self.papers[folder.pk, name.casefold()] = taken.document
        self.came.taken.append(taken)

    def _folder(self, above: list[str]) -> Folder:
        folder = self.top
        for name in above:
            found = self.folders.get((folder.pk, name.casefold()))
            if found is None:
                found = add_folder(folder.collective, parent=folder, name=name, by=self.by)
                self.folders[folder.pk, name.casefold()] = found
                self.came.folders += 1
            folder = found
        return folder

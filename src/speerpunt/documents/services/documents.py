"""Papers: taken in, given new versions, changed, moved, thrown away and taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, record_many, save_changes

from ..enums import TextState
from ..models import Document, DocumentVersion, Folder, StoredFile
from .files import WrittenFile, written
from .names import free_name, plain_name, split_ending
from .problem import DocumentProblem


@dataclass(frozen=True)
class CheckedFile:
    """A file that was looked at: what it is called, what it is, and where it lies for now."""

    name: str
    kind: str
    path: Path


@dataclass(frozen=True)
class Taken:
    """What became of a file that came in; `version` is None when it was there already."""

    document: Document
    version: DocumentVersion | None

    @property
    def is_new(self) -> bool:
        return self.version is not None and self.version.number == 1

    @property
    def waits_to_be_read(self) -> bool:
        return self.version is not None and self.version.stored.text_state == TextState.WAITING


def take_in(
    folder: Folder,
    file: CheckedFile,
    *,
    by: User | None,
    beside: Iterable[Document],
    visibility: str = "",
    note: str = "",
    keeps_both: bool = False,
) -> Taken:
    """A file of a name that one of the papers `beside` has is its new version, unless both are kept."""
    name = plain_name(file.name)
    present = {each.name.casefold(): each for each in beside}
    same = present.get(name.casefold())
    with written(folder.collective, file.path, file.kind) as bytes_of_it, transaction.atomic():
        if same is not None and not keeps_both:
            return put_version(same, bytes_of_it, file_name=name, note=note, by=by)
        name = free_name(name, set(present))
        return put_document(folder, bytes_of_it, name=name, visibility=visibility, note=note, by=by)


def take_in_version(document: Document, file: CheckedFile, *, by: User | None, note: str = "") -> Taken:
    with written(document.collective, file.path, file.kind) as bytes_of_it, transaction.atomic():
        return put_version(document, bytes_of_it, file_name=plain_name(file.name), note=note, by=by)


def put_document(
    folder: Folder, file: WrittenFile, *, name: str, by: User | None, visibility: str = "", note: str = ""
) -> Taken:
    """A new paper with its first version; within a transaction."""
    if not Folder.objects.select_for_update().filter(pk=folder.pk, trashed_at__isnull=True).exists():
        raise DocumentProblem(_("This folder is in the trash now. Choose another one."))
    document = Document.objects.create(
        collective_id=folder.collective_id, folder=folder, name=name, visibility=visibility
    )
    version = _add_version(document, file.stored(), number=1, file_name=name, note=note, by=by)
    record(document, Verb.CREATED, by=by)
    return Taken(document, version)


def put_version(
    document: Document, file: WrittenFile, *, file_name: str, by: User | None, note: str = ""
) -> Taken:
    """The same bytes as the version that holds change nothing; within a transaction."""
    document = _locked(document)
    stored = file.stored()
    if document.current is not None and document.current.stored_id == stored.pk:
        return Taken(document, None)
    number = _next_number(document)
    version = _add_version(document, stored, number=number, file_name=file_name, note=note, by=by)
    _record_version(document, version, by=by)
    return Taken(document, version)


def _locked(document: Document) -> Document:
    held = Document.objects.select_for_update(of=("self",)).select_related("current")
    fresh: Document | None = held.filter(pk=document.pk, trashed_at__isnull=True).first()
    if fresh is None:
        raise DocumentProblem(_("This document is in the trash now. Put it back first."))
    return fresh


def _next_number(document: Document) -> int:
    found = document.versions.aggregate(last=Max("number"))
    return int(found["last"] or 0) + 1


def _add_version(
    document: Document, stored: StoredFile, *, number: int, file_name: str, note: str, by: User | None
) -> DocumentVersion:
    version = DocumentVersion.objects.create(
        collective_id=document.collective_id,
        document=document,
        number=number,
        stored=stored,
        file_name=file_name,
        note=note,
        uploaded_by=by,
    )
    document.current = version
    document.name = f"{split_ending(document.name)[0]}{split_ending(file_name)[1]}"
    document.save()
    return version


def _record_version(document: Document, version: DocumentVersion, *, by: User | None) -> None:
    note = _("Version %(number)d") % {"number": version.number}
    record(document, Verb.CHANGED, by=by, note=f"{note}. {version.note}".removesuffix(". ")[:200])


@transaction.atomic
def restore_version(document: Document, version: DocumentVersion, *, by: User | None) -> Taken:
    """What holds again comes on top as a version of its own, so that nothing of between is lost."""
    document = _locked(document)
    if document.current_id == version.pk:
        return Taken(document, None)
    note = _("Version %(number)d holds again.") % {"number": version.number}
    added = _add_version(
        document,
        version.stored,
        number=_next_number(document),
        file_name=version.file_name,
        note=note,
        by=by,
    )
    _record_version(document, added, by=by)
    return Taken(document, added)


@transaction.atomic
def change_document(document: Document, *, by: User | None, title: str, visibility: str) -> list[str]:
    """Another title keeps the ending that says what kind of file it is."""
    name = plain_name(f"{title}{split_ending(document.name)[1]}")
    return save_changes(document, by=by, name=name, visibility=visibility)


@transaction.atomic
def move_documents(documents: Iterable[Document], *, into: Folder, by: User | None) -> int:
    """All of them, or none. Returns how many moved."""
    if not Folder.objects.select_for_update().filter(pk=into.pk, trashed_at__isnull=True).exists():
        raise DocumentProblem(_("This folder is in the trash now. Choose another one."))
    moved = [(each, each.folder) for each in documents if each.folder_id != into.pk]
    _update(moved, folder=into)
    record_many(((each, [("folder", old, into)]) for each, old in moved), Verb.CHANGED, by=by)
    return len(moved)


def _update(rows: Iterable[tuple[Document, Any]], **values: Any) -> None:
    for document, _old in rows:
        for name, value in values.items():
            setattr(document, name, value)
        document.save(update_fields=[*values, "changed_at"])


@transaction.atomic
def trash_documents(documents: Iterable[Document], *, by: User | None) -> int:
    gone = [(each, None) for each in documents if each.trashed_at is None]
    _update(gone, trashed_at=timezone.now())
    record_many(((each, []) for each, _old in gone), Verb.TRASHED, by=by)
    return len(gone)


@transaction.atomic
def restore_document(document: Document, *, by: User | None) -> None:
    """The folders that it lies in come back too, without what else was in them."""
    if document.trashed_at is None:
        return
    Folder.objects.filter(pk__in=document.folder.ids_on_path).update(trashed_at=None)
    _update([(document, None)], trashed_at=None)
    record(document, Verb.RESTORED, by=by)

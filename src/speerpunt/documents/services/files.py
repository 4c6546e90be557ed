"""Bytes with a row: kept once in each collective, read behind the scenes, removed when no version needs them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, IntegrityError, transaction
from django_scopes import scopes_disabled

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective
from speerpunt.core.registry import announce
from speerpunt.core.services.history import RECORDED

from ..enums import TextState
from ..models import Document, FolderImport, StoredFile
from .storage import (
    digest_of_file,
    places_of_old_files,
    preview_suffix,
    remove_file,
    write_beside,
    write_file,
)


@dataclass(frozen=True)
class WrittenFile:
    """On the disk; no row tells of it yet."""

    collective: Collective
    kind: str
    size: int
    sha256: str
    place: str

    def stored(self) -> StoredFile:
        """The row of these bytes in the collective, made when there is none; within a transaction."""
        found = self._found()
        if found is not None:
            return found
        try:
            with transaction.atomic():
                return StoredFile.objects.create(
                    collective=self.collective,
                    sha256=self.sha256,
                    kind=self.kind,
                    size=self.size,
                    place=self.place,
                )
        except IntegrityError:  # the same bytes came in at the same moment
            found = self._found()
            if found is None:
                raise
            return found

    def _found(self) -> StoredFile | None:
        """Held until the transaction ends, so that nobody removes it meanwhile."""
        same = StoredFile.objects.select_for_update().filter(sha256=self.sha256, kind=self.kind)
        return same.first()


@contextmanager
def written(collective: Collective, path: Path, kind: str) -> Iterator[WrittenFile]:
    """Writes the bytes; when no row came of them, they go again."""
    place = write_file(collective.pk, path)
    file = WrittenFile(collective, kind, path.stat().st_size, digest_of_file(path), place)
    try:
        yield file
    finally:
        _let_go_of_unused(place)


def _let_go_of_unused(place: str) -> None:
    """Where the database does not say whether it is used, it stays until it is swept up."""
    with suppress(DatabaseError):
        if not StoredFile.objects.filter(place=place).exists():
            remove_file(place)


@transaction.atomic
def keep_reading(stored: StoredFile, *, text: str | None, previews: Sequence[bytes]) -> None:
    """What was read in a file (None: nothing could be), and its pages as pictures; an index of papers is told."""
    for page, picture in enumerate(previews, start=1):
        write_beside(stored.place, preview_suffix(page), picture)
    stored.text = text or ""
    stored.text_state = TextState.UNREADABLE if text is None else TextState.READ
    stored.preview_count = len(previews)
    stored.save(update_fields=["text", "text_state", "preview_count"])
    papers = list(Document.objects.filter(current__stored=stored))
    if papers:
        announce(RECORDED, targets=papers, verb=Verb.CHANGED)


def remove_unused_files(collective: Collective) -> int:
    """Bytes that no version needs any more. Returns how many."""
    unused = StoredFile.objects.filter(collective=collective, versions__isnull=True)
    return sum(_remove_unused(file) for file in unused)


def _remove_unused(file: StoredFile) -> bool:
    """A version that comes at the same moment keeps it: the database refuses to let go."""
    try:
        with transaction.atomic():
            StoredFile.objects.filter(pk=file.pk).delete()
            transaction.on_commit(lambda: remove_file(file.place))
    except IntegrityError:
        return False
    return True


def known_files() -> list[tuple[str, str]]:
    """Place and digest of all bytes of which a row tells; an archive on its way in has no digest yet."""
    with scopes_disabled():
        waiting = FolderImport.objects.exclude(place="").values_list("place", flat=True)
        return [*StoredFile.objects.values_list("place", "sha256"), *((place, "") for place in waiting)]


def sweep_up_files() -> None:
    """What a killed server left half-way: bytes of which no row tells."""
    known = {place for place, _digest in known_files()}
    for place in places_of_old_files():
        if place not in known:
            remove_file(place)

"""What goes on behind the scenes: reading what came in, and trees of files."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.models import Job
from speerpunt.core.registry import JobOutcome
from speerpunt.core.services.jobs import JobProblem
from speerpunt.members.queries import attach_standing

from .enums import FileKind, ImportState
from .exporters.previews import preview_count, preview_image
from .exporters.published import published_place
from .importers.contents import read_text
from .importers.trees import look_at, taken_out
from .models import FolderImport, StoredFile
from .problems import FileProblem
from .queries.documents import is_published
from .services.files import WrittenFile, keep_reading, written
from .services.imports import keep_entries, refuse_archive, take_over
from .services.problem import DocumentProblem
from .services.reading import read_later
from .services.storage import local_path

logger = logging.getLogger(__name__)

MOST_PAGES_DRAWN = 30


def read_files(job: Job, note: Any) -> JobOutcome:
    """The text of each file, and its pages as pictures. A second time it comes to the same."""
    files = list(StoredFile.objects.filter(pk__in=job.arguments["files"]).defer("text"))
    note.begin(len(files))
    for stored in files:
        _read(stored)
        _publish(stored)
        note.add(1)
    return JobOutcome(_("What came in can be searched and looked at."), address("documents:documents"))


def _read(stored: StoredFile) -> None:
    """What cannot be read stays a paper that can be downloaded."""
    kind = FileKind(stored.kind)
    with local_path(stored.place) as path:
        try:
            text: str | None = read_text(path, kind)
        except FileProblem as problem:
            logger.info("No text of file %d: %s", stored.pk, problem.code)
            text = None
        keep_reading(stored, text=text, previews=_pages(path, kind))


def _pages(path: Any, kind: FileKind) -> list[bytes]:
    if not kind.has_preview:
        return []
    try:
        count = min(preview_count(path, kind), MOST_PAGES_DRAWN)
        return [preview_image(path, kind, page) for page in range(1, count + 1)]
    except FileProblem:
        return []


def _publish(stored: StoredFile) -> None:
    """So that a stranger need not wait for it."""
    for version in stored.versions.select_related("document__folder"):
        if is_published(version.document):
            try:
                published_place(stored)
            except FileProblem:
                logger.info("File %d cannot be published", stored.pk)
            return


def look_at_tree(job: Job, note: Any) -> JobOutcome:
    """Every file in the archive: what it is, or why it does not come in."""
    found = _import_of(job)
    if found.state == ImportState.LOOKING:
        try:
            with local_path(found.place) as path:
                depth = len(found.folder.ids_on_path)
                entries = look_at(path, found.file_name, depth=depth, begin=note.begin, progress=note.add)
            keep_entries(found, entries)
        except (FileProblem, DocumentProblem) as problem:
            refuse_archive(found, str(problem))
            raise JobProblem(str(problem)) from problem
    return JobOutcome(_("Look what would come in."), found.get_absolute_url())


def _import_of(job: Job) -> FolderImport:
    """For who may still do so now."""
    rows = FolderImport.objects.select_related("folder", "collective")
    found = rows.filter(pk=job.arguments["folder_import"]).first()
    if found is None:
        raise JobProblem(_("These files are not here any more. Upload the zip again."))
    if job.requested_by is not None:
        attach_standing(job.requested_by, job.collective)
    if job.requested_by is None or not job.requested_by.has_perm("documents.change_folder", found.folder):
        raise JobProblem(_("Who asked for this may not change this folder any more."))
    return found


def import_tree(job: Job, note: Any) -> JobOutcome:
    """All files that may come in, or none. The bytes are on disk before the first row is written."""
    found = _import_of(job)
    assert job.requested_by is not None
    if found.state != ImportState.REVIEW:
        raise JobProblem(_("These files were taken over already."))
    with ExitStack() as stack, local_path(found.place) as path:
        try:
            files = list(_written_files(found, path, stack, note))
            came = take_over(found, files, by=job.requested_by)
        except (FileProblem, DocumentProblem) as problem:
            raise JobProblem(str(problem)) from problem
    read_later(job.collective, came.taken, by=job.requested_by)
    text = _("Done: %(new)d new, %(versions)d new versions, %(same)d unchanged, %(refused)d refused.")
    found.refresh_from_db()
    return JobOutcome(text % found.outcome, found.get_absolute_url())


def _written_files(
    found: FolderImport, path: Any, stack: ExitStack, note: Any
) -> Iterator[tuple[str, WrittenFile]]:
    wanted = {entry["path"]: entry for entry in found.entries if not entry["problem"]}
    note.begin(len(wanted))
    for name, file in taken_out(path, wanted):
        yield name, stack.enter_context(written(found.collective, file, wanted[name]["kind"]))
        note.add(1)

"""What goes on behind the scenes: a large file is read, and taken over."""

from typing import Any

from django.utils.translation import gettext as _

from .addresses import address
from .importers.limits import UploadProblem
from .importers.rows import read_rows
from .importers.uploads import read_upload
from .models import ImportDraft, Job
from .registry import JobOutcome, sheet_named
from .services.imports import ImportProblem, discard_draft, fill_draft, import_rows
from .services.jobs import JobProblem
from .sheets import Sheet


def read_draft(job: Job, note: Any) -> JobOutcome:
    """The file becomes rows. A second time it is read already."""
    draft, sheet = _draft_of(job), _sheet_of(job)
    if draft.is_waiting:
        try:
            upload = read_upload(sheet, bytes(draft.content), note)
        except UploadProblem as problem:
            discard_draft(draft)
            raise JobProblem(str(problem)) from problem
        fill_draft(draft, upload.table, upload.matching, is_unfolded=upload.is_unfolded)
    message = _("The file is read: %(count)d rows. Nothing is changed yet.") % {"count": len(draft.rows)}
    return JobOutcome(message, address(f"{sheet.page}_columns", draft.pk))


def take_over_draft(job: Job, note: Any) -> JobOutcome:
    """All rows or none, for who may still do so now. A second time the draft is gone."""
    draft, sheet = _draft_of(job), _sheet_of(job)
    rows, problems = read_rows(sheet, draft.rows, draft.matching, draft.options)
    if problems:
        raise JobProblem(_("Some rows cannot come in. Nothing was changed."))
    note.begin(len(rows))
    try:
        report = import_rows(
            sheet,
            job.collective,
            rows,
            by=job.requested_by,
            draft=draft,
            shown_wider=job.arguments.get("wider", ""),
            progress=note.add,
        )
    except ImportProblem as problem:
        raise JobProblem(str(problem)) from problem
    text = _("Done: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.")
    counts = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
    return JobOutcome(text % counts, address(sheet.home))


def _sheet_of(job: Job) -> Sheet:
    return sheet_named(job.kind.rpartition(".")[0])


def _draft_of(job: Job) -> ImportDraft:
    if job.requested_by is None or not job.requested_by.has_perm(_sheet_of(job).permission):
        raise JobProblem(_("Who asked for this may not bring this in any more."))
    draft = ImportDraft.objects.filter(pk=job.arguments["draft"], user=job.requested_by).first()
    if draft is None:
        raise JobProblem(_("This file was brought in already, or it is too old. Upload it again."))
    return draft

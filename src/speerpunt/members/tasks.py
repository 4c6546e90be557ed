"""What goes on behind the scenes."""

from typing import Any

from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.models import Job
from speerpunt.core.registry import JobOutcome
from speerpunt.core.services.jobs import JobProblem

from .importers.organisations import read_organisations
from .models import ImportDraft
from .queries import attach_standing
from .services.imports import ImportProblem, import_organisations


def import_draft(job: Job, note: Any) -> JobOutcome:
    """All rows or none, for who may still do so now. A second time the draft is gone."""
    if job.requested_by is None or not _may_import(job):
        raise JobProblem(_("Who asked for this may not bring in organisations any more."))
    draft = ImportDraft.objects.filter(pk=job.arguments["draft"], user=job.requested_by).first()
    if draft is None:
        raise JobProblem(_("This file was brought in already, or it is too old. Upload it again."))
    rows, problems = read_organisations(draft.rows, draft.matching, sbi_version=draft.sbi_version)
    if problems:
        raise JobProblem(_("Some rows cannot come in. Nothing was changed."))
    note.begin(len(rows))
    try:
        report = import_organisations(
            job.collective, rows, by=job.requested_by, draft=draft, progress=note.add
        )
    except ImportProblem as problem:
        raise JobProblem(str(problem)) from problem
    text = _("Done: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.")
    counts = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
    return JobOutcome(text % counts, address("members:organisations"))


def _may_import(job: Job) -> bool:
    attach_standing(job.requested_by, job.collective)
    return bool(job.requested_by.has_perm("members.import_organisations"))

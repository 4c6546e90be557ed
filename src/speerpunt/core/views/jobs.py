"""What goes on behind the scenes: one's own jobs, and for the office all."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ..listing import listing
from ..models import Job
from ..queries.jobs import as_followed, jobs_visible_to
from ..services.jobs import retry_job

COLUMNS = {
    "wanneer": (_("Asked"), "created_at"),
    "stand": (_("State"), "state"),
}


def jobs(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("core.list_jobs"):
        raise PermissionDenied
    rows = listing(request, jobs_visible_to(request.user), COLUMNS, default="-wanneer")
    followed = [as_followed(job) for job in rows.page]
    return render(request, "core/jobs.html", {"listing": rows, "jobs": followed})


def _job(request: HttpRequest, pk: int) -> Job:
    if not request.user.has_perm("core.list_jobs"):
        raise PermissionDenied
    return get_object_or_404(jobs_visible_to(request.user), pk=pk)


def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for itself again as long as the work goes on."""
    return render(request, "core/job.html", {"followed": as_followed(_job(request, pk))})


def job_retry(request: HttpRequest, pk: int) -> HttpResponse:
    found = _job(request, pk)
    if request.method == "POST" and not retry_job(found):
        messages.info(request, _("It goes on again already."))
    return redirect(found)

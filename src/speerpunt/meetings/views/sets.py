"""One PDF of agenda and papers, made for who asks for it and kept for nobody else."""

import tempfile
from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from speerpunt.core.doors import on
from speerpunt.core.models import Job
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.documents.services.names import plain_name
from speerpunt.documents.services.storage import CHUNK, storage, temporary_folder

from ..exporters.binding import bind_set
from ..models import Meeting
from ..problems import MeetingProblem
from ..queries import meetings_visible_to
from ..queries.sets import SET_JOB, PaperSet, set_of
from . import access

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "none",
}


@on(access.meeting)
def paper_set(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """A small set at once, by any way of asking; a large one behind the scenes, which takes a press."""
    papers = set_of(meeting, request.user)
    waits = papers.is_small or not request.user.has_perm("core.list_jobs")
    if papers.is_too_large or (waits and papers.is_heavy):
        messages.error(request, _("This is too much for one PDF. Download the papers as a zip instead."))
        return redirect(meeting)
    if waits:
        return _at_once(request, papers)
    if request.method != "POST":
        return redirect(meeting)
    job = enqueue_job(
        SET_JOB,
        collective=request.collective,
        by=request.user,
        subject=str(meeting),
        meeting=meeting.pk,  # type: ignore[attr-defined,arg-type]
    )
    return redirect(job)


def _at_once(request: HttpRequest, papers: PaperSet) -> HttpResponseBase:
    meeting = papers.agenda.meeting
    with tempfile.TemporaryFile(dir=temporary_folder()) as file:
        try:
            bind_set(papers, request.collective, file, lambda _count: None)  # type: ignore[attr-defined]
        except MeetingProblem as problem:
            messages.error(request, str(problem))
            return redirect(meeting)
        file.seek(0)
        return HttpResponse(file.read(), content_type="application/pdf", headers=_headers(meeting))


def own_set(request: HttpRequest, pk: int) -> Job:
    """Of who asked for it; not of the office either."""
    rows = Job.objects.filter(kind=SET_JOB, requested_by_id=request.user.pk or 0)
    return get_object_or_404(rows, pk=pk)


@on(own_set)
def set_download(request: HttpRequest, job: Job) -> HttpResponseBase:
    """As long as he may still see all of it, and nothing in it became another."""
    rows = meetings_visible_to(request.user).select_related("body")
    meeting = get_object_or_404(rows, pk=job.arguments["meeting"])
    place = job.arguments.get("place", "")
    if not place or not storage().exists(place):
        raise Http404
    if job.arguments.get("digest") != set_of(meeting, request.user).digest:
        messages.info(request, _("The agenda has changed since. Make the PDF again."))
        return redirect(meeting)
    pieces = _pieces(place)
    return StreamingHttpResponse(pieces, content_type="application/pdf", headers=_headers(meeting))


def _pieces(place: str) -> Iterator[bytes]:
    """Opened only when somebody reads it."""
    with storage().open(place) as file:
        yield from file.chunks(CHUNK)


def _headers(meeting: Meeting) -> dict[str, str]:
    name = plain_name(f"{meeting}.pdf", 150)
    attached = content_disposition_header(True, name)
    return {**HARMLESS, "Content-Disposition": str(attached)}

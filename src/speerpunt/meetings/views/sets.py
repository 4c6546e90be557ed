"""One PDF of agenda and papers, made for who asks for it and kept for nobody else."""

import tempfile
from collections.abc import Iterator
from typing import IO

from django.contrib import messages
from django.http import Http404, HttpRequest
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

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "none",
}


@on(access.meeting)
def paper_set(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """A small set at once, by any way of asking; a large one behind the scenes, which takes a press."""
    papers = set_of(meeting, request.user)
    if papers.is_too_large:
        messages.error(request, _("This is too much for one PDF. Download the papers as a zip instead."))
        return redirect(meeting)
    if papers.is_small or not request.user.has_perm("core.list_jobs"):
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
    file = tempfile.TemporaryFile(dir=temporary_folder())  # noqa: SIM115 - closed when it was read
    try:
        bind_set(papers, request.collective, file, lambda _count: None)  # type: ignore[attr-defined]
    except MeetingProblem as problem:
        messages.error(request, str(problem))
        return redirect(papers.agenda.meeting)
    file.seek(0)
    return _answer(papers.agenda.meeting, _pieces(file))


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
    return _answer(meeting, _pieces(storage().open(place)))


def _pieces(file: "IO[bytes]") -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece


def _answer(meeting: Meeting, pieces: Iterator[bytes]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type="application/pdf", headers=HEADERS)
    name = plain_name(f"{meeting}.pdf", 150)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response

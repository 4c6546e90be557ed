"""All papers of an item, or of a whole meeting, as one zip: what the visitor may read, numbered as he sees it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from speerpunt.core.doors import on
from speerpunt.documents.exporters.archives import Paper as FileInZip
from speerpunt.documents.exporters.archives import archive_stream
from speerpunt.documents.services.names import plain_name
from speerpunt.documents.services.storage import storage

from ..models import AgendaItem, Meeting
from ..queries.agenda import agenda_of
from ..queries.papers import PaperLine, papers_of_items
from . import access

MOST_MEGABYTES = 300
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "none",
}
InZip = tuple[tuple[str, ...], PaperLine]


@on(access.item)
def item_archive(request: HttpRequest, item: AgendaItem) -> HttpResponseBase:
    lines = papers_of_items([item], request.user)[item.pk]
    return _answer(request, item, item.title, [((), line) for line in lines])


@on(access.meeting)
def meeting_archive(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """A folder for each item."""
    agenda = agenda_of(meeting, request.user)
    papers = [
        ((f"{line.number:02} {line.item.title}"[:80],), paper)
        for line in agenda.lines
        for paper in line.papers
    ]
    return _answer(request, meeting, str(meeting), papers)


def _answer(
    request: HttpRequest, about: AgendaItem | Meeting, name: str, papers: list[InZip]
) -> HttpResponseBase:
    if not papers:
        messages.info(request, _("There are no papers here that you may read."))
        return redirect(about)
    if sum(line.version.stored.size for _folder, line in papers) > MOST_MEGABYTES * 1_000_000:
        said = _("This is more than %(most)d MB. Download the items one by one.")
        messages.error(request, said % {"most": MOST_MEGABYTES})
        return redirect(about)
    response = StreamingHttpResponse(
        archive_stream(_files(papers)), content_type="application/zip", headers=HEADERS
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{plain_name(name, 150)}.zip")
    return response


def _files(papers: Iterable[InZip]) -> list[FileInZip]:
    return [
        FileInZip(
            folder=tuple(plain_name(part, 100) for part in folder),
            name=line.document.name,
            modified=line.version.uploaded_at,
            open=partial(_opened, line.version.stored.place),
        )
        for folder, line in papers
    ]


@contextmanager
def _opened(place: str) -> Iterator[IO[bytes]]:
    with storage().open(place) as file:
        yield file  # type: ignore[misc]

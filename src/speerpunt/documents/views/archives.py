"""A folder, or some of its papers, as one zip: what the visitor may see, as he may have it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

from django.contrib import messages
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from speerpunt.core.doors import on

from ..exporters.archives import Paper, archive_stream
from ..models import Document, Folder
from ..problems import FileProblem
from ..queries import documents_visible_to, folders_visible_to
from ..queries.folders import for_archive, title_of
from ..services.names import plain_name
from ..services.storage import storage
from . import access
from .serving import harmless, place_for

MOST_MEGABYTES = 300


@on(access.folder)
def folder_archive(request: HttpRequest, folder: Folder) -> HttpResponseBase:
    below = folders_visible_to(request.user).filter(path__startswith=folder.path)
    papers = documents_visible_to(request.user).filter(folder__in=below)
    return answer_with_archive(request, folder, for_archive(papers))


def answer_with_archive(
    request: HttpRequest, folder: Folder, documents: Iterable[Document]
) -> HttpResponseBase:
    papers = list(documents)
    if not papers:
        messages.info(request, _("Nothing lies here that you may see."))
        return redirect(folder)
    if sum(each.current.stored.size for each in papers if each.current) > MOST_MEGABYTES * 1_000_000:
        messages.error(
            request,
            _("This is more than %(most)d MB. Download the folders in it one by one.")
            % {"most": MOST_MEGABYTES},
        )
        return redirect(folder)
    names = {each.pk: each.name for each in folders_visible_to(request.user)}
    found = [paper for each in papers for paper in _paper(request, each, folder, names)]
    response = StreamingHttpResponse(archive_stream(found), content_type="application/zip")
    return harmless(response, f"{plain_name(title_of(folder), 150)}.zip", is_attachment=True)


def _paper(request: HttpRequest, document: Document, top: Folder, names: dict[int, str]) -> Iterator[Paper]:
    """What cannot be given to strangers stays out."""
    version = document.current
    if version is None:
        return
    try:
        place = place_for(request, document, version)
    except FileProblem:
        return
    below = document.folder.ids_on_path[len(top.ids_on_path) :]
    yield Paper(
        folder=tuple(names[pk] for pk in below),
        name=document.name,
        modified=version.uploaded_at,
        open=partial(_opened, place),
    )


@contextmanager
def _opened(place: str) -> Iterator[IO[bytes]]:
    with storage().open(place) as file:
        yield file  # type: ignore[misc]

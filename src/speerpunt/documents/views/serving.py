"""Bytes go out so that no browser runs them in the origin of the site."""

import logging
from collections.abc import Iterator

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from ..enums import FileKind
from ..exporters.previews import MEDIA_TYPE
from ..exporters.published import published_place
from ..models import Document, DocumentVersion
from ..queries.documents import is_published
from ..services.storage import CHUNK, preview_suffix, storage

logger = logging.getLogger(__name__)

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "none",
}


def answer_with_file(
    request: HttpRequest, document: Document, version: DocumentVersion
) -> StreamingHttpResponse:
    """As a download."""
    kind = FileKind(version.stored.kind)
    name = document.name if version.pk == document.current_id else version.file_name
    media_type = kind.media_type(version.file_name)
    # A browser draws other kinds of text as what they say that they are.
    shown_as = "text/plain; charset=utf-8" if media_type.startswith("text/") else media_type
    return _answer(place_for(request, document, version), shown_as, name, is_attachment=True)


def place_for(request: HttpRequest, document: Document, version: DocumentVersion) -> str:
    """Who does not belong to the collective gets what is public without what stands behind it."""
    if not request.standing.is_inside and is_published(document):  # type: ignore[attr-defined]
        return published_place(version.stored)
    return version.stored.place


def answer_with_page(version: DocumentVersion, page: int) -> StreamingHttpResponse:
    """A picture of a page, drawn by us."""
    if not 1 <= page <= version.stored.preview_count:
        raise Http404
    place = f"{version.stored.place}{preview_suffix(page)}"
    return _answer(place, MEDIA_TYPE, f"{page}.webp", is_attachment=False)


def _answer(place: str, media_type: str, name: str, *, is_attachment: bool) -> StreamingHttpResponse:
    try:
        size = storage().size(place)
    except FileNotFoundError as problem:
        logger.exception("A file is not where it should be")
        raise Http404 from problem
    return harmless(
        StreamingHttpResponse(_pieces(place), content_type=media_type, headers={"Content-Length": str(size)}),
        name,
        is_attachment=is_attachment,
    )


def _pieces(place: str) -> Iterator[bytes]:
    """Opened only when somebody reads it."""
    with storage().open(place) as file:
        yield from file.chunks(CHUNK)


def harmless(response: StreamingHttpResponse, name: str, *, is_attachment: bool) -> StreamingHttpResponse:
    for header, value in HARMLESS.items():
        response.headers[header] = value
    response.headers["Content-Disposition"] = str(content_disposition_header(is_attachment, name))
    return response

"""Bytes go out so that no browser runs them in the origin of the site."""

import logging
from typing import Any

from django.http import FileResponse, Http404, HttpRequest

from ..enums import FileKind
from ..exporters.previews import MEDIA_TYPE
from ..exporters.published import published_place
from ..models import Document, DocumentVersion
from ..queries.documents import is_published
from ..services.storage import preview_suffix, storage

logger = logging.getLogger(__name__)

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "none",
}


def answer_with_file(request: HttpRequest, document: Document, version: DocumentVersion) -> FileResponse:
    """As a download."""
    kind = FileKind(version.stored.kind)
    name = document.name if version.pk == document.current_id else version.file_name
    place = place_for(request, document, version)
    return _harmless(_opened(place), kind.media_type(version.file_name), name)


def place_for(request: HttpRequest, document: Document, version: DocumentVersion) -> str:
    """Who does not belong to the collective gets what is public without what stands behind it."""
    if not request.standing.is_inside and is_published(document):  # type: ignore[attr-defined]
        return published_place(version.stored)
    return version.stored.place


def answer_with_page(version: DocumentVersion, page: int) -> FileResponse:
    """A picture of a page, drawn by us."""
    if not 1 <= page <= version.stored.preview_count:
        raise Http404
    file = _opened(f"{version.stored.place}{preview_suffix(page)}")
    return _harmless(file, MEDIA_TYPE, f"{page}.webp", is_shown=True)


def _opened(place: str) -> Any:
    try:
        return storage().open(place)
    except FileNotFoundError as problem:
        logger.exception("A file is not where it should be")
        raise Http404 from problem


def _harmless(file: Any, media_type: str, name: str, *, is_shown: bool = False) -> FileResponse:
    if media_type.startswith("text/"):
        media_type = "text/plain; charset=utf-8"
    response = FileResponse(file, as_attachment=not is_shown, filename=name, content_type=media_type)
    for header, value in HARMLESS.items():
        response.headers[header] = value
    return response

"""The edge of the site, and the collective in the address whose scope is open around the request."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django_scopes import scope

from .models import Collective
from .queries.one_by import OneBy

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# The largest upload that any form takes, and room for the fields beside it.
MOST_BODY_BYTES = 26 * 1024 * 1024
NUL = re.compile(r"%00|\x00")
SLUG = re.compile(r"[-\w]{1,40}", re.ASCII)
COLLECTIVES = OneBy(Collective, "slug")
SESSION_KEY = re.compile(r"[A-Za-z0-9]{8,64}", re.ASCII)


class EdgeMiddleware:
    """Stops here what no page expects, so that no query meets it: NUL, cookies of nonsense, endless bodies.

    And what somebody saw while signed in does not stay behind in the browser.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _body_length(request) > MOST_BODY_BYTES:
            return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        _clean_up(request)
        response = self.get_response(request)
        _keep_private(request, response)
        return response


def _body_length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() and len(length) < 19 else 0


def _clean_up(request: HttpRequest) -> None:
    """PostgreSQL refuses a NUL with an error, SQLite keeps it: neither gets to see one."""
    request.META["QUERY_STRING"] = NUL.sub("%20", request.META.get("QUERY_STRING", ""))
    if not SESSION_KEY.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)


def _keep_private(request: HttpRequest, response: HttpResponseBase) -> None:
    """Nothing of a session is stored, so that "back" shows nothing after signing out."""
    if response.has_header("Cache-Control"):
        return
    patch_vary_headers(response, ("Cookie",))
    has_session = settings.SESSION_COOKIE_NAME in {*request.COOKIES, *response.cookies}
    response.headers["Cache-Control"] = "private, no-store" if has_session else "private, no-cache"


class CollectiveMiddleware:
    """`/leiden/…` is the collective Leiden: rows of any other do not exist in this request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        slug = request.path_info.split("/", 2)[1]
        # What cannot be a slug, such as a NUL, never reaches the database.
        is_slug = SLUG.fullmatch(slug) is not None
        request.collective = COLLECTIVES.find(slug) if is_slug else None
        if request.collective is None:
            return self.get_response(request)
        with scope(collective=request.collective):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Views do not receive the slug: they have `request.collective`."""
        if "collective" not in kwargs:
            return
        if request.collective is None or kwargs.pop("collective") != request.collective.slug:
            raise Http404

"""Finds the collective in the address and opens its scope around the request."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django_scopes import scope

from .models import Collective

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class CollectiveMiddleware:
    """`/leiden/…` is the collective Leiden: rows of any other do not exist in this request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        slug = request.path_info.split("/", 2)[1]
        request.collective = Collective.objects.filter(slug=slug).first() if slug else None
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

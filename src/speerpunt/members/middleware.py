"""Attaches the standing of the visitor in the collective at hand."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from .queries import attach_standing
from .rules import NOBODY

SESSION_KEY = "view_as"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class StandingMiddleware:
    """Looking as another role is for reading only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.standing = NOBODY
        if request.collective is not None:
            chosen = request.session.get(SESSION_KEY, {}).get(request.collective.slug, "")
            request.standing = attach_standing(request.user, request.collective, as_kind=chosen)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], args: object, kwargs: object
    ) -> None:
        if not request.standing.viewing_as or request.method in SAFE:
            return
        if not getattr(view, "is_allowed_while_viewing_as", False):
            raise PermissionDenied(_("You are looking as another role. Stop that first to change something."))

"""Attaches the standing of the visitor in the collective at hand."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .queries import attach_standing
from .queries.second_factor import lacks_second_factor
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


class SecondFactorMiddleware:
    """Office and board see nothing of their collective before they have a second step. The demonstration is excepted: its
    accounts are there for anybody at this machine."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.SECOND_FACTOR_IS_REQUIRED or not lacks_second_factor(request):
            return self.get_response(request)
        if request.method not in SAFE:
            raise PermissionDenied(_("Office and board need a second step. Set it up first, under Security."))
        messages.warning(request, _("Office and board need a second step when they sign in. Set it up here."))
        return redirect("mfa_index")

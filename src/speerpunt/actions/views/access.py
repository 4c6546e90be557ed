"""Who gets through the door. What somebody may not see does not exist; what may not be changed is forbidden."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme

from speerpunt.core.queries.subjects import find_target, subject_named

from ..models import Action, ActionRequest
from ..queries import actions_visible_to

View = Callable[..., HttpResponse]


def demand(request: HttpRequest, permission: str, target: Any = None) -> None:
    if not request.user.has_perm(permission, target):
        raise PermissionDenied


def for_those_who(permission: str) -> Callable[[View], View]:
    """A page without an object of its own."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            demand(request, permission)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def on(
    find: Callable[[HttpRequest, int], Any], permission: str = "", *, writes_only: bool = False
) -> Callable[[View], View]:
    """A page of one object: found, then the right on it asked, then the way it is called."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: int) -> HttpResponse:
            target = find(request, pk)
            if permission:
                demand(request, permission, target)
            if writes_only and request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            return view(request, target)

        return guarded

    return guard


def action(request: HttpRequest, pk: int) -> Action:
    return get_object_or_404(actions_visible_to(request.user).select_related("owner", "made_by"), pk=pk)


def asked(request: HttpRequest, pk: int) -> ActionRequest:
    """A request about an action that the visitor may see."""
    requests = ActionRequest.objects.select_related("action", "new_owner")
    return get_object_or_404(requests, pk=pk, action__in=actions_visible_to(request.user))


def target(request: HttpRequest, app: str, kind: str, number: int) -> Any:
    """What an action is going to hang on."""
    return find_target(request.user, subject_named(app, kind), number)


def back(request: HttpRequest, otherwise: Any) -> HttpResponse:
    """To the page within this collective that the visitor came from."""
    asked_for = request.POST.get("terug") or request.GET.get("terug", "")
    is_ours = url_has_allowed_host_and_scheme(asked_for, allowed_hosts=None)
    if is_ours and asked_for.startswith(f"/{request.collective.slug}/"):
        return redirect(asked_for)
    return redirect(otherwise)

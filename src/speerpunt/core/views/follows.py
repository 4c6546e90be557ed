"""Following a thing and letting it go, whatever kind of thing it is."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from ..queries.subjects import find_target, subject_named
from ..services import follow as follow_target
from ..services import unfollow as unfollow_target


def follow(request: HttpRequest, app: str, kind: str, pk: int) -> HttpResponse:
    target = _target(request, app, kind, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    follow_target(target, by=request.user)
    return _back(request, target)


def unfollow(request: HttpRequest, app: str, kind: str, pk: int) -> HttpResponse:
    target = _target(request, app, kind, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    unfollow_target(target, by=request.user)
    return _back(request, target)


def _target(request: HttpRequest, app: str, kind: str, pk: int) -> Any:
    target = find_target(request.user, subject_named(app, kind), pk)
    if not request.user.has_perm("core.follow", target):
        raise PermissionDenied
    return target


def _back(request: HttpRequest, target: Any) -> HttpResponse:
    """To the list where the button stood, or to the page of the thing."""
    back = request.POST.get("terug", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else target.get_absolute_url())

"""Who gets through the door of a page. What somebody may not see does not exist; what may not be changed is forbidden."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

View = Callable[..., HttpResponseBase]
# Finds the row that an address names, as far as the visitor may see it; 404 otherwise.
Find = Callable[[HttpRequest, Any], Any]


def demand(request: HttpRequest, permission: str, target: Any = None) -> None:
    if not request.user.has_perm(permission, target):
        raise PermissionDenied


def for_those_who(permission: str) -> Callable[[View], View]:
    """A page without an object of its own."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            demand(request, permission)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def on(find: Find, permission: str = "", *, writes_only: bool = False) -> Callable[[View], View]:
    """A page of one object: found by what its address names first, then the right on it asked, then the way it is
    called."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            target = find(request, kwargs.pop(next(iter(kwargs))))
            if permission:
                demand(request, permission, target)
            if writes_only and request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            return view(request, target, **kwargs)

        return guarded

    return guard

"""Who gets through the door. What somebody may not see does not exist; what may not be changed is forbidden."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from ..models import Ambition, Area, Indicator, Measurement, Target
from ..queries import areas_visible_to, indicators_visible_to

View = Callable[..., HttpResponse]


def demand(request: HttpRequest, permission: str, target: Any = None) -> None:
    if not request.user.has_perm(permission, target):
        raise PermissionDenied


def for_those_who(permission: str) -> Callable[[View], View]:
    """A page without an object of its own."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            demand(request, permission)
            return view(request)

        return guarded

    return guard


def on(
    find: Callable[[HttpRequest, Any], Any], permission: str = "", *, writes_only: bool = False
) -> Callable[[View], View]:
    """A page of one object: found, then the right on it asked, then the way it is called."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **key: Any) -> HttpResponse:
            target = find(request, next(iter(key.values())))
            if permission:
                demand(request, permission, target)
            if writes_only and request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            return view(request, target)

        return guarded

    return guard


def area(request: HttpRequest, slug: str) -> Area:
    return get_object_or_404(areas_visible_to(request.user).select_related("parent"), slug=slug)


def kept_area(request: HttpRequest, slug: str) -> Area:
    return get_object_or_404(areas_visible_to(request.user), slug=slug, trashed_at__isnull=True)


def ambition(request: HttpRequest, pk: int) -> Ambition:
    rows = Ambition.objects.filter(area__trashed_at__isnull=True)
    return get_object_or_404(rows.select_related("area", "indicator"), pk=pk)


def indicator(request: HttpRequest, slug: str) -> Indicator:
    return get_object_or_404(indicators_visible_to(request.user), slug=slug)


def measurement(request: HttpRequest, pk: int) -> Measurement:
    return get_object_or_404(_shown(Measurement.objects.all()), pk=pk)


def target(request: HttpRequest, pk: int) -> Target:
    return get_object_or_404(_shown(Target.objects.all()), pk=pk)


def _shown(numbers: QuerySet[Any]) -> QuerySet[Any]:
    """Of the whole city, or of an area that is not in the trash."""
    return numbers.filter(area__trashed_at__isnull=True).select_related("indicator", "area")

"""What the address names, as far as the visitor may see it; 404 otherwise."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import Ambition, Area, Indicator, Measurement, Target
from ..queries import areas_visible_to, indicators_visible_to


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

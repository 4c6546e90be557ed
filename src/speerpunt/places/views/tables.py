"""Indicators, their numbers, and areas as a table to take along."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from speerpunt.core.doors import demand
from speerpunt.core.downloads import table_download
from speerpunt.core.enums import Theme
from speerpunt.core.spreadsheets import FORMATS

from ..exporters.tables import export_areas, export_indicators, export_numbers
from ..models import Indicator
from ..queries import areas_visible_to, indicators_visible_to


def _known(kind: str) -> str:
    if kind not in FORMATS:
        raise Http404
    return kind


def _chosen(request: HttpRequest) -> QuerySet[Indicator]:
    """Those of one theme, as on the list."""
    theme = request.GET.get("thema", "")
    visible = indicators_visible_to(request.user)
    return visible.filter(theme=theme) if theme in Theme.values else visible


def indicator_export(request: HttpRequest, kind: str) -> HttpResponse:
    slug = request.collective.slug
    content = export_indicators(_chosen(request), _known(kind), slug)
    return table_download("indicatoren", slug, kind, content)


def number_export(request: HttpRequest, kind: str) -> HttpResponse:
    content = export_numbers(_chosen(request), _known(kind))
    return table_download("cijfers", request.collective.slug, kind, content)


def area_table_export(request: HttpRequest, kind: str) -> HttpResponse:
    demand(request, "places.export_areas")
    content = export_areas(areas_visible_to(request.user), _known(kind))
    return table_download("gebieden", request.collective.slug, kind, content)

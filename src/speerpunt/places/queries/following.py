"""What belongs to a followed area."""

from collections.abc import Mapping
from typing import Any

from speerpunt.core.queries.changes import Owned, OwnedRows
from speerpunt.core.queries.news import News

from ..models import Ambition, Area, Measurement, Target

# Which rows belong to an area, and the field that names them.
OF_AREAS: dict[type[Ambition | Measurement | Target], str] = {
    Ambition: "text",
    Measurement: "indicator__name",
    Target: "indicator__name",
}


def area_rows_of(areas: Mapping[int, Area], news: News) -> OwnedRows:
    """The areas, and what belongs to them to which something happened; whoever sees an area sees these."""
    if not areas:
        return {}
    found = {Area._meta.label_lower: {pk: Owned(area) for pk, area in areas.items()}}
    for model, name in OF_AREAS.items():
        if news.is_about(model):
            found[model._meta.label_lower] = _rows(model, name, areas, news)
    return found


def _rows(model: Any, name: str, areas: Mapping[int, Area], news: News) -> dict[int, Owned]:
    rows = news.among(model.objects.filter(area__in=list(areas)).order_by())
    return {
        pk: Owned(areas[area_id], named) for pk, area_id, named in rows.values_list("pk", "area_id", name)
    }

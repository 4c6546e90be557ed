"""What belongs to a followed area."""

from collections.abc import Mapping

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
        rows = news.belonging(model, "area", name, areas)
        found[model._meta.label_lower] = {pk: Owned(areas[area], named) for pk, area, named in rows}
    return found

"""Where a selection of organisations lies: each one for the map, and how many per postcode for the list beside it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left

from ..models import Organisation

# A register of a large city; what is more would only make the browser wait.
MOST_POINTS = 15_000
MOST_GROUPS = 60
# About a metre.
DECIMALS = 5


@dataclass(frozen=True)
class PostcodeGroup:
    """Organisations that share the first signs of their postcode; an empty one means: not known."""

    postcode: str
    count: int
    located: int


def points_as_geojson(rows: QuerySet[Organisation], base_url: str) -> dict[str, Any]:
    """One point for each organisation with a place. `base_url` is where the pages of organisations live."""
    located = rows.filter(latitude__isnull=False).order_by("pk")
    values = located.values_list("pk", "name", "latitude", "longitude")[:MOST_POINTS]
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [round(longitude, DECIMALS), round(latitude, DECIMALS)],
            },
            "properties": {"id": pk, "name": name, "url": f"{base_url}{pk}/"},
        }
        for pk, name, latitude, longitude in values
    ]
    return {"type": "FeatureCollection", "features": features}


def postcode_groups(rows: QuerySet[Organisation], *, postcode: str = "") -> list[PostcodeGroup]:
    """Within four digits by whole postcodes, else by the four digits; the largest first."""
    area = Left("postcode", 6 if len(postcode) >= 4 else 4)
    grouped = (
        rows.order_by()
        .annotate(area=area)
        .values("area")
        .annotate(count=Count("pk"), located=Count("pk", filter=Q(latitude__isnull=False)))
        .order_by("-count", "area")[:MOST_GROUPS]
    )
    return [PostcodeGroup(row["area"], row["count"], row["located"]) for row in grouped]

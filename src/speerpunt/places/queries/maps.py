"""What maps ask for: the schematic base, and the areas on it."""

from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from speerpunt.core.addresses import address

from ..enums import AreaKind
from ..models import Area, AreaQuerySet, BaseMap

NO_FEATURES = '{"type":"FeatureCollection","features":[]}'


def base_map_digest() -> str:
    """Which version of the base map there is; "0" for none."""
    return BaseMap.objects.values_list("digest", flat=True).first() or "0"


def base_map_text() -> str:
    """The base map as it lies in the database: reading and writing the JSON again would only cost time."""
    text = BaseMap.objects.annotate(text=Cast("features", TextField())).values_list("text", flat=True).first()
    return text or NO_FEATURES


def area_features(areas: AreaQuerySet, *, also: str = "") -> dict[str, Any]:
    """Areas that are drawn, largest first, so that a small one lies on top and can be clicked.

    A whole city would cover all others; it is left out, unless its address is `also`.
    """
    shown = areas.active().filter(
        ~Q(kind=AreaKind.CITY) | Q(slug=also), geometry__isnull=False, trashed_at__isnull=True
    )
    return {
        "type": "FeatureCollection",
        "features": [_feature(area) for area in sorted(shown, key=_box_size, reverse=True)],
    }


def _box_size(area: Area) -> float:
    west, south, east, north = (side or 0.0 for side in (area.west, area.south, area.east, area.north))
    return (east - west) * (north - south)


def _feature(area: Area) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {
            "id": area.slug,
            "name": area.name,
            "kind": area.kind,
            "url": address("places:area", area.slug),
        },
        "geometry": area.geometry,
    }

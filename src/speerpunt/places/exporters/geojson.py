"""Areas as GeoJSON: everything that the import reads, so that it comes in again unchanged."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from ..models import Area, AreaAlias, AreaAssociation


def areas_as_geojson(areas: Iterable[Area]) -> str:
    """One feature on a line, so that two exports can be compared line by line."""
    lines = ",\n".join(json.dumps(_feature(area), ensure_ascii=False) for area in areas)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _feature(area: Area) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {
            "slug": area.slug,
            "name": area.name,
            "kind": area.kind,
            "parent": area.parent.slug if area.parent is not None else "",
            "summary": area.summary,
            "certainty": area.certainty,
            "source": area.source,
            **_period(area),
            "aliases": [_alias(row) for row in area.aliases.all()],
            "associations": [_association(row) for row in area.association_rows.all()],
        },
        "geometry": area.geometry,
    }


def _alias(row: AreaAlias) -> dict[str, Any]:
    return {"name": row.name, **_period(row)}


def _association(row: AreaAssociation) -> dict[str, Any]:
    organisation = row.organisation
    return {"name": organisation.name, "kvk_number": organisation.kvk_number, **_period(row)}


def _period(row: Area | AreaAlias | AreaAssociation) -> dict[str, str | None]:
    return {"start": _day(row.start), "end": _day(row.end)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

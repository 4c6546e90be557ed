"""What a map shows besides its areas: named points with their health."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...enums import Health


@dataclass(frozen=True)
class MapPoint:
    """One marker. `tags` is what the filters of the page pick on; `start` and `end` what its slider does."""

    name: str
    longitude: float
    latitude: float
    health: str = ""
    url: str = ""
    id: str = ""
    number: str = ""
    tags: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None


def point_as_json(point: MapPoint) -> dict[str, Any]:
    tags = {name: [value] if isinstance(value, str) else list(value) for name, value in point.tags.items()}
    return {
        "id": point.id,
        "name": str(point.name),
        "at": [point.longitude, point.latitude],
        "health": point.health,
        "word": str(Health(point.health).label) if point.health else "",
        "url": point.url,
        "number": point.number,
        "tags": tags,
        "start": point.start.isoformat() if point.start else None,
        "end": point.end.isoformat() if point.end else None,
    }

"""What is drawn of a work on a map: its place, stretches with a measure, detours."""

from typing import Any

from ..enums import MeasureKind
from ..models import Work

PLACE, DETOUR, MEASURE, NO_MEASURE = "place", "detour", "measure", "other"


def drawn_of(work: Work) -> list[dict[str, Any]]:
    """Features of GeoJSON; `look` says how each is drawn, `line` which stretch it is."""
    found = [_feature(work.geometry, PLACE, None)] if work.geometry else []
    return found + [
        _feature(line.geometry, _look(line), line.pk) for line in work.lines.all() if line.geometry
    ]


def _look(line: Any) -> str:
    if line.is_detour:
        return DETOUR
    return NO_MEASURE if line.kind == MeasureKind.NONE else MEASURE


def _feature(geometry: dict[str, Any], look: str, line: int | None) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": {"look": look, "line": line}}

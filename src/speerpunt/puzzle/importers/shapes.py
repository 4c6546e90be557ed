"""Points and lines of sources, as GeoJSON in WGS84 with seven decimals."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from speerpunt.core.geometry import DECIMALS, NETHERLANDS, RD_BOUNDS, Crs, wgs84_from_rd

Position = tuple[float, float]
DEPTHS = {"Point": 0, "LineString": 1, "MultiPoint": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
MOST_POSITIONS = 20_000


class UnreadableShape(ValueError):
    """This cannot be drawn; the message says why."""


def read_shape(geometry: object) -> dict[str, Any] | None:
    """A shape of GeoJSON, checked; None where there is none. Empty parts are left out.

    Raises:
        UnreadableShape: another kind of shape, no numbers, or not in the Netherlands.
    """
    if geometry is None:
        return None
    if not isinstance(geometry, dict) or geometry.get("type") not in DEPTHS:
        raise UnreadableShape("another kind of shape")
    kind = str(geometry["type"])
    left = [MOST_POSITIONS]
    coordinates = _read(geometry.get("coordinates"), DEPTHS[kind], left)
    if coordinates is None:
        raise UnreadableShape("an empty shape")
    return {"type": kind, "coordinates": coordinates}


def _read(value: object, depth: int, left: list[int]) -> Any:
    if not isinstance(value, list | tuple):
        raise UnreadableShape("positions are missing")
    if depth == 0:
        left[0] -= 1
        if left[0] < 0:
            raise UnreadableShape("too many positions")
        return list(position(value, Crs.WGS84)) if value else None
    parts = [part for part in (_read(each, depth - 1, left) for each in value) if part is not None]
    return parts or None


def position(numbers: Sequence[object], crs: Crs) -> Position:
    """Longitude and latitude; the first two numbers are x and y.

    Raises:
        UnreadableShape: no numbers, or not in the Netherlands.
    """
    pair = numbers[:2]
    if len(pair) < 2 or not all(isinstance(each, int | float) and math.isfinite(each) for each in pair):
        raise UnreadableShape("a position is not two numbers")
    x, y = (float(each) for each in pair)  # type: ignore[arg-type]
    if crs is Crs.RD_NEW:
        if not RD_BOUNDS.holds(x, y):
            raise UnreadableShape("a position lies outside the Netherlands")
        x, y = wgs84_from_rd(x, y)
    if not NETHERLANDS.holds(x, y):
        raise UnreadableShape("a position lies outside the Netherlands")
    return round(x, DECIMALS), round(y, DECIMALS)


def line(positions: Iterable[Position]) -> dict[str, Any]:
    """A line, or a point where all positions are one."""
    distinct = list(dict.fromkeys(positions))
    if len(distinct) == 1:
        return {"type": "Point", "coordinates": list(distinct[0])}
    return {"type": "LineString", "coordinates": [list(each) for each in distinct]}


def middle_of(geometry: dict[str, Any]) -> Position:
    """A position on the shape, halfway its positions."""
    flat: list[Any] = [geometry["coordinates"]]
    while isinstance(flat[0], list) and flat and isinstance(flat[0][0], list):
        flat = [part for each in flat for part in each]
    longitude, latitude = flat[len(flat) // 2][:2]
    return float(longitude), float(latitude)

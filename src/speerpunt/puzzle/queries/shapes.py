"""Points, lines and polygons of works, as GeoJSON in WGS84 with seven decimals."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from speerpunt.core.geometry import DECIMALS, NETHERLANDS, RD_BOUNDS, Crs, wgs84_from_rd

Position = tuple[float, float]
DEPTHS = {"Point": 0, "LineString": 1, "MultiPoint": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
MOST_POSITIONS = 20_000
FAR = 10_000_000
MOST_SIGNS = 400_000
PAIR = re.compile(r"^(-?\d{1,7}(?:[.,]\d{1,12})?)\s*[;, ]\s*(-?\d{1,7}(?:[.,]\d{1,12})?)$", re.ASCII)


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
    # NaN is smaller than nothing, and a whole number may be too large to become a float.
    if len(pair) < 2 or not all(isinstance(each, int | float) and abs(each) < FAR for each in pair):
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


def shape_from_text(text: str) -> dict[str, Any] | None:
    """As people write a place: GeoJSON, WKT, or two coordinates. Metres are taken as RD; None where nothing is written.

    >>> shape_from_text("4.4950 52.1580") == shape_from_text("52,1580; 4,4950") == shape_from_text("POINT (4.495 52.158)")
    True

    Raises:
        UnreadableShape: it is none of these, or lies outside the Netherlands.
    """
    text = text.strip()
    if not text:
        return None
    if len(text) > MOST_SIGNS:
        raise UnreadableShape("too many positions")
    if text.startswith("{"):
        return _from_json(text)
    pair = PAIR.match(text)
    return _from_pair(pair[1], pair[2]) if pair else _from_wkt(text)


def shape_as_text(geometry: dict[str, Any] | None) -> str:
    """As WKT; what was written so reads back as it was."""
    return shapely.to_wkt(shape(geometry), rounding_precision=DECIMALS) if geometry else ""


def shape_as_json(geometry: dict[str, Any] | None) -> str:
    """For the text field beside a map."""
    return json.dumps(geometry, separators=(",", ":")) if geometry else ""


def _from_json(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise UnreadableShape("this is no JSON") from problem
    is_feature = isinstance(found, dict) and found.get("type") == "Feature"
    return read_shape(found.get("geometry") if is_feature else found)


def _from_pair(first: str, second: str) -> dict[str, Any]:
    """East of Greenwich and north of the equator cannot be mixed up here."""
    x, y = (float(each.replace(",", ".")) for each in (first, second))
    if x > y and not RD_BOUNDS.holds(x, y):
        x, y = y, x
    crs = Crs.RD_NEW if RD_BOUNDS.holds(x, y) else Crs.WGS84
    return {"type": "Point", "coordinates": list(position((x, y), crs))}


def _from_wkt(text: str) -> dict[str, Any] | None:
    try:
        drawn = shapely.force_2d(shapely.from_wkt(text))
    except shapely.errors.ShapelyError as problem:
        raise UnreadableShape("this is no WKT") from problem
    if drawn is None or drawn.is_empty or drawn.geom_type not in DEPTHS:
        raise UnreadableShape("another kind of shape")
    west, south, east, north = drawn.bounds
    if RD_BOUNDS.holds(west, south) and RD_BOUNDS.holds(east, north):
        drawn = shapely.transform(drawn, _from_rd)
    return read_shape(mapping(drawn))


def _from_rd(points: Any) -> Any:
    return np.array([position(point.tolist(), Crs.RD_NEW) for point in points])

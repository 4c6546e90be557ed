"""Pure functions on positions and GeoJSON shapes. Knows no Django and speaks no language.

A position is (longitude, latitude) in degrees WGS84, as GeoJSON has it (RFC 7946). Coordinates of RD New
(EPSG:28992, metres) come in and go out through `wgs84_from_rd` and `rd_from_wgs84`.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.polygon import orient

Position = tuple[float, float]
Geometry = dict[str, Any]
Terms = tuple[tuple[int, int, float], ...]

# Seven decimals of a degree are about a centimetre; more says nothing and breaks round trips.
DECIMALS = 7
MAX_POINTS = 5_000

# Rings of positions, nested as deep as each kind of shape asks.
DEPTH_OF = {"Point": 0, "Polygon": 2, "MultiPolygon": 3}


class Crs(StrEnum):
    """How the numbers of a shape are to be read."""

    WGS84 = "EPSG:4326"
    RD_NEW = "EPSG:28992"


class Bounds(NamedTuple):
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def widened(self, share: float) -> "Bounds":
        """Larger on every side by a share of its own width and height."""
        across, along = (self.east - self.west) * share, (self.north - self.south) * share
        return Bounds(self.west - across, self.south - along, self.east + across, self.north + along)


WORLD = Bounds(-180, -90, 180, 90)
NETHERLANDS = Bounds(3.2, 50.7, 7.3, 53.6)
# Where RD New is defined, in metres.
RD_BOUNDS = Bounds(-7_000, 289_000, 300_000, 629_000)


class Flaw(StrEnum):
    """What can be wrong with a shape; whoever shows it finds the words."""

    NOT_A_SHAPE = "not_a_shape"
    UNKNOWN_KIND = "unknown_kind"
    NOT_NUMBERS = "not_numbers"
    TOO_MANY_POINTS = "too_many_points"
    TOO_FEW_POINTS = "too_few_points"
    UNCLOSED = "unclosed"
    SELF_CROSSING = "self_crossing"
    PARTS_OVERLAP = "parts_overlap"
    LOOKS_LIKE_RD = "looks_like_rd"
    SWAPPED = "swapped"
    OUTSIDE = "outside"


class GeometryProblem(ValueError):
    """A shape that cannot be used, with the position where that shows."""

    def __init__(self, flaw: Flaw, at: Position | None = None) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw
        self.at = at


# --- RD New <-> WGS84 -------------------------------------------------------------------------------------

_RD_CENTRE = (155_000.0, 463_000.0)
_WGS84_CENTRE = (5.38720621, 52.15517440)

_LATITUDE: Terms = (
    (0, 1, 3235.65389), (2, 0, -32.58297), (0, 2, -0.24750), (2, 1, -0.84978), (0, 3, -0.06550),
    (2, 2, -0.01709), (1, 0, -0.00738), (4, 0, 0.00530), (2, 3, -0.00039), (4, 1, 0.00033), (1, 1, -0.00012),
)  # fmt: skip
_LONGITUDE: Terms = (
    (1, 0, 5260.52916), (1, 1, 105.94684), (1, 2, 2.45656), (3, 0, -0.81885), (1, 3, 0.05594),
    (3, 1, -0.05607), (0, 1, 0.01199), (3, 2, -0.00256), (1, 4, 0.00128), (0, 2, 0.00022),
    (2, 0, -0.00022), (5, 0, 0.00026),
)  # fmt: skip
_EAST: Terms = (
    (0, 1, 190094.945), (1, 1, -11832.228), (2, 1, -114.221), (0, 3, -32.391), (1, 0, -0.705),
    (3, 1, -2.340), (1, 3, -0.608), (0, 2, -0.008), (2, 3, 0.148),
)  # fmt: skip
_NORTH: Terms = (
    (1, 0, 309056.544), (0, 2, 3638.893), (2, 0, 73.077), (1, 2, -157.984), (3, 0, 59.788),
    (0, 1, 0.433), (2, 2, -6.439), (1, 1, -0.032), (0, 4, 0.092), (1, 4, -0.054),
)  # fmt: skip


def _polynomial(terms: Terms, first: float, second: float) -> float:
    return sum(factor * first**p * second**q for p, q, factor in terms)


def wgs84_from_rd(x_metres: float, y_metres: float) -> Position:
    """Longitude and latitude (degrees WGS84) of a point in RD New (EPSG:28992, metres).

    A polynomial in the distance to Amersfoort, in units of 100 km; the sums are seconds of arc. Off by less
    than 0.25 m over the land of the Netherlands (0.23 m at most in Leiden, against pyproj); no meaning
    outside `RD_BOUNDS`.

    Source: F.H. Schreutelkamp and G.L. Strang van Hees, Benaderingsformules voor de transformatie tussen
    RD- en WGS84-kaartcoördinaten, Geodesia 43 (2001).

    >>> wgs84_from_rd(155_000, 463_000)
    (5.38720621, 52.1551744)
    """
    dx, dy = (x_metres - _RD_CENTRE[0]) * 1e-5, (y_metres - _RD_CENTRE[1]) * 1e-5
    longitude = _WGS84_CENTRE[0] + _polynomial(_LONGITUDE, dx, dy) / 3600
    latitude = _WGS84_CENTRE[1] + _polynomial(_LATITUDE, dx, dy) / 3600
    return longitude, latitude


def rd_from_wgs84(longitude: float, latitude: float) -> Position:
    """x and y in RD New (EPSG:28992, metres) of a point in degrees WGS84; within 0.25 m, source as above.

    >>> rd_from_wgs84(5.38720621, 52.15517440)
    (155000.0, 463000.0)
    """
    along, across = 0.36 * (latitude - _WGS84_CENTRE[1]), 0.36 * (longitude - _WGS84_CENTRE[0])
    return (
        _RD_CENTRE[0] + _polynomial(_EAST, along, across),
        _RD_CENTRE[1] + _polynomial(_NORTH, along, across),
    )


# --- Measuring --------------------------------------------------------------------------------------------

_SEMI_MAJOR_AXIS_METRES = 6_378_137.0
_ECCENTRICITY = 0.0818191908426215


def _authalic_height(latitude: float) -> float:
    """Height of a parallel on the equal-area cylinder around the ellipsoid, in semi-major axes.

    q/2 of Snyder, Map Projections: A Working Manual (USGS 1395, 1987), equation 3-12.
    """
    sine = math.sin(math.radians(latitude))
    part = _ECCENTRICITY * sine
    return 0.5 * (1 - _ECCENTRICITY**2) * (sine / (1 - part**2) + math.atanh(part) / _ECCENTRICITY)


def hectares(geometry: Geometry) -> float:
    """Surface on the WGS84 ellipsoid in hectares; 0 for a point.

    The shape is laid on Lambert's equal-area cylinder, which keeps surface exactly; only the sides, straight
    there, differ from straight on the ground (less than one part in a million for a city).
    """

    def on_cylinder(longitude: float, latitude: float) -> Position:
        return math.radians(longitude), _authalic_height(latitude)

    flat = shape(transformed(geometry, on_cylinder))
    return float(flat.area) * _SEMI_MAJOR_AXIS_METRES**2 / 10_000


def bounds_of(geometry: Geometry) -> Bounds:
    return Bounds(*shape(geometry).bounds)


def bounds_around(geometries: Iterable[Geometry]) -> Bounds | None:
    """The box that holds all of them; nothing when there are none."""
    boxes = [bounds_of(geometry) for geometry in geometries]
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return Bounds(min(wests), min(souths), max(easts), max(norths))


def label_position(geometry: Geometry) -> Position:
    """A position surely inside the shape, also when its centre is not."""
    point = shapely.point_on_surface(shape(geometry))
    return round(point.x, DECIMALS), round(point.y, DECIMALS)


# --- Lying in ---------------------------------------------------------------------------------------------


def is_within(position: Position, geometry: Geometry) -> bool:
    """A position on the border lies in the shape, so it can lie in two that touch."""
    return bool(shapely.intersects_xy(shape(geometry), *position))


def pairs_within(geometries: Sequence[Geometry], positions: Sequence[Position]) -> Iterator[tuple[int, int]]:
    """Which position lies in which shape, as indices (shape, position); the border counts.

    The tree holds the positions, so that each shape is prepared once: 9,000 positions and thirty shapes take
    some hundredths of a second.
    """
    if not geometries or not positions:
        return
    tree = shapely.STRtree(shapely.points(positions))
    found = tree.query([shape(geometry) for geometry in geometries], predicate="intersects")
    yield from zip(*found.tolist(), strict=True)


# --- Shapes from outside ----------------------------------------------------------------------------------


def transformed(geometry: Geometry, convert: Callable[[float, float], Position]) -> Geometry:
    """The same shape with every position converted."""

    def convert_nested(coordinates: Any, depth: int) -> Any:
        if depth == 0:
            return list(convert(coordinates[0], coordinates[1]))
        return [convert_nested(part, depth - 1) for part in coordinates]

    kind = geometry["type"]
    return {"type": kind, "coordinates": convert_nested(geometry["coordinates"], DEPTH_OF[kind])}


def checked_geometry(geometry: object, *, crs: Crs = Crs.WGS84, within: Bounds = WORLD) -> Geometry:
    """A sound GeoJSON Point, Polygon or MultiPolygon in WGS84, or a GeometryProblem that says why not.

    Comes back tidied: seven decimals, no heights, rings turned as RFC 7946 wants them. Tidying what is tidy
    changes nothing.
    """
    if not isinstance(geometry, dict):
        raise GeometryProblem(Flaw.NOT_A_SHAPE)
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in DEPTH_OF:
        raise GeometryProblem(Flaw.UNKNOWN_KIND)
    coordinates = geometry.get("coordinates")
    positions = list(_positions(coordinates, DEPTH_OF[kind]))
    if not positions:
        raise GeometryProblem(Flaw.TOO_FEW_POINTS)
    _check_reading(positions, crs)
    found: Geometry = {"type": kind, "coordinates": coordinates}
    if crs is Crs.RD_NEW:
        found = transformed(found, wgs84_from_rd)
    found = transformed(found, _rounded)
    _check_inside(found, within)
    _check_rings(found)
    return _turned(found)


def _rounded(longitude: float, latitude: float) -> Position:
    return round(float(longitude), DECIMALS), round(float(latitude), DECIMALS)


def _positions(coordinates: object, depth: int) -> Iterator[Position]:
    """Every position, refusing what is not nested lists of finite numbers or has too many of them."""
    for count, position in enumerate(_leaves(coordinates, depth), start=1):
        if count > MAX_POINTS:
            raise GeometryProblem(Flaw.TOO_MANY_POINTS)
        if not isinstance(position, list | tuple) or len(position) < 2:
            raise GeometryProblem(Flaw.NOT_NUMBERS)
        first, second = position[0], position[1]
        if not (_is_number(first) and _is_number(second)):
            raise GeometryProblem(Flaw.NOT_NUMBERS)
        yield first, second


def _leaves(coordinates: object, depth: int) -> Iterator[object]:
    if depth == 0:
        yield coordinates
    elif isinstance(coordinates, list | tuple):
        for part in coordinates:
            yield from _leaves(part, depth - 1)
    else:
        raise GeometryProblem(Flaw.NOT_NUMBERS)


def _is_number(value: object) -> bool:
    # A whole number of JSON may be larger than any float; `isfinite` would overflow on it.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e9 if isinstance(value, int) else math.isfinite(value)


def _check_reading(positions: list[Position], crs: Crs) -> None:
    """Numbers that cannot be degrees, or cannot be metres of RD New, are refused before converting."""
    if crs is Crs.WGS84 and all(RD_BOUNDS.holds(*position) for position in positions):
        raise GeometryProblem(Flaw.LOOKS_LIKE_RD, positions[0])
    known = RD_BOUNDS if crs is Crs.RD_NEW else WORLD
    for position in positions:
        if not known.holds(*position):
            raise GeometryProblem(Flaw.OUTSIDE, position)


def _check_inside(geometry: Geometry, within: Bounds) -> None:
    positions = list(_positions(geometry["coordinates"], DEPTH_OF[geometry["type"]]))
    outside = [position for position in positions if not within.holds(*position)]
    if outside and all(within.holds(latitude, longitude) for longitude, latitude in positions):
        raise GeometryProblem(Flaw.SWAPPED, outside[0])
    if outside:
        raise GeometryProblem(Flaw.OUTSIDE, outside[0])


def _rings(geometry: Geometry) -> list[list[list[float]]]:
    if geometry["type"] == "Point":
        return []
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    if not all(polygons):
        raise GeometryProblem(Flaw.TOO_FEW_POINTS)
    return [ring for polygon in polygons for ring in polygon]


def _check_rings(geometry: Geometry) -> None:
    for ring in _rings(geometry):
        if not ring or len({tuple(position) for position in ring}) < 3:
            raise GeometryProblem(Flaw.TOO_FEW_POINTS, _first(ring))
        if ring[0] != ring[-1]:
            raise GeometryProblem(Flaw.UNCLOSED, _first(ring))
    _check_crossing(shape(geometry))


def _first(ring: list[list[float]]) -> Position | None:
    return (ring[0][0], ring[0][1]) if ring else None


def _check_crossing(drawn: Any) -> None:
    reason = str(shapely.is_valid_reason(drawn))
    if reason == "Valid Geometry":
        return
    words, _, place = reason.rstrip("]").partition("[")
    longitude, _, latitude = place.partition(" ")
    at = (float(longitude), float(latitude)) if latitude else None
    crosses = "self-intersection" in words.lower() and not _is_of_sound_parts(drawn)
    raise GeometryProblem(Flaw.SELF_CROSSING if crosses else Flaw.PARTS_OVERLAP, at)


def _is_of_sound_parts(drawn: Any) -> bool:
    """Each ring by itself is right, so they cross each other."""
    rings = [ring for part in getattr(drawn, "geoms", [drawn]) for ring in (part.exterior, *part.interiors)]
    return all(ring.is_simple for ring in rings)


def _turned(geometry: Geometry) -> Geometry:
    """Outer rings anticlockwise, holes clockwise."""
    if geometry["type"] == "Point":
        return geometry
    drawn = shape(geometry)
    parts = [orient(part) for part in getattr(drawn, "geoms", [drawn])]
    coordinates = [_as_lists(mapping(part)["coordinates"]) for part in parts]
    is_single = geometry["type"] == "Polygon"
    return {"type": geometry["type"], "coordinates": coordinates[0] if is_single else coordinates}


def right_handed(geometry: Geometry) -> Geometry:
    """The same shape with its rings turned as RFC 7946 wants them; lines and points have none."""
    return _turned(geometry) if geometry["type"] in {"Polygon", "MultiPolygon"} else geometry


def _as_lists(coordinates: Any) -> list[Any]:
    return [[[x, y] for x, y in ring] for ring in coordinates]

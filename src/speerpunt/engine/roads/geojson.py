"""GeoJSON: a network from lines, and a network with what is known of its links as lines for a map.

Coordinates are WGS84 (RFC 7946); an older file may name another system in `crs`. Lines meet where their ends lie
within a tolerance of each other, and a line is split where another one ends on it. Lines that merely cross do not
meet: one may be a bridge.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy
import shapely

from ..problems import InputProblem
from .coordinates import WGS84, LocalPlane, length_m, lies_outside, to_wgs84
from .gmns import Defaults, parse_uses, written_uses
from .highways import Traits
from .network import Floats, Network
from .sketch import Point, Sketch, Stretch
from .tables import read_text

FORWARD, BACKWARD = {"yes", "true", "1", "forward", "h"}, {"-1", "reverse", "backward", "t"}
BOTH = {"", "no", "false", "0", "both", "b"}


@dataclass(frozen=True)
class Properties:
    """Under which names the properties of a line are found. The names by default are those that we write."""

    link_id: str = "link_id"
    name: str = "name"
    free_speed_kmh: str = "free_speed"
    capacity: str = "capacity"
    oneway: str = "oneway"
    allowed_uses: str = "allowed_uses"


@dataclass(frozen=True)
class _Line:
    place: str
    points: Floats
    traits: Traits
    way: str
    link_id: str


def read_network(
    file: Path | str,
    properties: Properties | None = None,
    *,
    defaults: Defaults | None = None,
    tolerance_m: float = 1.0,
    zones: Mapping[str, Point] | None = None,
    gateways: Mapping[str, Point] | None = None,
) -> Network:
    """Read LineStrings and MultiLineStrings; points and areas are passed over.

    `oneway` may say yes, true, 1, forward or H (along the line), -1, reverse, backward or T (against it); else both
    directions are there, the way back with `-back` after its id. The parts of a line that is split get `.2`, `.3` and
    so on after it. `capacity` holds for one direction. Each of `zones` and `gateways` gets the nearest free node.

    Raises:
        InputProblem: with the file and the feature, counted from 1.
    """
    path = Path(file)
    lines = list(_lines(path, properties or Properties(), defaults or Defaults()))
    if not lines:
        raise InputProblem("there are no lines in the file", source=path.name)
    sketch = _sketch(lines, tolerance_m)
    taken: set[str] = set()
    gates = sketch.place(gateways or {}, sketch.places, taken)
    return sketch.network(sketch.place(zones or {}, sketch.places, taken), gates)


def write_network(
    network: Network, file: Path | str, values: Mapping[str, npt.ArrayLike] | None = None
) -> None:
    """Write each link as a line, with its properties and these values, each of shape [links]; NaN becomes null.

    A link without a shape is a straight line between its nodes; without places of its nodes it has no geometry.
    """
    content = {"type": "FeatureCollection", "features": list(_features(network, values or {}))}
    Path(file).write_text(json.dumps(content, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def _features(network: Network, values: Mapping[str, npt.ArrayLike]) -> Iterator[dict[str, Any]]:
    columns = {name: np.asarray(given) for name, given in values.items()}
    for name, column in columns.items():
        if column.shape != (network.link_count,):
            raise InputProblem(f"{name} has shape {column.shape}; there are {network.link_count} links")
    for link, link_id in enumerate(network.link_ids):
        length, minutes = float(network.length_m[link]), float(network.free_flow_minutes[link])
        known = {
            "link_id": link_id,
            "from_node_id": network.node_ids[network.tail[link]],
            "to_node_id": network.node_ids[network.head[link]],
            "name": network.names[link],
            "oneway": "yes",
            "length_m": length,
            "free_speed": length * 0.06 / minutes if minutes > 0 and length > 0 else None,
            "capacity": float(network.capacity[link]),
            "allowed_uses": written_uses(int(network.modes[link])),
        }
        more = {name: _plain(column[link]) for name, column in columns.items()}
        yield {"type": "Feature", "properties": {**known, **more}, "geometry": _geometry(network, link)}


def _plain(value: Any) -> Any:
    plain = value.item()
    return None if isinstance(plain, float) and not np.isfinite(plain) else plain


def _geometry(network: Network, link: int) -> dict[str, Any] | None:
    line = network.geometry[link] if network.geometry else None
    if line is None:
        ends = [network.tail[link], network.head[link]]
        line = np.column_stack([network.x[ends], network.y[ends]])
    return {"type": "LineString", "coordinates": line.tolist()} if np.isfinite(line).all() else None


def _lines(path: Path, properties: Properties, defaults: Defaults) -> Iterator[_Line]:
    content = _content(path)
    crs = _crs(content, path)
    convert = to_wgs84(crs)
    for number, feature in enumerate(content["features"], start=1):
        place = f"feature {number}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            raise InputProblem("this is no GeoJSON feature", path.name, place)
        reader = _FeatureReader(feature.get("properties") or {}, feature.get("id"), path.name, place)
        parts = _parts(feature.get("geometry"), reader)
        if any(lies_outside(part, crs).any() for part in parts):
            raise reader.problem("a point lies outside the coordinate system; name another one in crs")
        for nth, part in enumerate(parts, start=1):
            line_id = reader.text(properties.link_id) or reader.own_id
            suffix = f"-{nth}" if line_id and len(parts) > 1 else ""
            yield _Line(
                place=place,
                points=convert(part),
                traits=reader.traits(properties, defaults),
                way=reader.way(properties.oneway),
                link_id=line_id + suffix,
            )


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputProblem):
            raise
        raise InputProblem(f"this is no JSON: {error}", source=path.name) from error
    if not isinstance(content, dict) or not isinstance(content.get("features"), list):
        raise InputProblem("this is no GeoJSON FeatureCollection", source=path.name)
    return content


def _crs(content: Mapping[str, Any], path: Path) -> int:
    given = json.dumps(content.get("crs") or "CRS84")
    code = re.search(r"EPSG:+(\d+)", given)
    if not code and "CRS84" not in given:
        raise InputProblem(f"crs is {given}; name an EPSG code", source=path.name)
    return int(code[1]) if code else WGS84


def _parts(geometry: Any, reader: "_FeatureReader") -> list[Floats]:
    if geometry is None:
        return []
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"LineString", "MultiLineString"}:
        if isinstance(kind, str):
            return []
        raise reader.problem("its geometry has no type")
    coordinates = geometry.get("coordinates")
    try:
        parts = [np.array([point[:2] for point in part], dtype=np.float64) for part in
                 ([coordinates] if kind == "LineString" else coordinates)]  # fmt: skip
    except (TypeError, ValueError):
        raise reader.problem("its coordinates are no numbers") from None
    for part in parts:
        if part.ndim != 2 or part.shape[1:] != (2,) or len(part) < 2 or not np.isfinite(part).all():
            raise reader.problem("a line needs two points or more, each with two coordinates")
    return parts


@dataclass(frozen=True)
class _FeatureReader:
    values: Mapping[str, Any]
    feature_id: Any
    source: str
    place: str

    def problem(self, reason: str) -> InputProblem:
        return InputProblem(reason, self.source, self.place)

    @property
    def own_id(self) -> str:
        return str(self.feature_id) if isinstance(self.feature_id, str | int) else ""

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return "" if value is None else str(value).strip()

    def number(self, key: str, default: float) -> float:
        text = self.text(key)
        try:
            value = float(text) if text else default
        except ValueError:
            raise self.problem(f"{key} is {text!r}, which is no number") from None
        if not np.isfinite(value) or value < 0:
            raise self.problem(f"{key} is {text}; it must be 0 or more")
        return value

    def traits(self, properties: Properties, defaults: Defaults) -> Traits:
        speed = self.number(properties.free_speed_kmh, defaults.free_speed_kmh)
        if speed == 0:
            raise self.problem(f"{properties.free_speed_kmh} is 0; it must be above 0")
        try:
            modes = parse_uses(self.text(properties.allowed_uses) or "all")
        except InputProblem as problem:
            raise self.problem(problem.reason) from None
        capacity = self.number(properties.capacity, defaults.capacity_per_lane)
        return Traits(modes, speed, capacity, self.text(properties.name))

    def way(self, key: str) -> str:
        text = self.text(key).lower()
        for words, way in ((FORWARD, "forward"), (BACKWARD, "backward"), (BOTH, "both")):
            if text in words:
                return way
        raise self.problem(f"{key} is {text!r}; it must say yes, no or -1")


@dataclass
class _Joints:
    """Nodes where ends of lines meet, on a plane in metres."""

    plane: LocalPlane
    tolerance_m: float
    places: list[Point] = field(default_factory=list)
    where: Floats = field(default_factory=lambda: np.empty((0, 2)))

    def gather(self, ends: Floats) -> npt.NDArray[np.intp]:
        """The node of each end, ends within the tolerance together; shape [ends]."""
        on_plane = self.plane.project(ends)
        pairs = scipy.spatial.KDTree(on_plane).query_pairs(self.tolerance_m, output_type="ndarray")
        near = scipy.sparse.coo_array(
            (np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(ends),) * 2
        )
        _, label = scipy.sparse.csgraph.connected_components(near.tocsr(), directed=False)
        _, first, node = np.unique(label, return_index=True, return_inverse=True)
        self.places = [(float(x), float(y)) for x, y in ends[first]]
        self.where = on_plane[first]
        return np.asarray(node, dtype=np.intp)


def _sketch(lines: list[_Line], tolerance_m: float) -> Sketch:
    ends = np.array([line.points[[0, -1]] for line in lines])
    joints = _Joints(LocalPlane(*ends.reshape(-1, 2).mean(axis=0)), tolerance_m)
    node = joints.gather(ends.reshape(-1, 2)).reshape(-1, 2)
    tree = shapely.STRtree([shapely.Point(place) for place in joints.where])
    sketch = Sketch(places={str(number): place for number, place in enumerate(joints.places, start=1)})
    for line, (start, end) in zip(lines, node.tolist(), strict=True):
        on_plane = shapely.LineString(joints.plane.project(line.points))
        near = set(tree.query(on_plane, predicate="dwithin", distance=tolerance_m).tolist()) - {start, end}
        cuts = sorted(
            (float(on_plane.project(shapely.Point(joints.where[number]))), number) for number in near
        )
        for nth, part in enumerate(_cut(line, on_plane, start, end, cuts, joints), start=1):
            sketch.stretches.extend(_directions(line, part, nth))
    return sketch


def _cut(
    line: _Line,
    on_plane: shapely.LineString,
    start: int,
    end: int,
    cuts: list[tuple[float, int]],
    joints: _Joints,
) -> Iterator[tuple[int, int, Floats]]:
    """Pieces between joints: both nodes and the points, which begin and end at the nodes."""
    steps = shapely.get_coordinates(on_plane)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(steps, axis=0).T))))
    stops = [(0.0, start), *cuts, (float(along[-1]), end)]
    for (low, one), (high, other) in pairwise(stops):
        if one == other and high - low <= joints.tolerance_m:
            continue
        between = line.points[(along > low) & (along < high)]
        yield one, other, np.array([joints.places[one], *between.tolist(), joints.places[other]])


def _directions(line: _Line, part: tuple[int, int, Floats], nth: int) -> Iterator[Stretch]:
    one, other, points = part
    name = line.link_id + (f".{nth}" if line.link_id and nth > 1 else "")
    length = length_m(points)
    shape = tuple((float(x), float(y)) for x, y in points)
    if line.way != "backward":
        yield Stretch(str(one + 1), str(other + 1), shape, length, line.traits, name)
    if line.way != "forward":
        back = name + ("-back" if name and line.way == "both" else "")
        yield Stretch(str(other + 1), str(one + 1), shape[::-1], length, line.traits, back)

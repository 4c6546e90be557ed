"""The roads of a network as lines to draw, over the schematic base of the collective."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from speerpunt.core.models import Collective
from speerpunt.engine.roads import Network
from speerpunt.places.models import Area
from speerpunt.places.queries.maps import base_map_text

Point = tuple[float, float]
Box = tuple[float, float, float, float]
# Roads that differ by fewer vehicles an hour carry as much as before.
FELT_PER_HOUR = 100
BASE_KINDS = ("water", "water_line", "rail", "outline")


@dataclass(frozen=True)
class Line:
    """`kind` says how it is drawn; `width` from 0 to 1; `name` is said of it."""

    points: tuple[Point, ...]
    kind: str
    width: float = 0.0
    name: str = ""
    url: str = ""


@dataclass(frozen=True)
class Circle:
    at: Point
    text: str
    step: int
    name: str


@dataclass(frozen=True)
class RoadMap:
    """Everything on one map, in degrees; drawn in this order."""

    box: Box
    base: list[Line]
    lines: list[Line]
    circles: list[Circle] = field(default_factory=list)
    names: list[tuple[Point, str]] = field(default_factory=list)


def box_of(collective: Collective, network: Network) -> Box:
    """What the collective shows of itself; else everything that the network has."""
    west, south, east, north = (*collective.map_bounds, *(0.0,) * 4)[:4]
    if west < east:
        return west, south, east, north
    return float(network.x.min()), float(network.y.min()), float(network.x.max()), float(network.y.max())


def base_lines() -> list[Line]:
    features = json.loads(base_map_text())["features"]
    return [
        Line(tuple((float(x), float(y)) for x, y, *_height in ring), kind)
        for kind in BASE_KINDS
        for feature in features
        if feature["properties"].get("kind") == kind
        for ring in _rings(feature["geometry"])
    ]


def _rings(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    """The lines of a line, or the edges of a polygon."""
    parts, depth = geometry["coordinates"], geometry["type"]
    if depth == "LineString":
        yield parts
    elif depth in ("MultiLineString", "Polygon"):
        yield from parts
    elif depth == "MultiPolygon":
        for polygon in parts:
            yield from polygon


def points_of(network: Network, link: int) -> tuple[Point, ...]:
    shape = network.geometry[link] if network.geometry else None
    if shape is not None:
        return tuple((float(x), float(y)) for x, y in shape)
    ends = (int(network.tail[link]), int(network.head[link]))
    return tuple((float(network.x[node]), float(network.y[node])) for node in ends)


def roads_of_map(network: Network) -> Iterator[tuple[int, int]]:
    """Each road once, with the way back (-1: there is none); not the feeders of zones."""
    reverse = network.reverse
    for link in range(network.link_count):
        back = int(reverse[link])
        is_road = network.is_through[network.tail[link]] and network.is_through[network.head[link]]
        if is_road and (back < 0 or link < back):
            yield link, back


def flow_lines(
    network: Network, now: Sequence[int], base: Sequence[int], closed: Iterable[str], narrowed: Iterable[str]
) -> list[Line]:
    """Both directions together. Without trips every road is as wide; what is closed lies on top."""
    shut, narrow = set(closed), set(narrowed)
    most = max([*base, *now, 1]) * 2
    lines = []
    for link, back in roads_of_map(network):
        ids = {network.link_ids[each] for each in (link, back) if each >= 0}
        total, before = (
            sum(flow[each] for each in (link, back) if each >= 0) if flow else 0 for flow in (now, base)
        )
        kind = _kind(total - before, is_closed=bool(ids & shut), is_narrowed=bool(ids & narrow))
        width = (before if kind == "closed" else total) / most
        lines.append(Line(points_of(network, link), kind, width, network.names[link]))
    return sorted(lines, key=lambda line: (line.kind in ("closed", "narrowed"), line.width))


def _kind(more: int, *, is_closed: bool, is_narrowed: bool) -> str:
    if is_closed:
        return "closed"
    if is_narrowed:
        return "narrowed"
    if more >= FELT_PER_HOUR:
        return "more"
    return "less" if more <= -FELT_PER_HOUR else "same"


def middle_of(area: Area) -> Point | None:
    west, south, east, north = area.west, area.south, area.east, area.north
    if west is None or south is None or east is None or north is None:
        return None
    return (west + east) / 2, (south + north) / 2

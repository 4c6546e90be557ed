"""OpenStreetMap: a network from an extract in PBF form (`.osm.pbf`).

Data of OpenStreetMap is under the Open Database Licence: name its contributors where the network is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import osmium
import shapely

from ..problems import InputProblem
from .coordinates import length_m, steps_m
from .highways import FAST_KINDS, Traits, barrier_lets_pass, sides, why_left_out
from .network import ALL_MODES, MODES, Network
from .sketch import LeftOut, Placed, Point, Sketch, Stretch

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


@dataclass(frozen=True)
class Reading:
    """The network, and what happened on the way to it.

    `left_out`: what is not in it and why. `placed`: where zones and gateways came to lie. `nodes_before` and
    `metres_before` are those of the routable roads before they were simplified.
    """

    network: Network
    left_out: tuple[LeftOut, ...]
    placed: tuple[Placed, ...]
    nodes_before: int
    metres_before: float


def read_network(
    file: Path | str,
    *,
    within: Box | shapely.Polygon | shapely.MultiPolygon | None = None,
    zones: Mapping[str, Point] | None = None,
    gateways: Mapping[str, Point] | None = None,
    modes: Collection[str] = tuple(MODES),
    simplify: bool = True,
) -> Reading:
    """Read the roads of an extract that vehicles of these `modes` can use to get from anywhere to anywhere.

    `within`: a box, or an area; a road that crosses its edge stays as far as its first point outside. `zones` and
    `gateways`: places (longitude, latitude) by name; each gets the nearest node on which cars drive that has no other
    zone yet, zones not on a motorway or trunk road. No connectors are made: a zone is a node of the roads.

    Raises:
        InputProblem: the file cannot be read, or no road for cars is left.
    """
    ways = _Ways(Path(file), sum(MODES[mode] for mode in modes))
    sketch = ways.sketch(_area(within))
    ways.left_out.extend(sketch.keep_routable(modes))
    if not sketch.stretches:
        raise InputProblem("no road is left on which one can drive around", source=Path(file).name)
    taken: set[str] = set()
    gates = sketch.place(gateways or {}, sketch.nodes_for("car"), taken)
    homes = sketch.place(zones or {}, sketch.nodes_for("car", not_on=FAST_KINDS), taken)
    nodes_before, metres_before = len(sketch.places), sketch.metres
    if simplify:
        sketch.simplify(keep=taken)
    return Reading(
        sketch.network(homes, gates), tuple(ways.left_out), (*homes, *gates), nodes_before, metres_before
    )


def _area(within: Box | shapely.Polygon | shapely.MultiPolygon | None) -> shapely.Geometry | None:
    return shapely.box(*within) if isinstance(within, tuple) else within


@dataclass
class _Way:
    nodes: list[str]
    there: Traits | None
    back: Traits | None


@dataclass
class _Ways:
    """The ways of a file that are roads, with the places of their nodes and the barriers on them."""

    file: Path
    modes: int
    ways: list[_Way] = field(default_factory=list)
    places: dict[str, Point] = field(default_factory=dict)
    passable: dict[str, int] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.file.is_file():
            raise InputProblem("there is no such file", source=str(self.file))
        counts: Counter[str] = Counter()
        metres: dict[str, float] = defaultdict(float)
        try:
            for thing in self._things():
                if thing.is_node():
                    self.passable[str(thing.id)] = barrier_lets_pass(dict(thing.tags))
                elif thing.is_way():
                    runs = _runs(thing)
                    reason = self._add(dict(thing.tags), runs)
                    if reason:
                        counts[reason] += 1
                        metres[reason] += sum(length_m(np.array([place for _, place in run])) for run in runs)
        except RuntimeError as error:
            raise InputProblem(f"this is no readable OpenStreetMap file: {error}", self.file.name) from error
        self.left_out = [LeftOut(reason, count, metres[reason]) for reason, count in counts.most_common()]

    def _things(self) -> Iterator[Any]:
        keys = osmium.filter.KeyFilter("highway", "barrier")
        return iter(osmium.FileProcessor(str(self.file)).with_locations().with_filter(keys))

    def _add(self, tags: Mapping[str, str], runs: list[list[tuple[str, Point]]]) -> str:
        """Add a way; the answer is the reason where it is left out."""
        if "highway" not in tags:
            return ""
        if tags.get("area") == "yes":
            return "a square, not a line"
        there, back = (_only(side, self.modes) for side in sides(tags))
        if there is None and back is None:
            return (
                why_left_out(tags)
                if any(sides(tags)) is False
                else "not for the vehicles that were asked for"
            )
        for run in runs:
            self.places.update(run)
            self.ways.append(_Way([node for node, _ in run], there, back))
        return "" if runs else "its nodes are not in the file"

    def sketch(self, area: shapely.Geometry | None) -> Sketch:
        """Every step from node to node as a stretch of its own."""
        inside = _inside(self.places, area)
        sketch = Sketch(places=self.places)
        outside: list[float] = []
        for way in self.ways:
            steps = steps_m(np.array([self.places[node] for node in way.nodes])).tolist()
            for one, other, metres in zip(way.nodes, way.nodes[1:], steps, strict=False):
                if one == other:
                    continue
                if not (inside[one] or inside[other]):
                    outside.append(metres)
                    continue
                sketch.stretches.extend(self._both(way, one, other, metres))
        if outside:
            self.left_out.append(LeftOut("outside the area that was asked for", len(outside), sum(outside)))
        return sketch

    def _both(self, way: _Way, one: str, other: str, metres: float) -> Iterator[Stretch]:
        passable = self.passable.get(one, ALL_MODES) & self.passable.get(other, ALL_MODES)
        for traits, tail, head in ((way.there, one, other), (way.back, other, one)):
            left = _only(traits, passable)
            if left is not None:
                yield Stretch(tail, head, (self.places[tail], self.places[head]), metres, left)


def _runs(way: Any) -> list[list[tuple[str, Point]]]:
    """Nodes in a row that are in the file; an extract may cut a way into several such rows."""
    runs: list[list[tuple[str, Point]]] = [[]]
    for node in way.nodes:
        if node.location.valid():
            runs[-1].append((str(node.ref), (node.lon, node.lat)))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _only(traits: Traits | None, modes: int) -> Traits | None:
    if traits is None or not traits.modes & modes:
        return None
    return traits if traits.modes & modes == traits.modes else replace(traits, modes=traits.modes & modes)


def _inside(places: Mapping[str, Point], area: shapely.Geometry | None) -> dict[str, bool]:
    if area is None or not places:
        return dict.fromkeys(places, True)
    where = np.array(list(places.values()))
    shapely.prepare(area)
    return dict(zip(places, shapely.intersects_xy(area, where[:, 0], where[:, 1]).tolist(), strict=True))

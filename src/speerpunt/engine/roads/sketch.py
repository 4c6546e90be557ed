"""A network while it is being drawn: parts are taken out, and links that follow each other become one."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import scipy

from ..problems import InputProblem
from .coordinates import LocalPlane
from .highways import Traits
from .network import MODES, Floats, Integers, Network, named_by_ends

Point = tuple[float, float]


@dataclass(frozen=True)
class Stretch:
    """A directed piece of road between two nodes, with the points of its line, ends included; perhaps with an id."""

    tail: str
    head: str
    points: tuple[Point, ...]
    length_m: float
    traits: Traits
    link_id: str = ""


@dataclass(frozen=True)
class LeftOut:
    """What did not come into a network, and why."""

    reason: str
    count: int
    metres: float = 0.0


@dataclass(frozen=True)
class Placed:
    """Where a zone came to lie: at this node, so many metres from the place given."""

    zone: str
    node: str
    distance_m: float


@dataclass
class Sketch:
    """Nodes with their place, and stretches between them."""

    places: dict[str, Point] = field(default_factory=dict)
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def metres(self) -> float:
        return sum(stretch.length_m for stretch in self.stretches)

    def keep_routable(self, modes: Iterable[str]) -> list[LeftOut]:
        """Leave each kind of vehicle only the largest part of the roads in which it gets from anywhere to anywhere.

        Of the parts for another kind than cars, the largest is that which shares most nodes with the one for cars. So
        a path that bicycles reach and cars do not stays, for bicycles.
        """
        nodes = {name: number for number, name in enumerate(self.places)}
        ends = (
            np.array([(nodes[each.tail], nodes[each.head]) for each in self.stretches])
            .astype(np.int32)
            .reshape(-1, 2)
        )
        allowed = np.array([each.traits.modes for each in self.stretches], dtype=np.uint8)
        kept = np.zeros_like(allowed)
        by_car = np.zeros(len(nodes), np.bool_)
        for mode in sorted(modes, key=list(MODES).index):
            usable = np.flatnonzero(allowed & MODES[mode])
            inside = _largest_component(ends[usable], np.where(by_car, 1.0 + len(nodes), 1.0))
            by_car = inside if mode == "car" else by_car
            kept[usable[inside[ends[usable]].all(axis=1)]] |= MODES[mode]
        gone = [each for each, bits in zip(self.stretches, kept, strict=True) if not bits]
        self.stretches = [
            _with_modes(each, int(bits)) for each, bits in zip(self.stretches, kept, strict=True) if bits
        ]
        self._drop_lonely_nodes()
        if not gone:
            return []
        reason = "cut off from the rest: no way there, or no way back"
        return [LeftOut(reason, len(gone), sum(each.length_m for each in gone))]

    def simplify(self, keep: Collection[str]) -> None:
        """Make one link of links that follow each other without a choice, where their traits are equal.

        The line of the road stays. Nodes to keep, and a node of each closed ring, stay as well.
        """
        out, into = _ends_of(self.stretches)
        for node in list(self.places):
            if node in keep:
                continue
            pairs = _pairs_through(out[node], into[node])
            for before, after in pairs:
                joined = _joined(before, after)
                _replace(out[before.tail], before, joined)
                _replace(into[after.head], after, joined)
            if pairs:
                out[node], into[node] = [], []
        self.stretches = [stretch for leaving in out.values() for stretch in leaving]
        self._drop_lonely_nodes()

    def place(self, wanted: Mapping[str, Point], candidates: Iterable[str], taken: set[str]) -> list[Placed]:
        """Give each place the nearest candidate that has no other zone yet; `taken` grows.

        Raises:
            InputProblem: there are more zones than nodes.
        """
        free = [node for node in candidates if node not in taken]
        where = np.array([self.places[node] for node in free]).reshape(-1, 2)
        placed = []
        for zone, (x, y) in wanted.items():
            distance = np.hypot(*LocalPlane(x, y).project(where).T)
            distance[[number for number, node in enumerate(free) if node in taken]] = np.inf
            if not np.isfinite(distance).any():
                raise InputProblem(f"no road is left on which zone {zone!r} could lie")
            nearest = int(distance.argmin())
            taken.add(free[nearest])
            placed.append(Placed(zone, free[nearest], float(distance[nearest])))
        return placed

    def network(self, zones: Iterable[Placed] = (), gateways: Iterable[Placed] = ()) -> Network:
        """As arrays, links called by their id or the nodes at their ends; gateways are zones too, after the others."""
        nodes = {name: number for number, name in enumerate(self.places)}
        gates = list(gateways)
        every = [*zones, *gates]
        by_ends = named_by_ends((each.tail, each.head) for each in self.stretches)
        length = np.array([each.length_m for each in self.stretches])
        speed = np.array([each.traits.speed_kmh for each in self.stretches])
        return Network.build(
            node_ids=list(nodes),
            x=[x for x, _ in self.places.values()],
            y=[y for _, y in self.places.values()],
            link_ids=[each.link_id or name for each, name in zip(self.stretches, by_ends, strict=True)],
            tail=[nodes[each.tail] for each in self.stretches],
            head=[nodes[each.head] for each in self.stretches],
            length_m=length,
            free_flow_minutes=length * 0.06 / speed,
            capacity=[each.traits.capacity for each in self.stretches],
            modes=[each.traits.modes for each in self.stretches],
            names=[each.traits.name for each in self.stretches],
            geometry=[np.array(each.points) for each in self.stretches],
            zones=[nodes[each.node] for each in every],
            zone_ids=[each.zone for each in every],
            gateways=[nodes[each.node] for each in gates],
        )

    def nodes_for(self, mode: str, not_on: Collection[str] = ()) -> list[str]:
        """Nodes that touch a stretch for these vehicles, of another kind than those in `not_on`."""
        found = {
            node: None
            for each in self.stretches
            if each.traits.modes & MODES[mode] and each.traits.kind not in not_on
            for node in (each.tail, each.head)
        }
        return list(found)

    def _drop_lonely_nodes(self) -> None:
        used = {node for each in self.stretches for node in (each.tail, each.head)}
        self.places = {name: place for name, place in self.places.items() if name in used}


def _largest_component(ends: Integers, weight: Floats) -> npt.NDArray[np.bool_]:
    """Per node: is it in the strongly connected part that weighs most. Shape [nodes]."""
    count = len(weight)
    graph = scipy.sparse.coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    _, label = scipy.sparse.csgraph.connected_components(graph.tocsr(), directed=True, connection="strong")
    inside: npt.NDArray[np.bool_] = label == np.bincount(label, weight, minlength=1).argmax()
    return inside


def _joined(before: Stretch, after: Stretch) -> Stretch:
    points = before.points + after.points[1:]
    return Stretch(before.tail, after.head, points, before.length_m + after.length_m, before.traits)


def _with_modes(stretch: Stretch, modes: int) -> Stretch:
    if modes == stretch.traits.modes:
        return stretch
    return replace(stretch, traits=replace(stretch.traits, modes=modes))


def _ends_of(stretches: list[Stretch]) -> tuple[dict[str, list[Stretch]], dict[str, list[Stretch]]]:
    out: dict[str, list[Stretch]] = defaultdict(list)
    into: dict[str, list[Stretch]] = defaultdict(list)
    for each in stretches:
        out[each.tail].append(each)
        into[each.head].append(each)
    return out, into


def _pairs_through(out: list[Stretch], into: list[Stretch]) -> list[tuple[Stretch, Stretch]]:
    """What may be joined at a node that lies between two others; nothing where a driver chooses or something changes."""
    if len(out) != len(into) or len({each.tail for each in into} | {each.head for each in out}) != 2:
        return []
    pairs = [
        (before, after)
        for before in into
        for after in out
        if before.tail != after.head and before.traits == after.traits
    ]
    through = Counter(id(each) for pair in pairs for each in pair)
    return pairs if len(pairs) == len(out) and set(through.values()) == {1} else []


def _replace(stretches: list[Stretch], old: Stretch, new: Stretch) -> None:
    # By identity: two stretches may be equal.
    place = next(number for number, each in enumerate(stretches) if each is old)
    stretches[place] = new

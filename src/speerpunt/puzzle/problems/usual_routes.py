"""The usual way from each edge of the city to each area, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from speerpunt.engine.reachability import Reachability, Route, routes_from
from speerpunt.engine.roads.measures import NO_MEASURES

from ..enums import Mode

# Who drives a van drives as a car does.
MODES = (Mode.CAR, Mode.LORRY, Mode.BUS, Mode.BICYCLE)


@dataclass(frozen=True)
class ThereAndBack:
    """`origin`: the node at the edge. To the zone of the area that is nearest to it, and from there back."""

    origin: int
    area: str
    mode: Mode
    there: Route
    back: Route


def usual_routes(reachability: Reachability) -> Iterator[ThereAndBack]:
    """On the base in which nothing is closed; what has no way there and back is left out."""
    classes = [each.name for each in reachability.classes]
    for mode in MODES:
        if mode in classes:
            yield from _of_mode(reachability, mode, classes.index(mode))


def _of_mode(reachability: Reachability, mode: Mode, number: int) -> Iterator[ThereAndBack]:
    network = reachability.network
    minutes = reachability.link_minutes_of(number, NO_MEASURES, reachability.base)
    is_open = NO_MEASURES.is_open(network, reachability.classes)[number]
    nodes = {
        area.id: [int(network.zones[network.zone_number[zone]]) for zone in area.zones]
        for area in reachability.areas
    }
    gateways = [int(node) for node in network.gateways]
    ends = sorted({node for zones in nodes.values() for node in zones})
    there = {node: routes_from(network, node, ends, minutes, is_open) for node in gateways}
    back = {node: routes_from(network, node, gateways, minutes, is_open) for node in ends}
    for origin in gateways:
        for area, zones in nodes.items():
            node = _nearest(zones, there[origin])
            if node is not None and origin in back[node]:
                yield ThereAndBack(origin, area, mode, there[origin][node], back[node][origin])


def _nearest(nodes: list[int], routes: Mapping[int, Route]) -> int | None:
    return min(
        (node for node in nodes if node in routes), key=lambda node: routes[node].minutes, default=None
    )

"""Quickest routes from one node, street by street: what a route protocol says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..roads import Network
from ..roads.network import Floats
from ..traffic.trees import Graph, Scratch, Trees, grow_tree


@dataclass(frozen=True)
class Route:
    """Links in their order, as numbers; how long it takes, and how far it leads."""

    links: tuple[int, ...]
    minutes: float
    metres: float

    def streets(self, network: Network) -> tuple[tuple[str, float], ...]:
        """Names with metres, in order; a street that goes on is said once, and one without a name not at all."""
        found: list[tuple[str, float]] = []
        for link in self.links:
            name, metres = network.names[link], float(network.length_m[link])
            if found and found[-1][0] == name:
                found[-1] = (name, found[-1][1] + metres)
            elif name:
                found.append((name, metres))
        return tuple(found)


def routes_from(
    network: Network,
    origin: int,
    targets: Iterable[int],
    link_minutes: Floats,
    is_open: npt.NDArray[np.bool_],
) -> dict[int, Route]:
    """The quickest route from a node to each target; one that cannot be reached is left out.

    Args:
        link_minutes: shape [links].
        is_open: which links these vehicles may use; shape [links].

    >>> town = Network.build(
    ...     node_ids=["a", "b", "c"], link_ids=["ab", "bc", "ac"], tail=[0, 1, 0], head=[1, 2, 2],
    ...     free_flow_minutes=[2, 2, 9], length_m=[800, 700, 900], capacity=900, zones=[0, 2],
    ...     names=["Quay", "Quay", "Dike"])
    >>> minutes, everything = town.free_flow_minutes, np.ones(3, dtype=np.bool_)
    >>> route = routes_from(town, 0, [2], minutes, everything)[2]
    >>> route.minutes, route.metres, route.streets(town)
    (4.0, 1500.0, (('Quay', 1500.0),))
    """
    trees = Trees.room(1, network.node_count)
    minutes, into = trees.minutes[0], trees.into[0]
    scratch = Scratch.room(network.node_count)
    grow_tree(Graph.of(network), origin, link_minutes, is_open, minutes, into, trees.order[0], scratch)
    found = {}
    for target in targets:
        if np.isfinite(minutes[target]):
            links = tuple(_back(network, into, origin, target))[::-1]
            metres = float(network.length_m[list(links)].sum()) if links else 0.0
            found[target] = Route(links, float(minutes[target]), metres)
    return found


def _back(network: Network, into: npt.NDArray[np.int32], origin: int, node: int) -> Iterator[int]:
    while node != origin:
        link = int(into[node])
        yield link
        node = int(network.tail[link])

"""How long the quickest paths are: minutes say what a detour costs, metres say how far it leads."""

import numpy as np
from numba import njit

from ..roads import Network
from ..roads.network import Floats
from ..traffic.trees import Graph, Scratch, Trees, grow_tree


def od_metres(network: Network, link_minutes: Floats, is_open: np.ndarray) -> Floats:
    """Metres along the quickest path between zones, infinite where there is none; shape [zones, zones]."""
    metres = np.empty((network.zone_count, network.zone_count))
    tree = Trees.room(1, network.node_count)
    _fill(
        Graph.of(network),
        network.zones,
        link_minutes,
        is_open,
        network.length_m,
        (tree.minutes[0], tree.into[0], tree.order[0]),
        Scratch.room(network.node_count),
        metres,
    )
    return metres


@njit(cache=True, nogil=True)
def _fill(graph, zones, link_minutes, is_open, length_m, tree, scratch, metres):
    minutes, into, order = tree
    along = np.empty(minutes.shape[0])
    for row in range(zones.shape[0]):
        reached = grow_tree(graph, zones[row], link_minutes, is_open, minutes, into, order, scratch)
        along[:] = np.inf
        along[zones[row]] = 0.0
        for k in range(1, reached):
            node = order[k]
            along[node] = along[graph.tail[into[node]]] + length_m[into[node]]
        for column in range(zones.shape[0]):
            metres[row, column] = along[zones[column]]

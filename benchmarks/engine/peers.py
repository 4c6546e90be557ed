"""Others that do the same: AequilibraE for equilibria, SciPy and igraph for shortest paths.

One thread each. AequilibraE routes through nodes that nothing leaves, so these are taken away first; links whose time
does not change with traffic get a coefficient of nearly nothing, since it wants one above 0.
"""

import logging
import time
import warnings
from dataclasses import dataclass

import igraph
import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from speerpunt.engine.roads import Demand, Measures, Network
from speerpunt.engine.roads.network import Floats

logging.disable(logging.INFO)
warnings.filterwarnings("ignore")


@dataclass(frozen=True)
class PeerAnswer:
    """CPU seconds of the assignment alone, without the making of the graph."""

    seconds: float
    iterations: int
    gap: float
    tstt: float


def aequilibrae(network: Network, demand: Demand, *, gap: float, measures: Measures) -> PeerAnswer:
    """Bi-conjugate Frank-Wolfe on one core."""
    from aequilibrae.matrix import AequilibraeMatrix
    from aequilibrae.paths import Graph, TrafficAssignment, TrafficClass

    number = np.argsort(
        np.concatenate([network.zones, np.setdiff1d(np.arange(network.node_count), network.zones)])
    )
    leaves = np.isin(network.head, network.tail) | np.isin(network.head, network.zones)
    kept = np.flatnonzero(leaves & measures.is_open(network, demand.classes)[0])
    constant = (network.alpha[kept] == 0) | (network.power[kept] == 0)
    free = network.free_flow_minutes[kept] * np.where(network.power[kept] == 0, 1 + network.alpha[kept], 1.0)
    table = pd.DataFrame(
        {
            "link_id": np.arange(1, len(kept) + 1),
            "a_node": number[network.tail[kept]] + 1,
            "b_node": number[network.head[kept]] + 1,
            "direction": 1,
            "capacity": network.capacity[kept],
            "free": np.maximum(free + network.fixed_minutes[kept], 1e-7),
            "alpha": np.where(constant, 1e-12, network.alpha[kept]),
            "power": np.where(constant, 1.0, network.power[kept]),
        }
    )
    graph = Graph()
    graph.network, graph.network_ok, graph.status, graph.mode = table, True, "OK", "a"
    graph.prepare_graph(np.arange(1, network.zone_count + 1))
    graph.set_graph("free")
    graph.set_blocked_centroid_flows(not network.is_through[network.zones].any())
    matrix = AequilibraeMatrix()
    matrix.create_empty(zones=network.zone_count, matrix_names=["trips"], memory_only=True)
    matrix.index[:] = np.arange(1, network.zone_count + 1)
    matrix.matrix["trips"][:, :] = demand.trips[0]
    matrix.computational_view(["trips"])
    assignment = TrafficAssignment()
    assignment.set_classes([TrafficClass("car", graph, matrix)])
    assignment.set_vdf("BPR")
    assignment.set_vdf_parameters({"alpha": "alpha", "beta": "power"})
    assignment.set_capacity_field("capacity")
    assignment.set_time_field("free")
    assignment.set_algorithm("bfw")
    assignment.max_iter, assignment.rgap_target = 20_000, gap
    assignment.set_cores(1)
    begin = time.process_time()
    assignment.execute()
    seconds = time.process_time() - begin
    rounds = assignment.report()
    flow = assignment.results()["PCE_AB"].fillna(0.0).to_numpy()
    minutes = table["free"] * (1 + table["alpha"] * (flow / table["capacity"]) ** table["power"])
    return PeerAnswer(
        seconds,
        int(rounds["iteration"].iloc[-1]),
        float(rounds["rgap"].iloc[-1]),
        float((flow * minutes).sum()),
    )


def scipy_times(network: Network, link_minutes: Floats) -> float:
    """CPU seconds for the times from each zone to all nodes."""
    graph = csr_array(
        (np.maximum(link_minutes, 1e-9), (network.tail, network.head)),
        shape=(network.node_count, network.node_count),
    )
    begin = time.process_time()
    dijkstra(graph, indices=network.zones)
    return time.process_time() - begin


def igraph_times(network: Network, link_minutes: Floats) -> float:
    """CPU seconds for the times from each zone to all nodes."""
    pairs = np.stack([network.tail, network.head], axis=1).tolist()
    graph = igraph.Graph(n=network.node_count, edges=pairs, directed=True)
    weights = np.maximum(link_minutes, 1e-9).tolist()
    begin = time.process_time()
    graph.distances(source=network.zones.tolist(), weights=weights, mode="out")
    return time.process_time() - begin

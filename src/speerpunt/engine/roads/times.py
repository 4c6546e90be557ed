"""Travel times between zones on the empty road."""

import numpy as np
import scipy

from .network import Floats, Network


def zone_minutes(network: Network, mode: str = "car") -> Floats:
    """Minutes of the quickest way from zone to zone for these vehicles, without traffic; shape [zones, zones].

    Nodes that are no through nodes are only started from and arrived at. Infinite where there is no way.

    >>> road = Network.build(node_ids=["a", "b", "c"], link_ids=["ab", "bc"], tail=[0, 1], head=[1, 2],
    ...                      free_flow_minutes=[2.0, 3.0], capacity=[900.0, 900.0], zones=[0, 1, 2],
    ...                      is_through=[True, False, True])
    >>> zone_minutes(road)
    array([[ 0.,  2., inf],
           [inf,  0.,  3.],
           [inf, inf,  0.]])
    """
    usable = np.flatnonzero(network.allows(mode))
    minutes = (network.free_flow_minutes + network.fixed_minutes)[usable]
    # A node without passage is two: links end at the one, and start from the other.
    start = np.arange(network.node_count) + np.where(network.is_through, 0, network.node_count)
    tail, head = start[network.tail[usable]], network.head[usable]
    quickest_first = np.lexsort((minutes, head, tail))
    pairs = np.column_stack([tail, head])[quickest_first]
    is_first = np.append(True, (np.diff(pairs, axis=0) != 0).any(axis=1))[: len(pairs)]
    ends, cost = pairs[is_first], minutes[quickest_first][is_first]
    graph = scipy.sparse.csr_array((cost, (ends[:, 0], ends[:, 1])), shape=(2 * network.node_count,) * 2)
    between: Floats = scipy.sparse.csgraph.dijkstra(graph, indices=start[network.zones])[:, network.zones]
    np.fill_diagonal(between, 0.0)
    return between

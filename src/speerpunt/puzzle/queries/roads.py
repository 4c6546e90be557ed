"""The road network of the collective at hand, as the engine has it."""

import tempfile
from functools import lru_cache
from pathlib import Path

from speerpunt.core.models import Collective
from speerpunt.engine.roads import Demand, Network, gmns, matrices
from speerpunt.engine.roads.snapping import Snapper

from ..models import RoadNetwork


def network_of(collective: Collective) -> RoadNetwork | None:
    """The newest one."""
    return RoadNetwork.objects.filter(collective=collective).first()


def roads_of(network: RoadNetwork) -> tuple[Network, Demand | None]:
    """Read once in each process.

    Raises:
        InputProblem: the tables do not make a network.
    """
    return _read(network.digest, network.node_table, network.link_table, network.trips_table)


@lru_cache(maxsize=8)
def _read(_digest: str, nodes: str, links: str, trips: str) -> tuple[Network, Demand | None]:
    with tempfile.TemporaryDirectory() as folder:
        for name, table in (("node", nodes), ("link", links), ("trips", trips)):
            (Path(folder) / f"{name}.csv").write_text(table, encoding="utf-8")
        network = gmns.read_network(folder)
        demand = matrices.read_csv(Path(folder) / "trips.csv", network) if trips else None
    return network, demand


def snapper_of(network: RoadNetwork) -> Snapper:
    """Finds links of it; made once in each process."""
    roads, _demand = roads_of(network)
    return _snapper(network.digest, roads)


@lru_cache(maxsize=8)
def _snapper(_digest: str, roads: Network) -> Snapper:
    return Snapper(roads)

"""Networks to measure on: the published ones where they are at hand, and a grid city of any size."""

from pathlib import Path

import numpy as np

from speerpunt.engine.roads import Demand, Measures, Network, tntp
from speerpunt.engine.traffic import Equilibrium

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "network" / "tntp"


def published(name: str) -> tuple[Network, Demand] | None:
    """None where the files are not on this machine."""
    files = PUBLISHED / name / name
    if not Path(f"{files}_net.tntp").exists():
        return None
    network = tntp.read_network(f"{files}_net.tntp")
    return network, tntp.read_trips(f"{files}_trips.tntp", network)


def grid_city(links: int, *, zones: int = 60, seed: int = 1) -> tuple[Network, Demand]:
    """A square grid of two-way streets with about `links` links; every sixth street is an arterial.

    Zones lie off the streets, and trips grow with the links, so that streets are about as full in each size.
    """
    rng = np.random.default_rng(seed)
    side = max(4, round((links / 4) ** 0.5))
    number = np.arange(side * side).reshape(side, side)
    across = np.stack([number[:, :-1].ravel(), number[:, 1:].ravel()], axis=1)
    along = np.stack([number[:-1].ravel(), number[1:].ravel()], axis=1)
    row = np.concatenate([np.repeat(np.arange(side), side - 1), np.tile(np.arange(side), side - 1)])
    streets = np.concatenate([across, along])
    is_arterial = np.tile(row % 6 == 0, 2)
    ends = np.concatenate([streets, streets[:, ::-1]])
    places = rng.choice(side * side, min(zones, side * side // 2), replace=False)
    outside = np.arange(len(places)) + side * side
    connectors = np.concatenate([np.stack([outside, places], axis=1), np.stack([places, outside], axis=1)])
    everything = np.concatenate([ends, connectors])
    minutes = np.where(is_arterial, 0.25, 0.4) * rng.uniform(0.8, 1.2, len(ends))
    network = Network.build(
        node_ids=[str(node) for node in range(side * side + len(places))],
        is_through=np.arange(side * side + len(places)) < side * side,
        link_ids=[str(link) for link in range(len(everything))],
        tail=everything[:, 0],
        head=everything[:, 1],
        length_m=200.0,
        free_flow_minutes=np.append(minutes, np.full(len(connectors), 0.1)),
        capacity=np.append(np.where(is_arterial, 1800.0, 800.0), np.full(len(connectors), 1e6)),
        alpha=np.append(np.full(len(ends), 0.15), np.zeros(len(connectors))),
        zones=outside,
    )
    trips = rng.gamma(0.5, 1.0, (len(places), len(places)))
    np.fill_diagonal(trips, 0.0)
    return network, Demand(trips * 400.0 * side / trips.sum() * 2)


def closures(network: Network, base: Equilibrium, count: int, seed: int = 1) -> list[Measures]:
    """Closures of single links that carry traffic, none of them beside a zone."""
    is_street = network.is_through[network.tail] & network.is_through[network.head]
    used = np.flatnonzero(is_street & (base.link_volume > 0))
    chosen = np.random.default_rng(seed).choice(used, count, replace=False)
    return [Measures.closing([network.link_ids[link]]) for link in chosen]

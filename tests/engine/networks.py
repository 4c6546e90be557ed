"""Networks for tests: small ones of our own, random ones, and where the published ones lie."""

from pathlib import Path

import numpy as np
import pytest

from speerpunt.engine.roads import Demand, Network

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "network" / "tntp"


def published(name: str) -> Path:
    """The start of the file names of a published network; skips where they are not at hand."""
    folder = PUBLISHED / name if (PUBLISHED / name).is_dir() else PUBLISHED
    if not (folder / f"{name}_net.tntp").exists():
        pytest.skip(f"the published network {name} is not on this machine")
    return folder / name


def braess(*, with_shortcut: bool) -> tuple[Network, Demand]:
    """The paradox of Braess (1968): six trips from s to e; the shortcut u-v makes all of them slower."""
    links = {
        "s-u": (0, 1, 0.0, 10.0),
        "s-v": (0, 2, 50.0, 1.0),
        "u-e": (1, 3, 50.0, 1.0),
        "v-e": (2, 3, 0.0, 10.0),
        "u-v": (1, 2, 10.0, 1.0),
    }
    if not with_shortcut:
        del links["u-v"]
    tail, head, fixed, slope = zip(*links.values(), strict=True)
    # t = fixed + slope * v, as BPR with a free flow time of 1, which the fixed minutes take back.
    network = Network.build(
        node_ids=["s", "u", "v", "e"],
        link_ids=list(links),
        tail=tail,
        head=head,
        free_flow_minutes=1e-9,
        capacity=1.0,
        alpha=np.array(slope) * 1e9,
        power=1.0,
        fixed_minutes=fixed,
        zones=[0, 3],
    )
    return network, Demand(np.array([[0.0, 6.0], [0.0, 0.0]]))


def random_city(
    seed: int, *, nodes: int = 25, zones: int = 6, trips: float = 3000.0
) -> tuple[Network, Demand]:
    """A strongly connected network of random streets, with zones as no through nodes at the edge."""
    rng = np.random.default_rng(seed)
    ring = rng.permutation(nodes)
    pairs = {(int(ring[k]), int(ring[(k + 1) % nodes])) for k in range(nodes)}
    pairs |= {(head, tail) for tail, head in pairs}
    while len(pairs) < 4 * nodes:
        tail, head = rng.integers(nodes, size=2)
        if tail != head:
            pairs.add((int(tail), int(head)))
    places = rng.choice(nodes, zones, replace=False)
    connectors = [(nodes + zone, int(place)) for zone, place in enumerate(places)]
    ends = sorted(pairs) + connectors + [(head, tail) for tail, head in connectors]
    streets = len(pairs)
    network = Network.build(
        node_ids=[str(number) for number in range(nodes + zones)],
        is_through=np.arange(nodes + zones) < nodes,
        link_ids=[f"{tail}-{head}" for tail, head in ends],
        tail=[tail for tail, _ in ends],
        head=[head for _, head in ends],
        length_m=500.0,
        free_flow_minutes=np.append(rng.uniform(0.5, 3.0, streets), np.zeros(2 * zones)),
        capacity=np.append(rng.uniform(300, 1500, streets), np.full(2 * zones, 1e6)),
        alpha=np.append(np.full(streets, 0.15), np.zeros(2 * zones)),
        zones=range(nodes, nodes + zones),
    )
    demand = rng.uniform(0, 1, (zones, zones))
    np.fill_diagonal(demand, 0)
    return network, Demand(demand * trips / demand.sum())

"""Equilibria: cold and after a closure beside AequilibraE, shortest paths beside SciPy and igraph, and growth."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import numpy as np

from speerpunt.engine.roads import Demand, Measures, Network
from speerpunt.engine.roads.measures import NO_MEASURES
from speerpunt.engine.traffic import Assignment, Equilibrium
from speerpunt.engine.traffic.trees import Graph, Scratch, Trees, grow_tree, mend_trees

from . import peers
from .networks import closures, grid_city, published
from .report import table

GAPS = (1e-4, 1e-6)
CLOSURES = 8
REPEATS = 7
SIZES = (1_000, 3_000, 10_000, 30_000)


def section() -> Iterator[str]:
    known = {name: found for name in ("Anaheim", "Barcelona") if (found := published(name))}
    if known:
        yield "### Equilibrium beside AequilibraE\n"
        yield (
            "CPU seconds on one core, compiled before; ours from trips to flows, theirs (bi-conjugate Frank-Wolfe) "
            "without the making of the graph. After a closure ours starts warm from the base at 1e-9, theirs anew: "
            f"it has no other way. Medians of {REPEATS} runs (ours) and of {CLOSURES} closures of streets in use. "
            "The last column: how far apart the total times are.\n"
        )
        yield from table(
            ("network", "", "gap", "ours ms", "rounds", "theirs ms", "rounds", "ratio", "apart"),
            [row for name, (network, demand) in known.items() for row in _beside(name, network, demand)],
        )
        yield "### Shortest paths beside SciPy and igraph\n"
        yield "From every zone to every node, at the times of the equilibrium; CPU milliseconds, medians.\n"
        yield from table(
            ("network", "links", "ours, grown", "ours, mended", "SciPy", "igraph"),
            [_paths(name, network, demand) for name, (network, demand) in known.items()],
        )
    yield "### Growth\n"
    yield from _growth()


def cpu_ms(run: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Median CPU milliseconds of a call."""
    return median(_timed(run)[0] for _ in range(repeats)) * 1000


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.process_time()
    answer = run()
    return time.process_time() - begin, answer


def _beside(name: str, network: Network, demand: Demand) -> Iterator[tuple[Any, ...]]:
    assignment = Assignment(network, demand)
    base = assignment.solve(gap=1e-9)
    for gap in GAPS:
        ours = cpu_ms(lambda gap=gap: assignment.solve(gap=gap, keep_restart=False))
        answer = assignment.solve(gap=gap)
        theirs = peers.aequilibrae(network, demand, gap=gap, measures=NO_MEASURES)
        yield _row(name, "cold", gap, ours, answer.iterations, theirs, answer.tstt)
    for gap in GAPS:
        pairs = [
            (
                *_timed(lambda closed=closed, gap=gap: _warm(assignment, closed, gap, base)),
                peers.aequilibrae(network, demand, gap=gap, measures=closed),
            )
            for closed in closures(network, base, CLOSURES)
        ]
        middle = sorted(pairs, key=lambda pair: pair[2].seconds / pair[0])[len(pairs) // 2]
        yield _row(name, "closure", gap, middle[0] * 1000, middle[1].iterations, middle[2], middle[1].tstt)


def _warm(assignment: Assignment, closed: Measures, gap: float, base: Equilibrium) -> Equilibrium:
    return assignment.solve(closed, gap=gap, start=base.restart, keep_restart=False)


def _row(
    name: str, what: str, gap: float, ours_ms: float, rounds: int, theirs: peers.PeerAnswer, tstt: float
) -> tuple[Any, ...]:
    theirs_ms = theirs.seconds * 1000
    return (
        name,
        what,
        f"{gap:.0e}",
        f"{ours_ms:.1f}",
        rounds,
        f"{theirs_ms:.0f}",
        theirs.iterations,
        f"**{theirs_ms / ours_ms:.0f}x**",
        f"{abs(theirs.tstt / tstt - 1):.0e}",
    )


def _paths(name: str, network: Network, demand: Demand) -> tuple[Any, ...]:
    base = Assignment(network, demand).solve(gap=1e-6)
    graph, scratch, trees = Graph.of(network), *_room(network)
    is_open = np.ones((1, network.link_count), dtype=np.bool_)
    of_class = np.zeros(network.zone_count, np.int32)

    def grown() -> None:
        for number, node in enumerate(network.zones):
            trees.size[number] = grow_tree(
                graph,
                node,
                base.link_minutes,
                is_open[0],
                trees.minutes[number],
                trees.into[number],
                trees.order[number],
                scratch,
            )

    other = base.link_minutes * np.random.default_rng(1).uniform(0.98, 1.02, network.link_count)

    def mended() -> None:
        mend_trees(graph, network.zones, of_class, other, is_open, trees, scratch)

    grown()
    ours = cpu_ms(grown)
    mended()
    scipy_ms = median(peers.scipy_times(network, base.link_minutes) for _ in range(REPEATS)) * 1000
    igraph_ms = median(peers.igraph_times(network, base.link_minutes) for _ in range(REPEATS)) * 1000
    return (
        name,
        network.link_count,
        f"{ours:.2f}",
        f"{cpu_ms(mended):.2f}",
        f"{scipy_ms:.2f}",
        f"{igraph_ms:.2f}",
    )


def _room(network: Network) -> tuple[Scratch, Trees]:
    return Scratch.room(network.node_count), Trees.room(network.zone_count, network.node_count)


def _growth() -> Iterator[str]:
    rows, links, seconds = [], [], []
    for size in SIZES:
        network, demand = grid_city(size)
        tracemalloc.start()
        assignment = Assignment(network, demand)
        cold, base = _timed(lambda assignment=assignment: assignment.solve(gap=1e-6))
        memory = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        cold = min(cold, _timed(lambda assignment=assignment: assignment.solve(gap=1e-6))[0])
        warm = median(
            _timed(lambda closed=closed: _warm(assignment, closed, 1e-6, base))[0]  # noqa: B023 (called at once)
            for closed in closures(network, base, 5)
        )
        links.append(network.link_count)
        seconds.append(cold)
        rows.append(
            (
                f"{network.link_count:,}",
                network.zone_count,
                f"{cold * 1000:.0f}",
                base.iterations,
                f"{warm * 1000:.0f}",
                f"{memory:.0f}",
            )
        )
    exponent = float(np.polyfit(np.log(links), np.log(seconds), 1)[0])
    yield (
        "A grid city, 60 zones, streets about as full in each size, to a gap of 1e-6. Cold time grows with the number "
        f"of links to the power {exponent:.2f}. Memory is the most that was held.\n"
    )
    yield from table(("links", "zones", "cold ms", "rounds", "closure, warm ms", "MiB"), rows)

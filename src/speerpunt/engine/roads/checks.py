"""What is odd about a network: one check per problem, in words for who made it.

A network that can be built may still be wrong. These checks find what usually is a slip. They change nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import scipy

from .coordinates import metres_per_degree
from .demand import Demand
from .network import MODES, MOTOR_MODES, Integers, Network
from .times import zone_minutes

FASTEST_KMH, SLOWEST_KMH = 160.0, 3.0
LARGEST_DROP = 4.0
"""Capacity that falls to less than a quarter from one link to its only follower."""


@dataclass(frozen=True)
class Finding:
    """What one check found: the links and nodes it is about, by id, and what is wrong in plain words."""

    check: str
    words: str
    links: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()


def check(network: Network, demand: Demand | None = None) -> list[Finding]:
    """Everything that looks wrong, in the order of `CHECKS`. With `demand`, also trips that no road serves.

    >>> road = Network.build(node_ids=["a", "b"], link_ids=["ab"], tail=[0], head=[1],
    ...                      free_flow_minutes=[2.0], capacity=[0.0], zones=[0, 1])
    >>> for finding in check(road):
    ...     print(f"{finding.check}: {finding.words}")
    zero_capacity: Link 'ab' has no capacity, so nobody can use it.
    dead_zones: Zone 'a' cannot be reached by any road.
    dead_zones: Zone 'b' cannot be left by any road.
    """
    findings = [finding for each in CHECKS for finding in each(network)]
    if demand is not None:
        demand.check_fits(network)
        findings += trips_without_a_way(network, demand)
    return findings


def islands(network: Network) -> Iterator[Finding]:
    """Roads on which a kind of vehicle cannot get from anywhere to anywhere and back."""
    modes: dict[tuple[int, ...], list[str]] = {}
    for mode in MODES:
        modes.setdefault(tuple(_outside_largest_part(network, mode).tolist()), []).append(mode)
    for nodes, names in modes.items():
        if nodes:
            words = (
                f"{_count(len(nodes), 'node')} of the roads for {', '.join(names)} cannot be driven to and back from "
                "the rest."
            )
            yield Finding("islands", words, nodes=tuple(network.node_ids[node] for node in nodes))


def zero_capacity(network: Network) -> Iterator[Finding]:
    for link in np.flatnonzero((network.capacity == 0) & (network.modes != MODES["bicycle"])):
        name = network.link_ids[link]
        yield Finding("zero_capacity", f"Link {name!r} has no capacity, so nobody can use it.", (name,))


def dead_zones(network: Network) -> Iterator[Finding]:
    """Zones from which or to which no link leads. A gateway may be one-way; a zone of the city may not."""
    leaving, arriving = set(network.tail.tolist()), set(network.head.tolist())
    gateways = set(network.gateways.tolist())
    for zone, node in zip(network.zone_ids, network.zones.tolist(), strict=True):
        cannot = [word for word, known in (("left", leaving), ("reached", arriving)) if node not in known]
        if len(cannot) == 2 or (cannot and node not in gateways):
            words = f"Zone {zone!r} cannot be {' or '.join(cannot)} by any road."
            yield Finding("dead_zones", words, nodes=(network.node_ids[node],))


def times_of_nothing(network: Network) -> Iterator[Finding]:
    """A link that takes no time although it has length; negative times no network can hold."""
    for link in np.flatnonzero((network.free_flow_minutes == 0) & (network.length_m > 0)):
        name = network.link_ids[link]
        words = f"Link {name!r} is {network.length_m[link]:.0f} m long and takes no time."
        yield Finding("times_of_nothing", words, (name,))


def impossible_speeds(network: Network) -> Iterator[Finding]:
    """Length against time that nobody drives; said once where it is so on most links, because then a unit is wrong."""
    known = (network.free_flow_minutes > 0) & (network.length_m > 0)
    kmh = np.zeros(network.link_count)
    np.divide(network.length_m * 0.06, network.free_flow_minutes, out=kmh, where=known)
    odd = np.flatnonzero(known & ((kmh > FASTEST_KMH) | (kmh < SLOWEST_KMH)))
    usual = f"between {SLOWEST_KMH:g} and {FASTEST_KMH:g} is to be expected"
    if len(odd) > 3 and 2 * len(odd) > known.sum():
        words = f"On {len(odd)} links speeds are odd ({usual}): lengths are not in metres, or times not in minutes."
        yield Finding("impossible_speeds", words, tuple(network.link_ids[link] for link in odd))
        return
    for link in odd:
        name = network.link_ids[link]
        words = f"On link {name!r} one drives {kmh[link]:.1f} km/h on the empty road; {usual}."
        yield Finding("impossible_speeds", words, (name,))


def too_short(network: Network) -> Iterator[Finding]:
    """A link that is shorter than the straight line between its nodes, by more than 1% and 1 m."""
    east, north = metres_per_degree((network.y[network.tail] + network.y[network.head]) / 2)
    straight = np.hypot(
        (network.x[network.head] - network.x[network.tail]) * east,
        (network.y[network.head] - network.y[network.tail]) * north,
    )
    with np.errstate(invalid="ignore"):
        short = (network.length_m > 0) & (network.length_m < 0.99 * straight - 1)
    for link in np.flatnonzero(short):
        name = network.link_ids[link]
        words = f"Link {name!r} is {network.length_m[link]:.0f} m long, and its ends lie {straight[link]:.0f} m apart."
        yield Finding("too_short", words, (name,))


def parallel_links(network: Network) -> Iterator[Finding]:
    """Links that are there twice: same nodes, same length, shared vehicles."""
    first: dict[tuple[int, int, float], int] = {}
    keys = zip(network.tail.tolist(), network.head.tolist(), network.length_m.round(1).tolist(), strict=True)
    for link, key in enumerate(keys):
        other = first.setdefault(key, link)
        if other != link and network.modes[other] & network.modes[link]:
            names = (network.link_ids[other], network.link_ids[link])
            words = f"Links {names[0]!r} and {names[1]!r} run between the same nodes and are equally long."
            yield Finding("parallel_links", words, names)


def dead_ends(network: Network) -> Iterator[Finding]:
    """One-way links into a node that no link leaves, or out of a node that none reaches, where no zone lies."""
    leaves, arrives = _degrees(network)
    is_zone = np.isin(np.arange(network.node_count), network.zones)
    for links, words in (
        (((leaves == 0) & ~is_zone)[network.head], "leads to where no other link leaves"),
        (((arrives == 0) & ~is_zone)[network.tail], "starts where no other link leads"),
    ):
        for link in np.flatnonzero(links):
            name = network.link_ids[link]
            yield Finding("dead_ends", f"Link {name!r} {words}.", (name,))


def capacity_jumps(network: Network) -> Iterator[Finding]:
    """A road for motor vehicles that goes on as its only follower with less than a quarter of its capacity."""
    is_motor = (network.modes & MOTOR_MODES) > 0
    is_zone = np.isin(np.arange(network.node_count), network.zones)
    for link in np.flatnonzero(is_motor & ~is_zone[network.head] & ~is_zone[network.tail]):
        node = network.head[link]
        onward = np.arange(network.first_out[node], network.first_out[node + 1])
        onward = onward[is_motor[onward] & (network.head[onward] != network.tail[link])]
        if len(onward) != 1:
            continue
        before, after = float(network.capacity[link]), float(network.capacity[onward[0]])
        if 0 < after * LARGEST_DROP < before:
            names = (network.link_ids[link], network.link_ids[onward[0]])
            words = (
                f"Link {names[0]!r} carries {before:.0f} vehicles an hour and goes on as {names[1]!r}, "
                f"which carries {after:.0f}."
            )
            yield Finding("capacity_jumps", words, names)


def useless_gateways(network: Network) -> Iterator[Finding]:
    """Gateways from which, and to which, no zone can be driven by car."""
    if not network.gateways.size or network.zone_count == network.gateways.size:
        return
    reached = np.isfinite(zone_minutes(network))
    is_gateway = np.isin(network.zones, network.gateways)
    for number in np.flatnonzero(is_gateway):
        if not (reached[number, ~is_gateway].any() or reached[~is_gateway, number].any()):
            words = f"From gateway {network.zone_ids[number]!r} no zone can be reached, and from no zone the gateway."
            yield Finding("useless_gateways", words, nodes=(network.node_ids[network.zones[number]],))


def trips_without_a_way(network: Network, demand: Demand) -> list[Finding]:
    """Trips between zones that no road for their vehicles connects."""
    findings = []
    for number, each in enumerate(demand.classes):
        lost = demand.trips[number] * ~np.isfinite(zone_minutes(network, each.mode))
        for start in np.flatnonzero(lost.any(axis=1)):
            zones = [network.zone_ids[end] for end in np.flatnonzero(lost[start])]
            words = (
                f"{lost[start].sum():.0f} trips an hour ({each.name}) leave zone {network.zone_ids[start]!r} for "
                f"{_some(zones)}, and no road for {each.mode} leads there."
            )
            node = network.node_ids[network.zones[start]]
            findings.append(Finding("trips_without_a_way", words, nodes=(node,)))
    return findings


CHECKS: tuple[Callable[[Network], Iterator[Finding]], ...] = (
    islands, zero_capacity, dead_zones, times_of_nothing, impossible_speeds, too_short, parallel_links, dead_ends,
    capacity_jumps, useless_gateways,
)  # fmt: skip


def _outside_largest_part(network: Network, mode: str) -> Integers:
    """Nodes on roads for this mode that are not strongly connected with most; not zones with roads in one direction,
    which have checks of their own."""
    usable = np.flatnonzero(network.allows(mode))
    tail, head = network.tail[usable], network.head[usable]
    graph = scipy.sparse.coo_array((np.ones(len(usable)), (tail, head)), shape=(network.node_count,) * 2)
    _, part = scipy.sparse.csgraph.connected_components(graph.tocsr(), directed=True, connection="strong")
    nodes: Integers = np.unique(np.concatenate([tail, head]))
    if not nodes.size:
        return nodes
    leaves, arrives = _degrees(network)
    is_one_way_zone = ((leaves == 0) | (arrives == 0)) & np.isin(np.arange(network.node_count), network.zones)
    outside: Integers = nodes[(part[nodes] != np.bincount(part[nodes]).argmax()) & ~is_one_way_zone[nodes]]
    return outside


def _degrees(network: Network) -> tuple[Integers, Integers]:
    """Links that leave and that reach each node; shape [nodes]."""
    leaves, arrives = (
        np.bincount(ends, minlength=network.node_count) for ends in (network.tail, network.head)
    )
    return leaves.astype(np.int32), arrives.astype(np.int32)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _some(names: list[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"

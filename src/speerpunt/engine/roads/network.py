"""A road network as arrays: nodes, directed links, zones and gateways."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ..problems import InputProblem

MODES = {"car": 1, "van": 2, "lorry": 4, "bus": 8, "bicycle": 16, "emergency": 32}
"""Kinds of vehicle, each a bit of `Network.modes`."""

ALL_MODES = sum(MODES.values())
MOTOR_MODES = ALL_MODES - MODES["bicycle"]

BPR, CONICAL = 0, 1
"""Volume-delay functions: Bureau of Public Roads (1964), and the conical function of Spiess (1990)."""

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes and directed links, in the order of their tails (forward star).

    Per link: `tail`, `head` (numbers of nodes), `length_m`, `free_flow_minutes`, `capacity` (vehicles per hour),
    `delay_function` (`BPR` or `CONICAL`) with parameters `alpha` and `power`, `fixed_minutes` (toll or other time
    that traffic does not change), `modes` (bits of `MODES`), `link_ids`, `names`. Per node: `node_ids`, `x`, `y`
    (WGS84 longitude and latitude, or NaN), `is_through` (False where traffic may start and end, not pass). `zones`
    and `gateways` are numbers of nodes; each gateway is a zone. `zone_ids` names each zone, as trips know it (the id
    of its node, unless told otherwise). `geometry` holds one array of shape [points, 2] per link where the shape of
    the road is known.

    Make one with `Network.build`, which sorts and checks.
    """

    node_ids: tuple[str, ...]
    x: Floats
    y: Floats
    is_through: npt.NDArray[np.bool_]
    link_ids: tuple[str, ...]
    tail: Integers
    head: Integers
    length_m: Floats
    free_flow_minutes: Floats
    capacity: Floats
    delay_function: npt.NDArray[np.int8]
    alpha: Floats
    power: Floats
    fixed_minutes: Floats
    modes: npt.NDArray[np.uint8]
    names: tuple[str, ...]
    zones: Integers
    gateways: Integers
    geometry: tuple[Floats | None, ...] = field(default=(), repr=False)
    zone_ids: tuple[str, ...] = ()

    @classmethod
    def build(
        cls,
        *,
        node_ids: Sequence[str],
        link_ids: Sequence[str],
        tail: Iterable[int],
        head: Iterable[int],
        free_flow_minutes: npt.ArrayLike,
        capacity: npt.ArrayLike,
        zones: Iterable[int],
        x: npt.ArrayLike | None = None,
        y: npt.ArrayLike | None = None,
        is_through: npt.ArrayLike | None = None,
        length_m: npt.ArrayLike = 0.0,
        delay_function: npt.ArrayLike = BPR,
        alpha: npt.ArrayLike = 0.15,
        power: npt.ArrayLike = 4.0,
        fixed_minutes: npt.ArrayLike = 0.0,
        modes: npt.ArrayLike = ALL_MODES,
        names: Sequence[str] | None = None,
        gateways: Iterable[int] = (),
        geometry: Sequence[Floats | None] | None = None,
        zone_ids: Sequence[str] | None = None,
    ) -> Self:
        """Sort links by tail, and refuse what no algorithm can use. Scalars hold for every link.

        >>> road = Network.build(node_ids=["a", "b"], link_ids=["ab"], tail=[0], head=[1],
        ...                      free_flow_minutes=[2.0], capacity=[900.0], zones=[0, 1])
        >>> road.link_count, road.node_count, road.zone_count
        (1, 2, 2)

        Raises:
            InputProblem: ids occur twice, a link ends at no node, a number is negative or not finite.
        """
        tails = np.asarray(list(tail), dtype=np.int32)
        order = np.argsort(tails, kind="stable")
        zone_nodes = [int(node) for node in zones]
        count, nodes = len(tails), len(node_ids)

        def per_link(values: npt.ArrayLike, dtype: npt.DTypeLike) -> Any:
            spread = np.broadcast_to(np.asarray(values, dtype=dtype), (count,))
            return spread[order]

        network = cls(
            node_ids=tuple(node_ids),
            x=_per_node(x, nodes, np.nan, np.float64),
            y=_per_node(y, nodes, np.nan, np.float64),
            is_through=_per_node(is_through, nodes, True, np.bool_),
            link_ids=tuple(link_ids[i] for i in order),
            tail=tails[order],
            head=per_link(list(head), np.int32),
            length_m=per_link(length_m, np.float64),
            free_flow_minutes=per_link(free_flow_minutes, np.float64),
            capacity=per_link(capacity, np.float64),
            delay_function=per_link(delay_function, np.int8),
            alpha=per_link(alpha, np.float64),
            power=per_link(power, np.float64),
            fixed_minutes=per_link(fixed_minutes, np.float64),
            modes=per_link(modes, np.uint8),
            names=tuple(names[i] for i in order) if names is not None else ("",) * count,
            zones=np.asarray(zone_nodes, dtype=np.int32),
            gateways=np.asarray(list(gateways), dtype=np.int32),
            geometry=tuple(geometry[i] for i in order) if geometry is not None else (),
            zone_ids=tuple(zone_ids or (node_ids[node] for node in zone_nodes if node in range(nodes))),
        )
        _refuse_what_cannot_be(network)
        return network

    @property
    def node_count(self) -> int:
        return len(self.node_ids)

    @property
    def link_count(self) -> int:
        return len(self.link_ids)

    @property
    def zone_count(self) -> int:
        return len(self.zones)

    @cached_property
    def first_out(self) -> Integers:
        """Links `first_out[n]` up to `first_out[n + 1]` leave node `n`; shape [nodes + 1]."""
        counts = np.bincount(self.tail, minlength=self.node_count)
        return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)

    @cached_property
    def link_number(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.link_ids)}

    @cached_property
    def node_number(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.node_ids)}

    @cached_property
    def zone_number(self) -> dict[str, int]:
        """Place of a zone in `zones`, by its id."""
        return {name: number for number, name in enumerate(self.zone_ids)}

    @cached_property
    def reverse(self) -> Integers:
        """The link back, for each link; -1 where there is none, or more than one."""
        between: dict[tuple[int, int], int] = {}
        for link, ends in enumerate(zip(self.tail.tolist(), self.head.tolist(), strict=True)):
            between[ends] = link if ends not in between else -1
        pairs = zip(self.head.tolist(), self.tail.tolist(), strict=True)
        return np.array([between.get(pair, -1) for pair in pairs], dtype=np.int32)

    def links(self, ids: Iterable[str], *, source: str = "") -> Integers:
        """Numbers of the links with these ids. A link may also be named by its nodes, as `tail-head`.

        >>> road = Network.build(node_ids=["a", "b"], link_ids=["quay"], tail=[0], head=[1],
        ...                      free_flow_minutes=[2.0], capacity=[900.0], zones=[0, 1])
        >>> road.links(["quay", "a-b"]).tolist()
        [0, 0]

        Raises:
            InputProblem: a name that the network does not have, or that fits several links.
        """
        return np.array([self._link(name, source) for name in ids], dtype=np.int32)

    def _link(self, name: str, source: str) -> int:
        if name in self.link_number:
            return self.link_number[name]
        found = self._by_ends.get(name, ())
        if len(found) > 1:
            ids = ", ".join(repr(self.link_ids[link]) for link in found)
            raise InputProblem(f"{name!r} fits {len(found)} links: {ids}", source=source)
        if not found:
            raise InputProblem(f"the network has no link {name!r}", source=source)
        return found[0]

    @cached_property
    def _by_ends(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for link, (tail, head) in enumerate(zip(self.tail.tolist(), self.head.tolist(), strict=True)):
            found.setdefault(f"{self.node_ids[tail]}-{self.node_ids[head]}", []).append(link)
        return found

    def line_of(self, link: int) -> Floats:
        """Its shape; straight between its ends where no other is known. Shape [points, 2], longitude and latitude."""
        line = self.geometry[link] if self.geometry else None
        if line is not None:
            return line
        ends = [self.tail[link], self.head[link]]
        return np.column_stack([self.x[ends], self.y[ends]])

    def allows(self, mode: str) -> npt.NDArray[np.bool_]:
        """Per link: may vehicles of this kind use it. Shape [links]."""
        return (self.modes & MODES[mode]).astype(np.bool_)

    def without_delay(self) -> Self:
        """The same network on which traffic slows nobody: for when no demand is known."""
        return replace(
            self, alpha=np.zeros(self.link_count), delay_function=np.zeros(self.link_count, np.int8)
        )


def named_by_ends(ends: Iterable[tuple[str, str]]) -> list[str]:
    """Call each link by the nodes at its ends, in their order, with a number where there are more between them.

    >>> named_by_ends([("1", "2"), ("2", "1"), ("1", "2")])
    ['1-2', '2-1', '1-2#2']
    """
    seen: Counter[tuple[str, str]] = Counter()
    names = []
    for tail, head in ends:
        seen[tail, head] += 1
        nth = seen[tail, head]
        names.append(f"{tail}-{head}" + (f"#{nth}" if nth > 1 else ""))
    return names


def _per_node(values: npt.ArrayLike | None, count: int, default: object, dtype: npt.DTypeLike) -> Any:
    given = default if values is None else values
    return np.array(np.broadcast_to(np.asarray(given, dtype=dtype), (count,)))


def _refuse_what_cannot_be(network: Network) -> None:
    _refuse_doubles("node", network.node_ids)
    _refuse_doubles("link", network.link_ids)
    _refuse_unknown_nodes(network)
    _refuse_doubles("zone", network.zone_ids)
    if len(network.zone_ids) != network.zone_count:
        raise InputProblem(f"{network.zone_count} zones have {len(network.zone_ids)} ids")
    for name in ("length_m", "free_flow_minutes", "capacity", "alpha", "power", "fixed_minutes"):
        values = getattr(network, name)
        wrong = np.flatnonzero(~np.isfinite(values) | (values < 0))
        if wrong.size:
            raise InputProblem(f"link {network.link_ids[wrong[0]]!r} has {name} {values[wrong[0]]:g}")
    conical = network.delay_function == CONICAL
    if (network.alpha[conical] <= 1).any():
        raise InputProblem("a conical volume-delay function needs alpha above 1")


def _refuse_doubles(kind: str, ids: tuple[str, ...]) -> None:
    if len(set(ids)) < len(ids):
        twice = next(name for name, count in Counter(ids).items() if count > 1)
        raise InputProblem(f"{kind} {twice!r} is there twice")


def _refuse_unknown_nodes(network: Network) -> None:
    for numbers, what in (
        (network.tail, "tail of a link"),
        (network.head, "head of a link"),
        (network.zones, "zone"),
        (network.gateways, "gateway"),
    ):
        if numbers.size and not (numbers.min() >= 0 and numbers.max() < network.node_count):
            raise InputProblem(f"a {what} is not a node of the network")
    if not set(network.gateways.tolist()) <= set(network.zones.tolist()):
        raise InputProblem("each gateway must be a zone as well")

"""User equilibrium: nobody has a quicker path than the one taken (Wardrop's first principle, 1952).

Path-based gradient projection (Jayakrishnan, Tsai, Prashker and Rajadhyaksha, 1994) with Newton steps and an exact
relative gap. It starts from nothing, or warm from an earlier equilibrium on the same demand: the paths and trees of
that answer are mended where a measure took links away.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..problems import InputProblem
from ..roads import Demand, Measures, Network
from ..roads.measures import NO_MEASURES
from ..roads.network import Floats, Integers
from . import paths, trees
from .delay import Delays, beckmann, set_minutes
from .paths import Commodities, LinkState, Pool
from .trees import Graph, Scratch, Trees

SWEEPS = 30
REDUCTION = 0.03
STALLED_AFTER = 25


@dataclass(frozen=True, eq=False)
class Restart:
    """What a later solution starts from: the paths in use and the trees."""

    pool: Pool
    trees: Trees


class TreeTimes(NamedTuple):
    """Minutes from the zones where trips start to all zones; shapes [trees], [trees] and [trees, zones]."""

    vehicle_class: Integers
    zone: Integers
    minutes: Floats


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """Flows and times at which nobody gains by another path.

    `link_flow` [classes, links] in vehicles per hour; `link_volume` [links] in passenger car units per hour;
    `link_minutes` [links]; `is_open` [classes, links].
    `tstt` is the total system travel time of the trips that are served, in vehicle minutes per hour; `unserved` the
    trips per hour without a path, by class, and `unserved_minutes` the price that was put on them; `relative_gap`
    is exact: (time spent - time on shortest paths) / time spent, at the times returned. `iterations` counts rounds of
    shortest path trees, `seconds` the wall clock.
    """

    link_flow: Floats
    link_volume: Floats
    link_minutes: Floats
    is_open: npt.NDArray[np.bool_]
    tstt: float
    relative_gap: float
    target_gap: float
    iterations: int
    seconds: float
    unserved: Floats
    unserved_minutes: float
    restart: Restart | None = field(repr=False)
    _delays: Delays = field(repr=False)
    _network: Network = field(repr=False)
    _known: TreeTimes = field(repr=False)

    @property
    def has_converged(self) -> bool:
        return self.relative_gap <= self.target_gap

    @property
    def total_minutes(self) -> float:
        """Vehicle minutes per hour of all trips: what the served spend, and the price of the others."""
        return self.tstt + self.unserved_minutes

    @cached_property
    def beckmann(self) -> float:
        """The objective of Beckmann at `link_volume`, in passenger car unit minutes per hour."""
        return beckmann(self._delays, self.link_volume)

    @cached_property
    def od_minutes(self) -> Floats:
        """Minutes between all zones, shape [classes, zones, zones]; infinite where there is no path.

        They come from the final trees; only zones where no trip starts take a tree of their own.
        """
        classes, zones = len(self.link_flow), self._network.zone_count
        minutes = np.full((classes, zones, zones), np.nan)
        minutes[self._known.vehicle_class, self._known.zone] = self._known.minutes
        for of_class, zone in zip(*np.nonzero(np.isnan(minutes[:, :, 0])), strict=True):
            minutes[of_class, zone] = trees.minutes_from(
                self._network, self._network.zones[zone], self.link_minutes, self.is_open[of_class]
            )[self._network.zones]
        return minutes


class Assignment:
    """Assigns one demand to one network, as often as measures ask for it.

    >>> road = Network.build(node_ids=["a", "b"], link_ids=["short", "wide"], tail=[0, 0], head=[1, 1],
    ...                      free_flow_minutes=[10, 15], capacity=[100, 400], zones=[0, 1])
    >>> equilibrium = Assignment(road, Demand(np.array([[0, 300.0], [0, 0]]))).solve()
    >>> equilibrium.link_volume.round(1), equilibrium.link_minutes.round(3)
    (array([135.6, 164.4]), array([15.064, 15.064]))

    An instance keeps room for the kernels, so threads must not share one; processes and copies may.
    """

    def __init__(self, network: Network, demand: Demand, *, minutes_per_unserved_trip: float = 60.0) -> None:
        demand.check_fits(network)
        _refuse_no_capacity(network)
        self.network = network
        self.demand = demand
        self.minutes_per_unserved_trip = minutes_per_unserved_trip
        self._graph = Graph.of(network)
        self._commodities = Commodities.of(network, demand)
        self._units = np.array([each.passenger_car_units for each in demand.classes])
        self._tree_zone = self._commodities.zone[self._commodities.first[:-1], 0]
        self._trees = Trees.room(len(self._commodities.origin), network.node_count)
        self._scratch = Scratch.room(network.node_count)
        self._several = np.empty(len(self._commodities.flow), np.int64)
        self._is_calm = np.empty(len(self._commodities.flow), np.bool_)

    def solve(
        self,
        measures: Measures = NO_MEASURES,
        *,
        gap: float = 1e-6,
        start: Restart | None = None,
        max_iterations: int = 1000,
        keep_restart: bool = True,
        on_iteration: Callable[[int, float], None] | None = None,
    ) -> Equilibrium:
        """The equilibrium under `measures`, to a relative gap of at most `gap`.

        Where rounding keeps the gap from falling further, or `max_iterations` are spent, the answer says by
        `has_converged` that it is not what was asked.

        Args:
            start: the `restart` of an equilibrium of this same assignment, under whatever measures.
            keep_restart: False saves memory where nothing will start from this answer.
            on_iteration: called with the iteration and its relative gap.
        """
        began = time.perf_counter()
        delays = Delays.of(self.network)._replace(
            capacity=measures.capacity(self.network),
            free_flow_minutes=measures.free_flow_minutes(self.network),
        )
        is_open = measures.is_open(self.network, self.demand.classes)
        run = _Run(self, delays, is_open, start)
        relative_gap, iterations = run.to_gap(gap, max_iterations, on_iteration)
        return self._answer(run, relative_gap, gap, iterations, began, keep_restart)

    def _answer(
        self,
        run: "_Run",
        relative_gap: float,
        target_gap: float,
        iterations: int,
        began: float,
        keep_restart: bool,
    ) -> Equilibrium:
        flow = np.empty((len(self.demand.classes), self.network.link_count))
        paths.sum_flow_of_classes(self._commodities, run.pool, flow)
        flow /= self._units[:, None]
        unserved = self._unserved(run.pool)
        return Equilibrium(
            link_flow=flow,
            link_volume=run.state.flow,
            link_minutes=run.state.minutes,
            is_open=run.is_open,
            tstt=float(flow.sum(axis=0) @ run.state.minutes),
            relative_gap=relative_gap,
            target_gap=target_gap,
            iterations=iterations,
            seconds=time.perf_counter() - began,
            unserved=unserved,
            unserved_minutes=float(unserved.sum()) * self.minutes_per_unserved_trip,
            restart=Restart(run.pool.packed(), self._trees.copy()) if keep_restart else None,
            _delays=run.delays,
            _network=self.network,
            _known=TreeTimes(
                self._commodities.vehicle_class, self._tree_zone, self._trees.minutes[:, self.network.zones]
            ),
        )

    def _unserved(self, pool: Pool) -> Floats:
        """Trips per hour without a path, by class; shape [classes]."""
        lost = np.flatnonzero(pool.head == paths.NONE)
        of_class = self._commodities.vehicle_class[
            np.searchsorted(self._commodities.first, lost, side="right") - 1
        ]
        units = np.bincount(of_class, weights=self._commodities.flow[lost], minlength=len(self._units))
        return np.asarray(units / self._units)


class _Run:
    """One solution under way."""

    def __init__(
        self, assignment: Assignment, delays: Delays, is_open: npt.NDArray[np.bool_], start: Restart | None
    ) -> None:
        self.assignment, self.delays, self.is_open = assignment, delays, is_open
        links = assignment.network.link_count
        self.state = LinkState(np.zeros(links), np.empty(links), np.empty(links), np.zeros(links, np.int64))
        self.stamp = np.zeros(1, np.int64)
        count = len(assignment._commodities.flow)
        if start is None:
            self.pool = Pool.room(count, 4 * count + 1000, 80 * count + 20000)
        else:
            self.pool = start.pool.packed(spare_paths=count + 1000, spare_links=30 * count + 20000)
            assignment._trees.copy_from(start.trees)
            paths.drop_closed_paths(assignment._commodities, is_open, self.pool)
        self._refresh()
        if start is None:
            self._load_in_turn()

    def to_gap(
        self, target: float, max_iterations: int, on_iteration: Callable[[int, float], None] | None
    ) -> tuple[float, int]:
        """Iterate until the relative gap is at most `target`. Returns the gap and the iterations."""
        self._balance(paths.list_several(self.pool, self.assignment._several), target)
        smallest, since, iteration = np.inf, 0, 0
        while True:
            iteration += 1
            self._refresh()
            self._find_trees()
            spent = float(self.state.flow @ self.state.minutes)
            shortest, new, many = self._add_paths()
            # Trips that had no path until now have still to be spread.
            gap = max(0.0, (spent - shortest) / spent) if spent > 0 and not new else float(new > 0)
            if on_iteration:
                on_iteration(iteration, gap)
            since = 0 if gap < smallest else since + 1
            smallest = min(smallest, gap)
            if gap <= target or (not new and (iteration >= max_iterations or since >= STALLED_AFTER)):
                return gap, iteration
            self._balance(many, target)

    def _refresh(self) -> None:
        paths.sum_flow(self.pool, self.state.flow)
        set_minutes(self.delays, self.state.flow, self.state.minutes, self.state.slope)

    def _find_trees(self) -> None:
        own = self.assignment
        trees.mend_trees(
            own._graph,
            own._commodities.origin,
            own._commodities.vehicle_class,
            self.state.minutes,
            self.is_open,
            own._trees,
            own._scratch,
        )

    def _load_in_turn(self) -> None:
        own = self.assignment
        done, tree = paths.HALT, 0
        while done == paths.HALT:
            done, tree = paths.load_in_turn(
                tree,
                own._commodities,
                own._graph,
                self.is_open,
                own._trees,
                self.pool,
                self.delays,
                self.state,
                own._scratch,
            )
            if done == paths.HALT:
                self._enlarge_pool()

    def _add_paths(self) -> tuple[float, int, int]:
        own = self.assignment
        tree, shortest, new, many = 0, 0.0, 0, 0
        while True:
            done, tree, more, fresh, found = paths.add_shortest_paths(
                tree,
                own._commodities,
                own._graph,
                own._trees,
                self.pool,
                self.delays,
                self.state,
                own._several[many:],
            )
            shortest, new, many = shortest + more, new + fresh, many + found
            if done == paths.DONE:
                return shortest, new, many
            self._enlarge_pool()

    def _enlarge_pool(self) -> None:
        self.pool = self.pool.packed(spare_paths=len(self.pool.start), spare_links=len(self.pool.links))

    def _balance(self, many: int, target: float) -> None:
        own = self.assignment
        spent = float(self.state.flow @ self.state.minutes)
        paths.balance_paths(
            own._several,
            many,
            self.pool,
            self.delays,
            self.state,
            self.stamp,
            own._is_calm,
            0.1 * target * spent,
            0.1 * target,
            SWEEPS,
            REDUCTION,
        )


def _refuse_no_capacity(network: Network) -> None:
    without = np.flatnonzero((network.capacity <= 0) & (network.alpha > 0))
    if without.size:
        name = network.link_ids[without[0]]
        # Traffic on such a link would take for ever.
        raise InputProblem(
            f"{without.size} links have no capacity, such as {name!r}; give them some, or close them"
        )

"""What a week costs when its works change where traffic goes: equilibria, each warm from the base."""

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property, reduce
from operator import or_

import numpy as np

from ..problems import InputProblem
from ..reachability import Area, Reachability
from ..roads import Demand, Measures, Network
from ..roads.files import load, load_trips
from ..roads.measures import NO_MEASURES
from ..traffic import Equilibrium
from .costs import StateCost
from .problem import Problem, State
from .reading import NetworkFiles

ERROR_PER_GAP = 200.0
"""Measured on Anaheim and Barcelona: the total differs from that at a gap of 1e-11 by at most 80 times the relative gap."""

FORM = "2"
"""Changes when the same input would give other costs, so that kept ones are not used."""


class TrafficCosts:
    """Costs of states from traffic.

    With `demand`, the cost of a week is the rise in vehicle minutes per hour of all trips against the base; trips that
    lost their path count at their price. The part of an area is that of trips with one end in it, so the parts of two
    areas may share a trip. Without demand, the part of an area is its mean extra minutes per pair of zones on the
    empty road, out and in together, and the cost is their sum.

    Each equilibrium starts warm from that of the base, and from no other, so it does not depend on what was asked
    before.
    """

    def __init__(
        self,
        problem: Problem,
        network: Network,
        demand: Demand | None = None,
        areas: Sequence[Area] = (),
        *,
        gap: float = 1e-9,
        minutes_per_lost_trip: float = 60.0,
    ) -> None:
        self._begin(
            problem,
            Reachability(network, demand, areas, gap=gap, minutes_per_unserved_trip=minutes_per_lost_trip),
        )

    def _begin(self, problem: Problem, reachability: Reachability) -> None:
        self.measures = {work.id: work.measures for work in problem.works}
        for number, work in enumerate(problem.works):
            _refuse_unknown_links(reachability.network, work.measures, f"works[{number}]")
        self.reachability = reachability

    @classmethod
    def on(cls, problem: Problem, reachability: Reachability) -> "TrafficCosts":
        """On roads whose base is at hand already, so that it is not computed for every problem.

        Raises:
            InputProblem: a work names a link that the network does not have.
        """
        costs = cls.__new__(cls)
        costs._begin(problem, reachability)
        return costs

    @classmethod
    def read(cls, problem: Problem, files: NetworkFiles) -> "TrafficCosts":
        """The costs that a problem file speaks of.

        Raises:
            InputProblem: in one of the files, or a link or zone that the network does not have.
        """
        network = load(files.net)
        demand = load_trips(files.trips, network) if files.trips else None
        areas = [Area(name, tuple(zones)) for name, zones in files.areas.items()]
        return cls(problem, network, demand, areas, gap=files.gap)

    @property
    def areas(self) -> tuple[str, ...]:
        return tuple(area.id for area in self.reachability.areas)

    @property
    def precision(self) -> float:
        base = self.reachability.base
        return ERROR_PER_GAP * self.reachability.gap * base.tstt if base else 1e-9

    @cached_property
    def digest(self) -> str:
        network, demand = self.reachability.network, self.reachability.demand
        found = hashlib.sha256(f"{FORM} {self.reachability.gap} {self._lost_minutes}".encode())
        found.update(repr((network.node_ids, network.link_ids, self.reachability.areas)).encode())
        for values in vars(network).values():
            if isinstance(values, np.ndarray):
                found.update(values.tobytes())
        if demand:
            found.update(repr(demand.classes).encode() + demand.trips.tobytes())
        return found.hexdigest()

    def key(self, state: State) -> str:
        together = self.together(state)
        parts = (
            sorted((link, sorted(modes)) for link, modes in together.closes.items()),
            sorted(together.narrows.items()),
            sorted(together.speeds_kmh.items()),
        )
        return json.dumps(parts)

    def listed(self) -> None:
        return None

    def together(self, state: State) -> Measures:
        """What the works of a state do to links at the same time."""
        return reduce(or_, (self.measures[work] for work in sorted(state)), NO_MEASURES)

    def costs(self, states: Sequence[State]) -> list[StateCost | None]:
        return [self._cost(state) for state in states]

    def cold(self, state: State) -> StateCost | None:
        return self._cost(state, is_cold=True)

    @property
    def _lost_minutes(self) -> float:
        return self.reachability.minutes_per_unserved_trip

    def _cost(self, state: State, *, is_cold: bool = False) -> StateCost:
        measures = self.together(state)
        return self.cost_under(state, measures, self.reachability.equilibrium(measures, is_cold=is_cold))

    def cost_under(self, state: State, measures: Measures, found: Equilibrium | None) -> StateCost:
        """The cost of a state whose `measures` and equilibrium are known already."""
        reach = self.reachability
        if found is None or reach.base is None:
            return self._without_trips(measures)
        per_area = reach.extra_vehicle_minutes(measures, found).sum(axis=0)
        rise = found.total_minutes - reach.base.total_minutes if state else 0.0
        return StateCost(rise, tuple(per_area.tolist() if state else [0.0] * len(per_area)))

    def _without_trips(self, measures: Measures) -> StateCost:
        reach = self.reachability.under(measures)
        lost = (reach.lost_out + reach.lost_in) * self._lost_minutes
        per_area = (reach.extra_minutes_out + reach.extra_minutes_in + lost).mean(axis=0)
        return StateCost(float(per_area.sum()), tuple(per_area.tolist()))


def _refuse_unknown_links(network: Network, measures: Measures, place: str) -> None:
    for what, links in (
        ("closes", measures.closes),
        ("narrows", measures.narrows),
        ("speeds_kmh", measures.speeds_kmh),
    ):
        try:
            network.links(links)
        except InputProblem as problem:
            raise InputProblem(problem.reason, place=f"{place}.{what}") from problem

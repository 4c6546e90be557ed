"""What a state of works costs, and what it means for who travels to and from each area: all from one equilibrium."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np

from ..roads import Measures
from ..traffic import Equilibrium
from .costs import StateCost
from .problem import State
from .traffic_costs import TrafficCosts

FORM = "minutes 3"


class PerArea(NamedTuple):
    """What stands side by side in a cost by area; each part has shape [areas, ...]."""

    vehicle_minutes: Any
    minutes_per_trip: Any
    is_cut_off: Any


class AreaMinutes:
    """Costs of states as `TrafficCosts` has them, and what their equilibrium means for each area.

    `StateCost.per_area` has shape [3 * count], which `split` takes apart: vehicle minutes per hour of trips with one end in the
    area, as `TrafficCosts` has them; minutes more a trip of the first class of vehicles, the mean of out and in (0 where none
    is left); 1 where the area is cut off, else 0.
    """

    def __init__(self, traffic: TrafficCosts) -> None:
        self.traffic = traffic
        self.count = len(traffic.areas)

    @property
    def areas(self) -> tuple[str, ...]:
        named = self.traffic.areas
        return (*named, *(f"{area} per trip" for area in named), *(f"{area} cut off" for area in named))

    def split(self, per_area: Any) -> PerArea:
        """Of a `StateCost`, or of an `Evaluation`, whose `per_area` has shape [3 * count, weeks]."""
        count = self.count
        return PerArea(per_area[:count], per_area[count : 2 * count], per_area[2 * count :])

    @property
    def digest(self) -> str:
        return sha256(f"{FORM} {self.traffic.digest}".encode()).hexdigest()

    @property
    def precision(self) -> float:
        return self.traffic.precision

    def key(self, state: State) -> str:
        return self.traffic.key(state)

    def listed(self) -> None:
        return None

    def costs(self, states: Sequence[State]) -> list[StateCost | None]:
        return [self._computed(state) for state in states]

    def cold(self, state: State) -> StateCost | None:
        return self._computed(state, is_cold=True)

    def _computed(self, state: State, *, is_cold: bool = False) -> StateCost:
        measures = self.traffic.together(state)
        found = self.traffic.reachability.equilibrium(measures, is_cold=is_cold)
        cost = self.traffic.cost_under(state, measures, found)
        felt = self._felt(measures, found) if state else (0.0,) * (2 * self.count)
        return StateCost(cost.total, (*cost.per_area, *felt))

    def _felt(self, measures: Measures, found: Equilibrium | None) -> tuple[float, ...]:
        """Of one equilibrium, so that figures and search share what was computed."""
        reach = self.traffic.reachability.compare(measures, found)
        minutes = np.nan_to_num((reach.extra_minutes_out[0] + reach.extra_minutes_in[0]) / 2)
        cut_off = reach.is_cut_off[0].astype(float)
        return (*minutes.round(3).tolist(), *cut_off.tolist())

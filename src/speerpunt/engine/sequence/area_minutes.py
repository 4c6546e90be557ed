"""What a state of works costs, and what it means for who travels to and from each area: all from one equilibrium."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from ..roads import Measures
from ..traffic import Equilibrium
from .costs import StateCost
from .problem import State
from .traffic_costs import TrafficCosts

FORM = "minutes 2"


class AreaMinutes:
    """Costs of states as `TrafficCosts` has them, and what their equilibrium means for each area.

    `StateCost.per_area` has shape [2 * count]: first for each area the minutes more a trip, the mean of out and in, of the
    first class of vehicles (0 where none is left); then 1 for each that is cut off, else 0.
    """

    def __init__(self, traffic: TrafficCosts) -> None:
        self.traffic = traffic
        self.count = len(traffic.areas)

    @property
    def areas(self) -> tuple[str, ...]:
        return (*self.traffic.areas, *(f"{area} cut off" for area in self.traffic.areas))

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
        total = self.traffic.cost_under(state, measures, found).total
        return StateCost(total, self._felt(measures, found) if state else (0.0,) * (2 * self.count))

    def _felt(self, measures: Measures, found: Equilibrium | None) -> tuple[float, ...]:
        """Of one equilibrium, so that figures and search share what was computed."""
        reach = self.traffic.reachability.compare(measures, found)
        minutes = np.nan_to_num((reach.extra_minutes_out[0] + reach.extra_minutes_in[0]) / 2)
        cut_off = reach.is_cut_off[0].astype(float)
        return (*minutes.round(3).tolist(), *cut_off.tolist())
